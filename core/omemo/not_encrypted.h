// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/omemo/message_cipher.h"

namespace wardline::omemo {

/// Carries text as it is and says so: every conversation reads "not encrypted". Messages that others encrypted are
/// reported as such and never shown by their fall-back text.
class NotEncrypted final : public MessageCipher
{
public:
    [[nodiscard]] model::EncryptionState stateOf(const model::Jid &conversation) const override;
    [[nodiscard]] Result<ProtectedContent> encrypt(const model::Jid &conversation,
                                                   const MessageContent &content) override;
    [[nodiscard]] Result<std::optional<OpenedContent>> decrypt(const xml::Element &message) override;
};

} // namespace wardline::omemo
