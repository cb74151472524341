// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_loader.h"

#include "ui/kit/when_done.h"

#include <utility>

namespace wardline::ui {

using service::MessagePage;
using service::MessageService;

void TimelineLoader::open(MessageService &messages, const model::Jid &conversation, int limit)
{
    close();
    m_messages = &messages;
    m_conversation = conversation;
    connect(&messages, &MessageService::messagesStored, this, &TimelineLoader::onStored);
    connect(&messages, &MessageService::messageChanged, this, &TimelineLoader::onChanged);
    connect(&messages, &MessageService::historyChanged, this, [this](const model::Jid &changed) {
        if (changed == m_conversation) {
            Q_EMIT historyChanged();
        }
    });
    const int generation = ++m_generation;
    m_isReplacing = true;
    whenDone(messages.firstUnread(conversation), this,
             [this, generation, limit](const Result<model::MessageId> &unread) {
                 if (generation == m_generation) {
                     const model::MessageId first = unread ? *unread : model::MessageId();
                     fetchAround(first, first, limit);
                 }
             });
}

void TimelineLoader::close()
{
    if (m_messages) {
        m_messages->disconnect(this);
    }
    m_messages = nullptr;
    m_conversation = {};
    ++m_generation;
    m_hasOlder = false;
    m_hasNewer = false;
    m_isBeingFilled = false;
    m_isLoadingOlder = false;
    m_isLoadingNewer = false;
    m_isReplacing = false;
    m_isRefreshing = false;
    m_isCatchingUp = false;
    m_changedMeanwhile.clear();
}

void TimelineLoader::jumpTo(model::MessageId id, int limit)
{
    if (m_messages) {
        ++m_generation;
        fetchAround(id, {}, limit);
    }
}

void TimelineLoader::fetchAround(model::MessageId focus, model::MessageId unread, int limit)
{
    const int generation = m_generation;
    m_isReplacing = true;
    m_wasStoredMeanwhile = false;
    m_changedMeanwhile.clear();
    m_isCatchingUp = false;
    m_isLoadingOlder = false;
    m_isLoadingNewer = false;
    m_isRefreshing = false;
    const auto page =
        focus.isValid() ? m_messages->around(m_conversation, focus, limit) : m_messages->newest(m_conversation, limit);
    whenDone(page, this, [this, generation, focus, unread, limit](const Result<MessagePage> &answer) {
        if (generation != m_generation) {
            return;
        }
        m_isReplacing = false;
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        m_hasOlder = answer->hasOlder;
        m_hasNewer = answer->hasNewer || m_wasStoredMeanwhile; // asking once more than needed is harmless
        m_isBeingFilled = answer->isBeingFilled;
        const QSet<model::MessageId> changed = std::exchange(m_changedMeanwhile, {});
        Q_EMIT replaced(*answer, focus, unread);
        for (const model::Message &message : answer->messages) {
            if (changed.contains(message.id) && generation == m_generation) {
                onChanged(message.conversation, message.id);
            }
        }
        if (!m_wasStoredMeanwhile || generation != m_generation) {
            return;
        }
        if (answer->messages.isEmpty()) {
            fetchAround({}, unread, limit); // it was the first message there
            return;
        }
        m_isCatchingUp = !focus.isValid();
        loadNewer(answer->messages.last().id, limit);
    });
}

void TimelineLoader::loadOlder(model::MessageId first, int limit)
{
    if (m_hasOlder) {
        fetchOlder(first, limit);
    }
}

void TimelineLoader::refresh(model::MessageId first, model::MessageId last, int limit)
{
    fetchOlder(first, limit);
    if (m_messages && !m_isRefreshing && !m_isReplacing) {
        m_isRefreshing = true;
        refreshAfter({first.value - 1}, last, limit);
    }
}

/// Page by page, so that no answer is large.
void TimelineLoader::refreshAfter(model::MessageId id, model::MessageId last, int limit)
{
    const int generation = m_generation;
    whenDone(m_messages->after(m_conversation, id, limit), this,
             [this, generation, last, limit](const Result<MessagePage> &answer) {
                 if (generation != m_generation) {
                     return;
                 }
                 m_isRefreshing = false;
                 if (!answer || answer->messages.isEmpty()) {
                     return;
                 }
                 const model::MessageId reached = answer->messages.last().id;
                 Q_EMIT refreshed(*answer);
                 if (reached < last && answer->hasNewer && generation == m_generation) {
                     m_isRefreshing = true;
                     refreshAfter(reached, last, limit);
                 }
             });
}

void TimelineLoader::fetchOlder(model::MessageId first, int limit)
{
    if (!m_messages || m_isLoadingOlder || m_isReplacing) {
        return;
    }
    m_isLoadingOlder = true;
    const int generation = m_generation;
    whenDone(m_messages->before(m_conversation, first, limit), this,
             [this, generation](const Result<MessagePage> &answer) {
                 if (generation != m_generation) {
                     return;
                 }
                 m_isLoadingOlder = false;
                 if (!answer) {
                     Q_EMIT failed(answer.error());
                     return;
                 }
                 m_hasOlder = answer->hasOlder;
                 m_isBeingFilled = answer->isBeingFilled;
                 Q_EMIT olderCame(*answer);
             });
}

void TimelineLoader::loadNewer(model::MessageId last, int limit)
{
    if (!m_messages || !m_hasNewer || m_isLoadingNewer || m_isReplacing) {
        return;
    }
    m_isLoadingNewer = true;
    const int generation = m_generation;
    whenDone(m_messages->after(m_conversation, last, limit), this,
             [this, generation](const Result<MessagePage> &answer) {
                 if (generation != m_generation) {
                     return;
                 }
                 m_isLoadingNewer = false;
                 if (!answer) {
                     Q_EMIT failed(answer.error());
                     return;
                 }
                 m_hasNewer = answer->hasNewer;
                 Q_EMIT newerCame(*answer);
                 m_isCatchingUp = m_isCatchingUp && m_hasNewer;
             });
}

void TimelineLoader::onStored(const model::Jid &conversation, const QList<model::MessageId> &ids)
{
    if (conversation != m_conversation || ids.isEmpty()) {
        return;
    }
    if (m_isReplacing) {
        m_wasStoredMeanwhile = true;
        return;
    }
    const int generation = m_generation;
    whenDone(m_messages->byIds(ids), this, [this, generation](const Result<QList<model::Message>> &answer) {
        if (generation == m_generation && answer) {
            Q_EMIT storedCame(*answer);
        }
    });
}

void TimelineLoader::onChanged(const model::Jid &conversation, model::MessageId id)
{
    if (conversation != m_conversation) {
        return;
    }
    if (m_isReplacing) {
        m_changedMeanwhile.insert(id); // the page that is on its way may have been read before
        return;
    }
    const int generation = m_generation;
    whenDone(m_messages->byIds({id}), this, [this, generation](const Result<QList<model::Message>> &answer) {
        if (generation == m_generation && answer && !answer->isEmpty()) {
            Q_EMIT messageCame(answer->first());
        }
    });
}

} // namespace wardline::ui
