// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::ui {

/// Teaches Qt's accessibility about the fields for secrets: they are password fields whose value is a row of dots. Call
/// once.
void installSecretAccessibility();

} // namespace wardline::ui
