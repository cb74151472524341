// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/desktop_appearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace wardline::platform {

using namespace Qt::StringLiterals;

namespace {
const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kAppearance = u"org.freedesktop.appearance"_s;
const QString kColourScheme = u"color-scheme"_s;
const QString kContrast = u"contrast"_s;
const QString kReducedMotion = u"reduced-motion"_s;
const QString kGnome = u"org.gnome.desktop.interface"_s; // where the common key is younger than the desktop
const QString kAnimations = u"enable-animations"_s;
constexpr uint kPrefersDark = 1;
constexpr uint kPrefersHighContrast = 1;
constexpr uint kPrefersReducedMotion = 1;
constexpr int kPatienceMs = 2000;
} // namespace

void DesktopAppearance::watch()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    ask(kAppearance, kColourScheme);
    ask(kAppearance, kContrast);
    ask(kGnome, kAnimations);
    ask(kAppearance, kReducedMotion);
}

void DesktopAppearance::ask(const QString &group, const QString &key)
{
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    question << group << key;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question, kPatienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) {
            take(group, key, reply.value().variant());
        }
        watcher->deleteLater();
    });
}

void DesktopAppearance::onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    take(group, key, value.variant());
}

void DesktopAppearance::take(const QString &group, const QString &key, const QVariant &value)
{
    // The portal wraps the value once more on some desktops.
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    if (group == kAppearance && key == kColourScheme) {
        Q_EMIT prefersDarkChanged(inner.toUInt() == kPrefersDark);
    } else if (group == kAppearance && key == kContrast) {
        Q_EMIT wantsContrastChanged(inner.toUInt() == kPrefersHighContrast);
    } else if (group == kAppearance && key == kReducedMotion) {
        Q_EMIT reducesMotionChanged(inner.toUInt() == kPrefersReducedMotion);
    } else if (group == kGnome && key == kAnimations && inner.typeId() == QMetaType::Bool) {
        Q_EMIT reducesMotionChanged(!inner.toBool());
    }
}

} // namespace wardline::platform
