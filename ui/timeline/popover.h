// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QFrame>
#include <QPointer>

class QVBoxLayout;

namespace wardline::ui {

/// A small quiet page beside what it is about. It takes the keyboard and gives it back; Escape, a press elsewhere or
/// the loss of the keyboard closes it. Never modal. Deletes itself when it closes.
class Popover : public QFrame
{
    Q_OBJECT
public:
    /// `host`: what it lies over and stays within.
    Popover(const Context &context, const QString &name, QWidget *host);
    ~Popover() override;

    /// Shows it below `near`, or above where there is no room. Rectangle in the host.
    void popUp(const QRect &near);
    /// Goes away at once, with its texts.
    void dismiss();

protected:
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }
    /// How wide its content may be over that host.
    [[nodiscard]] static int roomFor(const QWidget &host);
    /// What gets the keyboard at first.
    void setFirst(QWidget *first) { m_first = first; }
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    /// Tab goes round inside of it: what is asked is answered, or left with Escape.
    bool focusNextPrevChild(bool next) override;

    const Context &m_context;

private:
    void onFocus(QWidget *now);

    QVBoxLayout *m_column;
    QPointer<QWidget> m_first;
    QPointer<QWidget> m_former; ///< had the keyboard before
    bool m_isLeaving = false;
};

} // namespace wardline::ui
