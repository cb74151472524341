// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/device_rule.h"
#include "core/service/live/room_state.h"
#include "core/store/message_store.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0384_omemo.h"

#include <QHash>
#include <QList>

#include <optional>

namespace wardline::service {

/// Where a message stanza comes from and belongs, captured on the main thread as a value, so that what it says can be
/// read on another one.
struct Captured
{
    store::IncomingMessage incoming; ///< all but text, trust, mentions and what it answers
    model::Jid own; ///< bare
    QString wireId; ///< the stanza's own id
    QString nick; ///< of its sender in a room
    bool isRoom = false;
    bool isFromArchive = false;
    bool takesOpenMarks = true; ///< receipts and markers that are not encrypted are read here
    DeviceRule rule; ///< whose devices count there
    bool mayOweReceipt = false; ///< of somebody else whom we know, and not old
    QHash<QString, Occupant> occupants; ///< of the room, by nick

    [[nodiscard]] model::Jid realAddress(const model::Jid &occupant) const;
};

/// What a stanza says, whether that stood openly in it or inside of an encrypted envelope. Nothing is ever mixed: of an
/// encrypted message only what was inside counts.
struct Said
{
    std::optional<QString> body;
    QList<xml::Element> payloads;
    model::EncryptionState encryption = model::EncryptionState::NotEncrypted;
    std::optional<model::Trust> trust;

    /// The content of an envelope: a `<body/>` among the elements is the text.
    [[nodiscard]] static Said inEnvelope(const QList<xml::Element> &elements);
};

/// A stanza whose content is encrypted for OMEMO: it is opened on the writing thread.
struct SealedStanza
{
    Captured captured;
    QList<xmpp::OmemoEncrypted> encrypted;
    QByteArray stanza; ///< kept where it cannot be opened yet
    bool isQuiet = false; ///< outside there is nothing for people: where it does not open, nobody misses anything
    bool isDelayed = false; ///< it waited on its way, so that it may have come by another one too
};

/// A message of somebody whom we owe a word about it.
struct OwedMark
{
    model::Jid conversation; ///< where it was written
    model::Jid sender; ///< bare and real
    QString id; ///< its origin-id
    bool operator==(const OwedMark &) const = default;
};

/// What a stanza brings: a message, something done to a message, a sealed stanza, or nothing to keep.
struct Reading
{
    std::optional<store::IncomingMessage> message;
    std::optional<store::MessageAction> action;
    std::optional<SealedStanza> sealed;
    bool isForged = false; ///< said what only the room may say
    model::Jid refusedIn; ///< the conversation, where it was not encrypted and policy takes nothing else; or empty
    QList<store::DeliveryMark> marks; ///< what its sender says of messages of ours
    /// They stood in the clear where what they are about was encrypted: they count of somebody alone whose device of
    /// those that count there puts nothing into envelopes.
    std::optional<DeviceRule> openMarksRule;
    std::optional<OwedMark> owesReceipt; ///< its sender asks for one
    std::optional<OwedMark> owesUnreadable; ///< new, and this device cannot read it
    QString stanzaId; ///< given by the archive it is in
    model::Jid archive;
    Instant time{};

    [[nodiscard]] bool isEmpty() const { return !message && !action && !sealed && marks.isEmpty(); }
    [[nodiscard]] model::Jid conversation() const;
    [[nodiscard]] bool isOwn() const;
};

/// A message that is kept without a text, and why.
[[nodiscard]] Reading unreadable(const Captured &captured, model::Unreadable reason);

/// Reads what somebody said at a captured place: text, reply, mention, correction, retraction, reactions. Pure; any
/// thread.
[[nodiscard]] Reading readContent(const Captured &captured, const Said &said);

} // namespace wardline::service
