// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conversation_header.h"

#include "ui/kit/encryption_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>

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
    const int height =
        context.theme.lineStep(FontRole::Title) + context.theme.lineStep(FontRole::Caption) + metrics::kSpace12;
    setFixedHeight(std::max(metrics::kListRow, height));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace8, 0, metrics::kSpace8, 0);
    row->setSpacing(metrics::kSpace4);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_search);
    row->addWidget(m_details);
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
                              const service::ConversationEncryption &encryption)
{
    Content content;
    content.title = plainName(summary.title);
    const bool isDirect = summary.kind == model::ConversationKind::Direct;
    content.here = isDirect ? std::map<model::CareRole, int>() : countHere(members);
    int here = 0;
    for (const auto &[role, count] : content.here) {
        here += count;
    }
    //: how many are here, how many belong to the room
    content.people = isDirect ? roleWords(summary.role) : tr("%1 of %2 here").arg(here).arg(members.size());
    content.encryption = encryptionWords(encryption);
    content.isEncrypted = encryption.state == model::EncryptionState::EndToEnd;
    if (content == m_content) {
        return; // the summary changes with every message, this seldom
    }
    m_content = std::move(content);
    setAccessibleName(m_content.title);
    setAccessibleDescription(m_content.encryption + u". "_s + m_content.people + u". "_s
                             + rolesInWords(m_content.here));
    setToolTip(rolesInWords(m_content.here));
    update();
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
    const int left = m_back->isHidden() ? metrics::kSpace16 : metrics::kSpace8 + metrics::kTarget + metrics::kSpace8;
    const int right = metrics::kSpace8 + metrics::kSpace4 + 2 * metrics::kTarget + metrics::kSpace16;
    const int room = std::max(0, width() - left - right);
    const auto mirrored = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const int titleHeight = theme.lineStep(FontRole::Title);
    const int noteHeight = theme.lineStep(FontRole::Caption);
    const int top = (height() - titleHeight - noteHeight) / 2;
    painter.setFont(theme.font(FontRole::Title));
    painter.setPen(colours.text);
    painter.drawText(mirrored(QRect(left, top, room, titleHeight)), Qt::AlignVCenter | Qt::AlignLeading,
                     ownWay(painter.fontMetrics().elidedText(m_content.title, Qt::ElideRight, room)));
    if (m_content.encryption.isEmpty()) {
        return;
    }
    // How it is protected comes first: it must never be the part that is cut off.
    painter.setFont(theme.font(FontRole::Caption));
    const QColor ink = m_content.isEncrypted ? colours.ok : colours.concern;
    const int noteTop = top + titleHeight;
    const QRect icon(left, noteTop + (noteHeight - kSmallIcon) / 2, kSmallIcon, kSmallIcon);
    paintIcon(painter, m_content.isEncrypted ? Icon::Encrypted : Icon::NotEncrypted, mirrored(icon), ink,
              layoutDirection());
    const int wordsLeft = left + kSmallIcon + metrics::kSpace4;
    const int wordsWidth =
        std::min(painter.fontMetrics().horizontalAdvance(m_content.encryption) + 1, std::max(0, room - kSmallIcon));
    painter.setPen(ink);
    painter.drawText(mirrored(QRect(wordsLeft, noteTop, wordsWidth, noteHeight)), Qt::AlignVCenter | Qt::AlignLeading,
                     ownWay(painter.fontMetrics().elidedText(m_content.encryption, Qt::ElideRight, wordsWidth)));
    const int peopleLeft = wordsLeft + wordsWidth + metrics::kSpace12;
    const int peopleRoom = left + room - peopleLeft;
    const int peopleWidth = painter.fontMetrics().horizontalAdvance(m_content.people) + 1;
    if (peopleWidth > peopleRoom) {
        return;
    }
    painter.setPen(colours.muted);
    painter.drawText(mirrored(QRect(peopleLeft, noteTop, peopleWidth, noteHeight)), Qt::AlignVCenter | Qt::AlignLeading,
                     ownWay(m_content.people));
    paintRoles(painter, peopleLeft + peopleWidth + metrics::kSpace12, left + room, noteTop, noteHeight);
}

void ConversationHeader::paintRoles(QPainter &painter, int left, int end, int top, int height) const
{
    for (const auto &[role, count] : m_content.here) {
        const QString number = QLocale().toString(count);
        const int numberWidth = painter.fontMetrics().horizontalAdvance(number) + 1;
        if (role == model::CareRole::None || left + kSmallIcon + metrics::kSpace4 + numberWidth > end) {
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
