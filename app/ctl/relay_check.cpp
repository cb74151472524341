// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/relay_check.h"

#include "app/ctl/command_line.h"
#include "app/ctl/error_words.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/relay_link.h"
#include "core/service/live/room_questions.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0030_disco.h"
#include "core/xmpp/xep0313_mam.h"

#include <QCoreApplication>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kFramingNs = u"urn:ietf:params:xml:ns:xmpp-framing";
constexpr QStringView kStreamNs = u"http://etherx.jabber.org/streams";
constexpr QStringView kSasl1Ns = u"urn:ietf:params:xml:ns:xmpp-sasl";
constexpr QStringView kSasl2Ns = u"urn:xmpp:sasl:2";
constexpr QStringView kBind2Ns = u"urn:xmpp:bind:0";
constexpr QStringView kFastNs = u"urn:xmpp:fast:0";
constexpr std::chrono::seconds kPatience{20};

QStringList mechanisms(const xml::Element *offer, QStringView ns)
{
    QStringList names;
    if (offer != nullptr) {
        for (const xml::Element *mechanism : offer->childrenNamed(u"mechanism", ns)) {
            names.append(mechanism->text());
        }
    }
    return names;
}

/// One look at a relay: connect, open the stream, read the features, leave.
class RelayCheck final : public QObject
{
public:
    RelayCheck(app::Composition &composition, Output &output, RelayCheckRequest request,
               stream::Credentials credentials, Finish finish)
        : QObject(QCoreApplication::instance())
        , m_composition(composition)
        , m_output(output)
        , m_request(std::move(request))
        , m_credentials(std::move(credentials))
        , m_finish(std::move(finish))
        , m_patience(
              composition.environment().timers.createTimer([this] { fail(Error(stream::StreamError::Timeout)); }))
    {
    }

    void start()
    {
        service::Environment &environment = m_composition.environment();
        stream::TransportOptions options;
        options.url = m_request.url;
        options.caCertificates = environment.rules.certificates;
        options.pinnedKeys = environment.rules.pins;
        m_transport = environment.transports.createTransport(options);
        connect(m_transport.get(), &stream::Transport::opened, this, [this] { openStream(); });
        connect(m_transport.get(), &stream::Transport::frameReceived, this,
                [this](const QByteArray &frame) { take(frame); });
        connect(m_transport.get(), &stream::Transport::closed, this, [this](const Error &reason) { fail(reason); });
        m_patience->start(kPatience);
        m_transport->open();
    }

private:
    void openStream()
    {
        item(u"wss-with-trusted-certificate"_s, true, true, tr("TLS 1.2 or newer, certificate and host name verified"));
        item(u"websocket-subprotocol"_s, true, true, u"RFC 7395"_s);
        xml::Element open(u"open", kFramingNs);
        open.setAttribute(u"to", m_request.domain).setAttribute(u"version", u"1.0");
        m_transport->send(xml::writeXml(open));
    }

    void take(const QByteArray &frame)
    {
        const auto element = xml::readXml(frame);
        if (!element) {
            fail(Error(stream::StreamError::BadXml));
            return;
        }
        if (element->is(u"open", kFramingNs)) {
            item(u"stream-for-domain"_s, true, element->attribute(u"from") == m_request.domain, m_request.domain);
            return;
        }
        if (element->is(u"features", kStreamNs)) {
            judge(*element);
            return;
        }
        fail(Error(stream::StreamError::HostUnknown));
    }

    void judge(const xml::Element &features)
    {
        const xml::Element *sasl2 = features.child(u"authentication", kSasl2Ns);
        const xml::Element *sasl1 = features.child(u"mechanisms", kSasl1Ns);
        const QStringList names2 = mechanisms(sasl2, kSasl2Ns);
        const QStringList names1 = mechanisms(sasl1, kSasl1Ns);
        const bool hasScram = names2.contains(u"SCRAM-SHA-256"_s) || names1.contains(u"SCRAM-SHA-256"_s);
        const bool hasPlain = m_composition.environment().rules.allowPlain
            && (names2.contains(u"PLAIN"_s) || names1.contains(u"PLAIN"_s));
        item(u"sasl-scram-sha-256"_s, true, hasScram || hasPlain,
             hasScram ? u"SCRAM-SHA-256"_s : (hasPlain ? tr("PLAIN, which policy allows") : tr("not offered")));
        item(u"sasl2"_s, false, sasl2 != nullptr, u"XEP-0388"_s);
        const xml::Element *inlined = sasl2 != nullptr ? sasl2->child(u"inline", kSasl2Ns) : nullptr;
        item(u"bind2"_s, false, inlined != nullptr && inlined->hasChild(u"bind", kBind2Ns), u"XEP-0386"_s);
        item(u"fast"_s, false, inlined != nullptr && inlined->hasChild(u"fast", kFastNs), u"XEP-0484"_s);
        if (m_request.account) {
            signIn();
            return;
        }
        for (const QString &name : {u"stream-management"_s, u"rooms"_s, u"archive"_s, u"personal-eventing"_s}) {
            m_output.result({{u"item"_s, name},
                             {u"required"_s, true},
                             {u"passed"_s, QJsonValue()},
                             {u"detail"_s, tr("seen after signing in")}},
                            u"?     "_s % name % u": "_s % tr("seen after signing in"));
        }
        leave(m_hasFailed ? Failed : Done);
    }

    void signIn()
    {
        m_transport->disconnect(this);
        m_transport->close();
        m_transport.release()->deleteLater();
        service::Environment &environment = m_composition.environment();
        stream::StreamOptions options = service::linkOptions(environment.rules, *m_request.account, m_request.url);
        options.interactive = false;
        options.requestToken = false; // nothing of this look stays behind
        m_stream = std::make_unique<stream::XmppStream>(
            stream::StreamPorts{environment.transports, environment.timers, environment.random, environment.ids});
        connect(m_stream.get(), &stream::XmppStream::established, this,
                [this](const stream::SessionInfo &info) { lookAround(info); });
        connect(m_stream.get(), &stream::XmppStream::closed, this, [this](const Error &reason) { fail(reason); });
        m_stream->connectTo(std::move(options), std::move(m_credentials));
    }

    void lookAround(const stream::SessionInfo &info)
    {
        item(u"sign-in"_s, true, true, info.mechanism);
        item(u"stream-management"_s, true, info.streamManagement && info.resumable, u"XEP-0198"_s);
        item(u"carbons"_s, false, info.carbonsEnabled, u"XEP-0280"_s);
        ask(model::Jid(), [this](const std::optional<xmpp::DiscoInfo> &own) {
            item(u"archive"_s, true, own && own->hasFeature(xmpp::MamQuery::kNamespace), u"XEP-0313"_s);
            item(u"personal-eventing"_s, true,
                 own && own->hasIdentity(u"pubsub", u"pep")
                     && own->hasFeature(u"http://jabber.org/protocol/pubsub#publish-options"),
                 u"XEP-0163 with publish-options"_s);
        });
        ++m_openQuestions; // until the services are known
        const auto domain = model::Jid::parse(m_request.domain);
        m_stream->iq().request(
            this, xmpp::IqStanza::get(*domain, xmpp::DiscoItems()), [this](const Result<xmpp::IqStanza> &answer) {
                const auto services = service::contentOf<xmpp::DiscoItems>(answer);
                for (const xmpp::DiscoItem &each : services ? services->items : QList<xmpp::DiscoItem>()) {
                    ask(each.jid, [this](const std::optional<xmpp::DiscoInfo> &about) {
                        m_hasRooms = m_hasRooms || (about && about->hasIdentity(u"conference", u"text"));
                    });
                }
                answered();
            });
    }

    void ask(const model::Jid &whom, std::function<void(const std::optional<xmpp::DiscoInfo> &)> take)
    {
        ++m_openQuestions;
        m_stream->iq().request(this, xmpp::IqStanza::get(whom, xmpp::DiscoInfo()),
                               [this, take = std::move(take)](const Result<xmpp::IqStanza> &answer) {
                                   const auto info = service::contentOf<xmpp::DiscoInfo>(answer);
                                   take(info ? std::optional(*info) : std::nullopt);
                                   answered();
                               });
    }

    void answered()
    {
        if (--m_openQuestions > 0) {
            return;
        }
        item(u"rooms"_s, true, m_hasRooms, u"XEP-0045"_s);
        m_stream->disconnect(this);
        m_stream->disconnectFromRelay();
        leave(m_hasFailed ? Failed : Done);
    }

    void item(const QString &name, bool isRequired, bool hasPassed, const QString &detail)
    {
        m_hasFailed = m_hasFailed || (isRequired && !hasPassed);
        m_output.result(
            {{u"item"_s, name}, {u"required"_s, isRequired}, {u"passed"_s, hasPassed}, {u"detail"_s, detail}},
            (hasPassed ? u"ok    "_s : (isRequired ? u"FAILED "_s : u"-     "_s)) % name % u": "_s % detail);
    }

    void fail(const Error &reason)
    {
        const Error folded = service::foldStreamError(reason);
        m_output.note(errorWords(folded));
        leave(exitCodeFor(folded));
    }

    void leave(int exitCode)
    {
        if (const Finish finish = std::exchange(m_finish, nullptr)) {
            m_patience->stop();
            if (m_transport) {
                m_transport->disconnect(this);
                m_transport->close();
                m_transport.release()->deleteLater();
            }
            if (m_stream) {
                m_stream.release()->deleteLater();
            }
            deleteLater();
            finish(exitCode);
        }
    }

    app::Composition &m_composition;
    Output &m_output;
    RelayCheckRequest m_request;
    stream::Credentials m_credentials;
    Finish m_finish;
    std::unique_ptr<Timer> m_patience;
    std::unique_ptr<stream::Transport> m_transport;
    std::unique_ptr<stream::XmppStream> m_stream;
    int m_openQuestions = 0;
    bool m_hasRooms = false;
    bool m_hasFailed = false;
};

} // namespace

std::optional<RelayCheckRequest> parseRelayCheck(Words words)
{
    const auto domain = words.option(u"--domain"_s);
    const auto account = words.option(u"--account"_s);
    const auto url = words.next();
    const auto host = domain ? model::Jid::parse(*domain) : std::nullopt;
    const auto jid = account ? model::Jid::parse(*account) : std::nullopt;
    const bool isAccount = jid && jid->isBare() && !jid->local().isEmpty();
    if (!url || !host || !host->local().isEmpty() || !words.isSpent() || (account && !isAccount)) {
        return std::nullopt;
    }
    return RelayCheckRequest{QUrl(*url, QUrl::StrictMode), host->domain(), jid};
}

void checkRelay(app::Composition &composition, Output &output, const RelayCheckRequest &request,
                stream::Credentials credentials, Finish finish)
{
    (new RelayCheck(composition, output, request, std::move(credentials), std::move(finish)))->start();
}

} // namespace wardline::ctl
