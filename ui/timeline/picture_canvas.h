// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/theme.h"

#include <QAbstractScrollArea>
#include <QImage>
#include <QPixmap>

namespace wardline::ui {

/// One picture, whole or in its own size, where each of its points is a point of the screen. Arrows and the wheel move
/// it, the mouse drags it. Holds it in memory only, until forget() or the end of the widget.
class PictureCanvas final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit PictureCanvas(const Theme &theme, QWidget *parent = nullptr);

    void show(const QImage &picture);
    /// Instead of a picture.
    void say(const QString &words);
    void forget();
    void setOwnSize(bool isOwnSize);
    [[nodiscard]] bool isOwnSize() const { return m_isOwnSize; }
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }
    /// Of its own size, as it is shown now.
    [[nodiscard]] int percent() const;
    /// Where the picture lies in the viewport.
    [[nodiscard]] QRect place() const;

Q_SIGNALS:
    /// Double clicked.
    void sizeWanted();
    void percentChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void layOut();
    [[nodiscard]] QSize ownSize() const;
    [[nodiscard]] QSize shownSize() const;

    const Theme &m_theme;
    QImage m_picture;
    QPixmap m_fitted; ///< scaled once for this size of the window
    QString m_words;
    QPoint m_draggedFrom;
    bool m_isOwnSize = false;
};

} // namespace wardline::ui
