// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/live_files.h"
#include "core/service/live/outgoing_stanza.h"
#include "core/service/live/sent_mentions.h"
#include "core/service/live/session_parts.h"

#include <QList>
#include <QObject>

#include <memory>

namespace wardline::service {

/// Offers again what a relay had acknowledged and has forgotten, because it was set back to an older copy of itself:
/// under the same origin-ids, encrypted anew for who reads now, and before anything that was written later. Whoever has
/// a message already knows it by its origin-id. What cannot leave any more is shown as lost by the relay. Main thread.
class RelayLosses final : public QObject
{
    Q_OBJECT
public:
    RelayLosses(SessionParts &parts, const OutgoingStanzas &stanzas, const SentMentions &mentions);

    /// What `archive` has lost of ours, oldest first. Ends in `settled`.
    void offerAgain(const model::Jid &archive, const QList<model::MessageId> &ids);

Q_SIGNALS:
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    /// A file: it is marked as lost, and goes again behind the texts.
    void fileLost(wardline::model::MessageId id);
    /// They are queued again, or cannot be.
    void settled(const wardline::model::Jid &archive);

private:
    struct Work;

    void prepareNext(const std::shared_ptr<Work> &work);
    void prepare(const std::shared_ptr<Work> &work, const model::Message &message,
                 const std::optional<model::Message> &answered);
    void store(const std::shared_ptr<Work> &work);
    void finish(const std::shared_ptr<Work> &work);

    SessionParts &m_parts;
    const OutgoingStanzas &m_stanzas;
    const SentMentions &m_mentions;
};

} // namespace wardline::service
