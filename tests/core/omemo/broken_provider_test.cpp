// SPDX-License-Identifier: GPL-3.0-or-later
// libomemo-c cleans up what a crypto provider's failed beginning has left, so that must be null: here every beginning
// fails.
#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"
#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"

#include <QTest>

using namespace wardline;
using namespace wardline::omemo;

/// Of OpenSSL. With the provider of nothing, and before the default one was asked for, no algorithm is found.
extern "C" void *OSSL_PROVIDER_load(void *context, const char *name);

class BrokenProviderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failsWithoutTouchingWhatWasNeverMade()
    {
        QVERIFY(OSSL_PROVIDER_load(nullptr, "null") != nullptr);
        FakeRandom random;
        const FakeClock clock;
        FakeSessionStore ana;
        FakeSessionStore ben;
        OmemoEngine engine(random, clock);
        QVERIFY(engine.prepareOwnDevice(ana) && engine.prepareOwnDevice(ben)); // the library's curve needs no provider
        for (const xmpp::OmemoVersion version : {xmpp::OmemoVersion::V2, xmpp::OmemoVersion::V03}) {
            const auto bundle = engine.ownBundle(ben, version);
            const auto person = model::Jid::parse(u"ben@a.example");
            QVERIFY(bundle && person);
            QVERIFY(!engine.beginSession(ana, {.person = *person, .id = 1}, *bundle, {}));
        }
    }
};

QTEST_APPLESS_MAIN(BrokenProviderTest)
#include "broken_provider_test.moc"
