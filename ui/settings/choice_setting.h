// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/folded_words.h"
#include "ui/kit/theme.h"

#include <QList>

#include <optional>

class QButtonGroup;

namespace wardline::ui {

class PolicyNote;

/// One of a few, as round buttons under their name. Says which policy fixed it where one did.
class ChoiceSetting final : public FoldingBox
{
    Q_OBJECT
public:
    struct Choice
    {
        QString id; ///< also ends the object name of its button: "scheme-dark"
        QString words;
    };

    /// `name` is the object name.
    ChoiceSetting(const Theme &theme, const QString &name, const QString &words, const QList<Choice> &choices,
                  QWidget *parent = nullptr);

    void setCurrent(const QString &id);
    /// With a line nothing can be chosen here but `open`; null lets go.
    void setFixed(const service::PolicyLine *line, const QStringList &open = {});

Q_SIGNALS:
    /// By the person.
    void chosen(const QString &id);

private:
    const QString m_words;
    const QList<Choice> m_choices;
    QButtonGroup *m_group;
    PolicyNote *m_note;
    bool m_isMarking = false; ///< what is chosen is shown, nobody chooses
};

} // namespace wardline::ui
