// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"
#include "core/service/notification_preferences.h"

#include <QObject>

#include <optional>

namespace wardline::service {

class AccountSession;
class Workstation;

/// What policy leaves to the person.
struct NotificationLimits
{
    NotificationContent mostContent = NotificationContent::Nothing;
    NotificationLevel leastLevel = NotificationLevel::Nothing;
    bool mayBeQuiet = true; ///< quiet hours may be set
    bool isSoundRequired = false; ///< sound cannot be switched off
    bool operator==(const NotificationLimits &) const = default;
};

/// How the signed-in person wants to be told, kept in their encrypted cache, and what of it is in force under policy.
/// Knows nothing while locked or signed out: then the defaults answer. Main thread; outlives every window.
class NotificationSettings : public QObject
{
    Q_OBJECT
public:
    NotificationSettings(Workstation &workstation, const NotificationLimits &limits, QObject *parent = nullptr);

    [[nodiscard]] const NotificationLimits &limits() const { return m_limits; }
    /// Whether somebody's choices are known.
    [[nodiscard]] bool isOpen() const { return m_session != nullptr; }
    /// As the person chose it.
    [[nodiscard]] const NotificationPreferences &chosen() const { return m_chosen; }
    void choose(const NotificationPreferences &preferences);
    /// The person's own choice for one conversation; nothing: as everywhere.
    [[nodiscard]] std::optional<NotificationLevel> chosenFor(const model::Jid &conversation) const;
    void chooseFor(const model::Jid &conversation, std::optional<NotificationLevel> level);

    /// In force: the choice, no less than policy demands.
    [[nodiscard]] NotificationLevel levelFor(const model::Jid &conversation) const;
    [[nodiscard]] NotificationLevel level() const;
    [[nodiscard]] NotificationContent content() const;
    [[nodiscard]] bool isSoundOn() const;
    /// Whether quiet hours are in force at this moment, by the local time.
    [[nodiscard]] bool isQuietAt(Instant now) const;

Q_SIGNALS:
    void changed();

private:
    void onSessionChanged(AccountSession *session);
    [[nodiscard]] NotificationLevel atLeast(NotificationLevel level) const;

    const NotificationLimits m_limits;
    AccountSession *m_session = nullptr;
    NotificationPreferences m_chosen;
};

} // namespace wardline::service
