// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fake_id_source.h"
#include "core/base/fake_random.h"
#include "core/base/fake_timer_factory.h"
#include "core/stream/fake_transport.h"
#include "core/stream/xmpp_stream.h"
#include "core/xmpp/rfc6120_sasl.h"
#include "core/xmpp/rfc7395_framing.h"
#include "core/xmpp/xep0388_sasl2.h"
#include "tests/core/stream/fake_scram_server.h"

namespace wardline::stream {

inline const QString kAccount = QStringLiteral("ana@relay.example");
inline const QByteArray kPassword = "correct horse";

inline SecretBytes secret(QByteArrayView text)
{
    return SecretBytes::copyOf(text);
}

inline xml::Element parse(const QByteArray &text)
{
    return xml::readXml(text).value();
}

/// A stream on a fake relay, and what the stream said. The relay's side is spelled out by the test, with shorthands for the
/// usual steps.
struct StreamBench {
    FakeClock clock;
    FakeTimerFactory timers {clock};
    FakeRandom random;
    FakeIdSource ids;
    FakeTransportFactory transports;
    XmppStream stream {{transports, timers, random, ids}};
    FakeScramServer scram {kPassword};

    std::vector<StreamState> states;
    std::optional<Error> closed;
    int closedCount = 0;
    int codeRequests = 0;
    int ticketRequests = 0;
    QByteArray otpauth;
    QList<QByteArray> recoveryCodes;
    int establishedCount = 0;
    SessionInfo info;
    std::vector<xml::Element> received;
    std::vector<ReceivedToken> tokens;
    std::vector<StanzaHandle> acknowledged;
    std::vector<StanzaHandle> uncertain;

    StreamBench()
    {
        QObject *context = &stream;
        QObject::connect(&stream, &XmppStream::stateChanged, context, [this](StreamState state) { states.push_back(state); });
        QObject::connect(&stream, &XmppStream::closed, context, [this](const Error &reason) {
            closed = reason;
            ++closedCount;
        });
        QObject::connect(&stream, &XmppStream::codeRequired, context, [this] { ++codeRequests; });
        QObject::connect(&stream, &XmppStream::ticketRequired, context, [this] { ++ticketRequests; });
        QObject::connect(&stream, &XmppStream::enrolmentOffered, context,
                         [this](const SecretBytes &uri) { otpauth = uri.view().toByteArray(); });
        QObject::connect(&stream, &XmppStream::recoveryCodesReceived, context, [this](const RecoveryCodes &codes) {
            for (const SecretBytes &code : codes.codes) {
                recoveryCodes.append(code.view().toByteArray());
            }
        });
        QObject::connect(&stream, &XmppStream::established, context, [this](const SessionInfo &session) {
            ++establishedCount;
            info = SessionInfo {session.jid, session.sasl, session.mechanism, session.codeProof, session.bind2, session.resumed,
                                session.streamManagement, session.resumable, session.carbonsEnabled, session.csiOffered,
                                std::nullopt, session.recoveryCodesLeft};
            if (session.token) {
                info.token = session.token->clone();
            }
        });
        QObject::connect(&stream, &XmppStream::stanzaReceived, context, [this](const xml::Element &stanza, ReceivedToken token) {
            received.push_back(stanza);
            tokens.push_back(token);
        });
        QObject::connect(&stream, &XmppStream::stanzaAcknowledged, context,
                         [this](StanzaHandle handle) { acknowledged.push_back(handle); });
        QObject::connect(&stream, &XmppStream::stanzasUncertain, context,
                         [this](const std::vector<StanzaHandle> &handles) { uncertain = handles; });
    }

    [[nodiscard]] static StreamOptions options()
    {
        StreamOptions options;
        options.transport.url = QUrl(QStringLiteral("wss://relay.example/xmpp-websocket"));
        options.account = model::Jid::parse(kAccount).value();
        options.userAgentId = QStringLiteral("d4565fa7-4d72-4749-b3d3-740edbf87770");
        return options;
    }
    [[nodiscard]] static Credentials credentials(QByteArrayView code = {}, QByteArrayView ticket = {})
    {
        Credentials credentials;
        credentials.password = secret(kPassword);
        credentials.code = secret(code);
        credentials.ticket = secret(ticket);
        return credentials;
    }

    [[nodiscard]] FakeTransport &relay() const { return *transports.last(); }
    [[nodiscard]] bool isClosedWith(StreamError code) const { return closed && closed->is(code) && closedCount == 1; }

    // --- steps of the relay

    static xml::Element openFrame(QStringView from = u"relay.example")
    {
        return xmpp::StreamOpen {{}, from.toString(), QStringLiteral("s1"), QStringLiteral("1.0")}.toXml();
    }
    static xml::Element features(const QByteArray &children)
    {
        return parse("<stream:features xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client'>" + children
                     + "</stream:features>");
    }
    static QByteArray sasl2(const QByteArray &mechanisms = "<mechanism>SCRAM-SHA-256</mechanism>")
    {
        return "<authentication xmlns='urn:xmpp:sasl:2'>" + mechanisms
            + "<inline><bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:carbons:2'/><feature var='urn:xmpp:csi:0'/></inline></bind>"
              "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast></inline></authentication>";
    }
    static QByteArray sasl1(const QByteArray &mechanisms = "<mechanism>SCRAM-SHA-256</mechanism><mechanism>PLAIN</mechanism>")
    {
        return "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + mechanisms + "</mechanisms>";
    }
    static QByteArray sessionFeatures()
    {
        return "<sm xmlns='urn:xmpp:sm:3'/><csi xmlns='urn:xmpp:csi:0'/>"
               "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><required/></bind>";
    }

    /// The connection stands, headers are exchanged, and these are the features.
    void greet(const QByteArray &offer)
    {
        relay().accept();
        (void)relay().next();
        relay().reply(openFrame()).reply(features(offer));
    }
    /// From `<authenticate/>` to the server-final-message. The request is kept.
    xml::Element request;
    QByteArray proveScram(QStringView ns = xmpp::kSasl2Namespace)
    {
        request = relay().next();
        const QString initial = ns == xmpp::kSasl2Namespace ? request.childText(u"initial-response", ns) : request.text();
        const QByteArray first = scram.first(QByteArray::fromBase64(initial.toLatin1()));
        relay().reply(xml::Element(u"challenge", ns).setText(QString::fromLatin1(first.toBase64())));
        return scram.final(QByteArray::fromBase64(relay().next().text().toLatin1()));
    }
    static QByteArray additionalData(const QByteArray &data)
    {
        return "<additional-data>" + data.toBase64() + "</additional-data>";
    }
    static QByteArray success(const QByteArray &extra = {}, const QByteArray &address = "ana@relay.example/Wardline~1")
    {
        return "<success xmlns='urn:xmpp:sasl:2'>" + extra + "<authorization-identifier>" + address
            + "</authorization-identifier><bound xmlns='urn:xmpp:bind:0'/></success>";
    }
    static QByteArray continueWith(const QByteArray &task, const QByteArray &data)
    {
        return "<continue xmlns='urn:xmpp:sasl:2'>" + data + "<tasks><task>" + task + "</task></tasks></continue>";
    }
    static QByteArray token(const QByteArray &value = "NEXT-TOKEN")
    {
        return "<token xmlns='urn:xmpp:fast:0' token='" + value + "' expiry='2026-01-01T12:00:00Z'/>";
    }
    /// Features after sign-in, `<enable/>` answered.
    void settle()
    {
        relay().reply(features(sessionFeatures()));
        (void)relay().next();
        relay().reply("<enabled xmlns='urn:xmpp:sm:3' id='resume-1' resume='true' max='300'/>");
    }
    /// A whole sign-in with password and code; nothing is left unread.
    void signIn(StreamOptions with = options())
    {
        stream.connectTo(std::move(with), credentials("123456"));
        greet(sasl2());
        const QByteArray final = proveScram();
        relay().reply(continueWith("TOTP", additionalData(final)));
        (void)relay().next();
        relay().reply(success(token()));
        settle();
    }
};

inline xml::Element chat(QStringView id)
{
    xml::Element element(u"message", u"jabber:client");
    return element.setAttribute(u"id", id).addText(u"body", u"jabber:client", u"hello");
}

} // namespace wardline::stream
