// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/notification_preferences.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr qsizetype kMaxText = 4 * 1024;

constexpr std::array<std::pair<NotificationLevel, QStringView>, 3> kLevels{{
    {NotificationLevel::Nothing, u"nothing"},
    {NotificationLevel::Mentions, u"mentions"},
    {NotificationLevel::Everything, u"everything"},
}};
constexpr std::array<std::pair<NotificationContent, QStringView>, 4> kContents{{
    {NotificationContent::Nothing, u"nothing"},
    {NotificationContent::Sender, u"sender"},
    {NotificationContent::Room, u"room"},
    {NotificationContent::Text, u"text"},
}};

template <typename Table, typename Value>
QString wordOf(const Table &table, Value value)
{
    for (const auto &[candidate, word] : table) {
        if (candidate == value) {
            return word.toString();
        }
    }
    return {};
}

/// Leaves `target` alone for a word that is not in the table.
template <typename Table, typename Value>
bool takeWord(const Table &table, QStringView text, Value &target)
{
    for (const auto &[value, word] : table) {
        if (word == text) {
            target = value;
            return true;
        }
    }
    return false;
}

void takeMinute(const QJsonValue &value, int &target)
{
    const int minute = value.toInt(-1);
    if (minute >= 0 && minute < kMinutesOfDay) {
        target = minute;
    }
}

} // namespace

bool QuietHours::covers(QTime localTime) const
{
    const int minute = localTime.hour() * 60 + localTime.minute();
    if (from < to) {
        return minute >= from && minute < to;
    }
    return minute >= from || minute < to;
}

QString NotificationPreferences::serialised() const
{
    const QJsonObject object{
        {u"level"_s, wordOf(kLevels, level)}, {u"content"_s, wordOf(kContents, content)},
        {u"from"_s, quietHours.from},         {u"to"_s, quietHours.to},
        {u"quiet"_s, isQuietAtNight},         {u"sound"_s, isSoundOn},
    };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

NotificationPreferences NotificationPreferences::parse(QStringView text)
{
    NotificationPreferences result;
    if (text.size() > kMaxText) {
        return result;
    }
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    takeWord(kLevels, object.value(u"level"_s).toString(), result.level);
    takeWord(kContents, object.value(u"content"_s).toString(), result.content);
    takeMinute(object.value(u"from"_s), result.quietHours.from);
    takeMinute(object.value(u"to"_s), result.quietHours.to);
    result.isQuietAtNight = object.value(u"quiet"_s).toBool(result.isQuietAtNight);
    result.isSoundOn = object.value(u"sound"_s).toBool(result.isSoundOn);
    return result;
}

QString notificationLevelWord(NotificationLevel level)
{
    return wordOf(kLevels, level);
}

std::optional<NotificationLevel> notificationLevelFromWord(QStringView word)
{
    NotificationLevel level{};
    return takeWord(kLevels, word, level) ? std::optional(level) : std::nullopt;
}

} // namespace wardline::service
