// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/relay_losses.h"

#include "core/service/live/futures.h"
#include "core/store/archive_losses.h"

#include <algorithm>
#include <utility>

namespace wardline::service {

namespace {
constexpr qsizetype kAtOnce = 200; ///< so many in one transaction
}

/// What one archive has lost, on its way into the outbox.
struct RelayLosses::Work
{
    model::Jid archive;
    QList<model::MessageId> left;
    QList<model::Message> messages;
    qsizetype next = 0;
    QList<store::Reoffer> offers;
    QList<std::pair<model::Jid, Leaving>> leavings; ///< of those that may leave
    QList<model::MessageId> files;
};

RelayLosses::RelayLosses(SessionParts &parts, const OutgoingStanzas &stanzas, const SentMentions &mentions)
    : m_parts(parts)
    , m_stanzas(stanzas)
    , m_mentions(mentions)
{
}

void RelayLosses::offerAgain(const model::Jid &archive, const QList<model::MessageId> &ids)
{
    auto work = std::make_shared<Work>();
    work->archive = archive;
    work->left = ids;
    finish(work);
}

/// Takes the next few, or tells that there are no more. All of a conversation that waits behind them is moved once for
/// each few, which keeps its order.
void RelayLosses::finish(const std::shared_ptr<Work> &work)
{
    if (work->left.isEmpty()) {
        Q_EMIT settled(work->archive);
        return;
    }
    // The newest of them first: each lot goes before everything that waits, the lots before it too.
    const qsizetype count = std::min(kAtOnce, work->left.size());
    const QList<model::MessageId> lot = work->left.last(count);
    work->left.resize(work->left.size() - count);
    afterwards(m_parts.store().messages().messages(lot), this,
               [this, work](const Result<QList<model::Message>> &messages) {
                   work->messages = messages.value_or(QList<model::Message>());
                   std::sort(work->messages.begin(), work->messages.end(),
                             [](const model::Message &a, const model::Message &b) { return a.id < b.id; });
                   work->next = 0;
                   work->offers.clear();
                   work->leavings.clear();
                   work->files.clear();
                   prepareNext(work);
               });
}

void RelayLosses::prepareNext(const std::shared_ptr<Work> &work)
{
    if (work->next >= work->messages.size()) {
        store(work);
        return;
    }
    const model::Message message = work->messages.at(work->next++);
    if (message.tombstone) {
        prepareNext(work);
    } else if (!message.attachments.isEmpty()) {
        work->files.append(message.id);
        prepareNext(work);
    } else if (!message.quote || !message.quote->id.isValid()) {
        prepare(work, message, std::nullopt);
    } else {
        afterwards(m_parts.store().messages().message(message.quote->id), this,
                   [this, work, message](const Result<std::optional<model::Message>> &answered) {
                       prepare(work, message, answered.value_or(std::nullopt));
                   });
    }
}

void RelayLosses::prepare(const std::shared_ptr<Work> &work, const model::Message &message,
                          const std::optional<model::Message> &answered)
{
    const QList<Mention> mentions = m_mentions.of(message.originId, message.body.size());
    Outgoing again = m_stanzas.text(message, mentions, answered);
    again.isByPerson = false;
    m_stanzas.leave(message.conversation, again, {},
                    [this, work, message](const Result<Leaving> &leaving) {
                        if (leaving) {
                            work->offers.append({message.id, leaving->seal});
                            work->leavings.append({message.conversation, *leaving});
                        } else {
                            work->offers.append(
                                {message.id, [](store::WritableDatabase &) -> Result<store::SealedStanza> {
                                     return store::SealedStanza(); // nobody could read it: it stays lost, and says so
                                 }});
                        }
                        // Not from within: each answer may come at once, and there may be hundreds.
                        QMetaObject::invokeMethod(
                            this, [this, work] { prepareNext(work); }, Qt::QueuedConnection);
                    });
}

void RelayLosses::store(const std::shared_ptr<Work> &work)
{
    if (!work->files.isEmpty()) {
        afterwards(m_parts.store().messages().markLost(work->files), this,
                   [this, files = work->files](const Status &marked) {
                       for (const model::MessageId id : files) {
                           if (marked) {
                               Q_EMIT fileLost(id);
                           }
                       }
                   });
    }
    afterwards(m_parts.store().outbox().reoffer(work->offers), this,
               [this, work](const Result<QList<model::MessageId>> &refused) {
                   for (const auto &[conversation, leaving] : std::as_const(work->leavings)) {
                       if (refused) {
                           m_stanzas.stored(conversation, leaving);
                       }
                   }
                   for (const model::Message &message : std::as_const(work->messages)) {
                       Q_EMIT changed(message.conversation, message.id);
                   }
                   finish(work); // where the cache took nothing, the next session finds the same loss
               });
}

} // namespace wardline::service
