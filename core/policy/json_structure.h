// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy_error.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace wardline::policy {

struct StructureProblem {
    PolicyError code = PolicyError::BadSyntax;
    QString pointer; ///< RFC 6901
    QString reason;
};

/// What QJsonDocument lets pass and a policy must not have: a key twice in one object (the later one would win unseen), nesting
/// deeper than 8, a text longer than 2048 bytes. `json` has been parsed without error before.
[[nodiscard]] std::optional<StructureProblem> findStructureProblem(QByteArrayView json);

/// `key` behind `pointer`, escaped as RFC 6901 3 says.
[[nodiscard]] QString appendPointer(const QString &pointer, const QString &key);

} // namespace wardline::policy
