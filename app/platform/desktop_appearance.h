// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusVariant;
class QVariant;

namespace wardline::platform {

/// What the desktop says about how programs should look, where Qt 6.4 does not tell: the settings portal on Linux
/// (org.freedesktop.portal.Settings). Says nothing where there is none. Main thread.
class DesktopAppearance final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Asks, without waiting for the answer, and listens for changes.
    void watch();

Q_SIGNALS:
    void prefersDarkChanged(bool prefersDark);
    void wantsContrastChanged(bool wantsContrast);
    void reducesMotionChanged(bool reducesMotion);

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &group, const QString &key);
    void take(const QString &group, const QString &key, const QVariant &value);
};

} // namespace wardline::platform
