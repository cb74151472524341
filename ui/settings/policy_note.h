// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/theme.h"

#include <QWidget>

namespace wardline::ui {

class IconLabel;
class Words;

/// "Set by your organisation: policy.json", under a setting that the person cannot change. The keyboard reaches it
/// although the setting itself is switched off; the tool tip and a screen reader have the whole path.
class PolicyNote final : public QWidget
{
    Q_OBJECT
public:
    explicit PolicyNote(const Theme &theme, QWidget *parent = nullptr);

    /// `setting`: what it is about, for screen readers.
    void show(const service::PolicyLine &line, const QString &setting);

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    const Theme &m_theme;
    IconLabel *m_icon;
    Words *m_words;
};

} // namespace wardline::ui
