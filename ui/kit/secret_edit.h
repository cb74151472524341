// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QFontMetricsF;

namespace wardline::ui {

class Theme;

/// A field for a password, a ticket or a recovery code. What is typed goes straight into SecretBytes: there is no text
/// property, no undo, nothing can be copied out of it. Pasting works, because password managers need it
/// (WCAG 2.2, 3.3.8). While the eye at its end is held down, or F8, the characters are shown; a screen reader never
/// gets them.
///
/// Copies that Qt makes of single key events cannot be avoided here; the process scrubs freed memory.
class SecretEdit final : public QWidget
{
    Q_OBJECT
public:
    /// Longest secret, in bytes of UTF-8. More is refused.
    static constexpr std::size_t kCapacity = 1024;

    explicit SecretEdit(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_used == 0; }
    /// Number of characters shown as dots.
    [[nodiscard]] int characterCount() const;
    /// What was typed; the field is empty afterwards.
    [[nodiscard]] SecretBytes take();
    /// The same, and it stays: to be checked while it is typed.
    [[nodiscard]] SecretBytes copy() const { return SecretBytes::copyOf(m_bytes.view().first(static_cast<qsizetype>(m_used))); }
    void clear();
    void setPlaceholder(const QString &words);
    /// Asked whenever it may have changed; without it, or where it knows nothing, typed letters have to tell.
    void setCapsLockSource(std::function<std::optional<bool>()> source);
    [[nodiscard]] bool isCapsLockOn() const { return m_isCapsLockOn; }
    /// False: only concluded from what was typed.
    [[nodiscard]] bool isCapsLockKnown() const { return m_isCapsLockKnown; }
    [[nodiscard]] bool isRevealed() const { return m_isRevealed; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void edited();
    void returnPressed();
    void capsLockChanged(bool isOn);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    void insert(QStringView text);
    void removeBefore();
    void removeAfter();
    void paste();
    void moveCursor(bool isForward);
    void noticeCapsLock(const QKeyEvent *event);
    void reveal(bool isRevealed);
    void changed();
    void paintCharacters(QPainter &painter, const QRect &inner) const;
    /// Where each character begins, and where the last one ends, from the start of the field.
    [[nodiscard]] std::vector<qreal> edges(const QFontMetricsF &font) const;
    /// The eye that reveals; empty while there is nothing to see.
    [[nodiscard]] QRect eye() const;

    const Theme &m_theme;
    SecretBytes m_bytes{kCapacity};
    std::size_t m_used = 0;
    std::size_t m_cursor = 0;
    bool m_isAllSelected = false;
    bool m_isCapsLockOn = false;
    bool m_isCapsLockKnown = false;
    bool m_isRevealed = false;
    std::function<std::optional<bool>()> m_capsLockSource;
    QString m_placeholder;
};

} // namespace wardline::ui
