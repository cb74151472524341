// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringView>

#include <initializer_list>
#include <optional>
#include <span>

namespace wardline::policy {

/// What a person may do to a setting where a system policy exists.
enum class Tightening {
    Free, ///< a matter of taste
    UnlessSet, ///< free until the administrator sets it: who and where the relay is
    SystemOnly, ///< nothing: there is no tighter direction
    Lower, ///< a smaller number
    ToTrue,
    ToFalse,
    AlongEnum, ///< a later word in the schema's enumeration, which is ordered from loose to tight
    Subset, ///< some of the listed ones; any where none was listed
};

struct SettingRule {
    QStringView key; ///< "lock.idle_seconds"
    Tightening tightening;
};

/// Every setting and its rule, sorted by key. A test holds it against the schema.
[[nodiscard]] std::span<const SettingRule> settingRules();
[[nodiscard]] std::optional<SettingRule> settingRule(QStringView key);

/// Where a candidate for one setting is judged.
struct TighteningQuestion {
    Tightening tightening = Tightening::SystemOnly;
    QJsonValue systemValue; ///< in force without the person
    bool isSetBySystem = false;
    QJsonObject schema; ///< of the setting
};
/// Whether a person may replace the system's value by `candidate`, which is valid by the schema.
[[nodiscard]] bool isPermitted(const TighteningQuestion &question, const QJsonValue &candidate);
/// Whether there is no other value that `isPermitted`.
[[nodiscard]] bool isLocked(const TighteningQuestion &question);
/// For administrators: "may only be lowered".
[[nodiscard]] QString ruleText(Tightening tightening);

/// The value at "lock.idle_seconds" in a document; undefined if it is not there.
[[nodiscard]] QJsonValue valueAt(const QJsonObject &document, QStringView key);

} // namespace wardline::policy
