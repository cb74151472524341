// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"

#include <QByteArray>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace wardline::model {

/// What a message answers (XEP-0461).
struct Quote
{
    MessageId id; ///< invalid while the answered message is not in the cache
    Jid sender;
    QString senderName;
    QString text; ///< shortened; empty when the message is unknown here or was retracted
    bool isRetracted = false;
    bool operator==(const Quote &) const = default;
};

/// One reaction to a message and who gave it (XEP-0444).
struct Reaction
{
    QString emoji; ///< one grapheme cluster
    int count = 0;
    bool isOwn = false; ///< the signed-in person is among them
    QStringList names; ///< of the first few
    bool operator==(const Reaction &) const = default;
};

/// What is left of a message that was taken back (XEP-0424) or removed by a moderator (XEP-0425). Its text is gone.
struct Tombstone
{
    bool isModerated = false;
    QString byName; ///< the moderator, or the sender
    Instant time{};
    QString reason;
    bool operator==(const Tombstone &) const = default;
};

/// Why an encrypted message has no text here. Shown in words, with what to do.
enum class Unreadable {
    OlderThanDevice, ///< sent before this device existed
    NotForThisDevice, ///< its sender's device did not encrypt it for this one
    BrokenSession, ///< what this device and the sender's agreed on does not fit any more
    Pending, ///< its keys may still come with older messages
    DistrustedDevice, ///< from a device that was distrusted or revoked: its text is not shown
    IdentityChanged, ///< from a device that is known with another identity key
    Forged, ///< damaged, or not from where it claims to be
    UnknownSender, ///< the room does not say who sent it
    OtherMethod, ///< encrypted in a way that this program does not read
    ClearTextRefused, ///< was not encrypted, where policy takes nothing else: its text was not kept
    Repeated, ///< what was opened before came again as something new, or its device was set back
    UncertifiedDevice, ///< from a device nobody stands for, where only certified ones count: shown if a person chooses so
    TooManyHeld, ///< from such a device, when as much of its sender waited already as is kept: its text is not here
};

/// Whether it may be cured for what comes next by making the keys agreed with the sending device anew.
[[nodiscard]] constexpr bool mayResetHelp(Unreadable reason)
{
    return reason == Unreadable::BrokenSession || reason == Unreadable::Repeated;
}

/// How far a file has come.
enum class FileState {
    Remote, ///< not fetched yet
    Fetching,
    Here,
    Failed, ///< gone at the relay, damaged, or the network failed; may be tried again
    Refused, ///< too large, lying about its type, or not allowed by policy
    Sending, ///< an own one: on its way to the relay, or waiting for a connection
    NotSent, ///< an own one: given up; its message may be sent again
};

/// Why a file was not fetched, shown or sent.
enum class FileProblem {
    NotReachable, ///< the network or the server failed
    Gone, ///< the relay has it no longer
    Forbidden, ///< the relay does not let us
    NoUpload, ///< the relay takes no files
    TooLarge, ///< for policy or for the relay
    ForeignPlace, ///< it lies where this organisation does not fetch files from
    NotEncrypted, ///< or in a way that is not known here
    NotAuthentic, ///< altered on the way, or opened with another key
    OtherContent, ///< not what the message says of it
    OtherType, ///< not of the type that it claims
    TypeNotAllowed, ///< by policy
    TooManyPixels,
    Damaged, ///< a picture that is none
    NotEverybodyCanRead, ///< what is true of the conversation changed while it was uploaded
    DiskFull,
    Lost, ///< what was to be sent is no longer on this computer
};

/// A file or picture that came with a message. What the sender says of it is not to be believed.
struct Attachment
{
    QString name;
    QString mediaType; ///< "image/png", as the sender calls it
    qint64 size = 0; ///< bytes, as the sender says; 0 where nobody said
    QSize pixels; ///< of a picture, as the sender says; empty when not said
    FileState state = FileState::Remote;
    std::optional<FileProblem> problem{}; ///< with Failed, Refused and NotSent
    int percent = -1; ///< how much of it is fetched or sent; -1 where that is not known
    QByteArray thumbnail{}; ///< a small picture that came inside the message; may be empty
    qint64 number = 0; ///< names it within the cache
    bool operator==(const Attachment &) const = default;
};

} // namespace wardline::model
