// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/secret_edit.h"

#include "ui/kit/icons.h"
#include "ui/kit/commands.h"
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
#include <QToolTip>

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

/// Calls `visit` with each character of UTF-8 text, one at a time; nothing of it stays.
template <typename Visit>
void forEachCharacter(const SecretBytes &bytes, std::size_t used, Visit visit)
{
    for (std::size_t start = 0; start < used;) {
        std::size_t end = start + 1;
        while (end < used && isContinuation(bytes.data()[end])) {
            ++end;
        }
        QString character = QString::fromUtf8(bytes.view().sliced(qsizetype(start), qsizetype(end - start)));
        visit(character);
        character.fill(u'\0');
        start = end;
    }
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
    setMouseTracking(true);
    setAccessibleDescription(tr("Hold F8 to see what is typed"));
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
    m_isRevealed = false;
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
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(FontRole::Body));
    const QRect inner = QStyle::visualRect(layoutDirection(), rect(),
                                           rect().adjusted(metrics::kSpace12, 0, -metrics::kPrimaryTarget, 0));
    if (m_used == 0 && !m_placeholder.isEmpty()) {
        painter.setPen(colours.muted);
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeading, m_placeholder);
    }
    if (const QRect place = eye(); !place.isEmpty()) {
        const QRect icon(0, 0, metrics::kIcon, metrics::kIcon);
        paintIcon(painter, m_isRevealed ? Icon::Conceal : Icon::Opened, icon.translated(place.center() - icon.center()),
                  m_isRevealed ? colours.accent : colours.muted, layoutDirection());
    }
    painter.setClipRect(inner.adjusted(-2, 0, 2, 0));
    paintCharacters(painter, inner);
}

std::vector<qreal> SecretEdit::edges(const QFontMetricsF &font) const
{
    std::vector<qreal> found{0};
    forEachCharacter(m_bytes, m_used, [&](const QString &character) {
        found.push_back(found.back() + (m_isRevealed ? font.horizontalAdvance(character) : kDotStep));
    });
    return found;
}

void SecretEdit::paintCharacters(QPainter &painter, const QRect &inner) const
{
    const Palette &colours = m_theme.palette();
    const std::vector<qreal> edge = edges(QFontMetricsF(painter.font()));
    std::size_t cursorIndex = 0;
    for (std::size_t i = 0; i < m_cursor; ++i) {
        cursorIndex += isContinuation(m_bytes.data()[i]) ? 0 : 1;
    }
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const qreal scroll = std::max(0.0, edge[cursorIndex] - inner.width());
    const auto xOf = [&](std::size_t index) {
        const qreal offset = edge[index] - scroll;
        return isMirrored ? inner.right() - offset : inner.left() + offset;
    };
    const std::size_t count = edge.size() - 1;
    if (m_isAllSelected && count > 0) {
        painter.fillRect(
            QRectF(QPointF(xOf(0), inner.center().y() - 10), QPointF(xOf(count), inner.center().y() + 11)).normalized(),
            colours.selected);
    }
    const QColor ink = isEnabled() ? colours.text : colours.disabled;
    painter.setPen(m_isRevealed ? QPen(ink) : QPen(Qt::NoPen));
    painter.setBrush(ink);
    std::size_t index = 0;
    forEachCharacter(m_bytes, m_used, [&](const QString &character) {
        const qreal middle = (xOf(index) + xOf(index + 1)) / 2;
        ++index;
        if (m_isRevealed) {
            painter.drawText(QRectF(middle - 20, 0, 40, height()), Qt::AlignCenter, character);
        } else {
            painter.drawEllipse(QPointF(middle, inner.center().y() + 0.5), kDot / 2, kDot / 2);
        }
    });
    if (hasFocus() && !m_isAllSelected) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(QRectF(xOf(cursorIndex), inner.center().y() - 9, 1, 19), colours.text);
    }
}

QRect SecretEdit::eye() const
{
    if (m_used == 0 || !isEnabled()) {
        return {};
    }
    return QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(width() - metrics::kPrimaryTarget, 0, 0, 0));
}

void SecretEdit::reveal(bool isRevealed)
{
    const bool mayShow = isRevealed && isEnabled() && isVisible() && isActiveWindow();
    if (m_isRevealed != mayShow) {
        m_isRevealed = mayShow;
        update();
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
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), eye().contains(help->pos()) ? tr("Hold to show (F8)") : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void SecretEdit::keyReleaseEvent(QKeyEvent *event)
{
    noticeCapsLock(nullptr);
    if (event->key() == keysOf(Command::Reveal).constFirst()[0].key() && !event->isAutoRepeat()) {
        reveal(false);
        return;
    }
    QWidget::keyReleaseEvent(event);
}

void SecretEdit::keyPressEvent(QKeyEvent *event)
{
    noticeCapsLock(event);
    if (event->key() == keysOf(Command::Reveal).constFirst()[0].key()) {
        reveal(true);
    } else if (event->matches(QKeySequence::Paste)) {
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

void SecretEdit::setCapsLockSource(std::function<std::optional<bool>()> source)
{
    m_capsLockSource = std::move(source);
}

/// `event` null: nothing was typed, but the key may have changed elsewhere.
void SecretEdit::noticeCapsLock(const QKeyEvent *event)
{
    const std::optional<bool> told = m_capsLockSource ? m_capsLockSource() : std::nullopt;
    bool isOn = told.value_or(m_isCapsLockOn);
    const bool isKnown = told.has_value();
    if (!told && event != nullptr) {
        const QString text = event->text();
        if (event->key() == Qt::Key_CapsLock) {
            isOn = false; // whether it went on or off, the next letter tells
        } else if (text.size() == 1 && text.at(0).isLetter() && text.at(0).toUpper() != text.at(0).toLower()
                   && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
            isOn = text.at(0).isUpper() != event->modifiers().testFlag(Qt::ShiftModifier);
        }
    }
    if (isOn != m_isCapsLockOn || isKnown != m_isCapsLockKnown) {
        m_isCapsLockOn = isOn;
        m_isCapsLockKnown = isKnown;
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

void SecretEdit::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && eye().contains(event->position().toPoint())) {
        reveal(true);
        return;
    }
    m_isAllSelected = false;
    m_cursor = m_used;
    update();
}

void SecretEdit::mouseReleaseEvent(QMouseEvent *)
{
    reveal(false);
}

void SecretEdit::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons()) {
        setCursor(eye().contains(event->position().toPoint()) ? Qt::PointingHandCursor : Qt::IBeamCursor);
    }
}

void SecretEdit::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    noticeCapsLock(nullptr);
    update();
}

void SecretEdit::focusOutEvent(QFocusEvent *event)
{
    m_isAllSelected = false;
    reveal(false);
    QWidget::focusOutEvent(event);
    update();
}

void SecretEdit::hideEvent(QHideEvent *event)
{
    reveal(false);
    QWidget::hideEvent(event);
}

void SecretEdit::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::EnabledChange || event->type() == QEvent::ActivationChange) {
        reveal(false);
        noticeCapsLock(nullptr);
    }
    QWidget::changeEvent(event);
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
