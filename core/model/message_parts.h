// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"

#include <QSize>
#include <QString>
#include <QStringList>

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
};

/// How far a file has come.
enum class FileState {
    Remote, ///< not fetched yet
    Fetching,
    Here,
    Failed, ///< gone at the relay, damaged, or the network failed; may be tried again
    Refused, ///< too large, lying about its type, or not allowed by policy
};

/// A file or picture that came with a message. What the sender says of it is not to be believed.
struct Attachment
{
    QString name;
    QString mediaType; ///< "image/png", as the sender calls it
    qint64 size = 0; ///< bytes, as the sender says
    QSize pixels; ///< of a picture, as the sender says; empty when not said
    FileState state = FileState::Remote;
    bool operator==(const Attachment &) const = default;
};

} // namespace wardline::model
