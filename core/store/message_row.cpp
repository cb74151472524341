// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_row.h"

#include "core/store/stored_values.h"

namespace wardline::store {

Result<model::Message> readMessage(const Statement &statement, const model::Jid &conversation, StoredJids &jids)
{
    model::Message message;
    message.id = {statement.integer(0)};
    message.conversation = conversation;
    WARDLINE_TRY(message.sender, jids.address(statement.integer(1)));
    message.time = instantFromStored(statement.integer(2));
    message.isOwn = statement.integer(3) != 0;
    message.state = deliveryStateFromStored(statement.integer(4));
    message.encryption = encryptionStateFromStored(statement.integer(5));
    if (!statement.isNull(6)) {
        message.trust = trustFromStored(statement.integer(6));
    }
    if (!statement.isNull(7)) {
        message.urgency = urgencyFromStored(statement.integer(7));
    }
    message.role.role = model::careRoleFromWord(statement.text(8)).value_or(model::CareRole::None);
    message.role.selfDeclaredTitle = statement.text(9);
    message.senderName = statement.text(10);
    message.originId = statement.text(11);
    message.stanzaId = statement.text(12);
    message.body = statement.text(13);
    if (!statement.isNull(15)) {
        message.unreadable = unreadableFromStored(statement.integer(15));
    }
    message.counts.recipients = static_cast<int>(statement.integer(16));
    if (!statement.isNull(17)) {
        message.trouble = troubleFromStored(statement.integer(17));
    }
    if (!statement.isNull(18)) {
        message.written = instantFromStored(statement.integer(18));
    }
    return message;
}

} // namespace wardline::store
