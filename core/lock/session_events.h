// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace wardline::lock {

/// What the desktop session tells.
enum class SessionEvent {
    Locked,
    Unlocked,
    UserSwitched,
    RemoteDisconnected,
    RemoteConnected,
    LidClosed,
    AboutToSuspend, ///< sleep waits, for a few seconds, until `suspendMayProceed`
    Resumed,
    ClockChanged, ///< somebody set the wall clock
};

/// Reports session events on the thread it lives on. Implementations belong to app/platform.
class SessionEvents : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// The wipe is done: let go of the delay that holds up the suspend. Harmless when none is held.
    virtual void suspendMayProceed() = 0;

Q_SIGNALS:
    void happened(wardline::lock::SessionEvent event);
};

} // namespace wardline::lock
