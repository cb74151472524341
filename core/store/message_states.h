// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/delivery_counts.h"
#include "core/model/delivery_state.h"
#include "core/model/message_id.h"
#include "core/store/database.h"

namespace wardline::store {

/// Moves an own message forward if it may. The state it has then; NotFound if there is none or it is not ours.
[[nodiscard]] Result<model::DeliveryState> advanceState(WritableDatabase &database, model::MessageId id,
                                                        model::DeliveryState state);
/// Sets what must not be guarded: only for requeueing and reflection. What was in the way is forgotten.
[[nodiscard]] Status setState(WritableDatabase &database, model::MessageId id, model::DeliveryState state);
/// The relay had it and has lost it. Where nobody is known to have got it, it is Failed.
[[nodiscard]] Status loseAt(WritableDatabase &database, model::MessageId id);
/// Failed, and why. Nothing for a message that got through.
[[nodiscard]] Status failWith(WritableDatabase &database, model::MessageId id, model::DeliveryTrouble trouble);

} // namespace wardline::store
