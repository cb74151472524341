// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/secret_edit.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStringEncoder>
#include <QStyleOptionFrame>

#include <array>
#include <cstring>

namespace wardline::ui {

namespace {

constexpr qreal kDot = 7;
constexpr qreal kDotStep = 12;

bool isContinuation(std::byte b)
{
    return (b & std::byte{0xC0}) == std::byte{0x80};
}

} // namespace

SecretEdit::SecretEdit(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&SecretEdit::update));
}

int SecretEdit::characterCount() const
{
    int count = 0;
    for (std::size_t i = 0; i < m_used; ++i) {
        count += isContinuation(m_bytes.data()[i]) ? 0 : 1;
    }
    return count;
}

SecretBytes SecretEdit::take()
{
    SecretBytes secret = SecretBytes::copyOf(std::span<const std::byte>(m_bytes.data(), m_used));
    clear();
    return secret;
}

void SecretEdit::clear()
{
    wipe(m_bytes.span());
    m_used = 0;
    m_cursor = 0;
    m_isAllSelected = false;
    changed();
}

void SecretEdit::setPlaceholder(const QString &words)
{
    m_placeholder = words;
    update();
}

QSize SecretEdit::sizeHint() const
{
    return {200, metrics::kPrimaryTarget};
}

QSize SecretEdit::minimumSizeHint() const
{
    return {96, metrics::kPrimaryTarget};
}

QVariant SecretEdit::inputMethodQuery(Qt::InputMethodQuery query) const
{
    // Never the text around the cursor.
    if (query == Qt::ImEnabled) {
        return true;
    }
    if (query == Qt::ImHints) {
        return static_cast<int>(inputMethodHints());
    }
    if (query == Qt::ImCursorRectangle) {
        return rect();
    }
    return {};
}

void SecretEdit::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_theme.palette();
    QPainter painter(this);
    QStyleOptionFrame option;
    option.initFrom(this);
    option.lineWidth = 1;
    style()->drawPrimitive(QStyle::PE_FrameLineEdit, &option, &painter, this);

    const QRect inner = rect().adjusted(metrics::kSpace12, 0, -metrics::kSpace12, 0);
    painter.setClipRect(inner.adjusted(-2, 0, 2, 0));
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_used == 0 && !m_placeholder.isEmpty()) {
        painter.setFont(m_theme.font(FontRole::Body));
        painter.setPen(colours.muted);
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeading, m_placeholder);
    }
    const int count = characterCount();
    int cursorIndex = 0;
    for (std::size_t i = 0; i < m_cursor; ++i) {
        cursorIndex += isContinuation(m_bytes.data()[i]) ? 0 : 1;
    }
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const qreal scroll = std::max(0.0, cursorIndex * kDotStep - inner.width());
    const auto xOf = [&](int index) {
        const qreal offset = index * kDotStep - scroll;
        return isMirrored ? inner.right() - offset : inner.left() + offset;
    };
    if (m_isAllSelected && count > 0) {
        painter.fillRect(
            QRectF(QPointF(xOf(0), inner.center().y() - 10), QPointF(xOf(count), inner.center().y() + 11)).normalized(),
            colours.selected);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? colours.text : colours.muted);
    for (int i = 0; i < count; ++i) {
        const qreal middle = (xOf(i) + xOf(i + 1)) / 2;
        painter.drawEllipse(QPointF(middle, inner.center().y() + 0.5), kDot / 2, kDot / 2);
    }
    if (hasFocus() && !m_isAllSelected) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(QRectF(xOf(cursorIndex), inner.center().y() - 9, 1, 19), colours.text);
    }
}

bool SecretEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste) || key->matches(QKeySequence::SelectAll)
            || key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Cut)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void SecretEdit::keyPressEvent(QKeyEvent *event)
{
    noticeCapsLock(*event);
    if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->matches(QKeySequence::SelectAll)) {
        m_isAllSelected = m_used > 0;
        update();
    } else if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut)) {
        // Nothing leaves this field.
    } else if (event->matches(QKeySequence::DeleteStartOfWord) || event->matches(QKeySequence::DeleteEndOfWord)) {
        clear();
    } else if (event->key() == Qt::Key_Backspace) {
        removeBefore();
    } else if (event->key() == Qt::Key_Delete) {
        removeAfter();
    } else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        moveCursor((event->key() == Qt::Key_Right) == (layoutDirection() == Qt::LeftToRight));
    } else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
        m_cursor = event->key() == Qt::Key_Home ? 0 : m_used;
        m_isAllSelected = false;
        update();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT returnPressed();
    } else if (!event->text().isEmpty() && event->text().at(0).isPrint()
               && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
        insert(event->text());
    } else if (!event->text().isEmpty() && event->text().at(0).isPrint()
               && (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))
                   == (Qt::ControlModifier | Qt::AltModifier)) {
        insert(event->text()); // AltGr on some platforms
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SecretEdit::inputMethodEvent(QInputMethodEvent *event)
{
    if (!event->commitString().isEmpty()) {
        insert(event->commitString());
    }
    event->accept();
}

void SecretEdit::insert(QStringView text)
{
    if (m_isAllSelected) {
        clear();
    }
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype units = text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        if (!text[i].isPrint() && !text[i].isSurrogate()) {
            ++i;
            continue;
        }
        std::array<char, 8> encoded{};
        QStringEncoder encoder(QStringEncoder::Utf8);
        const char *end = encoder.appendToBuffer(encoded.data(), text.sliced(i, units));
        const auto size = static_cast<std::size_t>(end - encoded.data());
        if (m_used + size <= kCapacity) {
            std::byte *place = m_bytes.data() + m_cursor;
            std::memmove(place + size, place, m_used - m_cursor);
            std::memcpy(place, encoded.data(), size);
            m_used += size;
            m_cursor += size;
        }
        wipe(std::as_writable_bytes(std::span(encoded)));
        i += units;
    }
    changed();
}

void SecretEdit::removeBefore()
{
    if (m_isAllSelected) {
        clear();
        return;
    }
    if (m_cursor == 0) {
        return;
    }
    const std::size_t end = m_cursor;
    moveCursor(false);
    std::memmove(m_bytes.data() + m_cursor, m_bytes.data() + end, m_used - end);
    const std::size_t left = m_used - (end - m_cursor);
    wipe(std::span(m_bytes.data() + left, m_used - left));
    m_used = left;
    changed();
}

void SecretEdit::removeAfter()
{
    if (m_isAllSelected) {
        clear();
        return;
    }
    if (m_cursor < m_used) {
        moveCursor(true);
        removeBefore();
    }
}

void SecretEdit::moveCursor(bool isForward)
{
    m_isAllSelected = false;
    if (isForward && m_cursor < m_used) {
        do {
            ++m_cursor;
        } while (m_cursor < m_used && isContinuation(m_bytes.data()[m_cursor]));
    } else if (!isForward && m_cursor > 0) {
        do {
            --m_cursor;
        } while (m_cursor > 0 && isContinuation(m_bytes.data()[m_cursor]));
    }
    update();
}

void SecretEdit::paste()
{
    QString text = QGuiApplication::clipboard()->text();
    insert(QStringView(text).trimmed());
    text.fill(u'\0');
}

void SecretEdit::noticeCapsLock(const QKeyEvent &event)
{
    bool isOn = m_isCapsLockOn;
    if (event.key() == Qt::Key_CapsLock) {
        isOn = !isOn;
    } else if (event.text().size() == 1 && event.text().at(0).isLetter()
               && event.text().at(0).toUpper() != event.text().at(0).toLower()) {
        isOn = event.text().at(0).isUpper() != event.modifiers().testFlag(Qt::ShiftModifier);
    }
    if (isOn != m_isCapsLockOn) {
        m_isCapsLockOn = isOn;
        Q_EMIT capsLockChanged(isOn);
    }
}

void SecretEdit::changed()
{
    update();
    if (QAccessible::isActive()) {
        QAccessibleValueChangeEvent event(this, QVariant()); // that it changed, not to what
        QAccessible::updateAccessibility(&event);
    }
    Q_EMIT edited();
}

void SecretEdit::mousePressEvent(QMouseEvent *)
{
    m_isAllSelected = false;
    m_cursor = m_used;
    update();
}

void SecretEdit::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void SecretEdit::focusOutEvent(QFocusEvent *event)
{
    m_isAllSelected = false;
    QWidget::focusOutEvent(event);
    update();
}

void SecretEdit::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Paste"), this, &SecretEdit::paste);
    menu->addAction(tr("Clear"), this, &SecretEdit::clear);
    menu->popup(event->globalPos());
}

} // namespace wardline::ui
