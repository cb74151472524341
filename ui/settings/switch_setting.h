// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/folded_words.h"
#include "ui/kit/theme.h"

class QCheckBox;

namespace wardline::ui {

class PolicyNote;

/// Something that is on or off, with a line of explanation. Says which policy fixed it where one did.
class SwitchSetting final : public FoldingBox
{
    Q_OBJECT
public:
    /// `name` is the object name of the box itself.
    SwitchSetting(const Theme &theme, const QString &name, const QString &words, const QString &explanation = {},
                  QWidget *parent = nullptr);

    void setOn(bool isOn);
    [[nodiscard]] bool isOn() const;
    void setFixed(const service::PolicyLine *line);

Q_SIGNALS:
    /// By the person.
    void switched(bool isOn);

private:
    const QString m_words;
    QCheckBox *m_box;
    PolicyNote *m_note;
    bool m_isMarking = false; ///< what is chosen is shown, nobody chooses
};

} // namespace wardline::ui
