// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_timer_factory.h"
#include "core/stream/stream_error.h"
#include "core/stream/websocket_transport.h"

#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace wardline;
using namespace wardline::stream;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Certificates made for this run by the openssl command.
class Certificates
{
public:
    [[nodiscard]] bool make()
    {
        return authority(u"ca"_s) && authority(u"other"_s) && leaf(u"good"_s, u"localhost"_s, 2) && leaf(u"wronghost"_s, u"relay.invalid"_s, 2)
            && leaf(u"expired"_s, u"localhost"_s, -1) && selfSigned();
    }
    [[nodiscard]] QSslCertificate certificate(const QString &name) const
    {
        return QSslCertificate::fromPath(path(name + u".pem"_s)).value(0);
    }
    [[nodiscard]] QSslConfiguration server(const QString &name) const
    {
        QFile file(path(name + u".key"_s));
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        if (file.open(QIODevice::ReadOnly)) {
            configuration.setPrivateKey(QSslKey(&file, QSsl::Ec));
        }
        configuration.setLocalCertificate(certificate(name));
        return configuration;
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] bool openssl(const QStringList &arguments) const
    {
        QProcess process;
        process.start(u"openssl"_s, arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    [[nodiscard]] QStringList newKey(const QString &name, const QString &subject) const
    {
        return {u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-keyout"_s, path(name + u".key"_s),
                u"-subj"_s, u"/CN="_s + subject};
    }
    [[nodiscard]] bool authority(const QString &name) const
    {
        return openssl(QStringList {u"req"_s, u"-x509"_s} + newKey(name, name)
                       + QStringList {u"-days"_s, u"2"_s, u"-out"_s, path(name + u".pem"_s)});
    }
    [[nodiscard]] bool selfSigned() const
    {
        return openssl(QStringList {u"req"_s, u"-x509"_s} + newKey(u"selfsigned"_s, u"localhost"_s)
                       + QStringList {u"-days"_s, u"2"_s, u"-addext"_s, u"subjectAltName=DNS:localhost"_s, u"-out"_s, path(u"selfsigned.pem"_s)});
    }
    [[nodiscard]] bool leaf(const QString &name, const QString &host, int days) const
    {
        const QString request = path(name + u".csr"_s);
        return openssl(QStringList {u"req"_s} + newKey(name, host)
                       + QStringList {u"-addext"_s, u"subjectAltName=DNS:"_s + host, u"-out"_s, request})
            && openssl({u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, path(u"ca.pem"_s), u"-CAkey"_s, path(u"ca.key"_s), u"-CAcreateserial"_s,
                        u"-days"_s, QString::number(days), u"-copy_extensions"_s, u"copy"_s, u"-out"_s, path(name + u".pem"_s)});
    }

    QTemporaryDir m_folder;
};

/// A transport and what it said.
struct Client {
    FakeClock clock;
    FakeTimerFactory timers {clock};
    std::unique_ptr<WebSocketTransport> transport;
    bool isOpened = false;
    QList<QByteArray> frames;
    std::optional<Error> closed;
    int closedCount = 0;

    explicit Client(const TransportOptions &options)
        : transport(std::make_unique<WebSocketTransport>(options, timers))
    {
        QObject *context = transport.get();
        QObject::connect(transport.get(), &Transport::opened, context, [this] { isOpened = true; });
        QObject::connect(transport.get(), &Transport::frameReceived, context,
                         [this](const QByteArray &frame) { frames.append(frame); });
        QObject::connect(transport.get(), &Transport::closed, context, [this](const Error &reason) {
            closed = reason;
            ++closedCount;
        });
        transport->open();
    }
    [[nodiscard]] bool isClosedWith(StreamError code) const { return closed && closed->is(code) && closedCount == 1 && !isOpened; }
};

} // namespace

/// The real transport against small servers of the test's own, on loopback.
class WebSocketTransportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.make(), "the openssl command is needed");
    }

    void acceptsOnlySecureAddresses_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("isAccepted");
        QTest::newRow("wss") << u"wss://relay.example/ws"_s << true;
        QTest::newRow("wss with port") << u"wss://relay.example:5281/ws"_s << true;
        QTest::newRow("ws") << u"ws://relay.example/ws"_s << false;
        QTest::newRow("https") << u"https://relay.example/ws"_s << false;
        QTest::newRow("http") << u"http://relay.example/ws"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("no host") << u"wss:///ws"_s << false;
        QTest::newRow("no scheme") << u"relay.example"_s << false;
        QTest::newRow("user and password") << u"wss://ana:secret@relay.example/ws"_s << false;
        QTest::newRow("fragment") << u"wss://relay.example/ws#x"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void acceptsOnlySecureAddresses()
    {
        QFETCH(QString, url);
        QFETCH(bool, isAccepted);
        QCOMPARE(checkRelayUrl(QUrl(url)).has_value(), isAccepted);
        if (!isAccepted) {
            TransportOptions options;
            options.url = QUrl(url);
            Client client(options);
            QVERIFY(!client.closed); // not from inside open()
            QTRY_VERIFY(client.isClosedWith(StreamError::NotSecureUrl));
        }
    }

    void carriesFrames()
    {
        auto server = startServer(u"good"_s);
        Client client(optionsFor(*server));
        QTRY_VERIFY(client.isOpened);
        auto peer = accept(*server);
        QCOMPARE(peer->subprotocol(), u"xmpp"_s);
        QString heard;
        connect(peer.get(), &QWebSocket::textMessageReceived, peer.get(), [&heard](const QString &text) { heard = text; });
        client.transport->send("<open>\xc3\xa4</open>");
        QTRY_COMPARE(heard, u"<open>\u00e4</open>"_s);
        peer->sendTextMessage(u"<a>\u00e4</a>"_s);
        QTRY_COMPARE(client.frames, QList<QByteArray> {"<a>\xc3\xa4</a>"});
        client.transport->close();
        QTRY_VERIFY(client.closed && client.closed->is(StreamError::Closed));
        QCOMPARE(client.closedCount, 1);
    }

    void namesCertificateFaults_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("trusted");
        QTest::addColumn<int>("code");
        QTest::newRow("wrong host") << u"wronghost"_s << u"ca"_s << static_cast<int>(StreamError::CertificateHostMismatch);
        QTest::newRow("expired") << u"expired"_s << u"ca"_s << static_cast<int>(StreamError::CertificateExpired);
        QTest::newRow("unknown authority") << u"good"_s << u"other"_s << static_cast<int>(StreamError::CertificateUntrusted);
        QTest::newRow("self-signed") << u"selfsigned"_s << u"ca"_s << static_cast<int>(StreamError::CertificateSelfSigned);
        QTest::newRow("authority of the system only") << u"good"_s << QString() << static_cast<int>(StreamError::CertificateUntrusted);
    }
    void namesCertificateFaults()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, trusted);
        QFETCH(int, code);
        auto server = startServer(certificate);
        TransportOptions options = optionsFor(*server);
        options.caCertificates.clear();
        if (!trusted.isEmpty()) {
            options.caCertificates = {m_certificates.certificate(trusted)};
        }
        Client client(options);
        QTRY_VERIFY(client.closed);
        QVERIFY2(client.isClosedWith(static_cast<StreamError>(code)), qPrintable(client.closed->toLogString()));
        QVERIFY(!server->hasPendingConnections());
    }

    void checksPins()
    {
        auto server = startServer(u"good"_s);
        TransportOptions options = optionsFor(*server);
        options.pinnedKeys = {publicKeyPin(m_certificates.certificate(u"wronghost"_s)), publicKeyPin(m_certificates.certificate(u"good"_s))};
        Client good(options);
        QTRY_VERIFY(good.isOpened);
        options.pinnedKeys = {publicKeyPin(m_certificates.certificate(u"wronghost"_s))};
        Client bad(options);
        QTRY_VERIFY(bad.closed);
        QVERIFY(bad.isClosedWith(StreamError::PinMismatch));
    }

    void aPinDoesNotReplaceTheAuthority()
    {
        auto server = startServer(u"selfsigned"_s);
        TransportOptions options = optionsFor(*server);
        options.pinnedKeys = {publicKeyPin(m_certificates.certificate(u"selfsigned"_s))};
        Client client(options);
        QTRY_VERIFY(client.isClosedWith(StreamError::CertificateSelfSigned));
    }

    void wantsTheSubprotocol_data()
    {
        QTest::addColumn<QStringList>("supported");
        QTest::newRow("none") << QStringList();
        QTest::newRow("another") << QStringList {u"mqtt"_s};
    }
    void wantsTheSubprotocol()
    {
        QFETCH(QStringList, supported);
        auto server = startServer(u"good"_s, supported);
        Client client(optionsFor(*server));
        QTRY_VERIFY(client.closed);
        QVERIFY2(client.isClosedWith(StreamError::SubprotocolRefused), qPrintable(client.closed->toLogString()));
    }

    void needsAnUpgrade_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("page") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        QTest::newRow("not found") << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("not implemented") << QByteArray("HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("redirect") << QByteArray("HTTP/1.1 302 Found\r\nLocation: wss://evil.example/\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("wrong accept key")
            << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: AAAA\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n");
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        QTest::newRow("nothing, then the end") << QByteArray();
    }
    void needsAnUpgrade()
    {
        QFETCH(QByteArray, answer);
        QSslServer server;
        server.setSslConfiguration(m_certificates.server(u"good"_s));
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QSslServer::pendingConnectionAvailable, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                if (socket->readAll().contains("\r\n\r\n")) {
                    socket->write(answer);
                    socket->disconnectFromHost();
                }
            });
        });
        Client client(optionsFor(server.serverPort()));
        QTRY_VERIFY(client.closed);
        QVERIFY2(client.isClosedWith(StreamError::NoWebSocket), qPrintable(client.closed->toLogString()));
    }

    void saysWhenNobodyListens()
    {
        QTcpServer placeholder;
        QVERIFY(placeholder.listen(QHostAddress::LocalHost));
        const quint16 port = placeholder.serverPort();
        placeholder.close();
        Client client(optionsFor(port));
        QTRY_VERIFY(client.isClosedWith(StreamError::RelayNotReachable));
    }

    void readsTheRelaysClockOnlyFromWhoIsTrusted_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("pin");
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("isTold");
        const QByteArray date = "Date: Sun, 22 Nov 2026 10:53:00 GMT\r\n";
        QTest::newRow("good") << u"good"_s << QString() << date << true;
        QTest::newRow("pinned") << u"good"_s << u"good"_s << date << true;
        QTest::newRow("another key") << u"good"_s << u"selfsigned"_s << date << false;
        QTest::newRow("foreign certificate") << u"selfsigned"_s << QString() << date << false;
        QTest::newRow("no date") << u"good"_s << QString() << QByteArray() << false;
        QTest::newRow("nonsense") << u"good"_s << QString() << QByteArray("Date: tomorrow\r\n") << false;
        QTest::newRow("endless") << u"good"_s << QString() << QByteArray("Date: " + QByteArray(5'000, '1') + "\r\n") << false;
    }
    void readsTheRelaysClockOnlyFromWhoIsTrusted()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, pin);
        QFETCH(QByteArray, head);
        QFETCH(bool, isTold);
        QSslServer server;
        server.setSslConfiguration(m_certificates.server(certificate));
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QSslServer::pendingConnectionAvailable, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, head] {
                socket->write("HTTP/1.1 400 Bad Request\r\n" + head + "Content-Length: 0\r\nConnection: close\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        TransportOptions options = optionsFor(server.serverPort());
        if (!pin.isEmpty()) {
            options.pinnedKeys = {publicKeyPin(m_certificates.certificate(pin))};
        }
        FakeClock clock;
        FakeTimerFactory timers {clock};
        std::optional<std::optional<Instant>> answer;
        WebSocketTransportFactory(timers).askClock(options, this, [&answer](std::optional<Instant> time) { answer = time; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->has_value(), isTold);
        if (isTold) {
            QCOMPARE((*answer)->time_since_epoch(), 1'795'344'780'500ms); // the middle of that second
        }
    }

    void namesSocketErrors()
    {
        using enum ConnectionStage;
        QCOMPARE(connectionError(QAbstractSocket::HostNotFoundError, Reaching), StreamError::HostNotFound);
        QCOMPARE(connectionError(QAbstractSocket::NetworkError, Reaching), StreamError::RelayNotReachable);
        QCOMPARE(connectionError(QAbstractSocket::SslHandshakeFailedError, Reaching), StreamError::TlsFailed);
        QCOMPARE(connectionError(QAbstractSocket::SocketTimeoutError, Reaching), StreamError::Timeout);
        QCOMPARE(connectionError(QAbstractSocket::ConnectionRefusedError, Encrypted), StreamError::NoWebSocket);
        QCOMPARE(connectionError(QAbstractSocket::RemoteHostClosedError, Accepted), StreamError::ConnectionLost);
    }

    void needsTls()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        Client client(optionsFor(server.serverPort()));
        QTRY_VERIFY(client.closed);
        QVERIFY2(client.isClosedWith(StreamError::TlsFailed), qPrintable(client.closed->toLogString()));
    }

    void givesUpOnASilentServer()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        Client client(optionsFor(server.serverPort()));
        QTRY_VERIFY(server.hasPendingConnections());
        client.timers.advance(14s);
        QVERIFY(!client.closed);
        client.timers.advance(1s);
        QVERIFY(client.isClosedWith(StreamError::Timeout));
    }

    void endsOverAnOversizedFrame()
    {
        auto server = startServer(u"good"_s);
        TransportOptions options = optionsFor(*server);
        options.maxFrameBytes = 10'000;
        Client client(options);
        QTRY_VERIFY(client.isOpened);
        auto peer = accept(*server);
        peer->sendTextMessage(QString(9'000, u'x'));
        QTRY_COMPARE(client.frames.size(), 1);
        peer->sendTextMessage(QString(11'000, u'x'));
        QTRY_VERIFY(client.closed);
        QVERIFY2(client.closed->is(StreamError::FrameTooLarge), qPrintable(client.closed->toLogString()));
        QCOMPARE(client.frames.size(), 1);
        QCOMPARE(client.closedCount, 1);
    }

    void endsOverABinaryFrame()
    {
        auto server = startServer(u"good"_s);
        Client client(optionsFor(*server));
        QTRY_VERIFY(client.isOpened);
        accept(*server)->sendBinaryMessage("<open/>");
        QTRY_VERIFY(client.closed);
        QVERIFY(client.closed->is(StreamError::BinaryFrame));
        QVERIFY(client.frames.isEmpty());
    }

    void tellsAGoodByeFromALoss()
    {
        auto server = startServer(u"good"_s);
        Client first(optionsFor(*server));
        QTRY_VERIFY(first.isOpened);
        accept(*server)->close();
        QTRY_VERIFY(first.closed);
        QVERIFY2(first.closed->is(StreamError::ClosedByRelay), qPrintable(first.closed->toLogString()));
        Client second(optionsFor(*server));
        QTRY_VERIFY(second.isOpened);
        accept(*server)->abort();
        QTRY_VERIFY(second.closed);
        QVERIFY2(second.closed->is(StreamError::ConnectionLost), qPrintable(second.closed->toLogString()));
    }

    void mayBeDestroyedAtAnyTime()
    {
        auto server = startServer(u"good"_s);
        Client connecting(optionsFor(*server));
        connecting.transport.reset();
        Client open(optionsFor(*server));
        QTRY_VERIFY(open.isOpened);
        open.transport.reset();
        QCOMPARE(open.closedCount, 0);
    }

private:
    [[nodiscard]] std::unique_ptr<QWebSocketServer> startServer(const QString &certificate, const QStringList &subprotocols = {u"xmpp"_s})
    {
        auto server = std::make_unique<QWebSocketServer>(u"test"_s, QWebSocketServer::SecureMode);
        server->setSslConfiguration(m_certificates.server(certificate));
        server->setSupportedSubprotocols(subprotocols);
        if (!server->listen(QHostAddress::LocalHost)) {
            qFatal("no port");
        }
        return server;
    }
    [[nodiscard]] static std::unique_ptr<QWebSocket> accept(QWebSocketServer &server)
    {
        QWebSocket *last = nullptr;
        while (QWebSocket *next = server.nextPendingConnection()) {
            last = next;
        }
        last->setParent(nullptr);
        return std::unique_ptr<QWebSocket>(last);
    }
    [[nodiscard]] TransportOptions optionsFor(const QWebSocketServer &server) const { return optionsFor(server.serverPort()); }
    [[nodiscard]] TransportOptions optionsFor(quint16 port) const
    {
        TransportOptions options;
        options.url = QUrl(u"wss://localhost:%1/xmpp-websocket"_s.arg(port));
        options.caCertificates = {m_certificates.certificate(u"ca"_s)};
        return options;
    }

    Certificates m_certificates;
};

QTEST_GUILESS_MAIN(WebSocketTransportTest)
#include "websocket_transport_test.moc"
