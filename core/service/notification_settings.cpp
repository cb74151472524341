// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/notification_settings.h"

#include "core/service/workstation.h"

#include <QDateTime>

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kKey = u"notifications"_s;

/// One value a conversation: their number is not bounded by the size of a single one.
QString keyFor(const model::Jid &conversation)
{
    return u"notifications/"_s + conversation.toString();
}

} // namespace

NotificationSettings::NotificationSettings(Workstation &workstation, const NotificationLimits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
    connect(&workstation, &Workstation::sessionChanged, this, &NotificationSettings::onSessionChanged);
    onSessionChanged(workstation.session());
}

void NotificationSettings::onSessionChanged(AccountSession *session)
{
    m_session = session;
    m_chosen = session ? NotificationPreferences::parse(session->uiState(kKey)) : NotificationPreferences();
    Q_EMIT changed();
}

void NotificationSettings::choose(const NotificationPreferences &preferences)
{
    if (!m_session || preferences == m_chosen) {
        return;
    }
    m_chosen = preferences;
    m_session->setUiState(kKey, preferences.serialised());
    Q_EMIT changed();
}

std::optional<NotificationLevel> NotificationSettings::chosenFor(const model::Jid &conversation) const
{
    return m_session ? notificationLevelFromWord(m_session->uiState(keyFor(conversation))) : std::nullopt;
}

void NotificationSettings::chooseFor(const model::Jid &conversation, std::optional<NotificationLevel> level)
{
    if (!m_session || level == chosenFor(conversation)) {
        return;
    }
    m_session->setUiState(keyFor(conversation), level ? notificationLevelWord(*level) : QString());
    Q_EMIT changed();
}

NotificationLevel NotificationSettings::atLeast(NotificationLevel level) const
{
    return std::max(level, m_limits.leastLevel);
}

NotificationLevel NotificationSettings::levelFor(const model::Jid &conversation) const
{
    return atLeast(chosenFor(conversation).value_or(m_chosen.level));
}

NotificationLevel NotificationSettings::level() const
{
    return atLeast(m_chosen.level);
}

NotificationContent NotificationSettings::content() const
{
    return std::min(m_chosen.content, m_limits.mostContent);
}

bool NotificationSettings::isSoundOn() const
{
    return m_chosen.isSoundOn || m_limits.isSoundRequired;
}

bool NotificationSettings::isQuietAt(Instant now) const
{
    if (!m_limits.mayBeQuiet || !m_chosen.isQuietAtNight) {
        return false;
    }
    const auto local = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), Qt::LocalTime);
    return m_chosen.quietHours.covers(local.time());
}

} // namespace wardline::service
