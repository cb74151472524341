// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QWidget>

namespace wardline::ui {

class IconButton;

/// The few buttons that float over the row under the mouse. Not in the way of the keyboard, which has the menu and the
/// parts of a row.
class RowBar final : public QWidget
{
    Q_OBJECT
public:
    RowBar(const Context &context, QWidget *host);

    void offer(bool mayReact, bool mayAnswer);

Q_SIGNALS:
    void reactChosen();
    void replyChosen();
    void moreChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Context &m_context;
    IconButton *m_react;
    IconButton *m_reply;
    IconButton *m_more;
};

} // namespace wardline::ui
