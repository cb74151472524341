// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/database.h"
#include "core/store/message_action.h"
#include "core/store/sealed_stanza.h"

#include <QByteArray>

namespace wardline::store {

/// What MessageStore::actOwn and withdraw do, within one transaction that the caller owns.
[[nodiscard]] Result<StoredAction> queueOwnAction(WritableDatabase &database, const MessageAction &action, model::MessageId id,
                                                  const SealedStanza &sealed);
[[nodiscard]] Result<StoredAction> withdrawOwn(WritableDatabase &database, const MessageAction &action, model::MessageId id);

} // namespace wardline::store
