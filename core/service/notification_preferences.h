// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy.h"

#include <QString>
#include <QStringView>
#include <QTime>

#include <optional>

namespace wardline::service {

/// Of which messages a person wants to be told.
using NotificationLevel = policy::NotificationLevel;
/// What a notification says besides count and urgency.
using NotificationContent = policy::NotificationContent;

/// A stretch of every day in which only what is urgent comes through. Local time, minutes since midnight; an end before
/// the start lies on the next day.
struct QuietHours
{
    int from = 22 * 60;
    int to = 7 * 60;
    bool operator==(const QuietHours &) const = default;

    /// The end belongs to the day again. Equal ends mean the whole day.
    [[nodiscard]] bool covers(QTime localTime) const;
};

/// How one person wants to be told of new messages. What policy demands is put on top by NotificationSettings.
struct NotificationPreferences
{
    NotificationLevel level = NotificationLevel::Everything;
    NotificationContent content = NotificationContent::Text; ///< at most this much; policy has the last word
    QuietHours quietHours;
    bool isQuietAtNight = false; ///< whether quietHours are in force
    bool isSoundOn = true;
    bool operator==(const NotificationPreferences &) const = default;

    /// For the encrypted cache: a small JSON object.
    [[nodiscard]] QString serialised() const;
    /// What cannot be read keeps its default, key by key.
    [[nodiscard]] static NotificationPreferences parse(QStringView text);
};

/// "everything", "mentions", "nothing": the words in the cache and in the policy.
[[nodiscard]] QString notificationLevelWord(NotificationLevel level);
[[nodiscard]] std::optional<NotificationLevel> notificationLevelFromWord(QStringView word);

} // namespace wardline::service
