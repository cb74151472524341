// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id_source.h"
#include "core/base/result.h"
#include "core/base/timer.h"
#include "core/model/jid.h"
#include "core/stream/iq_error.h"
#include "core/xml/element.h"
#include "core/xmpp/iq_stanza.h"

#include <QHash>
#include <QPointer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace wardline::stream {

/// Questions and answers (RFC 6120 8.2.3). Made and owned by XmppStream; one thread.
///
/// An answer counts only if it comes from the address that was asked and carries the unguessable id of an open question; anything
/// else is dropped without a word. Each question ends exactly once: result, error, timeout or Disconnected.
class IqRouter
{
public:
    using Answer = std::function<void(Result<xmpp::IqStanza>)>; ///< the result; errors are IqError
    using Handler = std::function<void(const xmpp::IqStanza &)>; ///< a question: answer it through send()
    static constexpr std::chrono::milliseconds kTimeout {30'000};
    static constexpr std::size_t kMaxOpen = 4096; ///< more fail with ResourceConstraint
    using Sender = std::function<Status(const xml::Element &)>;

    IqRouter(IdSource &ids, TimerFactory &timers, Sender send);
    ~IqRouter();
    IqRouter(const IqRouter &) = delete;
    IqRouter &operator=(const IqRouter &) = delete;

    /// Asks; the id is set here. `to` empty: our own account at our server. The answer is not called if `context` dies first, and
    /// never before this returns.
    void request(QObject *context, xmpp::IqStanza question, Answer answer, std::chrono::milliseconds timeout = kTimeout);
    /// Questions whose payload is this element go to `handler` while `context` lives. Checking who asks is the handler's task.
    void handle(const QString &name, const QString &ns, QObject *context, Handler handler);
    /// Sends what a handler made of a question: IqStanza::answer(), answerWith() or refuse().
    void reply(const xmpp::IqStanza &answer);

    /// One incoming `<iq/>`. A question nobody handles is answered service-unavailable.
    void receive(const xml::Element &iq);
    /// The session is bound: our full address, for judging senders (xmpp/sender_check.h).
    void setOwnJid(const model::Jid &own);
    /// The stream ended: every open question fails with Disconnected.
    void failAll();
    [[nodiscard]] std::size_t openCount() const { return m_pending.size(); }

private:
    struct Pending;
    void complete(const QString &id, Result<xmpp::IqStanza> result);
    void receiveAnswer(const xml::Element &element);
    void receiveRequest(const xmpp::IqStanza &iq);

    IdSource &m_ids;
    TimerFactory &m_timers;
    Sender m_send;
    model::Jid m_own;
    std::map<QString, std::unique_ptr<Pending>> m_pending;
    struct Registration {
        QPointer<QObject> context;
        Handler handler;
    };
    QHash<std::pair<QString, QString>, Registration> m_handlers;
};

} // namespace wardline::stream
