// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wardline::ui {

class Motion;
class Theme;

/// Holds a pane at the end of the window and lets it slide in from the edge. The holder has its width at once, so that
/// what stands beside it is laid out only once.
class SlidingHolder final : public QWidget
{
    Q_OBJECT
public:
    SlidingHolder(const Theme &theme, QWidget *pane, QWidget *parent = nullptr);

    void slideIn();
    [[nodiscard]] QSize sizeHint() const override { return m_pane->sizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return m_pane->minimumSizeHint(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    QWidget *m_pane;
    Motion *m_motion;
    int m_offset = 0; ///< how far the pane still is behind the edge
};

} // namespace wardline::ui
