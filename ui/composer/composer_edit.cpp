// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer_edit.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>

#include <cmath>

namespace wardline::ui {

namespace {

constexpr int kMostLines = 7;
constexpr int kPadding = 9;
constexpr qsizetype kLongestPaste = 200'000;

} // namespace

ComposerEdit::ComposerEdit(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(metrics::kSpace8, kPadding, metrics::kSpace4, kPadding);
    document()->setDocumentMargin(0);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    setFont(theme.font(FontRole::Body));
    connect(this, &QPlainTextEdit::textChanged, this, &ComposerEdit::grow);
    grow();
}

void ComposerEdit::forget()
{
    clear();
    document()->clearUndoRedoStacks();
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT submitted();
        return;
    }
    if (isEnter) {
        textCursor().insertText(QStringLiteral("\n"));
        ensureCursorVisible();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText()) {
        insertPlainText(source->text().left(kLongestPaste));
        ensureCursorVisible();
    }
}

void ComposerEdit::grow()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < kMostLines; block = block.next()) {
        lines += std::max(1, block.layout()->lineCount());
    }
    const qreal lineHeight = QFontMetricsF(font()).lineSpacing();
    const int height = static_cast<int>(std::ceil(std::clamp(lines, 1, kMostLines) * lineHeight)) + 2 * kPadding + 2;
    setVerticalScrollBarPolicy(lines >= kMostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(std::max(metrics::kPrimaryTarget, height));
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    grow();
}

void ComposerEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    Q_EMIT focusChanged();
}

void ComposerEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT focusChanged();
    Q_EMIT left();
}

} // namespace wardline::ui
