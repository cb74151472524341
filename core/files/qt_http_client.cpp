// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/qt_http_client.h"

#include "core/crypto/hmac.h"
#include "core/files/files_error.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSaveFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace wardline::files {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kBuffer = 512 * 1024;
constexpr qsizetype kMaxHeaderValue = 8 * 1024;
constexpr int kOk = 200;

/// XEP-0363 5: nothing else of what a relay says goes into a request, and nothing that could begin another line.
bool isPermittedHeader(const HttpHeader &header)
{
    static constexpr std::array kNames{QByteArrayView("authorization"), QByteArrayView("cookie"),
                                       QByteArrayView("expires")};
    const QByteArray name = header.name.toLower();
    const bool isPlain = std::none_of(header.value.begin(), header.value.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return std::find(kNames.begin(), kNames.end(), QByteArrayView(name)) != kNames.end() && isPlain
        && header.value.size() <= kMaxHeaderValue;
}

FilesError errorFor(QNetworkReply::NetworkError error, int status)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return FilesError::Certificate;
    case QNetworkReply::RemoteHostClosedError:
        return FilesError::Truncated;
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::AuthenticationRequiredError:
        return FilesError::Forbidden;
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::ContentGoneError:
        return FilesError::Gone;
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::TooManyRedirectsError:
        return FilesError::Redirected;
    default: // Qt's enumeration is open
        break;
    }
    constexpr int kPayloadTooLarge = 413;
    return status == kPayloadTooLarge ? FilesError::TooLarge
        : status >= 400               ? FilesError::ServerFailed
                                      : FilesError::NotReachable;
}

class QtTransfer final : public HttpTransfer
{
public:
    explicit QtTransfer(HttpTrust trust)
        : m_trust(std::move(trust))
    {
    }
    ~QtTransfer() override
    {
        if (m_reply != nullptr) {
            m_reply->disconnect(this);
            m_reply->abort();
        }
    }

    void begin(const HttpPut &put)
    {
        m_source.setFileName(put.path);
        if (!isPossible(put.url) || !opened(m_source.open(QIODevice::ReadOnly))) {
            return;
        }
        QNetworkRequest request = requestFor(put.url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/octet-stream"_s);
        request.setHeader(QNetworkRequest::ContentLengthHeader, m_source.size());
        for (const HttpHeader &header : put.headers) {
            if (isPermittedHeader(header)) {
                const QByteArray former = request.rawHeader(header.name);
                const QByteArray between = header.name.toLower() == "cookie" ? "; " : ", ";
                request.setRawHeader(header.name, former.isEmpty() ? header.value : former + between + header.value);
            }
        }
        m_limit = kBuffer; // what it answers is of no interest
        m_reply = m_network.put(request, &m_source);
        QObject::connect(m_reply, &QNetworkReply::uploadProgress, this, &HttpTransfer::progressed);
        follow();
    }

    void begin(const HttpGet &get)
    {
        m_target = std::make_unique<QSaveFile>(get.path);
        m_target->setDirectWriteFallback(false);
        if (!isPossible(get.url)
            || !opened(m_target->open(QIODevice::WriteOnly | QIODevice::Unbuffered)
                       && m_target->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))) {
            return;
        }
        m_limit = get.limit;
        m_reply = m_network.get(requestFor(get.url));
        follow();
    }

private:
    [[nodiscard]] bool isPossible(const QUrl &url)
    {
        if (url.scheme() != u"https"_s || !QSslSocket::supportsSsl()) {
            endLater(FilesError::NotHttps);
            return false;
        }
        return true;
    }
    [[nodiscard]] bool opened(bool isOpen)
    {
        if (!isOpen) {
            endLater(FilesError::IoFailed);
        }
        return isOpen;
    }

    [[nodiscard]] QNetworkRequest requestFor(const QUrl &url) const
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        if (!m_trust.authorities.isEmpty()) {
            tls.setCaCertificates(m_trust.authorities);
        }
        QNetworkRequest request(url);
        request.setSslConfiguration(tls);
        request.setTransferTimeout(m_trust.stallMilliseconds);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        for (const auto attribute :
             {QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::CookieSaveControlAttribute,
              QNetworkRequest::AuthenticationReuseAttribute}) {
            request.setAttribute(attribute, QNetworkRequest::Manual);
        }
        // Unpacked by Qt otherwise: a small answer could become an endless one. And nothing about this computer.
        request.setRawHeader("Accept-Encoding", "identity");
        request.setRawHeader("Accept-Language", "*");
        request.setHeader(QNetworkRequest::UserAgentHeader, u"Wardline"_s);
        return request;
    }

    void follow()
    {
        m_reply->setReadBufferSize(kBuffer);
        QObject::connect(m_reply, &QNetworkReply::encrypted, this, [this] { checkPins(); });
        QObject::connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { checkHead(); });
        QObject::connect(m_reply, &QNetworkReply::readyRead, this, [this] { take(); });
        QObject::connect(m_reply, &QNetworkReply::finished, this, [this] { conclude(); });
    }

    void checkPins()
    {
        const QList<QSslCertificate> chain = m_reply->sslConfiguration().peerCertificateChain();
        const bool isPinned = std::any_of(chain.begin(), chain.end(), [this](const QSslCertificate &certificate) {
            const QByteArray pin = crypto::sha256(certificate.publicKey().toDer());
            return std::any_of(m_trust.pins.begin(), m_trust.pins.end(),
                               [&pin](const QByteArray &allowed) { return crypto::constantTimeEqual(allowed, pin); });
        });
        if (!m_trust.pins.isEmpty() && !isPinned) {
            fail(FilesError::Certificate);
        }
    }

    [[nodiscard]] int status() const { return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

    void checkHead()
    {
        const int code = status();
        if (code >= 300 && code < 400) {
            fail(FilesError::Redirected);
        } else if (m_target && code == kOk
                   && m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_limit) {
            fail(FilesError::TooLarge);
        }
    }

    void take()
    {
        while (m_reply != nullptr && m_reply->bytesAvailable() > 0) {
            const QByteArray piece = m_reply->read(kBuffer);
            m_received += piece.size();
            if (m_received > m_limit) {
                fail(FilesError::TooLarge);
                return;
            }
            if (!m_target || status() != kOk) {
                continue; // what an error looks like is of no interest
            }
            if (m_target->write(piece) != piece.size()) {
                fail(m_target->error() == QFileDevice::ResourceError ? FilesError::DiskFull : FilesError::IoFailed);
                return;
            }
            const QVariant total = m_reply->header(QNetworkRequest::ContentLengthHeader);
            Q_EMIT progressed(m_received, total.isValid() ? total.toLongLong() : -1);
        }
    }

    void conclude()
    {
        take();
        if (m_reply == nullptr) {
            return;
        }
        const int code = status();
        if (m_reply->error() != QNetworkReply::NoError) {
            fail(errorFor(m_reply->error(), code));
        } else if (m_target ? code != kOk : code < kOk || code >= 300) {
            fail(code >= 300 && code < 400 ? FilesError::Redirected : FilesError::ServerFailed);
        } else if (m_target && !m_target->commit()) {
            fail(FilesError::DiskFull);
        } else {
            leave();
            QMetaObject::invokeMethod(this, &HttpTransfer::finished, Qt::QueuedConnection);
        }
    }

    void fail(FilesError error)
    {
        leave();
        if (m_target) {
            m_target->cancelWriting();
        }
        endLater(error);
    }
    void leave()
    {
        if (QNetworkReply *reply = std::exchange(m_reply, nullptr)) {
            reply->disconnect(this);
            reply->abort();
            reply->deleteLater();
        }
    }
    void endLater(FilesError error)
    {
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT failed(Error(error)); }, Qt::QueuedConnection);
    }

    HttpTrust m_trust;
    QFile m_source;
    std::unique_ptr<QSaveFile> m_target;
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr;
    qint64 m_limit = 0;
    qint64 m_received = 0;
};

template <typename Request>
std::unique_ptr<HttpTransfer> begun(const HttpTrust &trust, const Request &request)
{
    auto transfer = std::make_unique<QtTransfer>(trust);
    transfer->begin(request);
    return transfer;
}

} // namespace

QtHttpClient::QtHttpClient(HttpTrust trust)
    : m_trust(std::move(trust))
{
}

std::unique_ptr<HttpTransfer> QtHttpClient::put(const HttpPut &request)
{
    return begun(m_trust, request);
}

std::unique_ptr<HttpTransfer> QtHttpClient::get(const HttpGet &request)
{
    return begun(m_trust, request);
}

} // namespace wardline::files
