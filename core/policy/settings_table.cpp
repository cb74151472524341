// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/settings_table.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace wardline::policy {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<SettingRule, 55> kRules {{
    {u"audit.received", Tightening::ToTrue},
    {u"clipboard.copy", Tightening::ToFalse},
    {u"device_secret", Tightening::AlongEnum},
    {u"encryption.allow_clear_text", Tightening::ToFalse},
    {u"encryption.required", Tightening::ToTrue},
    {u"files.allowed", Tightening::ToFalse},
    {u"files.fetch_megabytes", Tightening::Lower},
    {u"files.hosts", Tightening::SystemOnly},
    {u"files.max_megabytes", Tightening::Lower},
    {u"files.save", Tightening::ToFalse},
    {u"files.types", Tightening::Subset},
    {u"history.backup", Tightening::ToFalse},
    {u"history.hand_over", Tightening::ToFalse},
    {u"history.roaming", Tightening::ToFalse},
    {u"history.roaming_hours", Tightening::Lower},
    {u"history.roaming_mib", Tightening::Lower},
    {u"history.secret_file", Tightening::SystemOnly}, // another secret is another lock, never a tighter one
    {u"lock.idle_seconds", Tightening::Lower},
    {u"lock.password_after_seconds", Tightening::Lower},
    {u"lock.warning_seconds", Tightening::Free},
    {u"lock.workstation", Tightening::AlongEnum},
    {u"messages.correct_minutes", Tightening::Lower},
    {u"messages.receipts_room_members", Tightening::Lower},
    {u"messages.retract_minutes", Tightening::Lower},
    {u"messages.writing", Tightening::ToFalse},
    {u"messages.writing_room_members", Tightening::Lower},
    {u"notifications.at_least", Tightening::AlongEnum},
    {u"notifications.content", Tightening::AlongEnum},
    {u"notifications.quiet_hours", Tightening::ToFalse},
    {u"notifications.sound_required", Tightening::ToTrue},
    {u"printing.open_items", Tightening::AlongEnum},
    {u"relay.allow_plain", Tightening::ToFalse},
    {u"relay.ca", Tightening::SystemOnly}, // another authority is another trust, never a tighter one
    {u"relay.domain", Tightening::UnlessSet},
    {u"relay.ping_seconds", Tightening::Lower},
    {u"relay.pins", Tightening::Subset},
    {u"relay.redirect_hosts", Tightening::SystemOnly}, // another relay is another trust
    {u"relay.url", Tightening::UnlessSet},
    {u"retention.cache_days", Tightening::Lower},
    {u"roles", Tightening::SystemOnly},
    {u"rooms.kind", Tightening::AlongEnum},
    {u"session.max_hours", Tightening::Lower},
    {u"session.offline_lease_hours", Tightening::Lower},
    {u"totp.mode", Tightening::AlongEnum},
    {u"trust.authority", Tightening::SystemOnly},
    {u"trust.blind", Tightening::ToFalse},
    {u"trust.manifest_hard_days", Tightening::Lower},
    {u"trust.manifest_soft_hours", Tightening::Lower},
    {u"trust.organisation", Tightening::SystemOnly},
    {u"trust.rooms", Tightening::AlongEnum},
    {u"trust.root_keys", Tightening::SystemOnly}, // another root is another trust, never a tighter one
    {u"trust.vouching_roles", Tightening::SystemOnly},
    {u"window.banner", Tightening::UnlessSet},
    {u"window.language", Tightening::UnlessSet},
    {u"window.scheme", Tightening::UnlessSet},
}};

qsizetype rankOf(const QJsonObject &schema, const QJsonValue &value)
{
    const QJsonArray words = schema.value(u"enum").toArray();
    const auto found = std::find(words.begin(), words.end(), value);
    return found == words.end() ? -1 : found - words.begin();
}

bool isSubset(const QJsonArray &candidate, const QJsonArray &of)
{
    return std::all_of(candidate.begin(), candidate.end(), [&of](const QJsonValue &item) { return of.contains(item); });
}

} // namespace

std::span<const SettingRule> settingRules()
{
    return kRules;
}

std::optional<SettingRule> settingRule(QStringView key)
{
    const auto found =
        std::find_if(kRules.begin(), kRules.end(), [key](const SettingRule &rule) { return rule.key == key; });
    return found == kRules.end() ? std::nullopt : std::optional(*found);
}

bool isPermitted(const TighteningQuestion &question, const QJsonValue &candidate)
{
    if (candidate == question.systemValue) {
        return true;
    }
    switch (question.tightening) {
    case Tightening::Free:
        return true;
    case Tightening::UnlessSet:
        return !question.isSetBySystem;
    case Tightening::SystemOnly:
        return false;
    case Tightening::Lower:
        return candidate.toDouble() < question.systemValue.toDouble();
    case Tightening::ToTrue:
        return candidate.toBool();
    case Tightening::ToFalse:
        return !candidate.toBool(true);
    case Tightening::AlongEnum:
        return rankOf(question.schema, candidate) > rankOf(question.schema, question.systemValue);
    case Tightening::Subset: {
        const QJsonArray wanted = candidate.toArray();
        const QJsonArray listed = question.systemValue.toArray();
        return listed.isEmpty() || (!wanted.isEmpty() && isSubset(wanted, listed));
    }
    }
    return false;
}

bool isLocked(const TighteningQuestion &question)
{
    switch (question.tightening) {
    case Tightening::Free:
        return false;
    case Tightening::UnlessSet:
        return question.isSetBySystem;
    case Tightening::SystemOnly:
        return true;
    case Tightening::Lower:
        return question.systemValue.toDouble() <= question.schema.value(u"minimum").toDouble();
    case Tightening::ToTrue:
        return question.systemValue.toBool();
    case Tightening::ToFalse:
        return !question.systemValue.toBool(true);
    case Tightening::AlongEnum:
        return rankOf(question.schema, question.systemValue) == question.schema.value(u"enum").toArray().size() - 1;
    case Tightening::Subset:
        return question.systemValue.toArray().size() == 1;
    }
    return true;
}

QString ruleText(Tightening tightening)
{
    switch (tightening) {
    case Tightening::Free:
        return u"may be changed"_s;
    case Tightening::UnlessSet:
        return u"may be changed unless the administrator sets it"_s;
    case Tightening::SystemOnly:
        return u"may not be changed where a system policy exists"_s;
    case Tightening::Lower:
        return u"may only be lowered"_s;
    case Tightening::ToTrue:
        return u"may only be switched on"_s;
    case Tightening::ToFalse:
        return u"may only be switched off"_s;
    case Tightening::AlongEnum:
        return u"may only be moved to a later one of the listed words"_s;
    case Tightening::Subset:
        return u"may only be narrowed"_s;
    }
    return {};
}

QJsonValue valueAt(const QJsonObject &document, QStringView key)
{
    const qsizetype dot = key.indexOf(u'.');
    if (dot < 0) {
        return document.value(key);
    }
    return document.value(key.first(dot)).toObject().value(key.sliced(dot + 1));
}

} // namespace wardline::policy
