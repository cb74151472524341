// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/relay_check.h"

#include "app/ctl/command_line.h"
#include "app/ctl/error_words.h"
#include "core/service/live/error_folding.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

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
    RelayCheck(app::Composition &composition, Output &output, QUrl url, QString domain, Finish finish)
        : QObject(QCoreApplication::instance())
        , m_composition(composition)
        , m_output(output)
        , m_url(std::move(url))
        , m_domain(std::move(domain))
        , m_finish(std::move(finish))
        , m_patience(
              composition.environment().timers.createTimer([this] { fail(Error(stream::StreamError::Timeout)); }))
    {
    }

    void start()
    {
        service::Environment &environment = m_composition.environment();
        stream::TransportOptions options;
        options.url = m_url;
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
        open.setAttribute(u"to", m_domain).setAttribute(u"version", u"1.0");
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
            item(u"stream-for-domain"_s, true, element->attribute(u"from") == m_domain, m_domain);
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
        for (const QString &name : {u"stream-management"_s, u"rooms"_s, u"archive"_s, u"personal-eventing"_s}) {
            m_output.result({{u"item"_s, name},
                             {u"required"_s, true},
                             {u"passed"_s, QJsonValue()},
                             {u"detail"_s, tr("seen after signing in")}},
                            u"?     "_s % name % u": "_s % tr("seen after signing in"));
        }
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
            m_transport->disconnect(this);
            m_transport->close();
            m_transport.release()->deleteLater();
            deleteLater();
            finish(exitCode);
        }
    }

    app::Composition &m_composition;
    Output &m_output;
    QUrl m_url;
    QString m_domain;
    Finish m_finish;
    std::unique_ptr<Timer> m_patience;
    std::unique_ptr<stream::Transport> m_transport;
    bool m_hasFailed = false;
};

} // namespace

void checkRelay(app::Composition &composition, Output &output, const QStringList &words, Finish finish)
{
    Words left(words);
    const auto domain = left.option(u"--domain"_s);
    const auto url = left.next();
    const auto jid = domain ? model::Jid::parse(*domain) : std::nullopt;
    if (!url || !jid || !jid->local().isEmpty() || !left.isSpent()) {
        output.note(usage());
        finish(Usage);
        return;
    }
    auto *check = new RelayCheck(composition, output, QUrl(*url, QUrl::StrictMode), jid->domain(), std::move(finish));
    check->start();
}

} // namespace wardline::ctl
