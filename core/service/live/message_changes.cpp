// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/message_changes.h"

#include "core/model/emoji.h"
#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0424_retract.h"
#include "core/xmpp/xep0425_moderate.h"
#include "core/xmpp/xep0444_reactions.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {
/// Read by people whose programs do not know retractions; on the wire, in the language of the specifications.
const QString kRetractionFallback = u"A message was retracted here, but this program does not support it."_s;

audit::AuditEventType auditType(store::ActionKind kind)
{
    switch (kind) {
    case store::ActionKind::Correction:
        return audit::AuditEventType::MessageCorrected;
    case store::ActionKind::Retraction:
        return audit::AuditEventType::MessageRetracted;
    case store::ActionKind::Moderation:
        return audit::AuditEventType::MessageRemoved;
    case store::ActionKind::Reactions:
        return audit::AuditEventType::ReactionChanged;
    }
    return audit::AuditEventType::MessageSent;
}
} // namespace

MessageChanges::MessageChanges(SessionParts &parts, const LiveRoomService &rooms, const OutgoingStanzas &stanzas,
                               OutboxSender &outbox)
    : m_parts(parts)
    , m_rooms(rooms)
    , m_stanzas(stanzas)
    , m_outbox(outbox)
{
}

bool MessageChanges::mayWrite(const model::Jid &conversation) const
{
    // Without a connection our right to speak is not known; what is done then waits and is judged when it can leave.
    const model::PostingRight right = m_rooms.postingIn(conversation);
    const bool hasVoice = right == model::PostingRight::Allowed || right == model::PostingRight::NotJoined;
    return hasVoice
        && (!m_parts.environment.rules.requiresEncryption
            || (m_parts.encryption != nullptr
                && m_parts.encryption->stateOf(conversation) == model::EncryptionState::EndToEnd));
}

bool MessageChanges::isWithin(const model::Message &message, std::chrono::minutes window) const
{
    return window.count() > 0 && m_parts.environment.clock.now() - message.time <= window;
}

bool MessageChanges::hasNotLeft(const model::Message &message)
{
    return (message.state == model::DeliveryState::Queued || message.state == model::DeliveryState::Failed)
        && message.stanzaId.isEmpty();
}

MessageRights MessageChanges::rights(const model::Message &message) const
{
    const Rules &rules = m_parts.environment.rules;
    MessageRights rights;
    rights.mayCopy = rules.allowsCopy && !message.tombstone;
    rights.maySave = rules.allowsSaving && !message.tombstone;
    if (message.tombstone || message.state == model::DeliveryState::Failed) {
        rights.mayRetract = !message.tombstone && message.isOwn && hasNotLeft(message);
        return rights;
    }
    const bool canWrite = mayWrite(message.conversation);
    const bool isNamed = m_stanzas.targetOf(message).has_value();
    rights.mayAnswer = rights.mayReact = canWrite && isNamed;
    rights.mayCorrect =
        canWrite && message.isOwn && !message.originId.isEmpty() && isWithin(message, rules.correctWithin);
    rights.mayCancel = message.isOwn && message.state == model::DeliveryState::Queued && hasNotLeft(message)
        && !m_outbox.mayHaveLeft(message.id);
    rights.mayRetract =
        message.isOwn && (hasNotLeft(message) || (canWrite && isNamed && isWithin(message, rules.retractWithin)));
    const RoomState *room = m_rooms.state(message.conversation);
    rights.mayModerate = room != nullptr && !message.isOwn && isNamed && room->ownRole() == model::RoomRole::Moderator
        && (room->announces(xmpp::ModerationRequest::kNamespace)
            || room->announces(xmpp::ModerationRequest::kOldNamespace));
    return rights;
}

QFuture<Status> MessageChanges::with(model::MessageId id, std::function<void(const model::Message &, const Done &)> act)
{
    auto [future, done] = promised<Status>();
    afterwards(m_parts.store().messages().message(id), this,
               [act = std::move(act), done](const Result<std::optional<model::Message>> &stored) {
                   if (!stored) {
                       done(std::unexpected(foldProfileError(stored.error())));
                   } else if (!*stored || (*stored)->tombstone) {
                       done(failure(ServiceError::NoSuchMessage));
                   } else {
                       act(**stored, done);
                   }
               });
    return future;
}

store::MessageAction MessageChanges::actionOn(const model::Message &message, store::ActionKind kind) const
{
    store::MessageAction action;
    action.kind = kind;
    action.conversation = message.conversation;
    action.actor = m_parts.own;
    action.actorName = m_parts.people.self().name.left(store::kMaxNameLength);
    action.isOwn = true;
    action.time = m_parts.environment.clock.now();
    action.wireId = m_parts.environment.ids.next();
    return action;
}

QFuture<Status> MessageChanges::correct(model::MessageId id, const OutgoingText &text)
{
    if (text.text.trimmed().isEmpty() || text.text.size() > MessageService::kMaxTextLength) {
        return finished(Status(failure(ServiceError::TooLong)));
    }
    return with(id, [this, text](const model::Message &message, const Done &done) {
        const Rules &rules = m_parts.environment.rules;
        if (!message.isOwn || message.originId.isEmpty() || message.state == model::DeliveryState::Failed
            || !mayWrite(message.conversation) || rules.correctWithin.count() == 0) {
            done(failure(ServiceError::NotAllowed));
        } else if (!isWithin(message, rules.correctWithin)) {
            done(failure(ServiceError::TooLate));
        } else if (message.quote && message.quote->id.isValid()) {
            afterwards(m_parts.store().messages().message(message.quote->id), this,
                       [this, message, text, done](const Result<std::optional<model::Message>> &answered) {
                           correctLoaded(message, text, answered.value_or(std::nullopt), done);
                       });
        } else {
            correctLoaded(message, text, std::nullopt, done);
        }
    });
}

void MessageChanges::correctLoaded(const model::Message &message, const OutgoingText &text,
                                   const std::optional<model::Message> &answered, const Done &done)
{
    store::MessageAction action = actionOn(message, store::ActionKind::Correction);
    action.text = message;
    action.text.body = xml::writableText(text.text);
    if (action.text.body == message.body) {
        done({});
        return;
    }
    model::Message outgoing = action.text;
    outgoing.originId = action.wireId;
    queue(action, message.id, m_stanzas.text(outgoing, text.mentions, answered, message.originId), text.leaveOut, done);
}

QFuture<Status> MessageChanges::retract(model::MessageId id, const QList<model::DeviceAddress> &leaveOut)
{
    return with(id, [this, leaveOut](const model::Message &message, const Done &done) {
        retractLoaded(message, leaveOut, done);
    });
}

void MessageChanges::retractLoaded(const model::Message &message, const QList<model::DeviceAddress> &leaveOut,
                                   const Done &done)
{
    const Rules &rules = m_parts.environment.rules;
    const store::MessageAction action = actionOn(message, store::ActionKind::Retraction);
    if (!message.isOwn) {
        done(failure(ServiceError::NotAllowed));
        return;
    }
    const auto send = [this, message, action, leaveOut, done] {
        const auto target = m_stanzas.targetOf(message);
        if (!target || !mayWrite(message.conversation) || m_parts.environment.rules.retractWithin.count() == 0) {
            done(failure(ServiceError::NotAllowed));
            return;
        }
        queue(action, message.id,
              m_stanzas.action(message.conversation, action.wireId, xmpp::Retraction{target->id}.toXml(),
                               kRetractionFallback, xmpp::Retraction::kNamespace),
              leaveOut, done);
    };
    if (hasNotLeft(message) && m_outbox.hold(message.id)) {
        // Nobody has it: nobody is told.
        afterwards(m_parts.store().messages().withdraw(action, message.id), this,
                   [this, action, message, send, done](const Result<store::StoredAction> &outcome) {
                       if (!outcome && outcome.error().is(store::StoreError::InvalidInput)) {
                           m_outbox.release(message.id);
                           send();
                           return;
                       }
                       finish(action, message.id, audit::AuditEventType::MessageCancelled, outcome, done);
                   });
        return;
    }
    if (rules.retractWithin.count() > 0 && !isWithin(message, rules.retractWithin)) {
        done(failure(ServiceError::TooLate));
    } else {
        send();
    }
}

QFuture<Status> MessageChanges::moderate(model::MessageId id, const QString &reason)
{
    if (reason.size() > store::kMaxReasonLength) {
        return finished(Status(failure(ServiceError::TooLong)));
    }
    return with(
        id, [this, reason](const model::Message &message, const Done &done) { moderateLoaded(message, reason, done); });
}

void MessageChanges::moderateLoaded(const model::Message &message, const QString &reason, const Done &done)
{
    stream::XmppStream *stream = m_parts.link.stream();
    if (stream == nullptr) {
        done(failure(ServiceError::RelayNotReachable));
        return;
    }
    if (!rights(message).mayModerate) {
        done(failure(ServiceError::NotAllowed));
        return;
    }
    xmpp::ModerationRequest request;
    request.id = message.stanzaId;
    request.reason = xml::writableText(reason);
    const RoomState *room = m_rooms.state(message.conversation);
    request.isOld = room == nullptr || !room->announces(xmpp::ModerationRequest::kNamespace);
    const xmpp::IqStanza question = xmpp::IqStanza::set(message.conversation, request);
    stream->iq().request(this, question, [this, message, done](const Result<xmpp::IqStanza> &answer) {
        if (!answer) {
            done(std::unexpected(foldIqError(answer.error())));
            return;
        }
        // The room tells everybody, us too: that is what removes it here.
        record(audit::AuditEventType::MessageRemoved, message.conversation, message.id);
        done({});
    });
}

QFuture<Status> MessageChanges::react(model::MessageId id, const QStringList &emoji,
                                      const QList<model::DeviceAddress> &leaveOut)
{
    QStringList given = emoji;
    given.removeDuplicates();
    const bool areEmoji =
        std::all_of(given.cbegin(), given.cend(), [](const QString &each) { return model::isEmoji(each); });
    if (!areEmoji) {
        return finished(Status(failure(ServiceError::NotAllowed)));
    }
    if (given.size() > MessageService::kMaxReactions) {
        return finished(Status(failure(ServiceError::TooLong)));
    }
    return with(id, [this, given, leaveOut](const model::Message &message, const Done &done) {
        const auto target = m_stanzas.targetOf(message);
        if (!target || !mayWrite(message.conversation)) {
            done(failure(ServiceError::NotAllowed));
            return;
        }
        store::MessageAction action = actionOn(message, store::ActionKind::Reactions);
        action.emoji = given;
        queue(action, message.id,
              m_stanzas.action(message.conversation, action.wireId, xmpp::Reactions{target->id, given}.toXml(), {}, {}),
              leaveOut, done);
    });
}

void MessageChanges::queue(const store::MessageAction &action, model::MessageId id, const Outgoing &outgoing,
                           const QList<model::DeviceAddress> &leaveOut, const Done &done)
{
    m_stanzas.leave(action.conversation, outgoing, leaveOut, [this, action, id, done](const Result<Leaving> &leaving) {
        if (!leaving) {
            done(std::unexpected(leaving.error()));
            return;
        }
        afterwards(m_parts.store().messages().actOwn(action, id, leaving->seal), this,
                   [this, action, id, done, leaving = *leaving](const Result<store::StoredAction> &outcome) {
                       if (outcome) {
                           m_stanzas.stored(action.conversation, leaving);
                       } else if (leaving.report && leaving.report->wasRefused) {
                           done(std::unexpected(m_stanzas.refusal(action.conversation, leaving, outcome.error())));
                           return;
                       }
                       finish(action, id, auditType(action.kind), outcome, done);
                   });
    });
}

void MessageChanges::finish(const store::MessageAction &action, model::MessageId id, audit::AuditEventType what,
                            const Result<store::StoredAction> &outcome, const Done &done)
{
    if (!outcome) {
        const bool isGone = outcome.error().is(store::StoreError::NotFound);
        done(isGone ? Status(failure(ServiceError::NoSuchMessage))
                    : Status(std::unexpected(foldProfileError(outcome.error()))));
        return;
    }
    record(what, action.conversation, id);
    Q_EMIT changed(action.conversation, id);
    if (action.kind == store::ActionKind::Retraction) {
        Q_EMIT textRemoved();
    }
    m_outbox.kick();
    done({});
}

void MessageChanges::record(audit::AuditEventType what, const model::Jid &conversation, model::MessageId id)
{
    (void)m_parts.profile.record({what,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::Success,
                                  {},
                                  {{audit::AuditObjectKind::Room, conversation.toString()},
                                   {audit::AuditObjectKind::Message, QString::number(id.value)}},
                                  {}});
}

} // namespace wardline::service
