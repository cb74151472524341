// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/stream/relay_clock.h"
#include "core/stream/transport_options.h"

#include <QByteArrayView>
#include <QObject>

#include <memory>

namespace wardline::stream {

/// Carries frames, one XML document each, to and from a relay. Port; the real one is WebSocketTransport. One connection in its
/// life. Lives on the thread of its owner; signals are emitted there.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Once. Answered by opened() or closed(), never before the event loop runs again.
    virtual void open() = 0;
    /// UTF-8. Ignored unless open. The implementation keeps no copy longer than it needs and wipes those it makes.
    virtual void send(QByteArrayView frame) = 0;
    /// Says good-bye and lets go; closed(StreamError::Closed) follows. Harmless when closed already.
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    /// Bytes nobody else shares: the receiver may overwrite them.
    void frameReceived(const QByteArray &frame);
    /// Exactly once, last of all signals. The receiver may not delete the transport from here (deleteLater is fine).
    void closed(const wardline::Error &reason);
};

/// Makes transports. Injected.
class TransportFactory
{
public:
    virtual ~TransportFactory() = default;
    [[nodiscard]] virtual std::unique_ptr<Transport> createTransport(const TransportOptions &options) = 0;
    /// What time it is at that relay: see askRelayClock. `done` is not called where nobody can tell.
    virtual void askClock(const TransportOptions &options, QObject *context, ClockAnswer done) = 0;
};

} // namespace wardline::stream
