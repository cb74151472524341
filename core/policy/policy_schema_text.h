// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace wardline::policy {

/// The JSON Schema of the policy document, byte for byte packaging/policy/policy.schema.json.
[[nodiscard]] QByteArrayView policySchemaText();

} // namespace wardline::policy
