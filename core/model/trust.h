// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::model {

/// What is known about the device that sent a message. In order: the first that applies decides.
enum class Trust { ManuallyDistrusted, Revoked, Verified, Certified, Blind, Undecided };

} // namespace wardline::model
