// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <utility>

namespace wardline::store {

class WritableDatabase;

/// A stanza that is ready to leave, and whom it was made for.
struct SealedStanza
{
    SealedStanza() = default;
    /// In the clear: it does not leave while the screen is locked.
    SealedStanza(QByteArray bytes)
        : stanza(std::move(bytes))
    {
    }
    SealedStanza(QByteArray bytes, QByteArray people)
        : stanza(std::move(bytes))
        , audience(std::move(people))
    {
    }

    QByteArray stanza;
    /// Ciphertext. A digest of the people who belonged to the conversation when it was made: what waits does not leave
    /// for others. Empty where that does not matter. Nothing: in the clear.
    std::optional<QByteArray> audience;
};

/// Makes what is to be sent, on the writing thread and within the transaction that stores it: what it changes there (a
/// ratchet) is kept or undone together with the message. Captures values alone.
using SealStanza = std::function<Result<SealedStanza>(WritableDatabase &)>;

} // namespace wardline::store
