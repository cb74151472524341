// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/bare_xmpp.h"

#include "tests/perf/relay_person.h"

#include <QFile>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <QWebSocketHandshakeOptions>
#include <QXmlStreamReader>

#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace wardline::perf {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFirstPage = 50;
constexpr int kPage = 250;
constexpr int kPatience = 60; ///< seconds

[[noreturn]] void giveUp(const char *what)
{
    std::fprintf(stderr, "bare client: no %s\n", what);
    std::exit(1);
}

/// Of the answer to a question for a page.
struct Fin
{
    bool isComplete = false;
    QString first;
};

Fin finOf(const QString &stanza)
{
    Fin fin;
    QXmlStreamReader reader(stanza);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (reader.name() == u"fin") {
            fin.isComplete = reader.attributes().value(u"complete"_s) == u"true";
        } else if (reader.name() == u"first") {
            fin.first = reader.readElementText();
        }
    }
    return fin;
}

} // namespace

BareXmpp::BareXmpp(const QString &url, const QString &authority)
{
    QFile file(authority);
    (void)file.open(QIODevice::ReadOnly);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromDevice(&file));
    m_socket.setSslConfiguration(tls);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &BareXmpp::take);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"xmpp"_s});
    m_socket.open(QUrl(url), options);
}

void BareXmpp::take(const QString &stanza)
{
    if (const auto *socket = m_socket.findChild<QTcpSocket *>()) {
        const int now = 1;
        (void)setsockopt(int(socket->socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &now, sizeof now);
    }
    m_stanzas.append(stanza);
}

QString BareXmpp::await(const std::function<bool(const QString &)> &condition, const char *what)
{
    QString found;
    const bool isThere = RelayPerson::until(
        [&] {
            while (found.isEmpty() && !m_stanzas.isEmpty()) {
                const QString stanza = m_stanzas.takeFirst();
                if (condition(stanza)) {
                    found = stanza;
                }
            }
            return !found.isEmpty();
        },
        kPatience);
    if (!isThere) {
        giveUp(what);
    }
    return found;
}

void BareXmpp::signIn(const QString &account, const QByteArray &password)
{
    m_nick = account.section(u'@', 0, 0);
    const QString open = u"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='%1' version='1.0'/>"_s.arg(
        account.section(u'@', 1));
    const QByteArray secret = '\0' + m_nick.toUtf8() + '\0' + password;
    const auto hasFeatures = [](const QString &stanza) { return stanza.contains(u"features"); };
    if (!RelayPerson::until([this] { return m_socket.isValid(); }, kPatience)) {
        giveUp("connection");
    }
    send(open);
    (void)await(hasFeatures, "features");
    send(u"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%1</auth>"_s.arg(
        QString::fromLatin1(secret.toBase64())));
    (void)await([](const QString &stanza) { return stanza.startsWith(u"<success"); }, "success");
    send(open);
    (void)await(hasFeatures, "features of a person");
    send(u"<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"_s);
    (void)await([](const QString &stanza) { return stanza.contains(u"<jid>"); }, "address");
}

void BareXmpp::join(const QString &room)
{
    send(u"<presence xmlns='jabber:client' to='%1/%2'><x xmlns='http://jabber.org/protocol/muc'/></presence>"_s.arg(
        room, m_nick));
    (void)await(
        [](const QString &stanza) {
            return stanza.startsWith(u"<presence")
                && (stanza.contains(u"code='110'") || stanza.contains(u"code=\"110\""));
        },
        "room");
}

QList<BareMessage> BareXmpp::archive(const QString &room)
{
    QList<BareMessage> messages;
    QString before;
    for (int page = 0;; ++page) {
        send(u"<iq xmlns='jabber:client' type='set' id='page-%1' to='%2'><query xmlns='urn:xmpp:mam:2' "
             "queryid='q%1'><set xmlns='http://jabber.org/protocol/rsm'><max>%3</max><before>%4</before></set></query></iq>"_s
                 .arg(QString::number(page), room, QString::number(page == 0 ? kFirstPage : kPage), before));
        const QString answer = await(
            [&messages](const QString &stanza) {
                if (stanza.startsWith(u"<message") && stanza.contains(u"urn:xmpp:mam:2")) {
                    messages.append(parse(stanza));
                }
                return stanza.startsWith(u"<iq") && stanza.contains(u"<fin");
            },
            "page");
        const Fin fin = finOf(answer);
        if (fin.isComplete || fin.first.isEmpty() || fin.first == before) {
            return messages;
        }
        before = fin.first;
    }
}

void BareXmpp::awaitBody(const QString &body)
{
    (void)await([&body](const QString &stanza) { return parse(stanza).body == body; }, "message");
}

BareMessage BareXmpp::parse(const QString &stanza)
{
    BareMessage message;
    QXmlStreamReader reader(stanza);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (reader.name() == u"body") {
            message.body = reader.readElementText();
        } else if (reader.name() == u"message") {
            message.from = reader.attributes().value(u"from"_s).toString();
        } else if (reader.name() == u"origin-id") {
            message.originId = reader.attributes().value(u"id"_s).toString();
        } else if (reader.name() == u"result") {
            message.archiveId = reader.attributes().value(u"id"_s).toString();
        }
    }
    return message;
}

} // namespace wardline::perf
