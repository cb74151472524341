// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

namespace wardline::lock {

/// When a participant's turn comes; what depends on the database or a key goes before the thing it depends on.
enum class LockStage {
    KeepDrafts, ///< what was typed goes to the encrypted store
    CloseWindows, ///< dialogs, pop-ups, notifications, clipboard
    ClearViews, ///< models, layouts, caches of text
    DropSessions, ///< ratchets, decrypted state
    CloseStore,
    WipeKeys,
    ShowPage, ///< the lock page, with the reason
};

/// Something that holds what a locked workstation must not hold.
class LockParticipant
{
public:
    virtual ~LockParticipant() = default;
    /// For the report: "models".
    [[nodiscard]] virtual QLatin1StringView name() const noexcept = 0;
    [[nodiscard]] virtual LockStage stage() const noexcept = 0;
    /// Lets go of everything, at once. Never asks, never fails, never throws, does nothing the second time.
    virtual void wipe() noexcept = 0;
};

} // namespace wardline::lock
