// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace wardline::ui {

class Theme;

/// Draws the ring around the button that has the keyboard, 2 px wide and 2 px away, above everything else in its
/// window; inside the edge of a page that only scrolls. It appears only when the focus came by keyboard. Fields and
/// lists show their focus themselves.
class FocusRing final : public QWidget
{
    Q_OBJECT
public:
    /// Watches the whole window `parent`.
    FocusRing(const Theme &theme, QWidget *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow(QWidget *target);
    void place();

    const Theme &m_theme;
    QPointer<QWidget> m_target;
};

} // namespace wardline::ui
