// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/auth/vault_workstation.h"

using namespace wardline;
using namespace wardline::auth;
using namespace wardline::auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class VaultChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheNewPasswordOpensAfterAChange()
    {
        Workstation w;
        auto vault = w.process();
        QVERIFY(done(vault->create(secret("old"))));
        const SecretBytes database = databaseKeyOf(*vault);
        QVERIFY(done(vault->changePassword(secret("old"), secret("new"))));
        QVERIFY(vault->isOpen());
        QVERIFY(!vault->staleDeviceSecret());
        QVERIFY(databaseKeyOf(*vault).equals(database));
        QVERIFY(!w.opensWith("old"));
        vault = w.process();
        QVERIFY(done(vault->open(secret("new"))));
        QVERIFY(databaseKeyOf(*vault).equals(database));
        QCOMPARE(w.keychain.size(), std::size_t(1));
    }

    void anOldHeaderWithTheOldPasswordOpensNothingAfterAChange()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("old"))));
        const QByteArray oldHeader = w.files.content(u"vault"_s);
        QVERIFY(done(w.process()->changePassword(secret("old"), secret("new"))));
        w.files.put(u"vault"_s, oldHeader); // a backup, or the disk's old blocks
        QVERIFY(failsWith(done(w.process()->open(secret("old"))), AuthError::DeviceSecretMissing));
        QVERIFY(failsWith(done(w.process()->open(secret("new"))), AuthError::DeviceSecretMissing));
    }

    void theSamePasswordStillGetsANewDeviceSecret()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        const QByteArray oldHeader = w.files.content(u"vault"_s);
        QVERIFY(done(w.process()->changePassword(secret("pass"), secret("pass"))));
        QVERIFY(w.opensWith("pass"));
        w.files.put(u"vault"_s, oldHeader);
        QVERIFY(!w.opensWith("pass"));
    }

    void changesManyTimes()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("0"))));
        for (int i = 0; i < 5; ++i) {
            QVERIFY(done(w.process()->changePassword(secret(QByteArray::number(i)), secret(QByteArray::number(i + 1)))));
        }
        QVERIFY(w.opensWith("5"));
        QVERIFY(!w.opensWith("4"));
        QCOMPARE(w.keychain.size(), std::size_t(1));
    }

    void needsTheOldPasswordToChange()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("old"))));
        QVERIFY(failsWith(done(vault->changePassword(secret("guess"), secret("mine"))), AuthError::PasswordRefused));
        QVERIFY(failsWith(done(vault->changePassword(secret("old"), {})), AuthError::PasswordUnusable));
        QVERIFY(w.opensWith("old"));
        QVERIFY(!w.opensWith("mine"));
    }

    void losesNoAccessWhereverAChangeStops_data()
    {
        QTest::addColumn<int>("keychainCall");
        QTest::addColumn<int>("fileWrite");
        // read old, write new, read back, (header), remove old
        for (int call = 0; call < 4; ++call) {
            QTest::addRow("keychain dies at call %d", call) << call << 0;
        }
        QTest::newRow("header is not written") << -1 << 1;
        QTest::newRow("header is written and reported as failed") << -1 << 2;
    }
    void losesNoAccessWhereverAChangeStops()
    {
        QFETCH(int, keychainCall);
        QFETCH(int, fileWrite);
        Workstation w;
        QVERIFY(done(w.process()->create(secret("old"))));
        const SecretBytes database = [&w] {
            const auto vault = w.process();
            return done(vault->open(secret("old"))) ? databaseKeyOf(*vault) : SecretBytes();
        }();
        if (keychainCall >= 0) {
            w.keychain.failFrom(keychainCall, AuthError::KeychainUnavailable);
        }
        if (fileWrite > 0) {
            w.files.failWrites(AuthError::DiskFull, fileWrite == 1 ? FakeProfileFiles::Leaves::Old : FakeProfileFiles::Leaves::New);
        }
        const Status changed = done(w.process()->changePassword(secret("old"), secret("new")));
        w.keychain.stopFailing();
        w.files.failWrites(std::nullopt);

        const bool old = w.opensWith("old");
        const bool fresh = w.opensWith("new");
        QVERIFY2(old != fresh, "exactly one of them opens");
        QVERIFY(!changed || fresh); // success means the new one
        const auto vault = w.process();
        QVERIFY(done(vault->open(secret(old ? "old" : "new"))));
        QVERIFY(databaseKeyOf(*vault).equals(database));
        QCOMPARE(w.keychain.size(), std::size_t(1)); // opening swept what the interrupted change left
        QVERIFY(done(vault->changePassword(secret(old ? "old" : "new"), secret("last"))));
        QVERIFY(w.opensWith("last"));
    }

    void saysThatTheKeychainStillHasTheOldSecretAndTriesAgain()
    {
        Workstation w;
        auto vault = w.process();
        QVERIFY(done(vault->create(secret("old"))));
        w.keychain.failFrom(3, AuthError::KeychainDenied); // the removal
        QVERIFY(done(vault->changePassword(secret("old"), secret("new"))));
        QVERIFY(vault->staleDeviceSecret());
        QCOMPARE(w.keychain.size(), std::size_t(2));
        w.keychain.stopFailing();
        vault = w.process();
        QVERIFY(done(vault->open(secret("new"))));
        QVERIFY(!vault->staleDeviceSecret());
        QCOMPARE(w.keychain.size(), std::size_t(1));
    }

    void sweepsNothingBeforeTheHeaderIsDurable()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("old"))));
        w.keychain.failFrom(3, AuthError::KeychainDenied);
        QVERIFY(done(w.process()->changePassword(secret("old"), secret("new"))));
        w.keychain.stopFailing();
        w.files.failWrites(AuthError::FileFailed); // fsync fails: a power cut could still bring the old header back
        QVERIFY(w.opensWith("new"));
        QCOMPARE(w.keychain.size(), std::size_t(2));
        w.files.failWrites(std::nullopt);
        QVERIFY(w.opensWith("new"));
        QCOMPARE(w.keychain.size(), std::size_t(1));
    }

    void movesFromKeychainToMachineWithTheNextChange()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("old"))));
        w.options.deviceSecret = DeviceSecretKind::Machine;
        w.machine.set(secret(QByteArray(32, 'm')));
        QVERIFY(w.opensWith("old")); // the header says where its own secret is
        QVERIFY(done(w.process()->changePassword(secret("old"), secret("new"))));
        QCOMPARE(w.keychain.size(), std::size_t(0));
        w.keychain.failAlways(AuthError::KeychainUnavailable);
        QVERIFY(w.opensWith("new"));
        w.keychain.stopFailing();
        w.options.deviceSecret = DeviceSecretKind::Keychain;
        QVERIFY(done(w.process()->changePassword(secret("new"), secret("back"))));
        QCOMPARE(w.keychain.size(), std::size_t(1));
        QVERIFY(w.opensWith("back"));
    }
};

QTEST_GUILESS_MAIN(VaultChangeTest)
#include "vault_change_test.moc"
