// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id_source.h"
#include "core/base/result.h"
#include "core/base/timer.h"
#include "core/model/jid.h"
#include "core/stream/iq_error.h"
#include "core/stream/own_address.h"
#include "core/xml/element.h"

#include <QHash>
#include <QPointer>

#include <functional>
#include <map>
#include <memory>

namespace wardline::stream {

enum class IqType { Get, Set };

/// A question from elsewhere that a handler must answer through IqRouter::answer or IqRouter::refuse.
struct IqRequest {
    model::Jid from; ///< empty: our own server
    IqType type = IqType::Get;
    QString id;
    xml::Element payload; ///< the one child (RFC 6120 8.2.3)
};

/// Questions and answers (RFC 6120 8.2.3). Made and owned by XmppStream; one thread.
///
/// An answer counts only if it comes from the address that was asked and carries the unguessable id of an open question; anything
/// else is dropped without a word. Each question ends exactly once: result, error, timeout or Disconnected.
class IqRouter
{
public:
    using Answer = std::function<void(Result<xml::Element>)>; ///< the whole `<iq type='result'/>`; errors are IqError
    using Handler = std::function<void(const IqRequest &)>;
    using Sender = std::function<Status(const xml::Element &)>;

    IqRouter(IdSource &ids, TimerFactory &timers, Sender send);
    ~IqRouter();
    IqRouter(const IqRouter &) = delete;
    IqRouter &operator=(const IqRouter &) = delete;

    /// Asks `to` (empty: our own account at our server). The answer is not called if `context` dies first, and never before this
    /// returns.
    void request(QObject *context, const model::Jid &to, IqType type, xml::Element payload, Answer answer,
                 std::chrono::milliseconds timeout = std::chrono::seconds(30));
    /// Questions whose payload is this element go to `handler` while `context` lives. Checking who asks is the handler's task.
    void handle(const QString &name, const QString &ns, QObject *context, Handler handler);
    /// `<iq type='result'/>`, with or without a payload.
    void answer(const IqRequest &request, std::optional<xml::Element> payload = std::nullopt);
    /// `<iq type='error'/>` with this condition.
    void refuse(const IqRequest &request, IqError condition);

    /// One incoming `<iq/>`. A question nobody handles is answered service-unavailable.
    void receive(const xml::Element &iq);
    /// The session is bound: who we are, for judging senders.
    void setOwnAddress(const OwnAddress &own);
    /// The stream ended: every open question fails with Disconnected.
    void failAll();
    [[nodiscard]] std::size_t openCount() const { return m_pending.size(); }

private:
    struct Pending;
    void complete(const QString &id, Result<xml::Element> result);
    void receiveAnswer(const xml::Element &iq);
    void receiveRequest(const xml::Element &iq);
    void failLater(QObject *context, Answer answer, IqError code);

    IdSource &m_ids;
    TimerFactory &m_timers;
    Sender m_send;
    OwnAddress m_own;
    std::map<QString, std::unique_ptr<Pending>> m_pending;
    struct Registration {
        QPointer<QObject> context;
        Handler handler;
    };
    QHash<std::pair<QString, QString>, Registration> m_handlers;
    std::vector<std::unique_ptr<Timer>> m_deferred;
};

} // namespace wardline::stream
