// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer_edit.h"

#include "core/service/draft.h"
#include "ui/composer/composer_highlighter.h"
#include "ui/composer/composer_menu.h"
#include "ui/composer/picture.h"
#include "ui/composer/spelling.h"
#include "ui/composer/written_text.h"
#include "ui/kit/commands.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QContextMenuEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMimeData>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wardline::ui {

namespace {

constexpr int kPadding = 9;
constexpr int kCaret = 1; ///< its width
constexpr int kMostHeightUntilTold = 160;
constexpr qsizetype kMostLeft = std::numeric_limits<int>::max();

/// The file that was copied in a file manager or dropped; empty for anything else.
QString givenFile(const QMimeData &source)
{
    const auto urls = source.urls();
    if (urls.size() != 1 || !urls.first().isLocalFile()) {
        return {};
    }
    return urls.first().toLocalFile();
}

bool isPicture(const QMimeData &source)
{
    return source.hasImage() && !source.hasFormat(QStringLiteral("text/plain"));
}

} // namespace

ComposerEdit::ComposerEdit(const Context &context, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(context.theme)
    , m_completion(context, *this)
    , m_highlighter(new ComposerHighlighter(context.theme, m_completion.mentions(), document()))
    , m_mostHeight(kMostHeightUntilTold)
{
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(kCaret); // else the caret of an empty line that begins at the right would be cut
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    setFont(m_theme.font(FontRole::Body));
    connect(this, &QPlainTextEdit::textChanged, this, &ComposerEdit::onTextChanged);
    connect(this, &QPlainTextEdit::textChanged, this, &ComposerEdit::followDirection);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &ComposerEdit::onCursorMoved);
    followDirection();
    grow();
}

/// Nothing written yet: from the side where the window begins. Then each paragraph runs as its own letters say.
void ComposerEdit::followDirection()
{
    const int start = metrics::kSpace8 - kCaret;
    const int end = metrics::kSpace4 - kCaret;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QMargins margins(isMirrored ? end : start, kPadding - kCaret, isMirrored ? start : end, kPadding - kCaret);
    if (viewportMargins() != margins) {
        setViewportMargins(margins);
    }
    QTextOption option = document()->defaultTextOption();
    const bool isEmpty = document()->isEmpty();
    const Qt::LayoutDirection direction = isEmpty ? layoutDirection() : Qt::LayoutDirectionAuto;
    const bool isFromRight = isEmpty ? direction == Qt::RightToLeft : document()->firstBlock().text().isRightToLeft();
    // A plain text aligns by its option alone, whichever way the letters run.
    const Qt::Alignment side = (isFromRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute;
    if (option.textDirection() != direction || option.alignment() != side) {
        option.setTextDirection(direction);
        option.setAlignment(side);
        const QSignalBlocker quiet(this); // nothing was written
        document()->setDefaultTextOption(option);
    }
}

void ComposerEdit::forget()
{
    m_completion.dismiss();
    m_completion.mentions().clear();
    clear();
    document()->clearUndoRedoStacks();
}

void ComposerEdit::setMembers(const QList<model::Member> &members)
{
    m_completion.setMembers(members);
}

void ComposerEdit::setSpelling(Spelling &spelling)
{
    m_spelling = &spelling;
    m_highlighter->setSpelling(&spelling);
    connect(&spelling, &Spelling::changed, m_highlighter, &QSyntaxHighlighter::rehighlight);
}

void ComposerEdit::setMostHeight(int height)
{
    m_mostHeight = height;
    grow();
}

service::OutgoingText ComposerEdit::written() const
{
    return {.text = toPlainText(), .mentions = m_completion.mentions().present()};
}

void ComposerEdit::setWritten(const QString &text, const QList<service::Mention> &mentions, int cursor)
{
    m_completion.dismiss();
    m_completion.mentions().clear();
    setPlainText(text);
    document()->clearUndoRedoStacks();
    for (const service::Mention &mention : mentions) {
        QTextCursor at(document());
        at.setPosition(mention.start);
        m_completion.mentions().add(at, text.mid(mention.start, mention.length), mention.person);
    }
    QTextCursor place(document());
    place.setPosition(std::clamp(cursor, 0, document()->characterCount() - 1));
    setTextCursor(place);
    m_typedAt = -1;
    m_highlighter->setTyping(-1);
    m_highlighter->rehighlight();
    m_completion.dismiss();
}

WordSpan ComposerEdit::misspeltAt(int position) const
{
    return m_highlighter->misspeltAt(position);
}

void ComposerEdit::replace(const WordSpan &span, const QString &text)
{
    QTextCursor cursor(document());
    cursor.setPosition(span.start);
    cursor.setPosition(span.start + span.length, QTextCursor::KeepAnchor);
    cursor.insertText(text);
    setTextCursor(cursor);
}

qsizetype ComposerEdit::room() const
{
    return service::kMaxDraftLength - (document()->characterCount() - 1) + textCursor().selectedText().size();
}

bool ComposerEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape && (m_takesEscape || m_completion.isOpen())) {
            event->accept(); // before the window's own
            return true;
        }
    } else if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && m_completion.takeKey(*key)) {
            return true; // before it moves the keyboard on
        }
    }
    return QPlainTextEdit::event(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    if (!m_isComposing && (m_completion.takeKey(*event) || takeOwnKey(*event))) {
        event->accept();
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers();
    const bool isCommand = modifiers.testFlag(Qt::ControlModifier) != modifiers.testFlag(Qt::AltModifier); // not AltGr
    const bool isText = !isCommand && !event->text().isEmpty() && event->text().front().isPrint();
    if (isEnter || (isText && room() <= 0)) {
        return; // composing ends by the input method; a full field takes no more
    }
    QPlainTextEdit::keyPressEvent(event);
}

bool ComposerEdit::takeOwnKey(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!modifiers.testFlag(Qt::ShiftModifier) && event.isAutoRepeat()) {
            return true; // a key that is held down answers no question
        }
        if (!modifiers.testFlag(Qt::ShiftModifier)) {
            Q_EMIT submitted();
        } else if (room() > 0) {
            textCursor().insertText(QStringLiteral("\n"));
            ensureCursorVisible();
        }
        return true;
    case Qt::Key_Escape:
        if (m_takesEscape) {
            Q_EMIT escaped();
        }
        return m_takesEscape;
    case Qt::Key_Up:
        if (modifiers == Qt::NoModifier && document()->isEmpty()) {
            Q_EMIT lastWanted();
            return true;
        }
        return false;
    default:
        break;
    }
    if (isCommand(event, Command::NextMisspelt)) {
        goToMisspelt();
        return true;
    }
    return false;
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_isComposing = !event->preeditString().isEmpty();
    if (event->commitString().size() > room()) {
        event->ignore();
        return;
    }
    QPlainTextEdit::inputMethodEvent(event);
}

void ComposerEdit::goToMisspelt()
{
    m_typedAt = -1;
    m_highlighter->setTyping(-1);
    const QTextCursor cursor = textCursor();
    WordSpan word = m_highlighter->misspeltAt(cursor.position());
    if (word.length == 0 || cursor.hasSelection()) {
        word = m_highlighter->nextMisspelt(cursor.hasSelection() ? cursor.selectionEnd() : cursor.position());
    }
    if (word.length == 0) {
        return;
    }
    QTextCursor choice(document());
    choice.setPosition(word.start);
    choice.setPosition(word.start + word.length, QTextCursor::KeepAnchor);
    setTextCursor(choice);
    ensureCursorVisible();
    openComposerMenu(*this, word, viewport()->mapToGlobal(cursorRect().bottomLeft()));
}

void ComposerEdit::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    const QTextCursor there = isByMouse ? cursorForPosition(event->pos()) : textCursor();
    const QPoint place = isByMouse ? event->globalPos() : viewport()->mapToGlobal(cursorRect().bottomLeft());
    openComposerMenu(*this, misspeltAt(there.position()), place);
    event->accept();
}

bool ComposerEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || source->hasImage() || source->hasUrls();
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (const QString path = givenFile(*source); !path.isEmpty()) {
        if (isKnownPictureType(QFileInfo(path).suffix().toLatin1())) {
            Q_EMIT pictureFileGiven(path);
        } else {
            Q_EMIT fileGiven(path);
        }
        return;
    }
    if (isPicture(*source)) {
        Q_EMIT pictureGiven(qvariant_cast<QImage>(source->imageData()));
        return;
    }
    if (!source->hasText()) {
        return;
    }
    const qsizetype most = std::max<qsizetype>(0, room());
    const QString given = source->text();
    QString text = typedText(QStringView(given).left(most + 1)); // what does not fit is not even looked at
    const bool isCut = given.size() > most;
    text.truncate(most);
    if (!text.isEmpty() && text.back().isHighSurrogate()) {
        text.chop(1);
    }
    insertPlainText(text);
    ensureCursorVisible();
    if (isCut) {
        Q_EMIT pasteCut(static_cast<int>(std::min<qsizetype>(given.size() - most, kMostLeft)));
    }
}

void ComposerEdit::onTextChanged()
{
    m_typedAt = hasFocus() ? textCursor().position() : -1;
    m_highlighter->setTyping(m_typedAt);
    grow();
    m_completion.refresh();
}

void ComposerEdit::onCursorMoved()
{
    if (m_typedAt >= 0 && textCursor().position() != m_typedAt) {
        m_typedAt = -1;
        m_highlighter->setTyping(-1);
    }
    m_completion.refresh();
}

void ComposerEdit::grow()
{
    const qreal lineHeight = QFontMetricsF(font()).lineSpacing();
    const int mostLines = std::max(2, static_cast<int>((m_mostHeight - 2 * kPadding - 2) / lineHeight));
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines <= mostLines; block = block.next()) {
        lines += std::max(1, block.layout()->lineCount());
    }
    const int shown = std::clamp(lines, 1, mostLines);
    const int height = static_cast<int>(std::ceil(shown * lineHeight)) + 2 * kPadding + 2;
    setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(std::max(metrics::kPrimaryTarget, height));
}

void ComposerEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange) {
        followDirection();
    }
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    grow();
    m_completion.dismiss();
}

void ComposerEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    Q_EMIT focusChanged();
}

void ComposerEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    m_completion.dismiss();
    Q_EMIT focusChanged();
    Q_EMIT left();
}

} // namespace wardline::ui
