// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <QWidget>

namespace wardline::ui {

class Theme;

/// A field for a password, a ticket or a recovery code. What is typed goes straight into SecretBytes: there is no text
/// property, no undo, nothing can be copied out of it. Pasting works, because password managers need it
/// (WCAG 2.2, 3.3.8).
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
    void clear();
    void setPlaceholder(const QString &words);
    [[nodiscard]] bool isCapsLockOn() const { return m_isCapsLockOn; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void edited();
    void returnPressed();
    /// As far as the typed letters tell; the platform does not say it.
    void capsLockChanged(bool isOn);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
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
    void noticeCapsLock(const QKeyEvent &event);
    void changed();

    const Theme &m_theme;
    SecretBytes m_bytes{kCapacity};
    std::size_t m_used = 0;
    std::size_t m_cursor = 0;
    bool m_isAllSelected = false;
    bool m_isCapsLockOn = false;
    QString m_placeholder;
};

} // namespace wardline::ui
