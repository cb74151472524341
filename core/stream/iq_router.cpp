// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/iq_router.h"

#include "core/xmpp/sender_check.h"

#include <utility>

namespace wardline::stream {

using namespace Qt::StringLiterals;

struct IqRouter::Pending {
    model::Jid asked;
    QPointer<QObject> context;
    Answer answer;
    std::unique_ptr<Timer> timer;
    IqError verdict = IqError::Timeout; // what the timer reports when it fires
};

IqRouter::IqRouter(IdSource &ids, TimerFactory &timers, Sender send)
    : m_ids(ids)
    , m_timers(timers)
    , m_send(std::move(send))
{
}

IqRouter::~IqRouter() = default;

void IqRouter::request(QObject *context, xmpp::IqStanza question, Answer answer, std::chrono::milliseconds timeout)
{
    const QString id = m_ids.next();
    question.id = id;
    auto pending = std::make_unique<Pending>();
    pending->asked = question.to;
    pending->context = context;
    pending->answer = std::move(answer);
    pending->timer = m_timers.createTimer([this, id] {
        const auto found = m_pending.find(id);
        if (found != m_pending.end()) {
            complete(id, failure(found->second->verdict));
        }
    });
    if (m_pending.size() >= kMaxOpen) {
        pending->verdict = IqError::ResourceConstraint;
        timeout = {};
    } else if (!m_send(question.toXml())) {
        pending->verdict = IqError::Disconnected;
        timeout = {};
    }
    pending->timer->start(timeout);
    m_pending.emplace(id, std::move(pending));
}

void IqRouter::handle(const QString &name, const QString &ns, QObject *context, Handler handler)
{
    m_handlers.insert({name, ns}, {context, std::move(handler)});
}

void IqRouter::reply(const xmpp::IqStanza &answer)
{
    (void)m_send(answer.toXml()); // the stream being gone, nobody waits any more
}

void IqRouter::receive(const xml::Element &element)
{
    const QString type = element.attribute(u"type");
    if (type == u"result" || type == u"error") {
        receiveAnswer(element);
        return;
    }
    const auto iq = xmpp::IqStanza::fromXml(element);
    if (iq) {
        receiveRequest(*iq);
    }
    // RFC 6120 8.2.3 wants an error for a broken question; without a readable id or sender there is nobody to tell.
}

/// RFC 6120 10.3.3: only who was asked may answer.
void IqRouter::receiveAnswer(const xml::Element &element)
{
    const QString id = element.attribute(u"id");
    const auto found = m_pending.find(id);
    if (found == m_pending.end()) {
        return;
    }
    const QString sender = element.attribute(u"from");
    const std::optional<model::Jid> from = sender.isEmpty() ? model::Jid() : model::Jid::parse(sender);
    if (!from || !xmpp::isAnswerFrom(*from, found->second->asked, m_own)) {
        return;
    }
    auto iq = xmpp::IqStanza::fromXml(element);
    if (!iq) {
        complete(id, failure(IqError::Malformed));
    } else if (iq->type == xmpp::IqType::Error) {
        complete(id, failure(iq->error ? iqErrorFor(iq->error->condition) : IqError::UndefinedCondition));
    } else {
        complete(id, *std::move(iq));
    }
}

void IqRouter::receiveRequest(const xmpp::IqStanza &iq)
{
    const auto found = iq.content ? m_handlers.constFind({iq.content->name(), iq.content->ns()}) : m_handlers.constEnd();
    if (found == m_handlers.constEnd() || !found->context) {
        reply(iq.refuse(xmpp::StanzaErrorType::Cancel, xmpp::StanzaErrorCondition::ServiceUnavailable));
        return;
    }
    const Handler handler = found->handler; // it may register others
    handler(iq);
}

void IqRouter::setOwnJid(const model::Jid &own)
{
    m_own = own;
}

void IqRouter::failAll()
{
    const auto pending = std::exchange(m_pending, {});
    for (const auto &[id, question] : pending) {
        if (question->context) {
            question->answer(failure(question->verdict == IqError::Timeout ? IqError::Disconnected : question->verdict));
        }
    }
}

void IqRouter::complete(const QString &id, Result<xmpp::IqStanza> result)
{
    auto node = m_pending.extract(id);
    if (!node.empty() && node.mapped()->context) {
        node.mapped()->answer(std::move(result));
    }
}

} // namespace wardline::stream
