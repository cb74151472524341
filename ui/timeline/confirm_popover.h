// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/popover.h"

class QLineEdit;

namespace wardline::ui {

/// A question in words, asked in place: one button does it, the other keeps all as it is.
class ConfirmPopover final : public Popover
{
    Q_OBJECT
public:
    struct Question
    {
        QString title;
        QString words;
        QString yes;
        QString no;
        QString quote{}; ///< what the question is about, in its own words: the question may cover it
        QString reason{}; ///< what a field for a reason is called; empty: none is asked for
    };
    ConfirmPopover(const Context &context, const Question &question, QWidget *host);

Q_SIGNALS:
    void confirmed(const QString &reason);

private:
    QLineEdit *m_reason = nullptr;
};

} // namespace wardline::ui
