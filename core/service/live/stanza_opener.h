// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/room_kind.h"
#include "core/service/live/content_reader.h"
#include "core/service/live/omemo_context.h"
#include "core/xmpp/message_stanza.h"

#include <QSet>

#include <memory>

namespace wardline::service {

/// Inside an envelope somebody said how far a message of ours has come (XEP-0184, XEP-0333).
struct SealedReceipt
{
    model::Jid conversation;
    QString originId; ///< of our message
    model::DeliveryState state = model::DeliveryState::OnDevice;
};

/// What opening messages brought besides what they say.
struct OpeningNews
{
    bool usedPrekey = false; ///< top up and publish
    QList<omemo::Target> owedHeartbeats;
    QSet<model::Jid> unlisted; ///< wrote from a device that their list does not name: ask again
    QList<ToldTrust> told; ///< what own devices said of others (XEP-0450)
    using PerSender = QHash<model::Jid, int>;
    PerSender forged; ///< did not authenticate, or named another place
    PerSender distrusted; ///< from devices that were distrusted or changed their identity
    PerSender replayed; ///< opened before, and came again as something new
    PerSender unopenable; ///< for this device, and fitting nothing that was agreed with theirs
    PerSender uncertified; ///< from devices that nobody stands for, where only certified ones count
    QList<SealedReceipt> receipts;
    /// What devices that somebody stands for say that a room is for; of several the one that takes more care.
    QHash<model::Jid, model::RoomKind> kinds;
    QSet<model::Jid> broken; ///< conversations in which a device wrote whose session turned out to be broken

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

    /// What became of the keys of the last stanza.
    enum class Outcome {
        NotOpened,
        Opened,
        OpenedBefore,
    };
    [[nodiscard]] Outcome outcome() const { return m_outcome; }

private:
    [[nodiscard]] Result<Reading> opened(const SealedStanza &sealed, const omemo::OpenedMessage &message);
    [[nodiscard]] Result<std::optional<Reading>> seenFirst(const SealedStanza &sealed,
                                                           const model::KnownDevice &device);
    [[nodiscard]] Result<Reading> uncounted(const Captured &captured, Said said, const omemo::OpenedMessage &message,
                                            bool isPersonCertified);
    [[nodiscard]] Result<Reading> refused(const SealedStanza &sealed, const Error &error, bool isLastTry);
    [[nodiscard]] Result<Reading> notOpening(const SealedStanza &sealed, bool isLastTry);
    [[nodiscard]] Status noteBroken(const SealedStanza &sealed);
    void noteKind(const Captured &captured, const Said &said);
    void waitQuietly(const SealedStanza &sealed);
    void noteReceipt(const Captured &captured, const Said &said);
    [[nodiscard]] Result<const omemo::OwnDevice *> self();

    OmemoContext &m_context;
    store::WritableDatabase &m_database;
    store::OmemoStore m_store;
    std::optional<omemo::OwnDevice> m_self;
    OpeningNews m_news;
    Outcome m_outcome = Outcome::NotOpened;
};

/// Readings that are stored together, filled in on the writing thread. Read it after the store has answered.
struct OpenedBatch
{
    QStringList ids; ///< of an archive's page: of all its results, in order
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
    /// Of what had no rows and opened (OmemoContext::quietPending), before those: with an action or a message.
    std::vector<Reading> quiet;
    model::MessageId last; ///< the last one looked at; invalid at the end
    bool isRefused = false; ///< a message that a person wanted to see is from a device that counts nowhere any more
    OpeningNews news;
};

/// Which rows are tried again, and by what rules.
struct RetryRequest
{
    model::MessageId after;
    int limit = 0;
    bool isLastTry = false;
    DeviceRules rules;
};

/// Tries again to open messages that could not be, and judges anew those that are held back, oldest first.
[[nodiscard]] store::PrepareBatch prepareRetry(std::shared_ptr<OmemoContext> context,
                                               std::shared_ptr<RetriedBatch> retried, RetryRequest request);

/// Neither a text for programs that cannot open it nor a hint that one is inside: a heartbeat, or a word between
/// programs.
[[nodiscard]] bool saysNothingToPeople(const xmpp::MessageStanza &stanza);

/// The OMEMO elements of a message, the newer version first. Malformed ones are left out.
[[nodiscard]] QList<xmpp::OmemoEncrypted> encryptedIn(const QList<xml::Element> &payloads);

} // namespace wardline::service
