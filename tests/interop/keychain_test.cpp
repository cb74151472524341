// SPDX-License-Identifier: GPL-3.0-or-later
// Run by keychain_test.py, which makes the session bus and the keyring that each case names in its environment.
#include "app/keychain/qt_keychain.h"
#include "core/auth/disk_profile_files.h"
#include "core/auth/fake_machine_secret.h"
#include "core/auth/thread_key_worker.h"
#include "core/auth/vault.h"
#include "core/base/system_clock.h"
#include "core/crypto/system_random.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace wardline;
using namespace wardline::auth;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

template <typename T>
Result<T> done(QFuture<Result<T>> future)
{
    for (int i = 0; i < 6000 && !future.isFinished(); ++i) {
        QTest::qWait(5);
    }
    return future.isFinished() && future.resultCount() > 0 ? future.takeResult()
                                                           : Result<T>(failure(AuthError::VaultBusy, u"did not finish"_s));
}

/// Every byte value, and a size that no text has.
SecretBytes binarySecret()
{
    SecretBytes secret(32);
    for (std::size_t i = 0; i < secret.size(); ++i) {
        secret.data()[i] = std::byte(i * 8 + (i == 0 ? 0 : 3));
    }
    return secret;
}

} // namespace

class KeychainTest : public QObject
{
    Q_OBJECT

    app::QtKeychain m_keychain {u"wardline-test"_s, 3s};

    void everyCallFailsWith(AuthError code, int atMostMilliseconds)
    {
        QElapsedTimer timer;
        timer.start();
        const auto read = done(m_keychain.read(u"entry"_s));
        QVERIFY2(!read && read.error().is(code), qPrintable(read ? u"read"_s : read.error().toLogString()));
        const auto written = done(m_keychain.write(u"entry"_s, binarySecret()));
        QVERIFY2(!written && written.error().is(code), qPrintable(written ? u"written"_s : written.error().toLogString()));
        const auto removed = done(m_keychain.remove(u"entry"_s));
        QVERIFY2(!removed && removed.error().is(code), qPrintable(removed ? u"removed"_s : removed.error().toLogString()));
        QVERIFY2(timer.elapsed() < atMostMilliseconds, qPrintable(QString::number(timer.elapsed())));
    }

private Q_SLOTS:
    void keepsSecretsInAnOpenKeyring()
    {
        QVERIFY(done(m_keychain.read(u"entry"_s)).error().is(AuthError::KeychainNotFound));
        const auto written = done(m_keychain.write(u"entry"_s, binarySecret()));
        QVERIFY2(written, qPrintable(written ? QString() : written.error().toLogString()));
        const auto read = done(m_keychain.read(u"entry"_s));
        QVERIFY(read);
        QVERIFY(read->equals(binarySecret()));
        QVERIFY(done(m_keychain.read(u"other"_s)).error().is(AuthError::KeychainNotFound));
        app::QtKeychain otherService(u"wardline-other"_s, 3s);
        QVERIFY(done(otherService.read(u"entry"_s)).error().is(AuthError::KeychainNotFound));

        QVERIFY(done(m_keychain.write(u"entry"_s, SecretBytes::copyOf(QByteArrayView("second")))));
        QCOMPARE(done(m_keychain.read(u"entry"_s))->view(), QByteArrayView("second"));
        QVERIFY(done(m_keychain.remove(u"entry"_s)));
        QVERIFY(done(m_keychain.read(u"entry"_s)).error().is(AuthError::KeychainNotFound));
        const auto again = done(m_keychain.remove(u"entry"_s)); // removing what is not there is no failure
        QVERIFY2(again, qPrintable(again ? QString() : again.error().toLogString()));
    }

    void carriesAVaultThroughItsLife()
    {
        const QTemporaryDir directory;
        const SystemClock clock;
        crypto::SystemRandom random;
        ThreadKeyWorker worker;
        const FakeMachineSecret noMachineSecret;
        DiskProfileFiles files(directory.path());
        const VaultParts parts {clock, random, worker, m_keychain, noMachineSecret, files};
        const auto password = [](QByteArrayView text) { return SecretBytes::copyOf(text); };
        {
            Vault vault(parts);
            QVERIFY(done(vault.create(password("old"))));
            QVERIFY(done(vault.changePassword(password("old"), password("new"))));
            QVERIFY(!vault.staleDeviceSecret());
        }
        Vault vault(parts);
        QVERIFY(done(vault.open(password("old"))).error().is(AuthError::PasswordRefused));
        QVERIFY(done(vault.open(password("new"))));
        QVERIFY(vault.isOpen());
        QVERIFY(done(vault.destroy()));
    }

    void forgetsNothingWhenTheAskerIsGone()
    {
        // The answer comes to nobody: no crash, and the future says so.
        auto keychain = std::make_unique<app::QtKeychain>(u"wardline-test"_s, 3s);
        const QFuture<Result<SecretBytes>> orphan = keychain->read(u"entry"_s);
        keychain.reset();
        QTest::qWait(300);
        QVERIFY(orphan.isCanceled());
    }

    void leavesAnEntryForLater() { QVERIFY(done(m_keychain.write(u"later"_s, binarySecret()))); }
    void findsTheEntryAgain() { QVERIFY(done(m_keychain.read(u"later"_s))->equals(binarySecret())); }

    void saysUnavailableWithoutAService() { everyCallFailsWith(AuthError::KeychainUnavailable, 2000); }
    void saysUnavailableWithoutABus() { everyCallFailsWith(AuthError::KeychainUnavailable, 2000); }
    void saysLockedAndOpensNoPrompt() { everyCallFailsWith(AuthError::KeychainLocked, 2000); }
    void saysTimedOutWhenTheServiceHangs() { everyCallFailsWith(AuthError::KeychainTimedOut, 3 * 3000 + 2000); }
    void saysUnavailableWhenNobodySetUpAKeyring() { everyCallFailsWith(AuthError::KeychainUnavailable, 2000); }
};

QTEST_GUILESS_MAIN(KeychainTest)
#include "keychain_test.moc"
