// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conversation_header.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

#include <map>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSmallIcon = 16;

/// "9 members · 4 here: Physician 2, Nurse 2", and shorter ones for less room.
QStringList peopleWords(const QList<model::Member> &members)
{
    std::map<model::CareRole, int> here;
    int count = 0;
    for (const model::Member &member : members) {
        if (member.isPresent) {
            ++count;
            ++here[member.role.role];
        }
    }
    QStringList roles;
    for (const auto &[role, number] : here) {
        if (role != model::CareRole::None) {
            //: role, how many of them
            roles << ConversationHeader::tr("%1 %2").arg(roleName(role)).arg(number);
        }
    }
    const QString all = ConversationHeader::tr("%n member(s)", nullptr, static_cast<int>(members.size()));
    const QString present = all + u" · "_s + ConversationHeader::tr("%n here", nullptr, count);
    QStringList words {present, all};
    if (!roles.isEmpty()) {
        words.prepend(present + u": "_s + roles.join(u", "_s));
    }
    return words;
}

} // namespace

ConversationHeader::ConversationHeader(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_back(new IconButton(context.theme, Icon::Back, tr("Back to the conversations")))
    , m_search(new IconButton(context.theme, Icon::Search, tr("Find in this room (Ctrl+F)")))
    , m_details(new IconButton(context.theme, Icon::Details, tr("Show who belongs here")))
{
    setObjectName(u"conversationHeader"_s);
    m_back->setObjectName(u"back"_s);
    m_search->setObjectName(u"openSearch"_s);
    m_details->setObjectName(u"toggleDetails"_s);
    m_details->setCheckable(true);
    m_back->hide();
    const int height = context.theme.lineStep(FontRole::Title) + context.theme.lineStep(FontRole::Caption) + metrics::kSpace12;
    setFixedHeight(std::max(metrics::kListRow, height));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace8, 0, metrics::kSpace12, 0);
    row->setSpacing(metrics::kSpace4);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_search);
    row->addWidget(m_details);
    connect(m_back, &IconButton::clicked, this, &ConversationHeader::backChosen);
    connect(m_search, &IconButton::clicked, this, &ConversationHeader::searchChosen);
    connect(m_details, &IconButton::clicked, this, &ConversationHeader::detailsToggled);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&ConversationHeader::update));
}

void ConversationHeader::show(const model::ConversationSummary &summary, const QList<model::Member> &members)
{
    m_title = plainName(summary.title);
    m_people = summary.kind == model::ConversationKind::Direct ? QStringList {roleWords(summary.role)} : peopleWords(members);
    m_encryption = encryptionWords(summary.encryption);
    m_isEncrypted = summary.encryption == model::EncryptionState::EndToEnd;
    setAccessibleName(m_title);
    setAccessibleDescription(m_people.constFirst() + u". "_s + m_encryption);
    update();
}

void ConversationHeader::clearContent()
{
    m_title.clear();
    m_people.clear();
    m_encryption.clear();
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
    m_details->setChecked(isShown);
}

void ConversationHeader::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_context.theme;
    const Palette &colours = theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), colours.surface);
    painter.fillRect(0, height() - 1, width(), 1, colours.divider);
    const int left = m_back->isHidden() ? metrics::kSpace16 : metrics::kSpace8 + metrics::kTarget + metrics::kSpace8;
    const int right = metrics::kSpace12 + 2 * metrics::kTarget + metrics::kSpace16;
    const int room = std::max(0, width() - left - right);
    const auto mirrored = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const int titleHeight = theme.lineStep(FontRole::Title);
    const int noteHeight = theme.lineStep(FontRole::Caption);
    const int top = (height() - titleHeight - noteHeight) / 2;
    painter.setFont(theme.font(FontRole::Title));
    painter.setPen(colours.text);
    painter.drawText(mirrored(QRect(left, top, room, titleHeight)), Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, room));
    if (m_encryption.isEmpty()) {
        return;
    }
    // How it is protected comes first: it must never be the part that is cut off.
    painter.setFont(theme.font(FontRole::Caption));
    const QColor ink = m_isEncrypted ? colours.ok : colours.concern;
    const int noteTop = top + titleHeight;
    const QRect icon(left, noteTop + (noteHeight - kSmallIcon) / 2, kSmallIcon, kSmallIcon);
    paintIcon(painter, m_isEncrypted ? Icon::Encrypted : Icon::NotEncrypted, mirrored(icon), ink, layoutDirection());
    const int wordsLeft = left + kSmallIcon + metrics::kSpace4;
    const int wordsWidth = std::min(painter.fontMetrics().horizontalAdvance(m_encryption) + 1, std::max(0, room - kSmallIcon));
    painter.setPen(ink);
    painter.drawText(mirrored(QRect(wordsLeft, noteTop, wordsWidth, noteHeight)), Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(m_encryption, Qt::ElideRight, wordsWidth));
    const int peopleLeft = wordsLeft + wordsWidth + metrics::kSpace12;
    const int peopleRoom = left + room - peopleLeft;
    painter.setPen(colours.muted);
    for (const QString &words : m_people) {
        if (painter.fontMetrics().horizontalAdvance(words) <= peopleRoom) {
            painter.drawText(mirrored(QRect(peopleLeft, noteTop, peopleRoom, noteHeight)), Qt::AlignVCenter | Qt::AlignLeading, words);
            return;
        }
    }
}

} // namespace wardline::ui
