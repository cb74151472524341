// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/model/message.h"
#include "core/service/conversation_encryption.h"
#include "core/service/message_alteration.h"
#include "core/service/service_error.h"

#include <QFuture>
#include <QList>
#include <QObject>

namespace wardline::service {

/// A hole in what the cache has of a conversation: the relay has, or had, messages between these two.
struct HistoryGap
{
    model::MessageId after; ///< invalid: the hole lies before all that is known
    model::MessageId before;
    bool isBeingFilled = false;
    bool operator==(const HistoryGap &) const = default;
};

/// A stretch of a conversation, oldest first.
struct MessagePage
{
    QList<model::Message> messages;
    QList<HistoryGap> gaps; ///< those next to or between the messages, oldest first
    bool hasOlder = false;
    bool hasNewer = false;
    bool isBeingFilled = false; ///< older history exists at the relay and is still being fetched
};

/// A person named in a text, by "@" and the name as it stands there. Offsets in UTF-16 units.
struct Mention
{
    model::Jid person;
    int start = 0;
    int length = 0;
    bool operator==(const Mention &) const = default;
};

/// What somebody wrote and wants sent.
struct OutgoingText
{
    QString text;
    model::MessageId answers{}; ///< invalid: no reply
    QList<Mention> mentions{};
    /// Devices, or with id 0 people, who do not get this one message although they stand in its way. Written into the
    /// audit log.
    QList<model::DeviceAddress> leaveOut{};
    std::optional<model::Urgency> urgency{}; ///< told inside the encryption; programs that do not know it show the text
};

/// A file to be sent: its content, or where it lies on this computer.
struct OutgoingFile
{
    QString name;
    QByteArray content{}; ///< counts where there is no path
    QString path{};
    QByteArray thumbnail{}; ///< a small PNG or JPEG of a picture; travels inside the message
};

/// What the content of a file is wanted for.
enum class FilePurpose {
    Preview, ///< to be shown small, in its conversation
    View, ///< a person opens it; audited
    Save, ///< a person takes it out of the program; by policy, audited
};

/// One version of a message that was corrected.
struct MessageVersion
{
    Instant time{};
    QString body;
    bool operator==(const MessageVersion &) const = default;
};

/// What the signed-in person may do with a message now.
struct MessageRights
{
    bool mayAnswer = false;
    bool mayReact = false;
    bool mayCorrect = false; ///< one's own, within the time that policy gives
    bool mayRetract = false; ///< one's own, within the time that policy gives
    bool mayModerate = false; ///< somebody else's, as the room's moderator
    bool mayCopy = true; ///< policy may forbid to copy texts out of the program
    bool mayCancel = false; ///< it has not left yet
    bool maySave = false; ///< its files may be saved outside of the program, by policy
    bool operator==(const MessageRights &) const = default;
};

/// Reading and writing messages of the signed-in person. Main thread; futures finish on the main thread.
class MessageService : public QObject
{
    Q_OBJECT
public:
    /// Longest text that is sent, in UTF-16 units.
    static constexpr qsizetype kMaxTextLength = 20'000;

    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<MessagePage>> newest(const model::Jid &conversation, int limit) = 0;
    [[nodiscard]] virtual QFuture<Result<MessagePage>> before(const model::Jid &conversation, model::MessageId id,
                                                              int limit) = 0;
    [[nodiscard]] virtual QFuture<Result<MessagePage>> after(const model::Jid &conversation, model::MessageId id,
                                                             int limit) = 0;
    /// Half of the page on each side of `id`, which is included when it exists.
    [[nodiscard]] virtual QFuture<Result<MessagePage>> around(const model::Jid &conversation, model::MessageId id,
                                                              int limit) = 0;
    /// The messages with these ids that still exist, oldest first.
    [[nodiscard]] virtual QFuture<Result<QList<model::Message>>> byIds(const QList<model::MessageId> &ids) = 0;

    /// Writes the message and its outbox row in one transaction; it is Queued then and goes on by itself. NotAllowed
    /// without voice, TooLong past kMaxTextLength, UrgencyNotEncrypted where a text with an urgency would leave in the
    /// clear, NotEverybodyCanRead where somebody could not: `encryption` says who
    /// and why then. Waits for keys that are being fetched.
    [[nodiscard]] virtual QFuture<Result<model::MessageId>> send(const model::Jid &conversation,
                                                                 const OutgoingText &text) = 0;
    /// How a conversation is protected, and what stands in the way of writing in it.
    [[nodiscard]] virtual ConversationEncryption encryption(const model::Jid &conversation) const = 0;
    /// The keys agreed with the device that sent a message which cannot be read are made anew, so that what comes next
    /// can be: a person's choice, written into the audit log. NotAllowed where that would not help, NoSuchMessage,
    /// RelayNotReachable, NotEverybodyCanRead where that device publishes no keys.
    [[nodiscard]] virtual QFuture<Status> resetSession(model::MessageId id) = 0;
    /// Shows what was held back (Unreadable::UncertifiedDevice): a person's choice, written into the audit log.
    /// NotAllowed for any other message, NoSuchMessage.
    [[nodiscard]] virtual QFuture<Status> showHeld(model::MessageId id) = 0;
    /// Sends a Failed message again, under its old origin-id.
    virtual void retry(model::MessageId id) = 0;

    /// What may be done with a message now; asked when a menu opens.
    [[nodiscard]] virtual MessageRights rights(const model::Message &message) const = 0;
    /// Replaces the text of an own message for everybody (XEP-0308); the former version is kept. NotAllowed, TooLate,
    /// TooLong, NoSuchMessage.
    [[nodiscard]] virtual QFuture<Status> correct(model::MessageId id, const OutgoingText &text) = 0;
    /// Earlier versions of a corrected message, oldest first, without the one that is shown.
    [[nodiscard]] virtual QFuture<Result<QList<MessageVersion>>> versions(model::MessageId id) = 0;
    /// Takes an own message back (XEP-0424): its text is removed here and where the others' programs comply.
    /// `leaveOut` as in OutgoingText: who does not learn of this one change.
    [[nodiscard]] virtual QFuture<Status> retract(model::MessageId id,
                                                  const QList<model::DeviceAddress> &leaveOut = {}) = 0;
    /// Removes somebody's message from a room (XEP-0425), with a reason for all to read; it may be empty.
    [[nodiscard]] virtual QFuture<Status> moderate(model::MessageId id, const QString &reason) = 0;
    /// Sets which emoji the signed-in person gives a message (XEP-0444); an empty list takes all back. At most
    /// kMaxReactions.
    [[nodiscard]] virtual QFuture<Status> react(model::MessageId id, const QStringList &emoji,
                                                const QList<model::DeviceAddress> &leaveOut = {}) = 0;
    static constexpr qsizetype kMaxReactions = 8;

    /// The first message at or after a time; the newest one when all are older, invalid in an empty conversation.
    [[nodiscard]] virtual QFuture<Result<model::MessageId>> firstAt(const model::Jid &conversation, Instant time) = 0;

    /// The content of an attachment that is Here, checked against its size; at most kMaxFileSize.
    /// It is decrypted into memory and nowhere else. NotAllowed for Save where policy does not have it.
    [[nodiscard]] virtual QFuture<Result<QByteArray>> attachment(model::MessageId id, int index,
                                                                 FilePurpose purpose = FilePurpose::Preview) = 0;
    /// Fetches a Remote or Failed one; messageChanged tells how it goes.
    virtual void fetchAttachment(model::MessageId id, int index) = 0;
    /// Stops fetching one, or sending an own one: that message is withdrawn then.
    virtual void cancelFile(model::MessageId id, int index) = 0;
    /// Whether files can be sent in this conversation now: by policy, and only where it is encrypted.
    [[nodiscard]] virtual bool canSendFiles(const model::Jid &conversation) const = 0;
    /// Sends a file: cleaned of metadata, encrypted and queued; then it is uploaded by itself. Nothing that is written
    /// after it waits for it. A text goes ahead as a message of its own, because phones show a file only where nothing
    /// else stands in its message. The id is the file's. NotAllowed while canSendFiles() is false, NotEverybodyCanRead,
    /// FileTooLarge, FileTypeNotAllowed, FileCannotBeCleaned, FileUnreadable.
    [[nodiscard]] virtual QFuture<Result<model::MessageId>>
    sendFile(const model::Jid &conversation, const OutgoingFile &file, const OutgoingText &text) = 0;
    /// The largest file that policy lets pass, in bytes.
    [[nodiscard]] virtual qint64 maxFileSize() const = 0;
    static constexpr qint64 kMaxFileSize = 50LL << 20;

    /// The first message the person has not seen, or an invalid id.
    [[nodiscard]] virtual QFuture<Result<model::MessageId>> firstUnread(const model::Jid &conversation) = 0;
    /// The person has seen everything up to `id` on this screen: unlocked, focused and visible.
    virtual void markRead(const model::Jid &conversation, model::MessageId id) = 0;

Q_SIGNALS:
    /// New rows are durable. In id order.
    void messagesStored(const wardline::model::Jid &conversation, const QList<wardline::model::MessageId> &ids);
    /// A message's state, time or text changed.
    void messageChanged(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    /// What came from the relay and changed a message that was here: tells more than messageChanged, which comes first.
    void messageAltered(const wardline::service::MessageAlteration &what);
    /// What `encryption` says changed.
    void encryptionChanged(const wardline::model::Jid &conversation);
    /// History started or stopped being filled.
    void historyChanged(const wardline::model::Jid &conversation);
};

} // namespace wardline::service
