// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/outbox_sender.h"

#include "core/service/live/encryption.h"
#include "core/service/live/futures.h"

#include "core/xml/xml_reader.h"

namespace wardline::service {

namespace {
constexpr int kLook = 100;
constexpr std::chrono::seconds kTryAgain{3};
} // namespace

OutboxSender::OutboxSender(SessionParts &parts, LiveRoomService &rooms, const HistorySync &history, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_rooms(rooms)
    , m_history(history)
    , m_again(parts.environment.timers.createTimer([this] {
        for (const store::OutboxEntry &entry : std::exchange(m_settling, {})) {
            settle(entry);
        }
        kick();
    }))
{
}

void OutboxSender::beginSession()
{
    m_underWay.clear();
    m_sent.clear();
    m_ofSession.clear();
    kick();
}

void OutboxSender::kick()
{
    if (m_isLooking) {
        m_lookAgain = true;
        return;
    }
    m_isLooking = true;
    m_blocked.clear();
    load(0);
}

void OutboxSender::load(qint64 afterPosition)
{
    afterwards(m_parts.store().outbox().pending(afterPosition, kLook), this,
               [this](const Result<QList<store::OutboxEntry>> &entries) {
                   if (entries) {
                       for (const store::OutboxEntry &entry : *entries) {
                           if (entry.attempts > 0) {
                               m_handedOver.insert(entry.message);
                           }
                           if (m_sent.contains(entry.position) || m_held.contains(entry.message)) {
                               continue;
                           }
                           if (entry.stanza == store::kAwaitsFile) {
                               continue; // it leaves when its file is there; nothing urgent waits for a large one
                           }
                           if (m_blocked.contains(entry.conversation) || !maySend(entry) || !areMembersKnown(entry)) {
                               m_blocked.insert(entry.conversation);
                           } else if (haveMembersChanged(entry)) {
                               fail(entry, model::DeliveryTrouble::MembersChanged);
                           } else {
                               send(entry);
                           }
                       }
                       if (entries->size() == kLook) {
                           load(entries->last().position);
                           return;
                       }
                   }
                   m_isLooking = false;
                   if (!entries && mayPass(entries.error()) && !m_again->isActive()) {
                       m_again->start(kTryAgain);
                   }
                   recount();
                   if (std::exchange(m_lookAgain, false)) {
                       kick();
                   }
               });
}

void OutboxSender::moved(const QHash<model::MessageId, model::MessageId> &places)
{
    const auto follow = [&places](QSet<model::MessageId> &ids) {
        QSet<model::MessageId> now;
        for (const model::MessageId id : std::as_const(ids)) {
            now.insert(places.value(id, id));
        }
        ids = now;
    };
    follow(m_handedOver);
    follow(m_held);
    follow(m_ofSession);
    for (auto &[handle, entry] : m_underWay) {
        entry.message = places.value(entry.message, entry.message);
    }
    for (store::OutboxEntry &entry : m_settling) {
        entry.message = places.value(entry.message, entry.message);
    }
}

bool OutboxSender::hold(model::MessageId id)
{
    for (const auto &[handle, entry] : m_underWay) {
        if (entry.message == id) {
            return false;
        }
    }
    m_held.insert(id);
    return true;
}

bool OutboxSender::maySend(const store::OutboxEntry &entry) const
{
    if (m_parts.link.stream() == nullptr || m_rooms.postingIn(entry.conversation) != model::PostingRight::Allowed) {
        return false;
    }
    const model::Jid archive = m_rooms.isRoom(entry.conversation) ? entry.conversation : m_parts.own;
    return entry.attempts == 0 ? m_history.isJudged(archive) : m_history.isRead(archive);
}

/// Those whom it was encrypted for can be compared with those who belong to the room now; asks where they are not
/// known.
bool OutboxSender::areMembersKnown(const store::OutboxEntry &entry)
{
    const bool matters = m_parts.encryption != nullptr && entry.audience && !entry.audience->isEmpty();
    if (!matters || m_rooms.membership().isKnown(entry.conversation)) {
        return true;
    }
    if (m_rooms.membership().mayAsk(entry.conversation)) {
        m_rooms.membership().fetch(entry.conversation, [this] { kick(); });
    } else if (!m_again->isActive()) {
        m_again->start(RoomMembership::kAskAgain);
    }
    return false;
}

bool OutboxSender::haveMembersChanged(const store::OutboxEntry &entry) const
{
    const bool matters = m_parts.encryption != nullptr && entry.audience && !entry.audience->isEmpty();
    return matters && *entry.audience != m_parts.encryption->audienceOf(entry.conversation);
}

void OutboxSender::fail(const store::OutboxEntry &entry, model::DeliveryTrouble trouble)
{
    m_sent.insert(entry.position); // a look that began before may still find it in the queue
    afterwards(m_parts.store().outbox().fail(entry.position, trouble), this, [this, entry](const Status &) {
        Q_EMIT changed(entry.conversation, entry.message);
        recount();
    });
}

void OutboxSender::send(const store::OutboxEntry &entry)
{
    const auto stanza = xml::readXml(entry.stanza);
    if (!stanza) {
        (void)m_parts.store().outbox().fail(entry.position);
        Q_EMIT changed(entry.conversation, entry.message);
        return;
    }
    (void)m_parts.store().outbox().recordAttempt(entry.position);
    const auto handle = m_parts.link.stream()->sendStanza(*stanza);
    if (handle) {
        m_handedOver.insert(entry.message);
        m_sent.insert(entry.position);
        m_ofSession.insert(entry.message);
        m_underWay.emplace(*handle, entry);
    } else if (handle.error().is(stream::StreamError::FrameTooLarge)) {
        afterwards(m_parts.store().outbox().fail(entry.position, model::DeliveryTrouble::TooLarge), this,
                   [this, entry](const Status &) { Q_EMIT changed(entry.conversation, entry.message); });
    } else {
        m_blocked.insert(entry.conversation);
    }
}

void OutboxSender::acknowledged(stream::StanzaHandle handle)
{
    const auto found = m_underWay.find(handle);
    if (found == m_underWay.end()) {
        return;
    }
    const store::OutboxEntry entry = found->second;
    m_underWay.erase(found);
    m_handedOver.remove(entry.message);
    settle(entry);
}

/// The relay has it: it goes out of the queue.
void OutboxSender::settle(const store::OutboxEntry &entry)
{
    afterwards(m_parts.store().outbox().acknowledge(entry.position), this, [this, entry](const Status &settled) {
        if (!settled && mayPass(settled.error())) {
            settleLater(entry);
            return;
        }
        // It stays among what was sent: a look that began before may still find it in the queue. Positions are never
        // reused.
        Q_EMIT changed(entry.conversation, entry.message);
        recount();
    });
}

void OutboxSender::settleLater(const store::OutboxEntry &entry)
{
    m_settling.push_back(entry);
    if (!m_again->isActive()) {
        m_again->start(kTryAgain);
    }
}

void OutboxSender::uncertain(const std::vector<stream::StanzaHandle> &handles)
{
    for (const stream::StanzaHandle handle : handles) {
        const auto found = m_underWay.find(handle);
        if (found != m_underWay.end()) {
            m_sent.remove(found->second.position);
            m_underWay.erase(found);
        }
    }
}

void OutboxSender::refused(const model::Jid &from, const QString &originId)
{
    // Only whom the message went to can refuse it: a room does so as the room, and its occupants have no say.
    if (m_rooms.isRoom(from.bare()) && !from.isBare()) {
        return;
    }
    for (const auto &[handle, entry] : m_underWay) {
        if (entry.originId == originId && entry.conversation == from.bare()) {
            afterwards(m_parts.store().outbox().fail(entry.position), this, [this, entry](const Status &) {
                Q_EMIT changed(entry.conversation, entry.message);
                recount();
            });
            return;
        }
    }
    afterwards(m_parts.store().outbox().pending(0, kLook), this,
               [this, from, originId](const Result<QList<store::OutboxEntry>> &entries) {
                   if (!entries) {
                       return;
                   }
                   for (const store::OutboxEntry &entry : *entries) {
                       if (entry.originId == originId && entry.conversation == from.bare()) {
                           afterwards(m_parts.store().outbox().fail(entry.position), this,
                                      [this, entry](const Status &) {
                                          Q_EMIT changed(entry.conversation, entry.message);
                                          recount();
                                      });
                           return;
                       }
                   }
                   // The relay had acknowledged it already: it got as far as the relay, and no further.
                   afterwards(m_parts.store().messages().advanceStateByOriginId(from.bare(), m_parts.own, originId,
                                                                                model::DeliveryState::Failed),
                              this, [this, from](const Result<model::MessageId> &id) {
                                  if (id) {
                                      Q_EMIT changed(from.bare(), *id);
                                  }
                              });
               });
}

void OutboxSender::recount()
{
    afterwards(m_parts.store().outbox().count(), this, [this](const Result<int> &count) {
        if (count && m_waitingCount != *count) {
            m_waitingCount = *count;
            Q_EMIT waitingCountChanged(*count);
        }
    });
}

} // namespace wardline::service
