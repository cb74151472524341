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
    bool wasPersonCertified = true; ///< the organisation stood for a device of theirs: theirs alone count then
};

/// More than this is not kept of one device and of one sender in one conversation, and of all together: it says that it
/// came, and no more. A device has at most half of what the sender's others leave, so that devices that somebody makes
/// up do not take all the place of a true one.
inline constexpr HeldSpace::Share kMaxHeldOfDevice{100, 512 * 1024};
inline constexpr HeldSpace::Share kMaxHeldOfSender{400, 2 * 1024 * 1024};
inline constexpr HeldSpace::Share kMaxHeld{2'000, 16 * 1024 * 1024};

/// Whether what is held back of a message of this device may be kept; it is counted then, once, however often a
/// transaction is undone and the same message comes again.
[[nodiscard]] Result<bool> takeHeldSpace(OmemoContext &context, store::WritableDatabase &database,
                                         const store::IncomingMessage &held, quint32 device);

/// A row without text, with what it says kept beside it.
[[nodiscard]] Reading heldBack(const Captured &captured, const Said &said, const omemo::OpenedMessage &message,
                               bool isPersonCertified);
/// What is kept beside a row; nothing for one that is not held back, or damaged.
[[nodiscard]] std::optional<HeldMessage> heldIn(const store::SealedMessage &row, const model::Jid &own);

/// What is shown of it when it is not held back any more.
[[nodiscard]] Reading shown(const HeldMessage &held);

/// Shows one message that is held back, because a person chose so. `retried` stays empty where there is none.
[[nodiscard]] store::PrepareBatch prepareShow(std::shared_ptr<OmemoContext> context,
                                              std::shared_ptr<RetriedBatch> retried, model::MessageId id);

} // namespace wardline::service
