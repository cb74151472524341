// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/room_notification_choice.h"

#include "ui/kit/metrics.h"
#include "ui/kit/words.h"
#include "ui/notifications/notification_words.h"

#include <QComboBox>
#include <QPainter>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using service::NotificationLevel;

namespace {

constexpr int kAsEverywhere = -1;

int idOf(std::optional<NotificationLevel> level)
{
    return level ? static_cast<int>(*level) : kAsEverywhere;
}

} // namespace

RoomNotificationChoice::RoomNotificationChoice(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_theme(context.theme)
    , m_alerts(*context.alerts)
    , m_heading(new Words(context.theme, FontRole::Strong, tr("Notifications")))
    , m_choice(new QComboBox)
    , m_reason(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
{
    setObjectName(u"roomNotifications"_s);
    m_choice->setObjectName(u"roomNotificationLevel"_s);
    m_choice->setAccessibleName(tr("Notifications of this conversation"));
    m_choice->setMinimumHeight(metrics::kTarget);
    m_choice->addItem(QString(), kAsEverywhere);
    m_choice->addItem(tr("Every message"), idOf(NotificationLevel::Everything));
    m_choice->addItem(tr("What names me"), idOf(NotificationLevel::Mentions));
    m_choice->addItem(tr("Only STAT"), idOf(NotificationLevel::Nothing));
    m_reason->setObjectName(u"roomNotificationReason"_s);
    m_reason->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace16, metrics::kSpace12, metrics::kSpace16, metrics::kSpace12);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(m_heading);
    column->addWidget(m_choice);
    column->addWidget(m_reason);
    connect(m_choice, &QComboBox::activated, this, &RoomNotificationChoice::choose);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&RoomNotificationChoice::update));
    connect(&m_alerts.settings, &service::NotificationSettings::changed, this, &RoomNotificationChoice::refresh);
    connect(&m_alerts.notifier, &service::Notifier::decided, this, [this](const model::Jid &conversation) {
        if (conversation == m_conversation) {
            refresh();
        }
    });
    refresh();
}

void RoomNotificationChoice::open(const model::Jid &conversation)
{
    m_conversation = conversation;
    refresh();
}

void RoomNotificationChoice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, m_theme.palette().divider);
}

void RoomNotificationChoice::choose(int row)
{
    if (m_conversation.isEmpty()) {
        return;
    }
    const int id = m_choice->itemData(row).toInt();
    m_alerts.settings.chooseFor(m_conversation,
                                id == kAsEverywhere ? std::nullopt : std::optional(static_cast<NotificationLevel>(id)));
}

void RoomNotificationChoice::refresh()
{
    setVisible(!m_conversation.isEmpty());
    if (m_conversation.isEmpty()) {
        m_reason->clear();
        return;
    }
    QString general;
    switch (m_alerts.settings.level()) {
    case NotificationLevel::Everything:
        general = tr("As everywhere: every message");
        break;
    case NotificationLevel::Mentions:
        general = tr("As everywhere: what names me");
        break;
    case NotificationLevel::Nothing:
        general = tr("As everywhere: only STAT");
        break;
    }
    m_choice->setItemText(0, general);
    m_choice->setCurrentIndex(m_choice->findData(idOf(m_alerts.settings.chosenFor(m_conversation))));
    QStringList notes;
    if (const auto chosen = m_alerts.settings.chosenFor(m_conversation);
        chosen && *chosen < m_alerts.settings.limits().leastLevel) {
        notes << tr("Your organisation wants you to be told of more than that.");
    }
    if (const auto reason = m_alerts.notifier.lastReason(m_conversation)) {
        notes << alertReasonWords(*reason);
    }
    m_reason->setText(notes.join(u'\n'));
    m_reason->setVisible(!notes.isEmpty());
}

} // namespace wardline::ui
