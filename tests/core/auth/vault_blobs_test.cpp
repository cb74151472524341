// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/auth/vault_workstation.h"

using namespace wardline;
using namespace wardline::auth;
using namespace wardline::auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class VaultBlobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsLastingSecrets()
    {
        Workstation w;
        auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->readLasting(u"totp-seed"_s).error().is(AuthError::BlobMissing));
        QVERIFY(vault->storeLasting(u"totp-seed"_s, secret("0123456789")));
        QVERIFY(vault->storeLasting(u"account"_s, secret("alice")));
        vault = w.process();
        QVERIFY(done(vault->open(secret("pass"))));
        QCOMPARE(vault->readLasting(u"totp-seed"_s)->view(), QByteArrayView("0123456789"));
        QVERIFY(vault->removeLasting(u"totp-seed"_s));
        QVERIFY(vault->readLasting(u"totp-seed"_s).error().is(AuthError::BlobMissing));
        QCOMPARE(vault->readLasting(u"account"_s)->view(), QByteArrayView("alice"));
        QVERIFY(done(vault->changePassword(secret("pass"), secret("new"))));
        QCOMPARE(vault->readLasting(u"account"_s)->view(), QByteArrayView("alice"));
        QVERIFY(!vault->storeLasting(u"vault.lease"_s, secret("x"))); // ours
    }

    void aSessionSecretEndsWithItsTimeItsBootAndItsSession()
    {
        Workstation w;
        auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->storeSession(u"fast-token"_s, secret("t"), w.clock.now() + 12h));
        vault = w.process(); // another process of the same boot
        QVERIFY(done(vault->open(secret("pass"))));
        QCOMPARE(vault->readSession(u"fast-token"_s)->view(), QByteArrayView("t"));
        w.clock.advance(12h);
        QVERIFY(vault->readSession(u"fast-token"_s).error().is(AuthError::BlobMissing));

        QVERIFY(vault->storeSession(u"fast-token"_s, secret("t2"), w.clock.now() + 12h));
        w.options.bootId = "boot-2";
        vault = w.process();
        QVERIFY(done(vault->open(secret("pass"))));
        QVERIFY(vault->readSession(u"fast-token"_s).error().is(AuthError::BlobMissing));

        QVERIFY(vault->storeSession(u"fast-token"_s, secret("t3"), w.clock.now() + 12h));
        vault->lock();
        QVERIFY(vault->endSession()); // works from the lock page
        QVERIFY(done(vault->open(secret("pass"))));
        QVERIFY(vault->readSession(u"fast-token"_s).error().is(AuthError::BlobMissing));
    }

    void writesNoSecretInClear()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("plantedpassword"))));
        QVERIFY(vault->storeLasting(u"plantedname"_s, secret("plantedvalue")));
        QVERIFY(vault->storeSession(u"plantedname"_s, secret("plantedvalue"), w.clock.now() + 1h));
        for (const QString &name : {u"vault"_s, u"vault.lasting"_s, u"vault.session"_s}) {
            QVERIFY(!w.files.content(name).isEmpty());
            QVERIFY(!w.files.content(name).contains("planted"));
        }
    }

    void seesDamageInItsSealedFiles()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->storeLasting(u"account"_s, secret("alice")));
        QVERIFY(vault->storeSession(u"fast-token"_s, secret("token"), w.clock.now() + 1h));
        const QByteArray good = w.files.content(u"vault.lasting"_s);
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray damaged = good;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x80);
            w.files.put(u"vault.lasting"_s, damaged);
            QVERIFY(vault->readLasting(u"account"_s).error().is(AuthError::VaultDamaged));
            QVERIFY(!vault->storeLasting(u"x"_s, secret("y"))); // and does not write over what somebody may still save
        }
        w.files.put(u"vault.lasting"_s, w.files.content(u"vault.session"_s)); // one file put in the other's place
        QVERIFY(vault->readLasting(u"fast-token"_s).error().is(AuthError::VaultDamaged));
        w.files.put(u"vault.session"_s, "rubbish");
        QVERIFY(vault->readSession(u"fast-token"_s).error().is(AuthError::VaultDamaged));
        QVERIFY(vault->storeSession(u"fast-token"_s, secret("token"), w.clock.now() + 1h)); // a session may begin anew
        QCOMPARE(vault->readSession(u"fast-token"_s)->view(), QByteArrayView("token"));
    }

    void theLeaseLastsTwelveHoursFromTheLastOnlineSignIn()
    {
        Workstation w;
        auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(failsWith(vault->checkOfflineLease(), AuthError::LeaseNever));
        QVERIFY(vault->recordOnlineSignIn());
        w.clock.advance(12h);
        vault = w.process();
        QVERIFY(done(vault->open(secret("pass"))));
        QVERIFY(vault->checkOfflineLease());
        w.clock.advance(1ms);
        QVERIFY(failsWith(vault->checkOfflineLease(), AuthError::LeaseExpired));
        QVERIFY(vault->recordOnlineSignIn());
        QVERIFY(vault->checkOfflineLease());
        QVERIFY(failsWith(vault->checkOfflineLease(-1ms), AuthError::LeaseExpired));
    }

    void aClockThatWentBackEndsTheLease()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->recordOnlineSignIn());
        w.clock.advance(11h);
        QVERIFY(vault->checkOfflineLease()); // seen: hour 11
        w.clock.jumpWallClock(-2min);
        QVERIFY(vault->checkOfflineLease()); // a correction by a time service
        w.clock.jumpWallClock(-1s);
        QVERIFY(failsWith(vault->checkOfflineLease(), AuthError::LeaseClockWentBack));
        QVERIFY(vault->recordOnlineSignIn()); // the relay is asked again: all is well
        QVERIFY(vault->checkOfflineLease());
    }

    void aFullDiskDoesNotEndTheLease()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->recordOnlineSignIn());
        w.clock.advance(1h);
        w.files.failWrites(AuthError::DiskFull);
        QVERIFY(vault->checkOfflineLease());
    }
};

QTEST_GUILESS_MAIN(VaultBlobsTest)
#include "vault_blobs_test.moc"
