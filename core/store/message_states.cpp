// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_states.h"

#include "core/store/queries.h"
#include "core/store/stored_values.h"

namespace wardline::store {

using namespace Qt::StringLiterals;

Result<model::DeliveryState> advanceState(WritableDatabase &database, model::MessageId id, model::DeliveryState state)
{
    WARDLINE_TRY(Statement current, database.prepare(queries::kState));
    WARDLINE_TRY(const bool hasRow, current.bind(1, id.value).step());
    if (!hasRow || current.integer(1) == 0) {
        return failure(StoreError::NotFound, u"own message"_s);
    }
    const model::DeliveryState before = deliveryStateFromStored(current.integer(0));
    current.reset();
    if (!model::mayAdvance(before, state)) {
        return before;
    }
    WARDLINE_CHECK(setState(database, id, state));
    return state;
}

Status setState(WritableDatabase &database, model::MessageId id, model::DeliveryState state)
{
    WARDLINE_TRY(Statement update, database.prepare(queries::kStateSet));
    return update.bind(1, id.value).bind(2, toStored(state)).run();
}

} // namespace wardline::store
