// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conversation_header.h"

#include "ui/kit/encryption_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/theme.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSmallIcon = 16;

std::map<model::CareRole, int> countHere(const QList<model::Member> &members)
{
    std::map<model::CareRole, int> here;
    for (const model::Member &member : members) {
        if (member.isPresent) {
            ++here[member.role.role];
        }
    }
    return here;
}

/// "Physician 2, Nurse 3".
QString rolesInWords(const std::map<model::CareRole, int> &here)
{
    QStringList roles;
    for (const auto &[role, count] : here) {
        if (role != model::CareRole::None) {
            //: role, how many of them
            roles << ConversationHeader::tr("%1 %2").arg(roleName(role)).arg(count);
        }
    }
    return roles.join(u", "_s);
}

} // namespace

ConversationHeader::ConversationHeader(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_back(new IconButton(context.theme, Icon::Back, tr("Back to the conversations")))
    , m_search(new IconButton(context.theme, Icon::Search, tr("Find in this room (Ctrl+F)")))
    , m_details(new IconButton(context.theme, Icon::Details, tr("Show who belongs here (Ctrl+I)")))
{
    setObjectName(u"conversationHeader"_s);
    m_back->setObjectName(u"back"_s);
    m_search->setObjectName(u"openSearch"_s);
    m_details->setObjectName(u"toggleDetails"_s);
    m_details->setCheckable(true);
    m_back->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace8, 0, metrics::kSpace8, 0);
    row->setSpacing(metrics::kSpace4);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_search);
    row->addWidget(m_details);
    fitHeight();
    connect(m_back, &IconButton::clicked, this, &ConversationHeader::backChosen);
    connect(m_search, &IconButton::clicked, this, &ConversationHeader::searchChosen);
    connect(m_details, &IconButton::toggled, this, [this] {
        if (!m_isMarking) {
            Q_EMIT detailsToggled();
        }
    });
    connect(&context.theme, &Theme::changed, this, qOverload<>(&ConversationHeader::update));
}

void ConversationHeader::show(const model::ConversationSummary &summary, const QList<model::Member> &members,
                              const service::ConversationEncryption &encryption, bool showsClearText)
{
    Content content;
    content.title = plainName(summary.title);
    const bool isDirect = summary.kind == model::ConversationKind::Direct;
    content.here = isDirect ? std::map<model::CareRole, int>() : countHere(members);
    int here = 0;
    for (const auto &[role, count] : content.here) {
        here += count;
    }
    // Whoever is in a room is there themselves: where nobody is, there is no connection, and nobody can know.
    content.people = isDirect ? roleWords(summary.role)
        : here == 0           ? tr("%Ln member(s)", nullptr, static_cast<int>(members.size()))
                    //: how many are here, how many belong to the room
                    : tr("%1 of %2 here").arg(here).arg(members.size());
    content.kind = isDirect ? QString() : roomKindWords(summary.roomKind);
    content.encryption = encryptionWords(encryption);
    const QString usual = encryptionWords(encryption.state);
    if (showsClearText && content.encryption == usual) {
        content.encryption = usual + u". "_s + tr("Some messages here are not encrypted");
    }
    const bool isOpenRoom = std::any_of(encryption.obstacles.begin(), encryption.obstacles.end(), [](const auto &each) {
        return each.why == service::EncryptionObstacle::Why::RoomNotPrivate;
    });
    content.exceptions = content.encryption.startsWith(usual + u". "_s) ? content.encryption.sliced(usual.size() + 2)
                                                                        : content.encryption;
    content.isEncrypted = encryption.state == model::EncryptionState::EndToEnd && !isOpenRoom;
    content.isPreparing = encryption.isPreparing();
    content.hasExceptions = encryption.state == model::EncryptionState::EndToEnd && !encryption.isPreparing()
        && content.encryption != usual;
    if (content == m_content) {
        return; // the summary changes with every message, this seldom
    }
    m_content = std::move(content);
    setAccessibleName(m_content.title);
    const QString kind = m_content.kind.isEmpty() ? QString() : QString(m_content.kind + u". "_s);
    setAccessibleDescription(m_content.encryption + u". "_s + kind + m_content.people + u". "_s
                             + rolesInWords(m_content.here));
    const QString roles = rolesInWords(m_content.here);
    setToolTip(roles.isEmpty() ? m_content.encryption : m_content.encryption + u'\n' + roles);
    fitHeight();
    update();
}

int ConversationHeader::noteLeft() const
{
    return m_back->isHidden() ? metrics::kSpace16 : metrics::kSpace8 + metrics::kTarget + metrics::kSpace8;
}

int ConversationHeader::noteRoom() const
{
    const int right = metrics::kSpace8 + metrics::kSpace4 + 2 * metrics::kTarget + metrics::kSpace16;
    return std::max(0, width() - noteLeft() - right);
}

/// What keeps somebody from reading along is never cut: in a narrow window it has a second line.
bool ConversationHeader::needsTwoLines() const
{
    const QFontMetrics letters(m_context.theme.font(FontRole::Caption));
    const int room = noteRoom() - kSmallIcon - metrics::kSpace4;
    return room > 0 && !m_content.exceptions.isEmpty() && letters.horizontalAdvance(m_content.exceptions) > room;
}

void ConversationHeader::fitHeight()
{
    const int note = m_context.theme.lineStep(FontRole::Caption);
    const int height = m_context.theme.lineStep(FontRole::Title) + note + metrics::kSpace12;
    setFixedHeight(std::max(metrics::kListRow, height) + (needsTwoLines() ? note : 0));
}

void ConversationHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void ConversationHeader::clearContent()
{
    m_content = {};
    setToolTip(QString());
    setAccessibleName(QString());
    setAccessibleDescription(QString());
    update();
}

void ConversationHeader::setBackVisible(bool isVisible)
{
    m_back->setVisible(isVisible);
    fitHeight();
    update();
}

void ConversationHeader::setDetailsShown(bool isShown)
{
    m_isMarking = true;
    m_details->setChecked(isShown);
    m_isMarking = false;
}

void ConversationHeader::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_context.theme;
    const Palette &colours = theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), colours.surface);
    painter.fillRect(0, height() - 1, width(), 1, colours.divider);
    const int left = noteLeft();
    const int room = noteRoom();
    const auto mirrored = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const int titleHeight = theme.lineStep(FontRole::Title);
    const int noteHeight = theme.lineStep(FontRole::Caption);
    const bool hasTwoLines = needsTwoLines();
    const int top = (height() - titleHeight - (hasTwoLines ? 2 : 1) * noteHeight) / 2;
    painter.setFont(theme.font(FontRole::Title));
    painter.setPen(colours.text);
    painter.drawText(mirrored(QRect(left, top, room, titleHeight)), Qt::AlignVCenter | Qt::AlignLeading,
                     ownWay(painter.fontMetrics().elidedText(m_content.title, Qt::ElideRight, room)));
    if (m_content.encryption.isEmpty()) {
        return;
    }
    // How it is protected comes first: it must never be the part that is cut off.
    painter.setFont(theme.font(FontRole::Caption));
    const QColor ink = m_content.isPreparing                ? colours.muted
        : m_content.isEncrypted && !m_content.hasExceptions ? colours.ok
                                                            : colours.concern;
    const int noteTop = top + titleHeight;
    const QRect icon(left, noteTop + (noteHeight - kSmallIcon) / 2, kSmallIcon, kSmallIcon);
    const Icon sign = m_content.isPreparing ? Icon::Waiting
        : !m_content.isEncrypted            ? Icon::NotEncrypted
        : m_content.hasExceptions           ? Icon::Warning
                                            : Icon::Encrypted; // what differs in colour differs in shape, too
    paintIcon(painter, sign, mirrored(icon), ink, layoutDirection());
    const int wordsLeft = left + kSmallIcon + metrics::kSpace4;
    const int wordsRoom = std::max(0, room - kSmallIcon - metrics::kSpace4);
    const bool isTight = painter.fontMetrics().horizontalAdvance(m_content.encryption) >= wordsRoom;
    const QString words = isTight ? m_content.exceptions : m_content.encryption;
    const int wordsWidth = std::min(painter.fontMetrics().horizontalAdvance(words) + 1, wordsRoom);
    painter.setPen(ink);
    if (hasTwoLines) {
        painter.drawText(mirrored(QRect(wordsLeft, noteTop, wordsRoom, 2 * noteHeight)),
                         Qt::AlignTop | Qt::AlignLeading | Qt::TextWordWrap, words);
        return;
    }
    painter.drawText(mirrored(QRect(wordsLeft, noteTop, wordsWidth, noteHeight)), Qt::AlignVCenter | Qt::AlignLeading,
                     ownWay(painter.fontMetrics().elidedText(words, Qt::ElideRight, wordsWidth)));
    const int peopleLeft = wordsLeft + wordsWidth + metrics::kSpace12;
    const int peopleRoom = left + room - peopleLeft;
    // What the room is for goes before who is in it.
    const QFontMetrics letters = painter.fontMetrics();
    const QString whole =
        m_content.kind.isEmpty() ? m_content.people : QString(m_content.kind + u", "_s + m_content.people);
    const QString people =
        letters.horizontalAdvance(whole) < peopleRoom || m_content.kind.isEmpty() ? whole : m_content.kind;
    const int peopleWidth = letters.horizontalAdvance(people) + 1;
    if (peopleWidth > peopleRoom) {
        return;
    }
    painter.setPen(colours.muted);
    painter.drawText(mirrored(QRect(peopleLeft, noteTop, peopleWidth, noteHeight)), Qt::AlignVCenter | Qt::AlignLeading,
                     ownWay(people));
    paintRoles(painter, peopleLeft + peopleWidth + metrics::kSpace12, left + room, noteTop, noteHeight);
}

/// All of them or none: some would read as if they were all.
void ConversationHeader::paintRoles(QPainter &painter, int left, int end, int top, int height) const
{
    int wanted = 0;
    for (const auto &[role, count] : m_content.here) {
        const int number = painter.fontMetrics().horizontalAdvance(QLocale().toString(count)) + 1;
        wanted += role == model::CareRole::None ? 0 : kSmallIcon + metrics::kSpace4 + number + metrics::kSpace8;
    }
    if (left + wanted - metrics::kSpace8 > end) {
        return;
    }
    for (const auto &[role, count] : m_content.here) {
        const QString number = QLocale().toString(count);
        const int numberWidth = painter.fontMetrics().horizontalAdvance(number) + 1;
        if (role == model::CareRole::None) {
            continue;
        }
        const QRect mark(left, top + (height - kSmallIcon) / 2, kSmallIcon, kSmallIcon);
        paintRoleMark(painter, QStyle::visualRect(layoutDirection(), rect(), mark), role, m_context.theme);
        left += kSmallIcon + metrics::kSpace4;
        painter.setPen(m_context.theme.palette().muted);
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), QRect(left, top, numberWidth, height)),
                         Qt::AlignCenter, number);
        left += numberWidth + metrics::kSpace8;
    }
}

} // namespace wardline::ui
