// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace wardline::platform {

/// Tells when a connection that was given up may be possible again: the network came back or became another one, or the
/// computer woke up. A hint and no promise; whoever listens looks for himself. Asks nobody anything over the network.
/// Main thread.
///
/// On Linux the network is what Qt's back-end for NetworkManager says, and waking is PrepareForSleep(false) of
/// systemd-logind; where either is missing nothing is said, and waits end as they would have.
class Connectivity final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void watch();

Q_SIGNALS:
    void mayBeBack();

private Q_SLOTS:
    void onPrepareForSleep(bool isGoingToSleep);
};

} // namespace wardline::platform
