// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"
#include "ui/timeline/attachment_reader.h"

#include <QPointer>
#include <QWidget>

namespace wardline::ui {

class Button;
class PictureCanvas;
class Words;

/// A picture of a message over the whole conversation, quietly: the rest of the window stays as it is, with its lock
/// button. Whole at first, or in its own size; Escape leads back. What it shows is in memory only and goes with it.
/// Deletes itself when it closes.
class PictureViewer final : public QWidget
{
    Q_OBJECT
public:
    /// `host`: what it lies over, and as large as it.
    PictureViewer(const Context &context, const QString &name, QWidget *host);

    /// The keyboard goes to it, and back to where it was when it closes.
    void open();
    void show(const FileFacts &facts);
    void setMaySave(bool maySave);
    /// Goes away at once, with its picture.
    void dismiss();
    [[nodiscard]] PictureCanvas &canvas() { return *m_canvas; }

Q_SIGNALS:
    void saveChosen();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void tell();

    const Context &m_context;
    const QString m_name;
    QString m_detail;
    Words *m_title;
    Words *m_note;
    Button *m_ownSize;
    QWidget *m_save;
    QWidget *m_close;
    PictureCanvas *m_canvas;
    QPointer<QWidget> m_former; ///< had the keyboard before
    bool m_isLeaving = false;
};

} // namespace wardline::ui
