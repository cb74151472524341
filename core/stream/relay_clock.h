// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stream/transport_options.h"

#include <QByteArray>

#include <functional>
#include <optional>

class QObject;

namespace wardline::stream {

/// What a server's clock says, to about a second; nothing when it does not tell.
using ClockAnswer = std::function<void(std::optional<Instant>)>;

/// Asks the web server in front of the relay's WebSocket for the time (the Date field of its answer, RFC 9110 6.6.1),
/// with the authorities and pins of the options. It is the one clock of the relay that can be read before signing in.
/// The answer comes later, within a few seconds, and not at all once `context` is gone. Main thread.
void askRelayClock(const TransportOptions &options, QObject *context, ClockAnswer done);

/// The instant of an HTTP date ("Sun, 06 Nov 1994 08:49:37 GMT"); nothing for anything else.
[[nodiscard]] std::optional<Instant> parseHttpDate(const QByteArray &text);

} // namespace wardline::stream
