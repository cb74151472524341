// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timer.h"
#include "core/stream/stream_error.h"
#include "core/stream/transport.h"

#include <QPointer>
#include <QSslError>
#include <QTcpSocket>
#include <QWebSocket>

#include <chrono>
#include <optional>

namespace wardline::stream {

enum class ConnectionStage {
    Reaching, ///< name, TCP, TLS
    Encrypted, ///< TLS stands, the upgrade does not
    Accepted,
};

/// What a socket error means at this stage, apart from certificates.
[[nodiscard]] StreamError connectionError(QAbstractSocket::SocketError error, ConnectionStage stage);

/// RFC 7395 over QWebSocket: wss only, subprotocol `xmpp` asked for and checked in the answer, TLS 1.2 or newer, authorities and host
/// name always verified, pins where given, text frames only. No certificate error is ever ignored.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    WebSocketTransport(TransportOptions options, TimerFactory &timers);
    ~WebSocketTransport() override;

    void open() override;
    void send(QByteArrayView frame) override;
    void close() override;

private:
    void onConnected();
    void onTextMessage(const QString &message);
    void onSslErrors(const QList<QSslError> &errors);
    void onSocketError(QAbstractSocket::SocketError error);
    void onDisconnected();
    void acknowledgeAtOnce();
    [[nodiscard]] std::optional<Error> checkPins() const;
    void finish(Error reason);
    void finishLater(Error reason);

    static constexpr std::chrono::milliseconds kCloseTimeout {3'000};

    TransportOptions m_options;
    QWebSocket m_socket;
    std::unique_ptr<Timer> m_handshakeTimer; // then the closing one
    QPointer<QTcpSocket> m_tcp;
    std::optional<Error> m_certificateError;
    bool m_isOpened = false; // open() was called
    ConnectionStage m_stage = ConnectionStage::Reaching; // Accepted: and everything was checked
    bool m_isClosing = false;
    bool m_isFinished = false; // closed() was emitted
};

class WebSocketTransportFactory final : public TransportFactory
{
public:
    explicit WebSocketTransportFactory(TimerFactory &timers);
    [[nodiscard]] std::unique_ptr<Transport> createTransport(const TransportOptions &options) override;
    void askClock(const TransportOptions &options, QObject *context, ClockAnswer done) override;

private:
    TimerFactory &m_timers;
};

/// NotSecureUrl unless the URL is wss with a host and without user, password or fragment.
[[nodiscard]] Status checkRelayUrl(const QUrl &url);
/// SHA-256 of the certificate's SubjectPublicKeyInfo, as TransportOptions::pinnedKeys wants it.
[[nodiscard]] QByteArray publicKeyPin(const QSslCertificate &certificate);

} // namespace wardline::stream
