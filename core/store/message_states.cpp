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
    if (state == model::DeliveryState::Failed) {
        WARDLINE_TRY(Statement trouble, database.prepare(queries::kTroubleSet));
        WARDLINE_CHECK(trouble.bind(1, id.value).bind(2, toStored(model::DeliveryTrouble::Refused)).run());
    }
    return state;
}

Status loseAt(WritableDatabase &database, model::MessageId id)
{
    WARDLINE_CHECK(advanceState(database, id, model::DeliveryState::Failed)); // not past those who have it
    WARDLINE_TRY(Statement why, database.prepare(queries::kTroubleSet));
    return why.bind(1, id.value).bind(2, toStored(model::DeliveryTrouble::LostByRelay)).run();
}

Status failWith(WritableDatabase &database, model::MessageId id, model::DeliveryTrouble trouble)
{
    WARDLINE_TRY(Statement known, database.prepare(queries::kState));
    WARDLINE_TRY(const bool hasRow, known.bind(1, id.value).step());
    const bool isLost =
        hasRow && !known.isNull(3) && troubleFromStored(known.integer(3)) == model::DeliveryTrouble::LostByRelay;
    known.reset();
    WARDLINE_TRY(const model::DeliveryState state, advanceState(database, id, model::DeliveryState::Failed));
    if (state != model::DeliveryState::Failed) {
        return {};
    }
    // It was on the relay once: that it is not taken again is not the reason.
    const bool isStillLost = isLost && trouble == model::DeliveryTrouble::Refused;
    WARDLINE_TRY(Statement why, database.prepare(queries::kTroubleSet));
    return why.bind(1, id.value).bind(2, toStored(isStillLost ? model::DeliveryTrouble::LostByRelay : trouble)).run();
}

Status setState(WritableDatabase &database, model::MessageId id, model::DeliveryState state)
{
    WARDLINE_TRY(Statement update, database.prepare(queries::kStateSet));
    WARDLINE_CHECK(update.bind(1, id.value).bind(2, toStored(state)).run());
    update.reset();
    WARDLINE_TRY(Statement trouble, database.prepare(queries::kTroubleSet));
    return trouble.bind(1, id.value).bindNull(2).run();
}

} // namespace wardline::store
