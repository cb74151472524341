// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/database.h"
#include "core/store/message_store.h"

namespace wardline::store {

/// What MessageStore's reading calls do, on the connection's thread. An unknown conversation has no messages.
[[nodiscard]] Result<std::optional<model::Message>> readMessage(ReadableDatabase &database, model::MessageId id);
[[nodiscard]] Result<QList<model::Message>> readMessages(ReadableDatabase &database, QList<model::MessageId> ids);
[[nodiscard]] Result<MessagePage> readPageBefore(ReadableDatabase &database, const model::Jid &conversation,
                                                 model::MessageId before, int limit);
[[nodiscard]] Result<MessagePage> readPageAfter(ReadableDatabase &database, const model::Jid &conversation,
                                                model::MessageId after, int limit);
[[nodiscard]] Result<MessagePage> readPageAround(ReadableDatabase &database, const model::Jid &conversation, model::MessageId id,
                                                 int older, int newer);

/// The page with the holes in what is known of the archive; an empty archive leaves it as it is.
[[nodiscard]] Result<MessagePage> withGaps(ReadableDatabase &database, const model::Jid &conversation, const model::Jid &archive,
                                           Result<MessagePage> page);
[[nodiscard]] Result<model::MessageId> readFirstAt(ReadableDatabase &database, const model::Jid &conversation, Instant time);

} // namespace wardline::store
