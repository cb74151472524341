// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/caps_lock.h"

#include <QGuiApplication>
#include <QProcess>
#include <QTest>

using namespace wardline;
using namespace Qt::StringLiterals;

class CapsLockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Nothing is typed into a window: only the X server knows.
    void tellsWhatTheXServerKnows()
    {
        if (QGuiApplication::platformName() != u"xcb") {
            QCOMPARE(platform::isCapsLockOn(), std::nullopt);
            return;
        }
        QCOMPARE(platform::isCapsLockOn(), std::optional(false));
        press();
        QTRY_COMPARE(platform::isCapsLockOn(), std::optional(true));
        press();
        QTRY_COMPARE(platform::isCapsLockOn(), std::optional(false));
    }

private:
    static void press()
    {
        QProcess keys;
        keys.start(u"xdotool"_s, {u"key"_s, u"Caps_Lock"_s});
        QVERIFY(keys.waitForFinished());
        QCOMPARE(keys.exitCode(), 0);
    }
};

QTEST_MAIN(CapsLockTest)
#include "caps_lock_test.moc"
