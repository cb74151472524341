// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/content_reader.h"
#include "core/service/live/stanza_opener.h"
#include "core/store/sealed_messages.h"

#include <memory>
#include <optional>

namespace wardline::service {

/// What an envelope said that is held back: it was opened once and cannot be again, so it is kept as it was opened, in
/// the encrypted cache, beside its row.
struct HeldMessage
{
    Captured captured;
    Said said;
    model::DeviceAddress device; ///< that wrote it
    QByteArray identityKey; ///< the one it had
};

/// More than this is not kept of one sender in one conversation, and of all together: it says that it came, and no
/// more.
inline constexpr HeldSpace::Share kMaxHeldOfSender{100, 512 * 1024};
inline constexpr HeldSpace::Share kMaxHeld{2'000, 16 * 1024 * 1024};

/// Whether what is held back of a message may be kept; it is counted then.
[[nodiscard]] Result<bool> takeHeldSpace(OmemoContext &context, store::WritableDatabase &database,
                                         const store::IncomingMessage &held);

/// A row without text, with what it says kept beside it.
[[nodiscard]] Reading heldBack(const Captured &captured, const Said &said, const omemo::OpenedMessage &message);
/// What is kept beside a row; nothing for one that is not held back, or damaged.
[[nodiscard]] std::optional<HeldMessage> heldIn(const store::SealedMessage &row, const model::Jid &own);

/// What is shown of it when it is not held back any more.
[[nodiscard]] Reading shown(const HeldMessage &held);

/// Shows one message that is held back, because a person chose so. `retried` stays empty where there is none.
[[nodiscard]] store::PrepareBatch prepareShow(std::shared_ptr<OmemoContext> context,
                                              std::shared_ptr<RetriedBatch> retried, model::MessageId id);

} // namespace wardline::service
