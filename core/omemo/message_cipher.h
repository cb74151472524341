// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/encryption_state.h"
#include "core/model/jid.h"
#include "core/model/trust.h"
#include "core/xml/element.h"

#include <QString>

#include <optional>
#include <vector>

namespace wardline::omemo {

/// What one message says, before it is protected and after it was opened.
struct MessageContent
{
    QString body;
    bool operator==(const MessageContent &) const = default;
};

/// The children a message stanza gets in order to carry some content.
struct ProtectedContent
{
    std::vector<xml::Element> payload;
    model::EncryptionState state = model::EncryptionState::NotEncrypted;
};

/// What came out of a received message stanza.
struct OpenedContent
{
    MessageContent content;
    model::EncryptionState state = model::EncryptionState::NotEncrypted;
    std::optional<model::Trust> trust; ///< of the sending device; nothing when not encrypted
};

enum class CipherError {
    NothingForUs, ///< encrypted, but not for this device or not in a way this program reads
    Unreadable, ///< addressed to this device, but it does not open
    Refused, ///< may not be sent like this: a device or a person is missing
};

/// Stands between what people write and what the relay carries. The rest of the program knows no more of encryption
/// than this, so that another protocol can follow. No network: whatever it needs was fetched before. Main thread.
class MessageCipher
{
public:
    virtual ~MessageCipher() = default;
    /// How messages to this conversation will be protected: what the header of the conversation says.
    [[nodiscard]] virtual model::EncryptionState stateOf(const model::Jid &conversation) const = 0;
    [[nodiscard]] virtual Result<ProtectedContent> encrypt(const model::Jid &conversation,
                                                           const MessageContent &content) = 0;
    /// Nothing when the stanza carries no content at all (a receipt, a marker). A stanza whose sender was already
    /// checked.
    [[nodiscard]] virtual Result<std::optional<OpenedContent>> decrypt(const xml::Element &message) = 0;
};

} // namespace wardline::omemo

template <>
struct wardline::ErrorDomain<wardline::omemo::CipherError>
{
    static constexpr const char *name = "cipher";
};
