// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/desktop_appearance.h"
#include "tests/app/platform/private_bus.h"
#include "ui/kit/theme.h"

#include <QDBusConnection>
#include <QDBusVariant>

#include <memory>

using namespace wardline;
using namespace Qt::StringLiterals;
using platform::DesktopAppearance;

namespace {

const QString kAppearance = u"org.freedesktop.appearance"_s;
const QString kGnome = u"org.gnome.desktop.interface"_s;

/// A desktop's settings, as xdg-desktop-portal serves them.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    explicit Portal(const QString &address)
        : m_bus(QDBusConnection::connectToBus(address, u"portal"_s))
    {
        isReady = m_bus.registerService(u"org.freedesktop.portal.Desktop"_s)
            && m_bus.registerObject(u"/org/freedesktop/portal/desktop"_s, this,
                                    QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    }
    ~Portal() override
    {
        m_bus.unregisterObject(u"/org/freedesktop/portal/desktop"_s);
        QDBusConnection::disconnectFromBus(u"portal"_s);
    }
    Q_DISABLE_COPY_MOVE(Portal)

    void change(const QString &group, const QString &key, const QVariant &value)
    {
        values[group + u' ' + key] = value;
        Q_EMIT SettingChanged(group, key, QDBusVariant(value));
    }

    bool isReady = false;
    QHash<QString, QVariant> values;

public Q_SLOTS:
    /// Wrapped once more than it need be, as the portal itself does.
    QDBusVariant Read(const QString &group, const QString &key) // NOLINT(readability-identifier-naming)
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(values.value(group + u' ' + key, 0U))));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    QDBusConnection m_bus;
};

} // namespace

class DesktopAppearanceTest : public QObject
{
    Q_OBJECT

private:
    test::PrivateBus m_bus;
    std::unique_ptr<Portal> m_portal;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<DesktopAppearance> m_appearance;

    /// As the program joins them.
    void watch()
    {
        m_theme = std::make_unique<ui::Theme>();
        m_theme->setScheme(ui::Scheme::System);
        m_appearance = std::make_unique<DesktopAppearance>();
        connect(m_appearance.get(), &DesktopAppearance::prefersDarkChanged, m_theme.get(),
                &ui::Theme::setDesktopPrefersDark);
        connect(m_appearance.get(), &DesktopAppearance::wantsContrastChanged, m_theme.get(),
                &ui::Theme::setDesktopWantsContrast);
        connect(m_appearance.get(), &DesktopAppearance::reducesMotionChanged, m_theme.get(),
                &ui::Theme::setDesktopReducesMotion);
        m_appearance->watch();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_bus.isReady) {
            QSKIP("dbus-daemon is not installed");
        }
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
        QVERIFY(QDBusConnection::sessionBus().isConnected());
    }
    void init()
    {
        m_portal = std::make_unique<Portal>(m_bus.address());
        QVERIFY(m_portal->isReady);
    }
    void cleanup()
    {
        m_appearance.reset();
        m_theme.reset();
        m_portal.reset();
    }

    void isDarkFromTheBeginningWhereTheDesktopIs()
    {
        m_portal->values[kAppearance + u" color-scheme"_s] = 1U;
        watch();
        QTRY_VERIFY(m_theme->palette().isDark);
    }
    void followsTheDesktopWhileItRuns()
    {
        watch();
        QTest::qWait(50);
        QVERIFY(!m_theme->palette().isDark);
        m_portal->change(kAppearance, u"color-scheme"_s, 1U);
        QTRY_VERIFY(m_theme->palette().isDark);
        m_portal->change(kAppearance, u"color-scheme"_s, 2U);
        QTRY_VERIFY(!m_theme->palette().isDark);
    }
    void takesContrastAndMotionFromTheDesktop()
    {
        m_portal->values[kAppearance + u" reduced-motion"_s] = 1U;
        watch();
        QTRY_VERIFY(m_theme->reducedMotion());
        m_portal->change(kAppearance, u"contrast"_s, 1U);
        QTRY_VERIFY(m_theme->isHighContrast());
        m_portal->change(kGnome, u"enable-animations"_s, true);
        QTRY_VERIFY(!m_theme->reducedMotion());
    }
    void whatTheDesktopSaysInAnotherTypeChangesNothing()
    {
        watch();
        QTest::qWait(50);
        m_portal->change(kAppearance, u"color-scheme"_s, u"dark as night"_s);
        m_portal->change(kGnome, u"enable-animations"_s, u"no"_s);
        m_portal->change(u"of.tomorrow"_s, u"color-scheme"_s, 1U);
        QTest::qWait(100);
        QVERIFY(!m_theme->palette().isDark && !m_theme->reducedMotion());
    }
    void withoutAPortalItStaysLight()
    {
        m_portal.reset();
        watch();
        QTest::qWait(100);
        QVERIFY(!m_theme->palette().isDark);
    }
};

QTEST_MAIN(DesktopAppearanceTest)
#include "desktop_appearance_test.moc"
