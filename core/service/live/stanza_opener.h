// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/content_reader.h"
#include "core/service/live/omemo_context.h"

#include <QSet>

#include <memory>

namespace wardline::service {

/// What opening messages brought besides what they say.
struct OpeningNews
{
    bool usedPrekey = false; ///< top up and publish
    QList<omemo::Target> owedHeartbeats;
    QSet<model::Jid> unlisted; ///< wrote from a device that their list does not name: ask again
    int forged = 0; ///< did not authenticate, or named another place
    int distrusted = 0; ///< from devices that were distrusted or changed their identity

    void add(const OpeningNews &other);
};

/// Opens sealed stanzas within a transaction of the store: what it says, or why there is no text. Whatever is wrong
/// with a stanza is a reading, an error is one of the store and undoes the transaction. The writing thread.
class StanzaOpener
{
public:
    StanzaOpener(OmemoContext &context, store::WritableDatabase &database);

    /// `isLastTry`: what waited for its keys until now will not get them.
    [[nodiscard]] Result<Reading> open(const SealedStanza &sealed, bool isLastTry = false);
    /// The origin-id when a stanza is the echo of something that this device did; nothing else of it can be opened.
    [[nodiscard]] Result<bool> isOwnEcho(const SealedStanza &sealed);

    [[nodiscard]] const OpeningNews &news() const { return m_news; }

private:
    [[nodiscard]] Result<Reading> opened(const SealedStanza &sealed, const omemo::OpenedMessage &message);
    [[nodiscard]] Result<Reading> refused(const SealedStanza &sealed, const Error &error, bool isLastTry);
    [[nodiscard]] Result<const omemo::OwnDevice *> self();

    OmemoContext &m_context;
    store::WritableDatabase &m_database;
    store::OmemoStore m_store;
    std::optional<omemo::OwnDevice> m_self;
    OpeningNews m_news;
};

/// Readings that are stored together, filled in on the writing thread. Read it after the store has answered.
struct OpenedBatch
{
    std::vector<Reading> readings; ///< in order; sealed ones are replaced by what they say
    OpeningNews news;
};

/// Makes what is stored of some readings: opens the sealed ones within the same transaction. `batch` has what is known
/// of them together (placement, page). `context` may be null where nothing is sealed.
[[nodiscard]] store::PrepareBatch prepareBatch(std::shared_ptr<OmemoContext> context,
                                               std::shared_ptr<OpenedBatch> opened, store::IncomingBatch batch);

/// What trying again to open messages changed.
struct RetriedBatch
{
    std::vector<Reading> readings; ///< of each row that changed: with a message, an action, or nothing (it went)
    QList<std::pair<model::Jid, model::MessageId>> rows; ///< which rows those were
    model::MessageId last; ///< the last one looked at; invalid at the end
    OpeningNews news;
};

/// Tries again to open up to `limit` messages that could not be, oldest first after `after`.
[[nodiscard]] store::PrepareBatch prepareRetry(std::shared_ptr<OmemoContext> context,
                                               std::shared_ptr<RetriedBatch> retried, model::MessageId after, int limit,
                                               bool isLastTry);

/// The OMEMO elements of a message, the newer version first. Malformed ones are left out.
[[nodiscard]] QList<xmpp::OmemoEncrypted> encryptedIn(const QList<xml::Element> &payloads);

} // namespace wardline::service
