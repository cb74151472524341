// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/connectivity.h"

#include <QDBusConnection>
#include <QNetworkInformation>

namespace wardline::platform {

using namespace Qt::StringLiterals;

void Connectivity::watch()
{
    QDBusConnection::systemBus().connect(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                         u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, this,
                                         SLOT(onPrepareForSleep(bool)));
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        return;
    }
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reach) {
                // A relay may well be in the ward's own network: less than the whole internet is enough.
                if (reach != QNetworkInformation::Reachability::Disconnected) {
                    Q_EMIT mayBeBack();
                }
            });
}

void Connectivity::onPrepareForSleep(bool isGoingToSleep)
{
    if (!isGoingToSleep) {
        Q_EMIT mayBeBack();
    }
}

} // namespace wardline::platform
