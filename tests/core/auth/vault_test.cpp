// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/disk_profile_files.h"
#include "core/auth/fake_key_worker.h"
#include "core/auth/fake_keychain.h"
#include "core/auth/fake_machine_secret.h"
#include "core/auth/fake_profile_files.h"
#include "core/auth/thread_key_worker.h"
#include "core/auth/vault.h"
#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"
#include "core/crypto/hmac.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace wardline;
using namespace wardline::auth;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SecretBytes secret(QByteArrayView text)
{
    return SecretBytes::copyOf(text);
}

/// The outcome of an operation; lets the event loop run while a real worker thread derives.
Status done(const QFuture<Status> &future)
{
    for (int i = 0; i < 100 && !future.isFinished(); ++i) { // fakes only need the loop to turn
        QCoreApplication::processEvents();
    }
    for (int i = 0; i < 5000 && !future.isFinished(); ++i) {
        QTest::qWait(2);
    }
    return future.isFinished() && future.resultCount() > 0 ? future.result() : failure(AuthError::VaultBusy, u"did not finish"_s);
}

bool failsWith(const Status &status, AuthError code)
{
    if (!status && !status.error().is(code)) {
        qWarning() << status.error().toLogString();
    }
    return !status && status.error().is(code);
}

/// One workstation: its keychain and disk stay while vaults (processes) come and go.
struct Workstation {
    FakeClock clock;
    FakeRandom random;
    FakeKeyWorker worker;
    FakeKeychain keychain;
    FakeMachineSecret machine;
    FakeProfileFiles files;
    VaultOptions options {.cost = {.n = 1U << 10, .r = 8, .p = 1}, .deviceSecret = DeviceSecretKind::Keychain, .bootId = "boot-1"};

    [[nodiscard]] std::unique_ptr<Vault> process()
    {
        return std::make_unique<Vault>(VaultParts {clock, random, worker, keychain, machine, files}, options);
    }
    /// Whether this password opens the vault in a new process.
    [[nodiscard]] bool opensWith(QByteArrayView password)
    {
        const auto vault = process();
        return done(vault->open(secret(password))).has_value() && vault->isOpen();
    }
};

SecretBytes databaseKeyOf(const Vault &vault)
{
    return vault.keys()->databaseKey().value();
}

} // namespace

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

    // --- changing the password ---

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

    // --- damage ---

    void survivesEveryFlippedByteOfTheHeader()
    {
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        const QByteArray good = w.files.content(u"vault"_s);
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray damaged = good;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x01);
            w.files.put(u"vault"_s, damaged);
            const auto vault = w.process();
            QVERIFY(failsWith(done(vault->open(secret("pass"))), AuthError::VaultDamaged));
            QVERIFY(!vault->isOpen());
            QVERIFY(vault->exists()); // damage never looks like "no profile yet"
            QVERIFY(failsWith(done(vault->create(secret("pass"))), AuthError::VaultExists));
        }
        w.files.put(u"vault"_s, good);
        QVERIFY(w.opensWith("pass"));
    }

    void aForgedHeaderWithARightDigestOpensNothing()
    {
        // Who can write the file can also make its digest fit; the seal over the fields is what counts.
        Workstation w;
        QVERIFY(done(w.process()->create(secret("pass"))));
        const QByteArray good = w.files.content(u"vault"_s);
        for (qsizetype i = 10; i < good.size() - 32; ++i) {
            QByteArray forged = good.chopped(32);
            forged[i] = static_cast<char>(forged[i] ^ 0x01);
            forged += crypto::sha256(forged);
            w.files.put(u"vault"_s, forged);
            const auto vault = w.process();
            QVERIFY2(!done(vault->open(secret("pass"))), qPrintable(QString::number(i)));
            QVERIFY(!vault->isOpen());
        }
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

    // --- small secrets ---

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

    // --- offline lease ---

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
