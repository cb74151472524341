// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hmac.h"
#include "tests/core/auth/vault_workstation.h"

using namespace wardline;
using namespace wardline::auth;
using namespace wardline::auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class VaultDamageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(VaultDamageTest)
#include "vault_damage_test.moc"
