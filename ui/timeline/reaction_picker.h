// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/popover.h"

#include <QList>
#include <QStringList>

class QAbstractButton;

namespace wardline::ui {

/// A dozen reactions that mean something on a ward, each with its meaning in words. Arrow keys move, Enter gives or
/// takes back.
class ReactionPicker final : public Popover
{
    Q_OBJECT
public:
    /// `own`: what the person gave already.
    ReactionPicker(const Context &context, const QStringList &own, QWidget *host);

    struct Choice
    {
        QString emoji;
        QString meaning;
    };
    [[nodiscard]] static QList<Choice> choices();
    /// What stands for an emoji that no font of this machine has: its meaning, or that there is no picture of it.
    [[nodiscard]] static QString meaningOf(const QString &emoji);

Q_SIGNALS:
    void chosen(const QString &emoji);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int m_columns;
    QList<QAbstractButton *> m_buttons;
};

} // namespace wardline::ui
