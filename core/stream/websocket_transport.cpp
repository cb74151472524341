// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/websocket_transport.h"

#include "core/crypto/hmac.h"
#include "core/stream/secret_text.h"
#include "core/stream/stream_error.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace wardline::stream {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kSubprotocol("xmpp");

StreamError codeFor(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return StreamError::CertificateExpired;
    case QSslError::HostNameMismatch:
        return StreamError::CertificateHostMismatch;
    case QSslError::SelfSignedCertificate:
        return StreamError::CertificateSelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return StreamError::CertificateUntrusted;
    default: // Qt's enumeration is open; whatever it adds is a certificate we do not accept
        return StreamError::CertificateInvalid;
    }
}

/// Which of several faults is named: the one that says most about who is answering.
int weight(StreamError code)
{
    switch (code) {
    case StreamError::CertificateInvalid:
        return 5;
    case StreamError::CertificateUntrusted:
        return 4;
    case StreamError::CertificateSelfSigned:
        return 3;
    case StreamError::CertificateHostMismatch:
        return 2;
    default:
        return 1;
    }
}

} // namespace

StreamError connectionError(QAbstractSocket::SocketError error, ConnectionStage stage)
{
    if (stage == ConnectionStage::Accepted) {
        return StreamError::ConnectionLost;
    }
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return StreamError::HostNotFound;
    case QAbstractSocket::SocketTimeoutError:
        return StreamError::Timeout;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return StreamError::TlsFailed;
    default: // Qt's enumeration is open
        return stage == ConnectionStage::Encrypted ? StreamError::NoWebSocket : StreamError::RelayNotReachable;
    }
}

Status checkRelayUrl(const QUrl &url)
{
    const bool isPlain = url.isValid() && url.scheme() == u"wss"_s && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasFragment();
    return isPlain ? Status() : failure(StreamError::NotSecureUrl);
}

QByteArray publicKeyPin(const QSslCertificate &certificate)
{
    return crypto::sha256(certificate.publicKey().toDer());
}

WebSocketTransport::WebSocketTransport(TransportOptions options, TimerFactory &timers)
    : m_options(std::move(options))
    , m_socket(QString(), QWebSocketProtocol::VersionLatest)
    , m_handshakeTimer(timers.createTimer([this] { finish(Error(m_isClosing ? StreamError::Closed : StreamError::Timeout)); }))
{
    m_socket.setMaxAllowedIncomingFrameSize(static_cast<quint64>(m_options.maxFrameBytes));
    m_socket.setMaxAllowedIncomingMessageSize(static_cast<quint64>(m_options.maxFrameBytes));
    connect(&m_socket, &QWebSocket::connected, this, &WebSocketTransport::onConnected);
    connect(&m_socket, &QWebSocket::disconnected, this, &WebSocketTransport::onDisconnected);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &WebSocketTransport::onTextMessage);
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this] { finish(Error(StreamError::BinaryFrame)); });
    connect(&m_socket, &QWebSocket::sslErrors, this, &WebSocketTransport::onSslErrors);
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &WebSocketTransport::onSocketError);
}

WebSocketTransport::~WebSocketTransport()
{
    m_isFinished = true;
    m_socket.disconnect(this);
}

void WebSocketTransport::open()
{
    if (m_isOpened) {
        return;
    }
    m_isOpened = true;
    if (const Status status = checkRelayUrl(m_options.url); !status) {
        finishLater(status.error());
        return;
    }
    if (!QSslSocket::supportsSsl()) {
        finishLater(Error(StreamError::TlsFailed, u"no TLS library"_s));
        return;
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!m_options.caCertificates.isEmpty()) {
        tls.setCaCertificates(m_options.caCertificates);
    }
    m_socket.setSslConfiguration(tls);
    QWebSocketHandshakeOptions handshake;
    handshake.setSubprotocols({QString(kSubprotocol)});
    m_handshakeTimer->start(m_options.handshakeTimeout);
    m_socket.open(m_options.url, handshake);
    if (auto *socket = m_socket.findChild<QSslSocket *>()) {
        connect(socket, &QSslSocket::encrypted, this, [this] { m_stage = ConnectionStage::Encrypted; });
    }
}

void WebSocketTransport::send(QByteArrayView frame)
{
    if (m_stage != ConnectionStage::Accepted || m_isClosing || m_isFinished) {
        return;
    }
    // QWebSocket takes text as QString only.
    const QString text = QString::fromUtf8(frame);
    m_socket.sendTextMessage(text);
    wipeText(text);
}

void WebSocketTransport::close()
{
    if (m_isFinished) {
        return;
    }
    if (m_stage != ConnectionStage::Accepted) {
        finishLater(Error(StreamError::Closed));
        return;
    }
    if (!m_isClosing) {
        m_isClosing = true;
        m_handshakeTimer->start(kCloseTimeout);
        m_socket.close(QWebSocketProtocol::CloseCodeNormal);
    }
}

/// RFC 7395 3.1: the server must have agreed to the subprotocol.
void WebSocketTransport::onConnected()
{
    if (m_socket.subprotocol() != kSubprotocol) {
        finish(Error(StreamError::SubprotocolRefused));
        return;
    }
    if (auto pinError = checkPins()) {
        finish(*std::move(pinError));
        return;
    }
    m_handshakeTimer->stop();
    m_stage = ConnectionStage::Accepted;
    acknowledgeAtOnce();
    Q_EMIT opened();
}

std::optional<Error> WebSocketTransport::checkPins() const
{
    if (m_options.pinnedKeys.isEmpty()) {
        return std::nullopt;
    }
    const QByteArray pin = publicKeyPin(m_socket.sslConfiguration().peerCertificate());
    const bool isPinned = std::any_of(m_options.pinnedKeys.begin(), m_options.pinnedKeys.end(), [&pin](const QByteArray &allowed) {
        return crypto::constantTimeEqual(allowed, pin);
    });
    return isPinned ? std::nullopt : std::optional(Error(StreamError::PinMismatch));
}

void WebSocketTransport::onTextMessage(const QString &message)
{
    if (m_stage != ConnectionStage::Accepted || m_isFinished) {
        return;
    }
    acknowledgeAtOnce();
    const QByteArray frame = message.toUtf8();
    wipeText(message); // during sign-in it may hold a token or a seed; the receiver wipes its own copy
    Q_EMIT frameReceived(frame);
}

/// Servers that leave Nagle's algorithm on hold back the end of each page of history until we acknowledge; Linux otherwise
/// waits 40 ms with that.
void WebSocketTransport::acknowledgeAtOnce()
{
#ifdef __linux__
    if (m_tcp.isNull()) {
        m_tcp = m_socket.findChild<QTcpSocket *>();
    }
    if (QTcpSocket *tcp = m_tcp.data(); tcp != nullptr && tcp->socketDescriptor() >= 0) {
        const int on = 1;
        (void)setsockopt(static_cast<int>(tcp->socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    }
#endif
}

void WebSocketTransport::onSslErrors(const QList<QSslError> &errors)
{
    for (const QSslError &error : errors) {
        const StreamError code = codeFor(error.error());
        const auto known = m_certificateError ? m_certificateError->as<StreamError>() : std::nullopt;
        if (!known || weight(code) > weight(*known)) {
            m_certificateError = Error(code, u"QSslError "_s % QString::number(error.error()));
        }
    }
    // Never ignored: QWebSocket gives up by itself.
}

void WebSocketTransport::onSocketError(QAbstractSocket::SocketError error)
{
    finish(m_certificateError.value_or(Error(connectionError(error, m_stage), u"socket error "_s % QString::number(error))));
}

void WebSocketTransport::onDisconnected()
{
    if (m_isClosing) {
        finish(Error(StreamError::Closed));
    } else if (m_socket.closeCode() == QWebSocketProtocol::CloseCodeTooMuchData) {
        finish(Error(StreamError::FrameTooLarge));
    } else if (m_socket.closeCode() == QWebSocketProtocol::CloseCodeWrongDatatype) {
        finish(Error(StreamError::BadXml, u"not UTF-8"_s));
    } else if (m_stage != ConnectionStage::Accepted) {
        finish(m_certificateError.value_or(Error(connectionError(QAbstractSocket::RemoteHostClosedError, m_stage))));
    } else if (m_socket.closeCode() == QWebSocketProtocol::CloseCodeNormal) {
        finish(Error(StreamError::ClosedByRelay));
    } else {
        finish(Error(StreamError::ConnectionLost, u"close code "_s % QString::number(m_socket.closeCode())));
    }
}

void WebSocketTransport::finishLater(Error reason)
{
    QMetaObject::invokeMethod(
        this, [this, reason] { finish(reason); }, Qt::QueuedConnection);
}

void WebSocketTransport::finish(Error reason)
{
    if (m_isFinished) {
        return;
    }
    m_isFinished = true;
    m_handshakeTimer->stop();
    m_socket.abort();
    Q_EMIT closed(reason);
}

WebSocketTransportFactory::WebSocketTransportFactory(TimerFactory &timers)
    : m_timers(timers)
{
}

std::unique_ptr<Transport> WebSocketTransportFactory::createTransport(const TransportOptions &options)
{
    return std::make_unique<WebSocketTransport>(options, m_timers);
}

void WebSocketTransportFactory::askClock(const TransportOptions &options, QObject *context, ClockAnswer done)
{
    askRelayClock(options, context, std::move(done));
}

} // namespace wardline::stream
