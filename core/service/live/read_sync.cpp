// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/read_sync.h"

#include "core/service/live/futures.h"
#include "core/xmpp/xep0060_pubsub.h"

#include <algorithm>

namespace wardline::service {

namespace {
constexpr std::chrono::seconds kPublishAfter{4};
constexpr qsizetype kMaxConversations = 1'000;
constexpr int kLookBack = 50; ///< messages among which the newest with an archive's id is sought
} // namespace

ReadSync::ReadSync(SessionParts &parts, const LiveRoomService &rooms)
    : m_parts(parts)
    , m_rooms(rooms)
    , m_timer(parts.environment.timers.createTimer([this] { publishAll(); }))
{
}

model::Jid ReadSync::archiveOf(const model::Jid &conversation) const
{
    return m_rooms.isRoom(conversation) ? conversation : m_parts.own;
}

void ReadSync::connected()
{
    stream::XmppStream *stream = m_parts.link.stream();
    if (stream == nullptr) {
        return;
    }
    const auto question = xmpp::IqStanza::get({}, xmpp::PubSubItems::all(xmpp::DisplayedState::kNode.toString()));
    stream->iq().request(this, question, [this](const Result<xmpp::IqStanza> &answer) {
        const auto items =
            answer ? answer->payload<xmpp::PubSubItems>() : Result<xmpp::PubSubItems>(std::unexpected(answer.error()));
        if (!items) {
            return; // nothing was ever published, or this relay keeps no such node
        }
        for (const xmpp::PubSubItem &item : items->items.first(std::min(items->items.size(), kMaxConversations))) {
            take(item);
        }
    });
    if (!m_owed.isEmpty()) {
        m_timer->start(kPublishAfter);
    }
}

bool ReadSync::takeEvent(const xmpp::MessageStanza &message)
{
    const auto event = xmpp::unwrapPepEvent(message, m_parts.own);
    if (!event || !*event || (*event)->event.node != xmpp::DisplayedState::kNode) {
        return false; // who forges events is seen to elsewhere
    }
    if ((*event)->account.bare() == m_parts.own) {
        for (const xmpp::PubSubItem &item : (*event)->event.items) {
            take(item);
        }
    }
    return true;
}

void ReadSync::take(const xmpp::PubSubItem &item)
{
    const auto state = xmpp::DisplayedState::fromItem(item, m_parts.own);
    if (!state || !m_rooms.isKnown(state->conversation) || state->by != archiveOf(state->conversation)) {
        return; // an id of the wrong assigner names nothing
    }
    m_published.insert(state->conversation, state->stanzaId);
    apply(*state);
}

void ReadSync::apply(const xmpp::DisplayedState &state)
{
    afterwards(m_parts.store().messages().find(state.conversation, state.by, state.stanzaId), this,
               [this, state](const Result<std::optional<model::MessageId>> &id) {
                   if (!id || !*id) {
                       if (m_unknown.size() < kMaxConversations) {
                           m_unknown.insert(state.conversation, state);
                       }
                       return;
                   }
                   m_unknown.remove(state.conversation);
                   afterwards(m_parts.store().conversations().markRead(state.conversation, **id), this,
                              [this, state](const Result<store::MarkedRead> &marked) {
                                  if (marked && marked->read > 0) {
                                      Q_EMIT readElsewhere(state.conversation);
                                  }
                              });
               });
}

void ReadSync::messagesStored(const model::Jid &conversation)
{
    const auto found = m_unknown.constFind(conversation);
    if (found != m_unknown.constEnd()) {
        apply(xmpp::DisplayedState(*found));
    }
}

void ReadSync::noteRead(const model::Jid &conversation, model::MessageId id)
{
    model::MessageId &owed = m_owed[conversation];
    owed = std::max(owed, id);
    if (!m_timer->isActive()) {
        m_timer->start(kPublishAfter);
    }
}

void ReadSync::publishAll()
{
    if (m_parts.link.stream() == nullptr) {
        return; // with the next connection
    }
    const QHash<model::Jid, model::MessageId> owed = std::exchange(m_owed, {});
    for (auto it = owed.cbegin(); it != owed.cend(); ++it) {
        publish(it.key(), it.value());
    }
}

void ReadSync::publish(const model::Jid &conversation, model::MessageId id)
{
    const auto page = m_parts.store().messages().pageBefore(conversation, {id.value + 1}, kLookBack);
    afterwards(page, this, [this, conversation](const Result<store::MessagePage> &rows) {
        if (!rows || m_parts.link.stream() == nullptr) {
            return;
        }
        const auto named = std::find_if(rows->messages.crbegin(), rows->messages.crend(),
                                        [](const model::Message &message) { return !message.stanzaId.isEmpty(); });
        if (named == rows->messages.crend() || m_published.value(conversation) == named->stanzaId) {
            return;
        }
        m_published.insert(conversation, named->stanzaId);
        m_publisher.publish(xmpp::DisplayedState::kNode.toString(),
                            xmpp::DisplayedState{conversation, named->stanzaId, archiveOf(conversation)}.toItem(),
                            xmpp::DisplayedState::nodeOptions());
    });
}

} // namespace wardline::service
