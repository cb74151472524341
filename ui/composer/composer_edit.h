// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace wardline::ui {

class Theme;

/// The field of the composer: plain text only, grows with what is typed, Enter sends and Shift+Enter makes a new line.
class ComposerEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit ComposerEdit(const Theme &theme, QWidget *parent = nullptr);

    /// No text, and none to be undone.
    void forget();

Q_SIGNALS:
    void submitted();
    void left();
    void focusChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void grow();

    const Theme &m_theme;
};

} // namespace wardline::ui
