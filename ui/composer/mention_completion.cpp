// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/mention_completion.h"

#include "ui/composer/mention_popup.h"
#include "ui/kit/safe_text.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTextBlock>

#include <utility>

namespace wardline::ui {

namespace {

constexpr qsizetype kLongestTyped = 40;
constexpr int kMostBlanks = 3; ///< in a name
constexpr int kMostOffered = 40;

} // namespace

MentionCompletion::MentionCompletion(const Context &context, QPlainTextEdit &field)
    : m_context(context)
    , m_field(field)
{
}

MentionCompletion::~MentionCompletion()
{
    delete m_popup.data();
}

void MentionCompletion::setMembers(const QList<model::Member> &members)
{
    m_candidates.setMembers(members);
    if (isOpen()) {
        refresh();
    }
}

void MentionCompletion::clear()
{
    dismiss();
    m_candidates.clear();
    m_mentions.clear();
    m_refused = -1;
}

void MentionCompletion::recognise(const QList<model::Member> &members)
{
    const QString text = m_field.document()->toPlainText();
    for (const model::Member &member : members) {
        const QString words = QChar(u'@') + plainName(member.name);
        for (qsizetype at = text.indexOf(words); words.size() > 1 && at >= 0; at = text.indexOf(words, at + 1)) {
            QTextCursor cursor(m_field.document());
            cursor.setPosition(static_cast<int>(at));
            m_mentions.add(cursor, words, member.jid);
        }
    }
}

bool MentionCompletion::isOpen() const
{
    const MentionPopup *popup = m_popup.data();
    return popup && popup->isOpen();
}

MentionPopup &MentionCompletion::popup()
{
    MentionPopup *popup = m_popup.data();
    if (!popup) {
        popup = new MentionPopup(m_context, m_field.window());
        connect(popup, &MentionPopup::chosen, this, &MentionCompletion::insert);
        m_popup = popup;
    }
    return *popup;
}

bool MentionCompletion::takeKey(const QKeyEvent &event)
{
    MentionPopup *popup = m_popup.data();
    if (!popup || !popup->isOpen() || (event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) {
        return false;
    }
    switch (event.key()) {
    case Qt::Key_Up:
        popup->step(-1);
        return true;
    case Qt::Key_Down:
        popup->step(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        popup->chooseCurrent();
        return true;
    case Qt::Key_Escape:
        m_refused = begun().at;
        popup->dismiss();
        return true;
    default:
        return false;
    }
}

/// The "@" before the cursor and what was typed behind it, if that can still become a name.
MentionCompletion::Begun MentionCompletion::begun() const
{
    const QTextCursor cursor = m_field.textCursor();
    if (cursor.hasSelection()) {
        return {};
    }
    const QString line = cursor.block().text();
    const qsizetype end = cursor.positionInBlock();
    int blanks = 0;
    for (qsizetype i = end - 1; i >= 0 && end - i <= kLongestTyped; --i) {
        const QChar c = line[i];
        if (c == u'@') {
            const bool isWordEnd = i > 0 && line[i - 1].isLetterOrNumber(); // an address
            const bool isBlank = i + 1 < end && line[i + 1].isSpace();
            const int at = cursor.block().position() + static_cast<int>(i);
            if (isWordEnd || isBlank || m_mentions.covers(at + 1)) {
                return {};
            }
            return {at, line.mid(i + 1, end - i - 1)};
        }
        if (c.isSpace() && ++blanks > kMostBlanks) {
            return {};
        }
    }
    return {};
}

void MentionCompletion::refresh()
{
    const Begun now = begun();
    if (now.at != m_refused) {
        m_refused = -1;
    }
    if (now.at < 0 || now.at == m_refused || !m_field.hasFocus() || m_candidates.isEmpty()) {
        dismiss();
        return;
    }
    const auto found = m_candidates.matching(now.typed, kMostOffered);
    if (found.isEmpty()) {
        dismiss();
        return;
    }
    QTextCursor at(m_field.document());
    at.setPosition(now.at);
    const QRect place = m_field.cursorRect(at);
    MentionPopup &list = popup();
    QWidget *const window = list.parentWidget();
    const QWidget &row = m_field.parentWidget() != nullptr ? *m_field.parentWidget() : m_field; // with its buttons
    list.offer(found, QRect(m_field.viewport()->mapTo(window, place.topLeft()), place.size()),
               QRect(row.mapTo(window, QPoint(0, 0)).x(), m_field.mapTo(window, QPoint(0, 0)).y(), row.width(),
                     m_field.height()));
}

void MentionCompletion::dismiss()
{
    if (MentionPopup *popup = m_popup.data()) {
        popup->dismiss();
    }
}

void MentionCompletion::insert(const MentionCandidate &candidate)
{
    const Begun now = begun();
    if (now.at < 0) {
        return;
    }
    QTextCursor cursor = m_field.textCursor();
    cursor.beginEditBlock();
    cursor.setPosition(now.at, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    std::vector<std::pair<int, std::pair<QString, model::Jid>>> named;
    for (const model::Member &person : candidate.people) {
        const QString words = QChar(u'@') + plainName(person.name);
        named.push_back({cursor.position(), {words, person.jid}});
        cursor.insertText(words + u' ');
    }
    cursor.endEditBlock();
    for (const auto &[position, who] : named) {
        QTextCursor at(m_field.document());
        at.setPosition(position);
        m_mentions.add(at, who.first, who.second);
    }
    m_field.setTextCursor(cursor);
    // The lines were painted before the people were known.
    m_field.document()->markContentsDirty(now.at, cursor.position() - now.at);
    dismiss();
    m_field.ensureCursorVisible();
}

} // namespace wardline::ui
