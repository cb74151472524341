// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/disk_profile_files.h"
#include "core/auth/thread_key_worker.h"
#include "tests/core/auth/vault_workstation.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

using namespace wardline;
using namespace wardline::auth;
using namespace wardline::auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class VaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOpenAfterCreating()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(!vault->exists());
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->exists());
        QVERIFY(vault->isOpen());
        QCOMPARE(w.keychain.size(), std::size_t(1));
    }

    void givesTheSameKeysInALaterProcess()
    {
        Workstation w;
        auto first = w.process();
        QVERIFY(done(first->create(secret("pass"))));
        const SecretBytes database = databaseKeyOf(*first);
        const QByteArray inbox = first->keys()->inboxKeys()->publicKey;
        const QByteArray sealed = first->keys()->attachmentKey()->seal(w.random, "picture", {}).value();
        first.reset();
        const auto second = w.process();
        QVERIFY(!second->isOpen());
        QVERIFY(done(second->open(secret("pass"))));
        QVERIFY(databaseKeyOf(*second).equals(database));
        QCOMPARE(second->keys()->inboxKeys()->publicKey, inbox);
        QCOMPARE(second->keys()->attachmentKey()->open(sealed, {})->view(), QByteArrayView("picture"));
    }

    void hasADifferentKeyForEveryPurpose()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        const KeyHierarchy &keys = *vault->keys();
        const SecretBytes database = keys.databaseKey().value();
        const SecretBytes inbox = keys.inboxKeys()->privateKey.clone();
        QVERIFY(!database.equals(inbox));
        const QByteArray sealed = keys.attachmentKey()->seal(w.random, "x", {}).value();
        QVERIFY(!keys.auditSealKey()->open(sealed, {}));
        QVERIFY(!keys.blobKey()->open(sealed, {}));
        QVERIFY(!crypto::AeadKey::create(keys.databaseKey().value())->open(sealed, {}));
    }

    void hasOtherKeysInEveryProfile()
    {
        Workstation a;
        Workstation b;
        b.random = FakeRandom(2);
        const auto first = a.process();
        const auto second = b.process();
        QVERIFY(done(first->create(secret("pass"))));
        QVERIFY(done(second->create(secret("pass"))));
        QVERIFY(!databaseKeyOf(*first).equals(databaseKeyOf(*second)));
    }

    void refusesAWrongPassword_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("other") << QByteArray("Pass");
        QTest::newRow("longer") << QByteArray("passs");
        QTest::newRow("zero byte behind") << QByteArray("pass\0", 5);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("enormous") << QByteArray(5000, 'p');
    }
    void refusesAWrongPassword()
    {
        QFETCH(QByteArray, password);
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        const auto vault = w.process();
        QVERIFY(failsWith(done(vault->open(secret(password))), AuthError::PasswordRefused));
        QVERIFY(!vault->isOpen());
        QVERIFY(w.opensWith("pass"));
    }

    void refusesUnusablePasswordsForANewVault()
    {
        Workstation w;
        QVERIFY(failsWith(done(w.process()->create({})), AuthError::PasswordUnusable));
        QVERIFY(failsWith(done(w.process()->create(secret(QByteArray(1025, 'x')))), AuthError::PasswordUnusable));
        QCOMPARE(w.files.size(), std::size_t(0));
        QCOMPARE(w.keychain.size(), std::size_t(0));
    }

    void doesNotReplaceAVault()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        QVERIFY(failsWith(done(w.process()->create(secret("other"))), AuthError::VaultExists));
        QVERIFY(w.opensWith("pass"));
    }

    void saysThatThereIsNoVault()
    {
        Workstation w;
        QVERIFY(failsWith(done(w.process()->open(secret("pass"))), AuthError::VaultMissing));
    }

    // --- keychain ---

    void saysWhyTheKeychainDoesNotHelp_data()
    {
        QTest::addColumn<AuthError>("reason");
        QTest::newRow("not running") << AuthError::KeychainUnavailable;
        QTest::newRow("locked") << AuthError::KeychainLocked;
        QTest::newRow("refused") << AuthError::KeychainDenied;
        QTest::newRow("no answer") << AuthError::KeychainTimedOut;
    }
    void saysWhyTheKeychainDoesNotHelp()
    {
        QFETCH(AuthError, reason);
        Workstation w;
        w.keychain.failAlways(reason);
        QVERIFY(failsWith(done(w.process()->create(secret("pass"))), reason));
        QCOMPARE(w.files.size(), std::size_t(0)); // no fall-back of any kind
        w.keychain.stopFailing();
        QVERIFY(done(w.process()->create(secret("pass"))));
        w.keychain.failAlways(reason);
        const auto vault = w.process();
        QVERIFY(failsWith(done(vault->open(secret("pass"))), reason));
        QVERIFY(!vault->isOpen());
        w.keychain.stopFailing();
        QVERIFY(w.opensWith("pass"));
    }

    void isUselessWithoutItsDeviceSecret()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        Workstation stolen; // the disk in another machine
        stolen.files.put(u"vault"_s, w.files.content(u"vault"_s));
        QVERIFY(failsWith(done(stolen.process()->open(secret("pass"))), AuthError::DeviceSecretMissing));
        stolen.keychain.put(w.keychain.names().front(), secret(QByteArray(32, 'x')));
        QVERIFY(failsWith(done(stolen.process()->open(secret("pass"))), AuthError::PasswordRefused));
        stolen.keychain.put(w.keychain.names().front(), secret("short"));
        QVERIFY(failsWith(done(stolen.process()->open(secret("pass"))), AuthError::KeychainFailed));
    }

    void noticesAKeychainThatForgets()
    {
        // Writes that claim success and are gone: creating must not leave a vault that nobody can open.
        Workstation w;
        w.keychain.failFrom(1, AuthError::KeychainNotFound);
        QVERIFY(!done(w.process()->create(secret("pass"))));
        QVERIFY(!w.process()->exists());
    }

    // --- disk ---

    void createsNothingOnAFailingDisk_data()
    {
        QTest::addColumn<AuthError>("reason");
        QTest::addColumn<bool>("leavesFile");
        QTest::newRow("full") << AuthError::DiskFull << false;
        QTest::newRow("read-only") << AuthError::ProfileNotWritable << false;
        QTest::newRow("sync fails") << AuthError::FileFailed << true;
    }
    void createsNothingOnAFailingDisk()
    {
        QFETCH(AuthError, reason);
        QFETCH(bool, leavesFile);
        Workstation w;
        w.files.failWrites(reason, leavesFile ? FakeProfileFiles::Leaves::New : FakeProfileFiles::Leaves::Old);
        const auto vault = w.process();
        QVERIFY(failsWith(done(vault->create(secret("pass"))), reason));
        QVERIFY(!vault->isOpen());
        QCOMPARE(w.keychain.size(), std::size_t(0));
    }

    void opensOnAReadOnlyDisk()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        w.files.failWrites(AuthError::ProfileNotWritable);
        QVERIFY(w.opensWith("pass")); // reading stays possible; the profile directory is what refuses a session
    }

    // --- machine secret ---

    void worksWithTheMachinesSecretAndNoKeychain()
    {
        Workstation w;
        w.options.deviceSecret = DeviceSecretKind::Machine;
        w.keychain.failAlways(AuthError::KeychainUnavailable);
        QVERIFY(failsWith(done(w.process()->create(secret("pass"))), AuthError::MachineSecretMissing));
        w.machine.set(secret(QByteArray(32, 'm')));
        QVERIFY(done(w.process()->create(secret("pass"))));
        QVERIFY(w.opensWith("pass"));
        QVERIFY(!w.opensWith("other"));
        QVERIFY(done(w.process()->changePassword(secret("pass"), secret("next"))));
        QVERIFY(w.opensWith("next"));
        QVERIFY(w.keychain.calls().empty());
        w.machine.set(secret(QByteArray(32, 'n')));
        QVERIFY(!w.opensWith("next"));
    }

    // --- lock, destroy, one at a time ---

    void lockDropsEveryKey()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        vault->lock();
        QVERIFY(!vault->isOpen());
        QVERIFY(vault->keys() == nullptr);
        QVERIFY(vault->readLasting(u"x"_s).error().is(AuthError::VaultLocked));
        QVERIFY(failsWith(vault->storeSession(u"x"_s, secret("y"), w.clock.now() + 1h), AuthError::VaultLocked));
        QVERIFY(failsWith(vault->checkOfflineLease(), AuthError::VaultLocked));
        QVERIFY(done(vault->open(secret("pass"))));
    }

    void lockDuringOpeningLeavesItClosed()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        ThreadKeyWorker thread;
        Vault vault(VaultParts {w.clock, w.random, thread, w.keychain, w.machine, w.files}, w.options);
        const QFuture<Status> opening = vault.open(secret("pass"));
        QVERIFY(!opening.isFinished());
        QVERIFY(failsWith(done(vault.open(secret("pass"))), AuthError::VaultBusy));
        vault.lock();
        QVERIFY(opening.isFinished());
        QVERIFY(failsWith(opening.result(), AuthError::VaultLocked));
        QTest::qWait(100); // the derivation ends, and nobody listens
        QVERIFY(!vault.isOpen());
        QVERIFY(done(vault.open(secret("pass"))));
        QVERIFY(vault.isOpen());
    }

    void lockDuringAChangeLetsItFinishAndStaysClosed()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("old"))));
        ThreadKeyWorker thread;
        Vault vault(VaultParts {w.clock, w.random, thread, w.keychain, w.machine, w.files}, w.options);
        const QFuture<Status> changing = vault.changePassword(secret("old"), secret("new"));
        vault.lock();
        QVERIFY(done(changing));
        QVERIFY(!vault.isOpen());
        QVERIFY(w.opensWith("new"));
    }

    void mayBeDestroyedWhileItWorks()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        ThreadKeyWorker thread;
        auto vault = std::make_unique<Vault>(VaultParts {w.clock, w.random, thread, w.keychain, w.machine, w.files}, w.options);
        const QFuture<Status> opening = vault->open(secret("pass"));
        vault.reset();
        QTest::qWait(100);
        QVERIFY(opening.isCanceled() || !opening.isFinished());
    }

    void derivesOffTheCallersThread()
    {
        Workstation w;
        w.options.cost = {.n = 1U << 17, .r = 8, .p = 1}; // the real cost: a good part of a second
        ThreadKeyWorker thread;
        Vault vault(VaultParts {w.clock, w.random, thread, w.keychain, w.machine, w.files}, w.options);
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&ticks] { ++ticks; });
        timer.start(5ms);
        QVERIFY(done(vault.create(secret("pass"))));
        QVERIFY2(ticks >= 3, "the event loop ran on meanwhile");
        QVERIFY(vault.isOpen());
    }

    void destroyLeavesNothingBehind()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->storeLasting(u"account"_s, secret("a")));
        QVERIFY(vault->storeSession(u"fast-token"_s, secret("t"), w.clock.now() + 1h));
        QVERIFY(done(vault->destroy()));
        QVERIFY(!vault->isOpen());
        QVERIFY(!vault->exists());
        QCOMPARE(w.files.size(), std::size_t(0));
        QCOMPARE(w.keychain.size(), std::size_t(0));
    }

    void destroyGoesOnWithoutTheKeychainAndSaysSo()
    {
        Workstation w;
        const auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        w.keychain.failAlways(AuthError::KeychainLocked);
        QVERIFY(failsWith(done(vault->destroy()), AuthError::KeychainLocked));
        QCOMPARE(w.files.size(), std::size_t(0)); // the wrapped key is gone, and with it the data
        w.keychain.stopFailing();
    }

    void aNewVaultKnowsNothingOfADestroyedOne()
    {
        Workstation w;
        auto vault = w.process();
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->storeLasting(u"account"_s, secret("a")));
        w.files.failWrites(std::nullopt);
        const QByteArray leftOver = w.files.content(u"vault.lasting"_s);
        QVERIFY(done(vault->destroy()));
        w.files.put(u"vault.lasting"_s, leftOver); // as if erasing had been interrupted
        QVERIFY(done(vault->create(secret("pass"))));
        QVERIFY(vault->readLasting(u"account"_s).error().is(AuthError::BlobMissing));
    }

    // --- real files ---

    void worksOnARealDisk()
    {
        QTemporaryDir directory;
        DiskProfileFiles files(directory.path());
        Workstation w;
        {
            Vault vault(VaultParts {w.clock, w.random, w.worker, w.keychain, w.machine, files}, w.options);
            QVERIFY(done(vault.create(secret("pass"))));
            QVERIFY(vault.storeLasting(u"account"_s, secret("alice")));
            QVERIFY(done(vault.changePassword(secret("pass"), secret("new"))));
        }
        QCOMPARE(QFile::permissions(directory.filePath(u"vault"_s))
                     & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOwner),
                 QFile::Permissions());
        QCOMPARE(QFile::permissions(directory.filePath(u"vault.lasting"_s)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        Vault vault(VaultParts {w.clock, w.random, w.worker, w.keychain, w.machine, files}, w.options);
        QVERIFY(done(vault.open(secret("new"))));
        QCOMPARE(vault.readLasting(u"account"_s)->view(), QByteArrayView("alice"));
        QVERIFY(done(vault.destroy()));
        QCOMPARE(QDir(directory.path()).entryList(QDir::Files | QDir::Hidden).size(), 0);
    }
};

QTEST_GUILESS_MAIN(VaultTest)
#include "vault_test.moc"
