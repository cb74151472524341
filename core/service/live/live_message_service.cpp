// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_message_service.h"

#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0280_carbons.h"

namespace wardline::service {

namespace {
constexpr int kMaxPage = 500;
constexpr std::chrono::seconds kForgetAfter{10}; ///< a large index takes a second to forget words, few or many
constexpr qsizetype kAuditedIds = 63; ///< with the room, what one audit event holds

/// An urgency travels inside of the encryption only: nobody on the way is to read it, nor to write it.
bool losesUrgency(const model::Message &message, const Leaving &leaving)
{
    return message.urgency && leaving.state != model::EncryptionState::EndToEnd;
}
} // namespace

LiveMessageService::LiveMessageService(SessionParts &parts, LiveRoomService &rooms, QObject *parent)
    : MessageService(parent)
    , m_parts(parts)
    , m_rooms(rooms)
    , m_reader(parts, rooms)
    , m_inbox(parts, rooms, m_reader)
    , m_history(parts, rooms, m_reader, m_inbox)
    , m_outbox(parts, rooms, m_history)
    , m_stanzas(parts, rooms)
    , m_mentions(parts)
    , m_changes(parts, rooms, m_stanzas, m_outbox)
    , m_files(parts, m_stanzas)
    , m_marks(parts, rooms, m_stanzas)
    , m_readSync(parts, rooms)
    , m_losses(parts, m_stanzas, m_mentions)
    , m_writing(parts, rooms)
    , m_forgetting(parts.environment.timers.createTimer([this] { forget(); }))
{
    const auto onStored = [this](const model::Jid &conversation, const QList<model::MessageId> &ids) {
        recordReceived(conversation, ids);
        Q_EMIT messagesStored(conversation, ids); // who shows the conversation asks before the list does
        m_readSync.messagesStored(conversation);
        m_rooms.refresh();
    };
    connect(&m_inbox, &Inbox::stored, this, onStored);
    connect(&m_history, &HistorySync::stored, this, onStored);
    connect(&m_inbox, &Inbox::changed, this, &LiveMessageService::onChanged);
    connect(&m_history, &HistorySync::changed, this, &LiveMessageService::onChanged);
    connect(&m_inbox, &Inbox::altered, this, &MessageService::messageAltered);
    connect(&m_history, &HistorySync::altered, this, &MessageService::messageAltered);
    connect(&m_inbox, &Inbox::failed, this, &LiveMessageService::storeFailed);
    connect(&m_history, &HistorySync::failed, this, &LiveMessageService::storeFailed);
    connect(&m_history, &HistorySync::fillingChanged, this, &LiveMessageService::historyChanged);
    connect(&m_history, &HistorySync::reordered, this, &LiveMessageService::historyChanged);
    connect(&m_inbox, &Inbox::reordered, this, &LiveMessageService::historyChanged);
    connect(&m_history, &HistorySync::moved, this, [this](const auto &places) { m_outbox.moved(places); });
    connect(&m_inbox, &Inbox::moved, this, [this](const auto &places) { m_outbox.moved(places); });
    connect(&m_inbox, &Inbox::missed, &m_history, &HistorySync::syncAnew);
    connect(&m_rooms, &LiveRoomService::roomDescribed, &m_inbox, &Inbox::roomKnown);
    connect(&m_history, &HistorySync::forgedResult, this, [this] { recordForgery(audit::AuditReason::ForgedArchive); });
    connect(&m_history, &HistorySync::becameCurrent, this, [this](const model::Jid &archive) {
        m_outbox.kick();
        Q_EMIT historyBecameCurrent(archive);
    });
    connect(&m_rooms, &LiveRoomService::roomJoined, this, [this](const model::Jid &room) {
        m_inbox.roomKnown(room);
        m_history.sync(room);
        m_outbox.kick();
    });
    connect(&m_outbox, &OutboxSender::changed, this, &MessageService::messageChanged);
    const auto onForgery = [this] { recordForgery(audit::AuditReason::ForgedOriginId); };
    connect(&m_inbox, &Inbox::forgedAction, this, onForgery);
    connect(&m_history, &HistorySync::forgedAction, this, onForgery);
    connect(&m_inbox, &Inbox::textRemoved, this, &LiveMessageService::forgetSoon);
    connect(&m_history, &HistorySync::textRemoved, this, &LiveMessageService::forgetSoon);
    connect(&m_changes, &MessageChanges::textRemoved, this, &LiveMessageService::forgetSoon);
    connect(&m_changes, &MessageChanges::changed, this, [this](const model::Jid &conversation, model::MessageId id) {
        Q_EMIT messageChanged(conversation, id);
        m_rooms.refresh();
    });
    connect(&m_files, &LiveFiles::changed, this, &MessageService::messageChanged);
    connect(&m_files, &LiveFiles::stored, this, [this](const model::Jid &conversation, model::MessageId id) {
        recordSent(conversation, id);
        Q_EMIT messagesStored(conversation, {id});
        m_rooms.refresh();
        m_outbox.kick();
    });
    connect(&m_files, &LiveFiles::ready, this, [this] { m_outbox.kick(); });
    m_files.sweep();
    if (m_parts.encryption != nullptr) {
        connect(m_parts.encryption, &Encryption::changed, this, &MessageService::encryptionChanged);
        connect(m_parts.encryption, &Encryption::delivered, this, &LiveMessageService::advance);
        connect(m_parts.encryption, &Encryption::heldMayOpen, &m_history, &HistorySync::retrySealed);
        connect(m_parts.encryption, &Encryption::revealed, this,
                [this](const model::Jid &conversation, model::MessageId id) { onChanged(conversation, id, {}); });
    }
    connect(&m_outbox, &OutboxSender::waitingCountChanged, this, &LiveMessageService::waitingCountChanged);
    connectDelivery();
}

LiveMessageService::~LiveMessageService() = default;

void LiveMessageService::connected(bool isResumed)
{
    m_files.connected();
    if (isResumed) {
        m_history.resumeSession();
        m_outbox.kick();
        m_marks.connected();
        return;
    }
    m_inbox.beginSession();
    m_history.beginSession();
    m_outbox.beginSession();
    m_history.sync(m_parts.own);
    m_readSync.connected();
    m_marks.connected();
}

void LiveMessageService::disconnected()
{
    m_history.disconnected();
    m_files.disconnected();
    m_writing.disconnected();
}

QFuture<Result<MessagePage>> LiveMessageService::page(const model::Jid &conversation,
                                                      QFuture<Result<store::MessagePage>> stored)
{
    return mapped(stored, this, [this, conversation](const Result<store::MessagePage> &rows) -> Result<MessagePage> {
        if (!rows) {
            return std::unexpected(foldProfileError(rows.error()));
        }
        MessagePage result;
        result.messages = rows->messages;
        m_files.complete(result.messages);
        result.hasOlder = !rows->reachesOldest;
        result.hasNewer = !rows->reachesNewest;
        result.isBeingFilled = m_history.isFilling(archiveOf(conversation));
        for (const store::ArchiveGap &gap : rows->gaps) {
            const bool isWanted = gap.after.isValid() || !m_history.isBeyondRetention(result.messages.first().time);
            if (isWanted) {
                result.gaps.append({gap.after, gap.before, false});
            }
        }
        if (!result.gaps.isEmpty()) {
            result.gaps.last().isBeingFilled = result.isBeingFilled; // the newest first
        }
        return result;
    });
}

QFuture<Result<MessagePage>> LiveMessageService::newest(const model::Jid &conversation, int limit)
{
    recordView(conversation);
    if (m_parts.encryption != nullptr && m_rooms.isKnown(conversation)) {
        m_parts.encryption->opened(conversation);
    }
    return page(conversation,
                m_parts.store().messages().pageBefore(conversation, {}, std::clamp(limit, 1, kMaxPage),
                                                      archiveOf(conversation)));
}

QFuture<Result<MessagePage>> LiveMessageService::before(const model::Jid &conversation, model::MessageId id, int limit)
{
    return page(conversation,
                m_parts.store().messages().pageBefore(conversation, id, std::clamp(limit, 1, kMaxPage),
                                                      archiveOf(conversation)));
}

QFuture<Result<MessagePage>> LiveMessageService::after(const model::Jid &conversation, model::MessageId id, int limit)
{
    return page(conversation,
                m_parts.store().messages().pageAfter(conversation, id, std::clamp(limit, 1, kMaxPage),
                                                     archiveOf(conversation)));
}

QFuture<Result<MessagePage>> LiveMessageService::around(const model::Jid &conversation, model::MessageId id, int limit)
{
    recordView(conversation);
    const int half = std::clamp(limit, 2, kMaxPage) / 2;
    return page(conversation,
                m_parts.store().messages().pageAround(conversation, id, half, half, archiveOf(conversation)));
}

QFuture<Result<QList<model::Message>>> LiveMessageService::byIds(const QList<model::MessageId> &ids)
{
    const auto stored =
        m_parts.store().messages().messages(ids.first(std::min<qsizetype>(ids.size(), store::kMaxPageSize)));
    return mapped(stored, this, [this](Result<QList<model::Message>> messages) {
        if (messages) {
            m_files.complete(*messages);
        }
        return messages;
    });
}

model::Jid LiveMessageService::archiveOf(const model::Jid &conversation) const
{
    return m_rooms.isRoom(conversation) ? conversation : m_parts.own;
}

Status LiveMessageService::mayLeave(const model::Jid &conversation, const QString &text) const
{
    if (text.trimmed().isEmpty() || text.size() > kMaxTextLength) {
        return failure(ServiceError::TooLong);
    }
    // Without a connection our right to speak is not known; what is written then waits and is judged when it can leave.
    const model::PostingRight right = m_rooms.postingIn(conversation);
    if (right == model::PostingRight::Observer || right == model::PostingRight::RoomGone) {
        return failure(ServiceError::NotAllowed);
    }
    if (!m_rooms.isKnown(conversation)) {
        return failure(ServiceError::NoSuchConversation);
    }
    if (m_parts.environment.rules.requiresEncryption && m_parts.encryption == nullptr) {
        return failure(ServiceError::NotAllowed, QStringLiteral("policy requires encryption"));
    }
    return {};
}

QFuture<Result<model::MessageId>> LiveMessageService::send(const model::Jid &conversation, const OutgoingText &outgoing)
{
    auto [future, done] = promised<Result<model::MessageId>>();
    if (const Status allowed = mayLeave(conversation, outgoing.text); !allowed) {
        done(std::unexpected(allowed.error()));
        return future;
    }
    if (!outgoing.answers.isValid()) {
        sendNow(conversation, outgoing, std::nullopt, done);
        return future;
    }
    afterwards(m_parts.store().messages().message(outgoing.answers), this,
               [this, conversation, outgoing, done](const Result<std::optional<model::Message>> &answered) {
                   const bool isHere = answered && *answered && (*answered)->conversation == conversation
                       && !(*answered)->tombstone && m_stanzas.targetOf(**answered);
                   if (!isHere) {
                       done(std::unexpected(Error(ServiceError::NoSuchMessage)));
                       return;
                   }
                   sendNow(conversation, outgoing, **answered, done);
               });
    return future;
}

void LiveMessageService::sendNow(const model::Jid &conversation, const OutgoingText &outgoing,
                                 const std::optional<model::Message> &answered,
                                 const std::function<void(Result<model::MessageId>)> &done)
{
    m_writing.setWriting(conversation, false); // what was being written is said
    model::Message message = ownMessage(conversation, outgoing.text);
    message.urgency = outgoing.urgency;
    const auto quote = answered ? m_stanzas.quoteOf(*answered) : std::nullopt;
    m_mentions.note(message.originId, outgoing.mentions);
    m_stanzas.leave(conversation, m_stanzas.text(message, outgoing.mentions, answered), outgoing.leaveOut,
                    [this, message, quote, done](const Result<Leaving> &leaving) {
                        if (!leaving) {
                            done(std::unexpected(leaving.error()));
                        } else if (losesUrgency(message, *leaving)) {
                            done(std::unexpected(Error(ServiceError::UrgencyNotEncrypted)));
                        } else {
                            storeOwn(message, quote, *leaving, done);
                        }
                    });
}

void LiveMessageService::storeOwn(model::Message message, const std::optional<store::QuoteTarget> &quote,
                                  const Leaving &leaving, const std::function<void(Result<model::MessageId>)> &done)
{
    const model::Jid conversation = message.conversation;
    message.encryption = leaving.state;
    afterwards(m_parts.store().messages().insertOwn(std::move(message), leaving.seal, quote), this,
               [this, conversation, leaving, done](const Result<model::MessageId> &id) {
                   if (!id) {
                       done(std::unexpected(m_stanzas.refusal(conversation, leaving, id.error())));
                       return;
                   }
                   m_stanzas.stored(conversation, leaving);
                   recordSent(conversation, *id);
                   Q_EMIT messagesStored(conversation, {*id});
                   m_rooms.refresh();
                   m_outbox.kick();
                   done(*id);
               });
}

model::Message LiveMessageService::ownMessage(const model::Jid &conversation, const QString &text) const
{
    model::Message message;
    message.conversation = conversation;
    message.sender = m_parts.own;
    message.senderName = m_parts.people.self().name;
    message.role = m_parts.people.self().role;
    message.isOwn = true;
    message.time = m_parts.environment.clock.now();
    message.body = xml::writableText(text); // what we show is what the others get
    message.state = model::DeliveryState::Queued;
    message.originId = m_parts.environment.ids.next();
    message.counts.recipients = m_stanzas.recipientsOf(conversation);
    return message;
}

void LiveMessageService::recordSent(const model::Jid &conversation, model::MessageId id)
{
    (void)m_parts.profile.record({audit::AuditEventType::MessageSent,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::Success,
                                  {},
                                  {{audit::AuditObjectKind::Room, conversation.toString()},
                                   {audit::AuditObjectKind::Message, QString::number(id.value)}},
                                  {}});
}

QFuture<Status> LiveMessageService::resetSession(model::MessageId id)
{
    auto [future, done] = promised<Status>();
    if (m_parts.encryption == nullptr) {
        done(failure(ServiceError::NotAllowed));
        return future;
    }
    afterwards(m_parts.store().messages().message(id), this,
               [this, done](const Result<std::optional<model::Message>> &stored) {
                   if (!stored) {
                       done(std::unexpected(foldProfileError(stored.error())));
                   } else if (!*stored) {
                       done(failure(ServiceError::NoSuchMessage));
                   } else if (!(*stored)->unreadable || !model::mayResetHelp(*(*stored)->unreadable)) {
                       done(failure(ServiceError::NotAllowed));
                   } else {
                       m_parts.encryption->resetWith((*stored)->sender, done);
                   }
               });
    return future;
}

void LiveMessageService::retry(model::MessageId id)
{
    afterwards(m_parts.store().messages().message(id), this,
               [this](const Result<std::optional<model::Message>> &stored) {
                   const bool mayRetry =
                       stored && *stored && (*stored)->state == model::DeliveryState::Failed && !(*stored)->tombstone;
                   if (!mayRetry) {
                       return;
                   }
                   sendStored(**stored);
               });
}

void LiveMessageService::sendStored(const model::Message &message)
{
    if (!message.attachments.isEmpty()) {
        m_files.retry(message, [this, message](const Outgoing &outgoing) { resend(message, outgoing); });
        return;
    }
    if (!message.quote || !message.quote->id.isValid()) {
        retryLoaded(message, std::nullopt);
        return;
    }
    afterwards(m_parts.store().messages().message(message.quote->id), this,
               [this, message](const Result<std::optional<model::Message>> &answered) {
                   retryLoaded(message, answered.value_or(std::nullopt));
               });
}

void LiveMessageService::retryLoaded(const model::Message &message, const std::optional<model::Message> &answered)
{
    const QList<Mention> mentions = m_mentions.of(message.originId, message.body.size());
    resend(message, m_stanzas.text(message, mentions, answered));
}

void LiveMessageService::resend(const model::Message &message, const Outgoing &outgoing)
{
    m_stanzas.leave(message.conversation, outgoing, {}, [this, message](const Result<Leaving> &leaving) {
        if (!leaving || losesUrgency(message, *leaving)) {
            return;
        }
        afterwards(m_parts.store().outbox().requeue(message.id, leaving->seal), this,
                   [this, message, leaving = *leaving](const Result<qint64> &position) {
                       if (!position) {
                           (void)m_stanzas.refusal(message.conversation, leaving, position.error());
                           return;
                       }
                       m_stanzas.stored(message.conversation, leaving);
                       Q_EMIT messageChanged(message.conversation, message.id);
                       m_outbox.kick();
                   });
    });
}

ConversationEncryption LiveMessageService::encryption(const model::Jid &conversation) const
{
    return m_parts.encryption != nullptr ? m_parts.encryption->describe(conversation) : ConversationEncryption();
}

MessageRights LiveMessageService::rights(const model::Message &message) const
{
    return m_changes.rights(message);
}

QFuture<Status> LiveMessageService::correct(model::MessageId id, const OutgoingText &text)
{
    return m_changes.correct(id, text);
}

QFuture<Result<QList<MessageVersion>>> LiveMessageService::versions(model::MessageId id)
{
    return mapped(m_parts.store().messages().versions(id), this,
                  [](const Result<QList<store::TextVersion>> &all) -> Result<QList<MessageVersion>> {
                      if (!all) {
                          return std::unexpected(foldProfileError(all.error()));
                      }
                      QList<MessageVersion> earlier;
                      for (const store::TextVersion &version : all->first(std::max<qsizetype>(all->size() - 1, 0))) {
                          earlier.append({version.time, version.body});
                      }
                      return earlier;
                  });
}

QFuture<Status> LiveMessageService::retract(model::MessageId id, const QList<model::DeviceAddress> &leaveOut)
{
    return m_changes.retract(id, leaveOut);
}

QFuture<Status> LiveMessageService::moderate(model::MessageId id, const QString &reason)
{
    return m_changes.moderate(id, reason);
}

QFuture<Status> LiveMessageService::react(model::MessageId id, const QStringList &emoji,
                                          const QList<model::DeviceAddress> &leaveOut)
{
    return m_changes.react(id, emoji, leaveOut);
}

QFuture<Result<model::MessageId>> LiveMessageService::firstAt(const model::Jid &conversation, Instant time)
{
    return mapped(m_parts.store().messages().firstAt(conversation, time), this,
                  [](const Result<model::MessageId> &id) -> Result<model::MessageId> {
                      return id ? Result<model::MessageId>(*id)
                                : Result<model::MessageId>(std::unexpected(foldProfileError(id.error())));
                  });
}

void LiveMessageService::forgetSoon()
{
    m_forgetting->start(kForgetAfter);
}

/// Step by step: what is to be stored meanwhile goes in between.
void LiveMessageService::forget()
{
    if (!m_history.isIdle()) {
        forgetSoon();
        return;
    }
    m_files.sweep();
    afterwards(m_parts.store().messages().forgetRetracted(), this, [this](const Result<bool> &hasMore) {
        if (hasMore.value_or(false)) {
            forget();
        }
    });
}

QFuture<Result<model::MessageId>> LiveMessageService::firstUnread(const model::Jid &conversation)
{
    return mapped(m_parts.store().conversations().firstUnread(conversation), this,
                  [](const Result<std::optional<model::MessageId>> &id) -> Result<model::MessageId> {
                      if (!id) {
                          return std::unexpected(foldProfileError(id.error()));
                      }
                      return id->value_or(model::MessageId());
                  });
}

void LiveMessageService::markRead(const model::Jid &conversation, model::MessageId id)
{
    afterwards(m_parts.store().conversations().markRead(conversation, id), this,
               [this, conversation, id](const Result<store::MarkedRead> &marked) {
                   if (marked && marked->read > 0) {
                       m_rooms.refresh();
                       tellOpened(conversation, id, marked->read);
                       m_readSync.noteRead(conversation, id);
                   }
               });
}

void LiveMessageService::takeMessage(const xmpp::MessageStanza &message, stream::ReceivedToken token)
{
    if (m_history.take(message)) {
        acknowledge(token); // it stays in the archive: what is not stored is asked for again
        return;
    }
    if (m_readSync.takeEvent(message) || m_writing.take(message)) {
        acknowledge(token);
        return;
    }
    const bool isDeviceNews = m_parts.encryption != nullptr && m_parts.encryption->takeEvent(message);
    if (isDeviceNews || m_rooms.takeNotice(message)) {
        acknowledge(token);
        return;
    }
    if (message.type == xmpp::MessageType::Error) {
        m_outbox.refused(message.from, message.id);
        acknowledge(token);
        return;
    }
    takeCarbonOrLive(message, token);
}

/// Words between our own devices: servers bring them to each, and some a copy besides.
bool LiveMessageService::isToOurselves(const xmpp::MessageStanza &message) const
{
    return message.from.bare() == m_parts.own && (message.to.isEmpty() || message.to.bare() == m_parts.own);
}

void LiveMessageService::takeCarbonOrLive(const xmpp::MessageStanza &message, stream::ReceivedToken token)
{
    const auto carbon = xmpp::unwrapCarbon(message, m_parts.own);
    if (!carbon) {
        recordForgery(audit::AuditReason::ForgedCarbon);
        acknowledge(token);
        return;
    }
    if (*carbon && isToOurselves((*carbon)->message)) {
        acknowledge(token); // it comes by itself too, and can be opened only once
        return;
    }
    Arrival arrival;
    if (*carbon) {
        arrival.way = Arrival::Way::Carbon;
        arrival.message = (*carbon)->message;
    } else {
        arrival.message = message;
        if (m_parts.encryption != nullptr) {
            takeReceipt(message); // an open one, of somebody who may not be believed openly
        }
    }
    m_inbox.take(arrival, token);
}

void LiveMessageService::onChanged(const model::Jid &conversation, model::MessageId id, model::MessageId previousId)
{
    if (previousId.isValid() && previousId != id) {
        Q_EMIT messageChanged(conversation, previousId);
    }
    Q_EMIT messageChanged(conversation, id);
    m_rooms.refresh();
    m_outbox.kick();
}

void LiveMessageService::recordView(const model::Jid &conversation)
{
    // Who goes from one conversation to another has opened it; reading on in the same one is the same view.
    if (std::exchange(m_viewed, conversation) == conversation) {
        return;
    }
    (void)m_parts.profile.record({audit::AuditEventType::ConversationViewed,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::Success,
                                  {},
                                  {{audit::AuditObjectKind::Room, conversation.toString()}},
                                  {}});
}

void LiveMessageService::recordReceived(const model::Jid &conversation, const QList<model::MessageId> &ids)
{
    if (!m_parts.environment.rules.auditReceived) {
        return;
    }
    for (qsizetype from = 0; from < ids.size(); from += kAuditedIds) {
        audit::AuditEvent event{
            audit::AuditEventType::MessageReceived, m_parts.own.toString(), audit::AuditOutcome::Success, {}, {}, {}};
        event.objects.push_back({audit::AuditObjectKind::Room, conversation.toString()});
        for (const model::MessageId id : ids.mid(from, kAuditedIds)) {
            event.objects.push_back({audit::AuditObjectKind::Message, QString::number(id.value)});
        }
        (void)m_parts.profile.record(event);
    }
}

void LiveMessageService::recordForgery(audit::AuditReason reason)
{
    m_parts.forgeries.record(reason);
}

void LiveMessageService::acknowledge(stream::ReceivedToken token)
{
    if (m_parts.link.stream() != nullptr) {
        m_parts.link.stream()->markHandled(token);
    }
}

} // namespace wardline::service
