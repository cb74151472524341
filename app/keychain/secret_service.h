// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace wardline::app {

/// Asks the session bus whether the Secret Service (org.freedesktop.secrets) runs and its default collection is open, without
/// ever opening a prompt. KeychainUnavailable: no bus, no service that runs or can be started, or a service without a default collection
/// (a keyring that nobody ever set up), and still so a moment later. KeychainLocked. KeychainTimedOut.
///
/// `next` is called from the event loop, or at once where there is no bus; not after `context` is gone. On Windows it succeeds at once.
void checkSecretService(QObject *context, std::chrono::milliseconds timeout, const std::function<void(Status)> &next);

} // namespace wardline::app
