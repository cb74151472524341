// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/history_codec.h"

#include "core/history/cbor_map.h"
#include "core/history/history_error.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

#include <array>

namespace wardline::history {

using model::KeptConversation;
using model::KeptHistory;
using model::KeptMessage;

namespace {

constexpr qsizetype kMaxName = 1024;
constexpr qsizetype kMaxLists = 4096; ///< versions or reactions of one message

// Keys and numbers are part of the format.
namespace top {
enum : int { Conversations = 1, Messages = 2 };
}
namespace conversation {
enum : int { Jid = 1, IsDirect, Title, Role, SelfTitle, IsEndToEnd, ReadUpTo };
}
namespace message {
enum : int {
    Conversation = 1,
    Sender,
    SenderName,
    Role,
    SelfTitle,
    IsOwn,
    Time,
    Body,
    State,
    IsEndToEnd,
    Trust,
    Urgency,
    MentionsMe,
    OriginId,
    StanzaId,
    Archive,
    OccupantId,
    Quote,
    Versions,
    Reactions,
    Tombstone,
};
}

constexpr std::array kTrusts{model::Trust::ManuallyDistrusted, model::Trust::Revoked, model::Trust::Verified,
                             model::Trust::Certified,          model::Trust::Blind,   model::Trust::Undecided};

qint64 milliseconds(Instant time)
{
    return time.time_since_epoch().count();
}

void putText(QCborMap &map, int key, const QString &text)
{
    if (!text.isEmpty()) {
        map.insert(key, text);
    }
}

void putFlag(QCborMap &map, int key, bool isSet)
{
    if (isSet) {
        map.insert(key, true);
    }
}

QCborMap pack(const KeptConversation &kept)
{
    QCborMap map;
    map.insert(conversation::Jid, kept.jid.toString());
    putFlag(map, conversation::IsDirect, kept.kind == model::ConversationKind::Direct);
    putText(map, conversation::Title, kept.title);
    putText(map, conversation::Role, model::careRoleWord(kept.role.role));
    putText(map, conversation::SelfTitle, kept.role.selfDeclaredTitle);
    putFlag(map, conversation::IsEndToEnd, kept.encryption == model::EncryptionState::EndToEnd);
    map.insert(conversation::ReadUpTo, milliseconds(kept.readUpTo));
    return map;
}

void putParts(QCborMap &map, const KeptMessage &kept)
{
    if (kept.quote) {
        map.insert(message::Quote, QCborArray{kept.quote->id, kept.quote->isStanzaId, kept.quote->sender.toString()});
    }
    if (!kept.versions.isEmpty()) {
        QCborArray versions;
        for (const model::KeptVersion &version : kept.versions) {
            versions.append(QCborArray{version.wireId, milliseconds(version.time), version.body});
        }
        map.insert(message::Versions, versions);
    }
    if (!kept.reactions.isEmpty()) {
        QCborArray reactions;
        for (const model::KeptReaction &given : kept.reactions) {
            reactions.append(QCborArray{given.person.toString(), QCborArray::fromStringList(given.emoji), given.isOwn,
                                        given.name, milliseconds(given.time)});
        }
        map.insert(message::Reactions, reactions);
    }
    if (const auto &tombstone = kept.message.tombstone) {
        map.insert(
            message::Tombstone,
            QCborArray{tombstone->isModerated, tombstone->byName, milliseconds(tombstone->time), tombstone->reason});
    }
}

QCborMap pack(const KeptMessage &kept)
{
    const model::Message &source = kept.message;
    QCborMap map;
    map.insert(message::Conversation, source.conversation.toString());
    map.insert(message::Sender, source.sender.toString());
    putText(map, message::SenderName, source.senderName);
    putText(map, message::Role, model::careRoleWord(source.role.role));
    putText(map, message::SelfTitle, source.role.selfDeclaredTitle);
    putFlag(map, message::IsOwn, source.isOwn);
    map.insert(message::Time, milliseconds(source.time));
    putText(map, message::Body, source.body);
    putText(map, message::State, model::deliveryStateWord(source.state));
    putFlag(map, message::IsEndToEnd, source.encryption == model::EncryptionState::EndToEnd);
    for (std::size_t i = 0; source.trust && i < kTrusts.size(); ++i) {
        if (kTrusts.at(i) == *source.trust) {
            map.insert(message::Trust, qint64(i));
        }
    }
    putText(map, message::Urgency, source.urgency ? model::urgencyWord(*source.urgency) : QString());
    putFlag(map, message::MentionsMe, source.mentionsMe);
    putText(map, message::OriginId, source.originId);
    putText(map, message::StanzaId, source.stanzaId);
    putText(map, message::Archive, kept.archive.toString());
    putText(map, message::OccupantId, kept.occupantId);
    putParts(map, kept);
    return map;
}

/// Reads values and remembers whether one of them was not what it has to be.
class Unpacker
{
public:
    [[nodiscard]] bool isGood() const { return m_isGood; }

    QString text(const QCborValue &value, qsizetype limit = kMaxName)
    {
        if (value.isUndefined()) {
            return {};
        }
        const QString text = value.toString();
        refuseUnless(value.isString() && text.size() <= limit);
        return text;
    }
    bool flag(const QCborValue &value)
    {
        refuseUnless(value.isUndefined() || value.isBool());
        return value.toBool();
    }
    Instant time(const QCborValue &value)
    {
        refuseUnless(value.isInteger());
        return Instant(std::chrono::milliseconds(wholeNumber(value, 0)));
    }
    model::Jid address(const QCborValue &value, bool mayBeEmpty = false)
    {
        const QString written = text(value, 4 * kMaxName);
        const auto jid = model::Jid::parse(written);
        refuseUnless(jid || (mayBeEmpty && written.isEmpty()));
        return jid.value_or(model::Jid());
    }
    QCborArray array(const QCborValue &value, qsizetype size = -1)
    {
        const QCborArray array = value.toArray();
        refuseUnless((value.isUndefined() && size < 0) || (value.isArray() && array.size() <= kMaxLists));
        refuseUnless(size < 0 || array.size() == size);
        return array;
    }
    QCborMap map(const QCborValue &value)
    {
        refuseUnless(value.isMap());
        return value.toMap();
    }
    model::RoleClaim role(const QCborValue &word, const QCborValue &selfTitle)
    {
        // A role of a later release is none that is known here.
        return {model::careRoleFromWord(text(word)).value_or(model::CareRole::None), text(selfTitle)};
    }
    void refuseUnless(bool isRight) { m_isGood = m_isGood && isRight; }

private:
    bool m_isGood = true;
};

KeptConversation unpackConversation(Unpacker &unpacker, const QCborMap &map)
{
    KeptConversation kept;
    kept.jid = unpacker.address(map.value(conversation::Jid));
    kept.kind = unpacker.flag(map.value(conversation::IsDirect)) ? model::ConversationKind::Direct
                                                                 : model::ConversationKind::Room;
    kept.title = unpacker.text(map.value(conversation::Title));
    kept.role = unpacker.role(map.value(conversation::Role), map.value(conversation::SelfTitle));
    kept.encryption = unpacker.flag(map.value(conversation::IsEndToEnd)) ? model::EncryptionState::EndToEnd
                                                                         : model::EncryptionState::NotEncrypted;
    kept.readUpTo = unpacker.time(map.value(conversation::ReadUpTo));
    return kept;
}

void unpackParts(Unpacker &unpacker, const QCborMap &map, KeptMessage &kept)
{
    if (const QCborValue value = map.value(message::Quote); !value.isUndefined()) {
        const QCborArray quote = unpacker.array(value, 3);
        kept.quote = model::KeptQuote{unpacker.text(quote.at(0)), unpacker.flag(quote.at(1)),
                                      unpacker.address(quote.at(2), true)};
    }
    for (const QCborValue &value : unpacker.array(map.value(message::Versions))) {
        const QCborArray version = unpacker.array(value, 3);
        kept.versions.append(
            {unpacker.text(version.at(0)), unpacker.time(version.at(1)), unpacker.text(version.at(2), kMaxTextBytes)});
    }
    for (const QCborValue &value : unpacker.array(map.value(message::Reactions))) {
        const QCborArray given = unpacker.array(value, 5);
        model::KeptReaction reaction;
        reaction.person = unpacker.address(given.at(0));
        for (const QCborValue &emoji : unpacker.array(given.at(1), given.at(1).toArray().size())) {
            reaction.emoji.append(unpacker.text(emoji));
        }
        reaction.isOwn = unpacker.flag(given.at(2));
        reaction.name = unpacker.text(given.at(3));
        reaction.time = unpacker.time(given.at(4));
        kept.reactions.append(reaction);
    }
    if (const QCborValue value = map.value(message::Tombstone); !value.isUndefined()) {
        const QCborArray stone = unpacker.array(value, 4);
        kept.message.tombstone = model::Tombstone{unpacker.flag(stone.at(0)), unpacker.text(stone.at(1)),
                                                  unpacker.time(stone.at(2)), unpacker.text(stone.at(3), 2 * kMaxName)};
    }
}

KeptMessage unpackMessage(Unpacker &unpacker, const QCborMap &map)
{
    KeptMessage kept;
    model::Message &target = kept.message;
    target.conversation = unpacker.address(map.value(message::Conversation));
    target.sender = unpacker.address(map.value(message::Sender));
    target.senderName = unpacker.text(map.value(message::SenderName));
    target.role = unpacker.role(map.value(message::Role), map.value(message::SelfTitle));
    target.isOwn = unpacker.flag(map.value(message::IsOwn));
    target.time = unpacker.time(map.value(message::Time));
    target.body = unpacker.text(map.value(message::Body), kMaxTextBytes);
    const auto state = model::deliveryStateFromWord(unpacker.text(map.value(message::State)));
    unpacker.refuseUnless(state.has_value());
    target.state = state.value_or(model::DeliveryState::Received);
    target.encryption = unpacker.flag(map.value(message::IsEndToEnd)) ? model::EncryptionState::EndToEnd
                                                                      : model::EncryptionState::NotEncrypted;
    if (const QCborValue value = map.value(message::Trust); !value.isUndefined()) {
        const qint64 number = wholeNumber(value, -1);
        const bool isKnown = number >= 0 && number < qint64(kTrusts.size());
        target.trust = isKnown ? kTrusts.at(static_cast<std::size_t>(number)) : model::Trust::Undecided;
    }
    target.urgency = model::urgencyFromWord(unpacker.text(map.value(message::Urgency)));
    target.mentionsMe = unpacker.flag(map.value(message::MentionsMe));
    target.originId = unpacker.text(map.value(message::OriginId));
    target.stanzaId = unpacker.text(map.value(message::StanzaId));
    kept.archive = unpacker.address(map.value(message::Archive), true);
    kept.occupantId = unpacker.text(map.value(message::OccupantId));
    unpackParts(unpacker, map, kept);
    return kept;
}

} // namespace

QByteArray packHistory(const KeptHistory &history)
{
    QCborArray conversations;
    for (const KeptConversation &kept : history.conversations) {
        conversations.append(pack(kept));
    }
    QCborArray messages;
    for (const KeptMessage &kept : history.messages) {
        messages.append(pack(kept));
    }
    QCborMap map;
    map.insert(top::Conversations, conversations);
    map.insert(top::Messages, messages);
    return map.toCborValue().toCbor();
}

Result<KeptHistory> unpackHistory(QByteArrayView bytes)
{
    if (bytes.size() > kMaxPartBytes) {
        return failure(HistoryError::TooLarge);
    }
    WARDLINE_TRY(const QCborMap map, cborMapIn(bytes));
    Unpacker unpacker;
    KeptHistory history;
    for (const QCborValue &each : map.value(top::Conversations).toArray()) {
        history.conversations.append(unpackConversation(unpacker, unpacker.map(each)));
    }
    for (const QCborValue &each : map.value(top::Messages).toArray()) {
        history.messages.append(unpackMessage(unpacker, unpacker.map(each)));
    }
    if (!unpacker.isGood()) {
        return failure(HistoryError::Damaged);
    }
    return history;
}

} // namespace wardline::history
