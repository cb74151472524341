// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wardline::policy {

/// Who set a value.
struct PolicyOrigin {
    enum class Kind {
        Default, ///< built in, or /usr/share/wardline/policy.json
        System, ///< the administrator's files
        User, ///< the person's own settings
        CommandLine, ///< `--policy FILE`
    };
    Kind kind = Kind::Default;
    QString file; ///< empty for what is built in
    bool operator==(const PolicyOrigin &) const = default;

    /// "default", "user", or the file's path.
    [[nodiscard]] QString toString() const;
};

/// A value in force, who set it, and whether the person may change it.
template <typename T>
struct EffectiveValue {
    T value {};
    PolicyOrigin origin;
    bool isLocked = false; ///< no other value is permitted to the person
    bool operator==(const EffectiveValue &) const = default;
};

} // namespace wardline::policy
