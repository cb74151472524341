// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/authority_server.h"

#include "app/ctl/authority_publisher.h"
#include "app/ctl/authority_words.h"
#include "core/trust/trust_error.h"

#include <QCoreApplication>
#include <QPointer>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using trust::AuthorityMessage;
using Decision = trust::RequestDesk::Decision;

namespace {

constexpr qsizetype kShownId = 16;
constexpr std::chrono::seconds kSoon{2};
constexpr std::chrono::minutes kAgain{1};
constexpr std::chrono::hours kEvery{6};

QString shownId(const QByteArray &id)
{
    return QString::fromLatin1(id.toHex().first(kShownId));
}

} // namespace

AuthorityServer::AuthorityServer(SessionContext &context, std::shared_ptr<AuthorityFolder> folder,
                                 crypto::SigningKey key, Finish finish)
    : QObject(QCoreApplication::instance())
    , m_context(context)
    , m_folder(std::move(folder))
    , m_key(std::move(key))
    , m_finish(std::move(finish))
    , m_desk(context.environment.clock, context.environment.random)
{
}

void AuthorityServer::start(std::chrono::seconds time)
{
    connect(&m_context.session.link(), &service::RelayLink::stanzaReceived, this,
            [this](const xml::Element &stanza) { onStanza(stanza); });
    if (time.count() > 0) {
        m_timer = m_context.environment.timers.createTimer([this] { end(Done); });
        m_timer->start(time);
    }
    m_context.output.result({{u"serving"_s, m_folder->book().settings().organisation}},
                            tr("Waiting for devices. approve ID, refuse ID, list, quit."));
    publishNow();
    nextLine();
}

void AuthorityServer::onStanza(const xml::Element &stanza)
{
    if (stanza.name() != xmpp::MessageStanza::kName) {
        return;
    }
    const auto message = xmpp::MessageStanza::fromXml(stanza);
    if (!message || message->type == xmpp::MessageType::Error || message->from.isEmpty()) {
        return;
    }
    for (const xml::Element &payload : message->payloads) {
        if (payload.ns() != trust::kTrustNamespace) {
            continue;
        }
        if (const auto exchange = AuthorityMessage::fromXml(payload)) {
            take(message->from, *exchange);
        } else {
            refuse(message->from, exchange.error());
        }
        return; // one in a message
    }
}

void AuthorityServer::take(const model::Jid &sender, const AuthorityMessage &message)
{
    const model::Jid person = sender.bare();
    switch (message.kind) {
    case AuthorityMessage::Kind::Ask: {
        const auto nonce = m_desk.giveNonce(person);
        if (nonce) {
            answer(sender, {AuthorityMessage::Kind::Nonce, *nonce, {}});
        } else {
            refuse(sender, nonce.error());
        }
        return;
    }
    case AuthorityMessage::Kind::Request:
    case AuthorityMessage::Kind::Vouch: {
        const bool isRequest = message.kind == AuthorityMessage::Kind::Request;
        const auto decision = isRequest ? m_desk.takeRequest(person, message.bytes, m_folder->book())
                                        : m_desk.takeVouching(person, message.bytes, m_folder->book());
        if (decision) {
            carryOut(sender, *decision);
        } else {
            refuse(sender, decision.error());
        }
        return;
    }
    case AuthorityMessage::Kind::Nonce:
    case AuthorityMessage::Kind::Answer:
        return; // nothing that devices say
    }
}

void AuthorityServer::carryOut(const model::Jid &sender, const Decision &decision)
{
    switch (decision.kind) {
    case Decision::Kind::Wait: {
        const auto key = trust::statementKeyFromEdwards(decision.request.identityKey);
        m_context.output.result({{u"request"_s, shownId(decision.id)},
                                 {u"person"_s, decision.request.device.person.toString()},
                                 {u"device"_s, static_cast<qint64>(decision.request.device.id)},
                                 {u"fingerprint"_s, key ? fingerprintText(*key) : QString()}},
                                tr("%1 asks for device %2, fingerprint %3: approve %4")
                                    .arg(decision.request.device.person.toString(),
                                         QString::number(decision.request.device.id),
                                         key ? fingerprintText(*key) : QString(), shownId(decision.id)));
        answer(sender, {AuthorityMessage::Kind::Answer, {}, AuthorityMessage::State::Waiting});
        return;
    }
    case Decision::Kind::Renew:
        issued(sender, m_folder->book().renew(decision.request, m_key));
        return;
    case Decision::Kind::Certify:
        if (issued(decision.request.device.person, m_folder->book().certify(decision.request, decision.by, m_key))) {
            answer(sender, {AuthorityMessage::Kind::Answer, {}, AuthorityMessage::State::Issued});
        }
        return;
    }
}

bool AuthorityServer::issued(const model::Jid &person, const Result<QByteArray> &document)
{
    const Status saved = document ? m_folder->save() : Status();
    if (!document || !saved) {
        refuse(person, document ? saved.error() : document.error());
        return false;
    }
    answer(person, {AuthorityMessage::Kind::Answer, *document, AuthorityMessage::State::Issued});
    if (const auto statement = trust::DeviceStatement::parse(*document)) {
        m_context.output.result(statementObject(*statement), statementLine(*statement));
    }
    publishSoon(kSoon);
    return true;
}

void AuthorityServer::publishSoon(std::chrono::milliseconds when)
{
    m_publishTimer = m_context.environment.timers.createTimer(
        [this] { QMetaObject::invokeMethod(this, &AuthorityServer::publishNow, Qt::QueuedConnection); });
    m_publishTimer->start(when);
}

void AuthorityServer::publishNow()
{
    if (m_hasEnded) {
        return;
    }
    if (m_isPublishing) { // what was issued meanwhile is not in that list
        publishSoon(kSoon);
        return;
    }
    publishSoon(kEvery);
    const auto made = m_folder->book().makeManifest(m_key);
    const Status saved = made ? m_folder->save() : std::unexpected(made.error());
    if (!saved) {
        m_context.output.note(authorityErrorWords(saved.error()));
        return;
    }
    m_isPublishing = true;
    publish(m_context, m_folder, *made, [this, self = QPointer<AuthorityServer>(this)](const Status &done) {
        if (self.isNull()) {
            return;
        }
        m_isPublishing = false;
        const auto version = static_cast<qint64>(m_folder->book().manifestVersion());
        if (done) {
            m_context.output.result({{u"published"_s, version}}, tr("Manifest %1 is published.").arg(version));
        } else {
            m_context.output.note(tr("The relay did not take it: %1").arg(done.error().toLogString()));
            publishSoon(kAgain);
        }
    });
}

void AuthorityServer::answer(const model::Jid &to, const AuthorityMessage &message)
{
    stream::XmppStream *stream = m_context.session.link().stream();
    if (stream == nullptr) {
        return; // the device asks again
    }
    xmpp::MessageStanza stanza;
    stanza.to = to;
    stanza.id = m_context.environment.ids.next();
    stanza.payloads.append(message.toXml());
    (void)stream->sendStanza(stanza.toXml());
}

void AuthorityServer::refuse(const model::Jid &to, const Error &error)
{
    m_context.output.note(tr("Refused: %1").arg(authorityErrorWords(error)));
    answer(to, {AuthorityMessage::Kind::Answer, {}, AuthorityMessage::State::Refused});
}

void AuthorityServer::nextLine()
{
    m_context.input.nextLine([this](std::optional<SecretBytes> line) {
        if (m_hasEnded) {
            return;
        }
        if (!line) {
            if (!m_timer) {
                end(Done);
            }
            return; // nobody approves from here on, renewals and vouchings go on
        }
        takeLine(textFrom(*line).value_or(QString()).trimmed());
        if (!m_hasEnded) {
            QMetaObject::invokeMethod(
                this, [this] { nextLine(); }, Qt::QueuedConnection);
        }
    });
}

void AuthorityServer::takeLine(const QString &line)
{
    const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
    const QString first = words.value(0);
    if (first == u"quit") {
        end(Done);
        return;
    }
    if (first == u"list") {
        list();
        return;
    }
    if (words.size() != 2 || (first != u"approve" && first != u"refuse")) {
        m_context.output.note(tr("Waiting for devices. approve ID, refuse ID, list, quit."));
        return;
    }
    for (const trust::RequestDesk::Pending &pending : m_desk.pending()) {
        if (shownId(pending.id) != words.at(1)) {
            continue;
        }
        const auto taken = m_desk.take(pending.id);
        const model::Jid person = pending.request.device.person;
        if (taken && first == u"approve") {
            issued(person, m_folder->book().certify(taken->request, u"operator"_s, m_key));
        } else {
            answer(person, {AuthorityMessage::Kind::Answer, {}, AuthorityMessage::State::Refused});
        }
        return;
    }
    m_context.output.note(tr("No such request waits."));
}

void AuthorityServer::list()
{
    for (const trust::RequestDesk::Pending &pending : m_desk.pending()) {
        m_context.output.result({{u"request"_s, shownId(pending.id)},
                                 {u"person"_s, pending.request.device.person.toString()},
                                 {u"device"_s, static_cast<qint64>(pending.request.device.id)}},
                                shownId(pending.id) % u"  " % pending.request.device.person.toString());
    }
}

void AuthorityServer::end(int exitCode)
{
    if (std::exchange(m_hasEnded, true)) {
        return;
    }
    m_timer.reset();
    m_publishTimer.reset();
    m_finish(exitCode);
    deleteLater();
}

} // namespace wardline::ctl
