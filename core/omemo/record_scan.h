// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/omemo/session_store.h"

#include <QByteArrayView>

#include <optional>

namespace wardline::omemo {

/// What a stored session record says of itself, found without libomemo-c.
struct RecordFacts
{
    /// Of the session in use, 32 bytes: Ed25519 form in version 4, Curve25519 form in version 3. Empty in a record
    /// without one.
    QByteArrayView remoteIdentity;
};

/// Reads a session record of the given session version (3 or 4). Nothing for bytes that are no such record or hold a
/// session of another version: libomemo-c 0.5.0 uses memory that it has freed when it reads one (hkdf_create with an
/// unknown version), so no record comes to it that was not seen here. The view is into the record.
[[nodiscard]] std::optional<RecordFacts> scanRecord(QByteArrayView record, quint32 sessionVersion);

/// How far a whole record has come in the sender's chain with this ratchet key (Curve25519 form, 32 bytes). Nothing for
/// a chain that is not in it.
[[nodiscard]] std::optional<quint32> receivedUpTo(QByteArrayView record, QByteArrayView ratchetKey);

/// The sender's chain that the session in use by `after` held in `before`, in use there or not, and holds no more, as a
/// record of its own without what could write or step further: it opens late messages of that chain, and nothing else.
/// Nothing if every chain is still there. libomemo-c keeps the newest five and forgets what of the others never came.
[[nodiscard]] std::optional<EndedChain> chainEndedBetween(QByteArrayView before, QByteArrayView after);

/// How many messages the session in use has written with its newest chain: a new one begins with each answer.
[[nodiscard]] quint32 sentSinceAnswer(QByteArrayView record);

/// The session in use was begun here, and nothing was written with it yet.
[[nodiscard]] bool isUnwritten(QByteArrayView record);

} // namespace wardline::omemo
