// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <QWidget>

namespace wardline::ui {

class Theme;

/// Six boxes for a six-digit code. One field to the keyboard and to a screen reader. Digits of any script count as the
/// digits they are. A paste is taken whole or not at all: six digits, with whatever blanks and dashes the sender put
/// between them; anything else leaves the boxes as they were.
class CodeEdit final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kDigits = 6;

    explicit CodeEdit(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] int digitCount() const { return m_used; }
    [[nodiscard]] bool isComplete() const { return m_used == kDigits; }
    /// The digits; the boxes are empty afterwards.
    [[nodiscard]] SecretBytes take();
    void clear();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void edited();
    void completed();
    void returnPressed();
    /// What was on the clipboard is no code; nothing changed.
    void pasteRefused();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    void insert(QStringView text);
    void paste();
    void changed();

    const Theme &m_theme;
    SecretBytes m_bytes{kDigits};
    int m_used = 0;
};

} // namespace wardline::ui
