// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/stream_error.h"
#include "core/stream/transport.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <QPointer>

#include <deque>
#include <functional>

namespace wardline::stream {

/// A relay in a test, spoken to frame by frame: `relay.accept(); relay.expect(u"open"_s).reply("<features/>"...)`. Everything happens at
/// once, without an event loop. Tests only.
class FakeTransport final : public Transport
{
    Q_OBJECT

public:
    explicit FakeTransport(TransportOptions options)
        : m_options(std::move(options))
    {
    }

    void open() override { m_isOpenCalled = true; }
    void send(QByteArrayView frame) override
    {
        if (m_isOpen) {
            m_sent.push_back(frame.toByteArray());
        }
    }
    void close() override { lose(Error(StreamError::Closed)); }

    /// The connection stands.
    void accept()
    {
        m_isOpen = true;
        Q_EMIT opened();
    }
    /// The connection ends.
    void lose(const Error &reason)
    {
        if (!std::exchange(m_isFinished, true)) {
            m_isOpen = false;
            Q_EMIT closed(reason);
        }
    }
    /// The relay says this.
    FakeTransport &reply(const QByteArray &frame)
    {
        Q_EMIT frameReceived(QByteArray(frame.constData(), frame.size())); // a copy of its own: the receiver wipes it
        return *this;
    }
    FakeTransport &reply(const xml::Element &element) { return reply(xml::writeXml(element)); }

    /// The oldest frame that was sent and not yet looked at; an empty element if there is none.
    [[nodiscard]] xml::Element next()
    {
        return xml::readXml(nextBytes()).value_or(xml::Element());
    }
    [[nodiscard]] QByteArray nextBytes()
    {
        if (m_sent.empty()) {
            return {};
        }
        QByteArray frame = std::move(m_sent.front());
        m_sent.pop_front();
        return frame;
    }
    /// Whether the next frame is an element of this name; takes it.
    [[nodiscard]] bool expect(QStringView name) { return next().name() == name; }
    [[nodiscard]] std::size_t waiting() const { return m_sent.size(); }
    [[nodiscard]] bool isOpenCalled() const { return m_isOpenCalled; }
    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    [[nodiscard]] const TransportOptions &options() const { return m_options; }

private:
    TransportOptions m_options;
    std::deque<QByteArray> m_sent;
    bool m_isOpenCalled = false;
    bool m_isOpen = false;
    bool m_isFinished = false;
};

/// Hands out fakes and remembers the last one. Tests only.
class FakeTransportFactory final : public TransportFactory
{
public:
    [[nodiscard]] std::unique_ptr<Transport> createTransport(const TransportOptions &options) override
    {
        auto transport = std::make_unique<FakeTransport>(options);
        m_last = transport.get();
        ++m_count;
        return transport;
    }
    void askClock(const TransportOptions &, QObject *context, ClockAnswer done) override
    {
        ++clockQuestions;
        if (relayTime) {
            QMetaObject::invokeMethod(
                context, [time = *relayTime, done = std::move(done)] { done(time); }, Qt::QueuedConnection);
        }
    }
    std::optional<Instant> relayTime; ///< what askClock answers
    int clockQuestions = 0;
    /// The one made last; null once it is gone.
    [[nodiscard]] FakeTransport *last() const { return m_last; }
    [[nodiscard]] int count() const { return m_count; }

private:
    QPointer<FakeTransport> m_last;
    int m_count = 0;
};

} // namespace wardline::stream
