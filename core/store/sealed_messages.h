// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/database.h"
#include "core/store/message_store.h"

namespace wardline::store {

/// Messages that could not be opened and may be now, oldest first, after an id. Their text is given back to the store
/// as RevealedMessage, in the same transaction.
[[nodiscard]] Result<QList<SealedMessage>> readSealed(ReadableDatabase &database, model::MessageId after, int limit);

/// Whether a message is here already, so that its ciphertext need not (and, if it is our own, cannot) be opened: by the
/// archive's id, or by its sender's own. A row that only a correction made still wants its first version.
[[nodiscard]] Result<bool> isKnownMessage(ReadableDatabase &database, const IncomingMessage &incoming);

/// Whether it was noted as opened (IncomingBatch::opened).
[[nodiscard]] Result<bool> wasOpened(ReadableDatabase &database, const OpenedResult &result);

} // namespace wardline::store
