// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/delivery_state.h"
#include "core/model/message_id.h"
#include "core/store/database.h"

namespace wardline::store {

/// Moves an own message forward if it may. The state it has then; NotFound if there is none or it is not ours.
[[nodiscard]] Result<model::DeliveryState> advanceState(WritableDatabase &database, model::MessageId id,
                                                        model::DeliveryState state);
/// Sets what must not be guarded: only for requeueing and reflection.
[[nodiscard]] Status setState(WritableDatabase &database, model::MessageId id, model::DeliveryState state);

} // namespace wardline::store
