// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/care_role.h"
#include "core/model/delivery_counts.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"
#include "core/model/open_items.h"
#include "core/model/urgency.h"

#include <QFuture>
#include <QList>
#include <QObject>

#include <optional>

namespace wardline::service {

/// How far an own message came with one person. Only what that person's own devices said, from within the conversation.
struct PersonDelivery
{
    model::Jid person;
    QString name;
    model::RoleClaim role;
    std::optional<Instant> arrived; ///< on one of their devices since
    std::optional<Instant> opened; ///< shown to them since
    std::optional<Instant> unable; ///< a device of theirs said that it cannot read it
    bool operator==(const PersonDelivery &) const = default;
};

/// What is known of the way of one own message.
struct DeliveryReport
{
    model::DeliveryCounts counts;
    QList<PersonDelivery> people; ///< opened first, then arrived, then those of whom nothing is known; by name
    bool asksForReceipts = true; ///< false: a room so large that nobody is asked
    std::optional<model::DeliveryTrouble> trouble;
    bool operator==(const DeliveryReport &) const = default;
};

/// Something of ours that has not left yet.
struct WaitingItem
{
    enum class What { Message, Correction, Retraction, Reactions };

    qint64 position = 0; ///< order of sending
    model::MessageId message;
    model::Jid conversation;
    QString title; ///< of the conversation
    What what = What::Message;
    std::optional<model::Urgency> urgency;
    Instant written{};
    QString text; ///< shortened
    bool mayHaveLeft = false; ///< it was handed to a connection that broke
    bool operator==(const WaitingItem &) const = default;
};

/// A line of the list of open items.
struct OpenItem
{
    enum class What { Waiting, Unread, Draft };

    What what = What::Waiting;
    QString title; ///< empty where policy does not let it be printed
    QString text; ///< likewise; shortened
    std::optional<model::Urgency> urgency;
    Instant since{};
    int count = 1; ///< Unread: how many
    bool operator==(const OpenItem &) const = default;
};

/// The open items of the signed-in person, as far as policy lets them be printed; by urgency, then the oldest first.
struct OpenItems
{
    model::OpenItemsDetail detail = model::OpenItemsDetail::Nothing;
    QList<OpenItem> items;
    Instant made{};
    bool operator==(const OpenItems &) const = default;
};

/// What became of one's own messages with each person, what has not left, and who is writing. Main thread; futures
/// finish on the main thread.
class DeliveryService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Nothing is asked of anybody. NoSuchMessage; NotAllowed for somebody else's message.
    [[nodiscard]] virtual QFuture<Result<DeliveryReport>> report(model::MessageId id) = 0;

    /// All that has not left, by urgency, then in the order of sending.
    [[nodiscard]] virtual QFuture<Result<QList<WaitingItem>>> waiting() = 0;
    [[nodiscard]] virtual int waitingCount() const = 0;
    /// When the oldest of it was written.
    [[nodiscard]] virtual std::optional<Instant> oldestWaiting() const = 0;
    /// Nobody will get it. TooLate when it may have left; NoSuchMessage. Audited.
    [[nodiscard]] virtual QFuture<Status> cancel(qint64 position) = 0;

    /// What may be printed now.
    [[nodiscard]] virtual model::OpenItemsDetail mayPrint() const = 0;
    /// The list, and an entry in the audit log that it was printed. NotAllowed where policy says so.
    [[nodiscard]] virtual QFuture<Result<OpenItems>> openItemsForPrint() = 0;

    /// The person begins or stops to write here. Sent only where policy, the person's own choice and the size of the
    /// room allow it; never any text.
    virtual void setWriting(const model::Jid &conversation, bool isWriting) = 0;
    /// Who is writing there now, by name.
    [[nodiscard]] virtual QStringList writing(const model::Jid &conversation) const = 0;
    /// Whether policy lets others be told at all.
    [[nodiscard]] virtual bool mayTellWriting() const = 0;
    /// The person's own choice, kept in the encrypted cache.
    [[nodiscard]] virtual bool tellsWriting() const = 0;
    virtual void setTellsWriting(bool tells) = 0;

Q_SIGNALS:
    void waitingChanged();
    void writingChanged(const wardline::model::Jid &conversation);
    void tellsWritingChanged();
};

} // namespace wardline::service
