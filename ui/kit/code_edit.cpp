// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/code_edit.h"

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

#include <algorithm>

namespace wardline::ui {

namespace {
constexpr int kBoxWidth = 40;
constexpr int kGap = metrics::kSpace8;
constexpr int kMiddleGap = metrics::kSpace16;
constexpr int kHeight = 44;
constexpr qsizetype kLongestPaste = 64; ///< more is a document, not a code

/// 0 to 9 for a decimal digit of any script, -1 otherwise. Superscripts and fractions are no digits of a code.
int digitOf(QChar c)
{
    return c.category() == QChar::Number_DecimalDigit ? c.digitValue() : -1;
}

/// What people and programs put between the digits: blanks, dashes, direction marks.
bool isSeparator(QChar c)
{
    return c.isSpace() || c.category() == QChar::Punctuation_Dash || c.category() == QChar::Other_Format
        || c == QChar(0x2212); // minus
}

/// The part from the first digit to the last: "Your code: 123 456." is how codes are sent.
QStringView digitsPart(QStringView text)
{
    const auto isDigit = [](QChar c) { return digitOf(c) >= 0; };
    const auto first = std::find_if(text.begin(), text.end(), isDigit);
    const auto last = std::find_if(text.rbegin(), text.rend(), isDigit);
    return first == text.end() ? QStringView() : text.sliced(first - text.begin(), last.base() - first);
}

/// Whether there are exactly six digits, with nothing between them that a code would not have.
bool isCode(QStringView text)
{
    if (text.size() > kLongestPaste) {
        return false;
    }
    int digits = 0;
    for (const QChar c : digitsPart(text)) {
        if (digitOf(c) >= 0) {
            ++digits;
        } else if (!isSeparator(c)) {
            return false;
        }
    }
    return digits == CodeEdit::kDigits;
}
} // namespace

CodeEdit::CodeEdit(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
    setLayoutDirection(Qt::LeftToRight); // digits of a code are read from the left in every script
    connect(&theme, &Theme::changed, this, qOverload<>(&CodeEdit::update));
}

SecretBytes CodeEdit::take()
{
    SecretBytes code =
        SecretBytes::copyOf(std::span<const std::byte>(m_bytes.data(), static_cast<std::size_t>(m_used)));
    clear();
    return code;
}

void CodeEdit::clear()
{
    wipe(m_bytes.span());
    m_used = 0;
    changed();
}

QSize CodeEdit::sizeHint() const
{
    return {kDigits * kBoxWidth + (kDigits - 2) * kGap + kMiddleGap, kHeight};
}

QSize CodeEdit::minimumSizeHint() const
{
    return sizeHint();
}

QVariant CodeEdit::inputMethodQuery(Qt::InputMethodQuery query) const
{
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

void CodeEdit::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(FontRole::Title));
    qreal x = 0;
    for (int i = 0; i < kDigits; ++i) {
        const QRectF box(x, 0, kBoxWidth, kHeight);
        const bool isCurrent = hasFocus() && i == std::min(m_used, kDigits - 1);
        const qreal width = isCurrent ? colours.focusFrame() : 1;
        painter.setPen(isEnabled() ? QPen(isCurrent ? colours.focus : colours.border, width) : colours.offFrame());
        painter.setBrush(isEnabled() ? colours.surface : colours.window);
        painter.drawRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), metrics::kRadius,
                                metrics::kRadius);
        if (i < m_used) {
            painter.setPen(isEnabled() ? colours.text : colours.disabled);
            painter.drawText(box, Qt::AlignCenter, QString(QChar(static_cast<char16_t>(m_bytes.data()[i]))));
        } else if (isCurrent) {
            painter.fillRect(QRectF(box.center().x(), box.center().y() - 9, 1, 18), colours.text);
        }
        x += kBoxWidth + (i == kDigits / 2 - 1 ? kMiddleGap : kGap);
    }
}

bool CodeEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void CodeEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->key() == Qt::Key_Backspace) {
        if (m_used > 0) {
            --m_used;
            m_bytes.data()[m_used] = std::byte{0};
            changed();
        }
    } else if (event->key() == Qt::Key_Delete || event->matches(QKeySequence::DeleteStartOfWord)) {
        clear();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT returnPressed();
    } else if (!event->text().isEmpty() && event->text().at(0).isPrint()
               && !(event->modifiers() & Qt::ControlModifier)) {
        insert(event->text());
    } else {
        QWidget::keyPressEvent(event);
    }
}

void CodeEdit::inputMethodEvent(QInputMethodEvent *event)
{
    insert(event->commitString());
    event->accept();
}

void CodeEdit::insert(QStringView text)
{
    bool wasAdded = false;
    for (const QChar c : text) {
        const int digit = digitOf(c);
        if (digit >= 0 && m_used < kDigits) {
            m_bytes.data()[m_used++] = static_cast<std::byte>('0' + digit);
            wasAdded = true;
        }
    }
    if (!wasAdded) {
        return;
    }
    changed();
    if (isComplete()) {
        Q_EMIT completed();
    }
}

void CodeEdit::paste()
{
    QString text = QGuiApplication::clipboard()->text().left(kLongestPaste + 1);
    if (isCode(text)) {
        clear();
        insert(text);
    } else {
        Q_EMIT pasteRefused();
    }
    text.fill(u'\0');
}

void CodeEdit::changed()
{
    update();
    if (QAccessible::isActive()) {
        QAccessibleValueChangeEvent event(this, QVariant()); // that it changed, not to what
        QAccessible::updateAccessibility(&event);
    }
    Q_EMIT edited();
}

void CodeEdit::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Paste"), this, &CodeEdit::paste);
    menu->addAction(tr("Clear"), this, &CodeEdit::clear)->setEnabled(m_used > 0);
    menu->popup(event->globalPos());
}

} // namespace wardline::ui
