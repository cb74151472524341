// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hmac.h"
#include "core/files/files_error.h"
#include "core/files/qt_http_client.h"
#include "tests/core/files/https_server.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace wardline;
using namespace wardline::files;
using namespace Qt::StringLiterals;

namespace {

constexpr int kNoError = -1;
constexpr int kPatience = 10'000;
constexpr qint64 kLimit = 100'000;

std::function<void(QSslSocket &, const QByteArray &)> says(const QByteArray &answer)
{
    return [answer](QSslSocket &socket, const QByteArray &) {
        socket.write(answer);
        socket.disconnectFromHost();
    };
}

} // namespace

/// The real client against a web server of the test's own.
class HttpClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpsServer>();
        QVERIFY2(m_server->start(), "the openssl command is needed");
        m_target.clear();
        m_trust = {{m_server->certificate(u"ca"_s)}, {}, 30'000};
        QFile source(sourcePath());
        QVERIFY(source.open(QIODevice::WriteOnly));
        source.write(QByteArray(300'000, 'c'));
    }

    void putsAFileWithTheSlotsHeadersAlone()
    {
        m_server->answer = says("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(put(m_server->url(),
                     {{"Authorization", "Basic abc"},
                      {"cookie", "a=b"},
                      {"Cookie", "c=d"},
                      {"Expires", "soon"},
                      {"Host", "evil.example"},
                      {"X-Forwarded-For", "1.2.3.4"},
                      {"Content-Length", "1"}}),
                 kNoError);
        const QByteArray head = m_server->request.first(m_server->request.indexOf("\r\n\r\n")).toLower();
        QVERIFY(head.startsWith("put /f http/1.1"));
        QVERIFY(head.contains("authorization: basic abc"));
        QVERIFY(head.contains("expires: soon"));
        QVERIFY(head.contains("cookie: a=b; c=d"));
        QVERIFY(head.contains("content-length: 300000"));
        QVERIFY(head.contains("content-type: application/octet-stream"));
        QVERIFY(!head.contains("evil") && !head.contains("x-forwarded"));
        QVERIFY(m_server->request.endsWith("ccc"));
        QVERIFY(m_lastDone == 300'000);
    }
    void hostileHeadersAddNoLines()
    {
        m_server->answer = says("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(put(m_server->url(), {{"Authorization", "a\r\nX-Evil: 1"}, {"Cookie", QByteArray(20'000, 'x')}}),
                 kNoError);
        QVERIFY(!m_server->request.contains("X-Evil"));
        QVERIFY(!m_server->request.toLower().contains("cookie:"));
    }
    void fetchesIntoAFileForTheOwnerAlone()
    {
        m_server->answer = says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        QCOMPARE(get(), kNoError);
        QCOMPARE(received(), QByteArray("hello"));
        QCOMPARE(int(QFile::permissions(targetPath()) & (QFile::ReadGroup | QFile::ReadOther)), 0);
        QVERIFY(m_server->request.toLower().contains("accept-encoding: identity"));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("error");
        QTest::newRow("redirect") << QByteArray(
            "HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n")
                                  << int(FilesError::Redirected);
        QTest::newRow("redirect to http")
            << QByteArray("HTTP/1.1 301 Moved\r\nLocation: http://localhost/\r\nContent-Length: 0\r\n\r\n")
            << int(FilesError::Redirected);
        QTest::newRow("gone") << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                              << int(FilesError::Gone);
        QTest::newRow("forbidden") << QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                                   << int(FilesError::Forbidden);
        QTest::newRow("asks for a password")
            << QByteArray("HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n")
            << int(FilesError::Forbidden);
        QTest::newRow("server error") << QByteArray("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")
                                      << int(FilesError::ServerFailed);
        QTest::newRow("says too much") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n")
                                       << int(FilesError::TooLarge);
        QTest::newRow("truncated") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this")
                                   << int(FilesError::Truncated);
        QTest::newRow("no HTTP") << QByteArray("220 hello from something else\r\n\r\n") << int(FilesError::Truncated);
        QTest::newRow("hangs up") << QByteArray() << int(FilesError::Truncated);
    }
    void refusals()
    {
        QFETCH(QByteArray, answer);
        m_server->answer = says(answer);
        QTEST(get(), "error");
        QVERIFY(!QFile::exists(targetPath()));
        QVERIFY(QDir(m_folder->path()).entryList(QDir::Files) == QStringList{u"source"_s});
    }
    void redirectedUploadGoesNowhere()
    {
        m_server->answer = says("HTTP/1.1 307 Go\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(put(m_server->url(), {}), int(FilesError::Redirected));
        QCOMPARE(m_server->connections, 1);
    }
    void endlessBodyIsCutOff()
    {
        m_server->answer = [](QSslSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            QObject::connect(&socket, &QSslSocket::encryptedBytesWritten, &socket,
                             [&socket] { socket.write("4000\r\n" + QByteArray(0x4000, 'x') + "\r\n"); });
            socket.write("4\r\nxxxx\r\n");
        };
        QCOMPARE(get(), int(FilesError::TooLarge));
        QVERIFY(!QFile::exists(targetPath()));
    }
    void packedBodyIsNotUnpacked()
    {
        m_server->answer =
            says("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x08");
        QCOMPARE(get(), kNoError);
        QCOMPARE(received(), QByteArray("\x1f\x8b\x08\x08"));
    }
    void silentServerIsGivenUp()
    {
        m_trust.stallMilliseconds = 300;
        m_server->answer = [](QSslSocket &, const QByteArray &) {};
        QCOMPARE(get(), int(FilesError::NotReachable));
    }

    void onlyHttps_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("http") << u"http://localhost:1/f"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s;
        QTest::newRow("data") << u"data:text/plain,hello"_s;
        QTest::newRow("qrc") << u"qrc:/x"_s;
    }
    void onlyHttps()
    {
        QFETCH(QString, url);
        m_target = QUrl(url);
        QCOMPARE(get(), int(FilesError::NotHttps));
        QCOMPARE(put(QUrl(url), {}), int(FilesError::NotHttps));
    }
    void otherAuthorityIsRefused()
    {
        m_server->answer = says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        m_trust.authorities = {m_server->certificate(u"other"_s)};
        QCOMPARE(get(), int(FilesError::Certificate));
        QVERIFY(m_server->request.isEmpty());
    }
    void pinnedKeyMustBeInTheChain()
    {
        m_server->answer = says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        m_trust.pins = {QByteArray(32, 'x')};
        QCOMPARE(get(), int(FilesError::Certificate));
        QVERIFY(m_server->request.isEmpty());
        m_trust.pins = {crypto::sha256(m_server->certificate(u"leaf"_s).publicKey().toDer())};
        QCOMPARE(get(), kNoError);
    }
    void cancelledLeavesNothing()
    {
        m_server->answer = [](QSslSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this");
        };
        QtHttpClient client(m_trust);
        auto transfer = client.get({m_server->url(), targetPath(), kLimit});
        QSignalSpy progressed(transfer.get(), &HttpTransfer::progressed);
        QVERIFY(progressed.wait(kPatience));
        transfer.reset();
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"source"_s});
    }

private:
    [[nodiscard]] QString sourcePath() const { return m_folder->filePath(u"source"_s); }
    [[nodiscard]] QString targetPath() const { return m_folder->filePath(u"target"_s); }
    [[nodiscard]] QByteArray received() const
    {
        QFile file(targetPath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    int outcome(const std::unique_ptr<HttpTransfer> &transfer)
    {
        std::optional<int> result;
        m_lastDone = 0;
        connect(transfer.get(), &HttpTransfer::progressed, this,
                [this](qint64 done, qint64) { m_lastDone = std::max(m_lastDone, done); });
        connect(transfer.get(), &HttpTransfer::finished, this, [&result] { result = kNoError; });
        connect(transfer.get(), &HttpTransfer::failed, this, [&result](const Error &error) { result = error.value(); });
        return QTest::qWaitFor([&result] { return result.has_value(); }, kPatience) ? *result : -2;
    }
    int put(const QUrl &url, const QList<HttpHeader> &headers)
    {
        QtHttpClient client(m_trust);
        return outcome(client.put({url, headers, sourcePath()}));
    }
    int get()
    {
        QtHttpClient client(m_trust);
        return outcome(client.get({m_target.isEmpty() ? m_server->url() : m_target, targetPath(), kLimit}));
    }

    HttpTrust m_trust;
    QUrl m_target;
    qint64 m_lastDone = 0;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpsServer> m_server;
};

QTEST_GUILESS_MAIN(HttpClientTest)
#include "http_client_test.moc"
