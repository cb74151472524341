// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/relay_clock.h"

#include "core/crypto/hmac.h"
#include "core/stream/websocket_transport.h"

#include <QDateTime>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>

#include <algorithm>

namespace wardline::stream {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kPatience{5'000};
constexpr std::chrono::milliseconds kHalfASecond{500}; // the field counts whole seconds: its middle is nearest
constexpr qsizetype kLongestDate = 64;

bool isPinned(const QNetworkReply &reply, const QList<QByteArray> &pins)
{
    const QByteArray pin = publicKeyPin(reply.sslConfiguration().peerCertificate());
    return pins.isEmpty() || std::any_of(pins.begin(), pins.end(), [&pin](const QByteArray &allowed) {
               return crypto::constantTimeEqual(allowed, pin);
           });
}

} // namespace

std::optional<Instant> parseHttpDate(const QByteArray &text)
{
    if (text.size() > kLongestDate) {
        return std::nullopt;
    }
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid()) {
        return std::nullopt;
    }
    date.setTimeSpec(Qt::UTC);
    return Instant(std::chrono::milliseconds(date.toMSecsSinceEpoch()));
}

void askRelayClock(const TransportOptions &options, QObject *context, ClockAnswer done)
{
    if (!checkRelayUrl(options.url)) {
        return;
    }
    QUrl url = options.url;
    url.setScheme(u"https"_s);
    QNetworkRequest request(url);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration(); // a client verifies its peer
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!options.caCertificates.isEmpty()) {
        tls.setCaCertificates(options.caCertificates);
    }
    request.setSslConfiguration(tls);
    request.setTransferTimeout(static_cast<int>(kPatience.count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    auto *manager = new QNetworkAccessManager(context);
    QNetworkReply *reply = manager->head(request);
    QObject::connect(reply, &QNetworkReply::finished, context,
                     [manager, reply, pins = options.pinnedKeys, done = std::move(done)] {
                         std::optional<Instant> time;
                         if (reply->hasRawHeader("Date") && isPinned(*reply, pins)) {
                             time = parseHttpDate(reply->rawHeader("Date"));
                         }
                         manager->deleteLater();
                         done(time ? std::optional(*time + kHalfASecond) : std::nullopt);
                     });
}

} // namespace wardline::stream
