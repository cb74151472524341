// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/crypto/hmac.h"
#include "core/history/backup_format.h"
#include "core/history/history_codec.h"
#include "core/history/history_error.h"
#include "core/history/roaming_bundle.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QTest>

#include <memory>

using namespace wardline;
using namespace wardline::history;
using namespace Qt::StringLiterals;

namespace {

const model::Jid kAna = *model::Jid::parse(u"ana@clinic.example");
const model::Jid kBen = *model::Jid::parse(u"ben@clinic.example");
const QString kDevice = u"0f5b7f5e-8a1c-4d5e-9d65-0a1b2c3d4e5f"_s;
const QString kOther = u"1f5b7f5e-8a1c-4d5e-9d65-0a1b2c3d4e5f"_s;

SecretBytes key(char byte)
{
    return SecretBytes::copyOf(QByteArray(32, byte));
}

model::KeptMessage at(qint64 minutes, qsizetype length = 40)
{
    model::KeptMessage kept;
    kept.message.conversation = kBen;
    kept.message.sender = kBen;
    kept.message.time = Instant(std::chrono::milliseconds(1767225600000) + std::chrono::minutes(minutes));
    kept.message.body = QString(length, u'x');
    return kept;
}

RoamingIndex indexWith(const QList<RoamingChunk> &chunks)
{
    return {kAna, kDevice, 7, at(3).message.time, at(0).message.time, chunks, {{kOther, 3}}};
}

} // namespace

class RoamingBundleTest : public QObject
{
    Q_OBJECT

    FakeRandom m_random;
    QByteArray m_id = QByteArray(16, 'i');

    RoamingSeal seal(char password = 'p', char secret = 's', const model::Jid &account = kAna,
                     const QString &device = kDevice, const QByteArray &id = QByteArray(16, 'i'))
    {
        return std::move(*RoamingSeal::create(*roamingRoot(key(password), key(secret), account), account, device, id));
    }
    RoamingChunk sealed(const QByteArray &content, QByteArray &bytes, const QString &id = u"c1"_s)
    {
        bytes = *seal().sealChunk(m_random, id, content);
        return {id, crypto::sha256(bytes), {}};
    }
    static QByteArray someHistory()
    {
        model::KeptHistory some;
        some.messages = {at(1)};
        return packHistory(some);
    }

private Q_SLOTS:
    void bothHalvesOfTheKeyCount()
    {
        const auto root = roamingRoot(key('p'), key('s'), kAna);
        QVERIFY(root && root->size() == 32);
        QVERIFY(!root->equals(*roamingRoot(key('q'), key('s'), kAna)));
        QVERIFY(!root->equals(*roamingRoot(key('p'), key('t'), kAna)));
        QVERIFY(!root->equals(*roamingRoot(key('p'), key('s'), kBen)));
        QVERIFY(roamingSalt(kAna) != roamingSalt(kBen));
        QVERIFY(!roamingRoot(SecretBytes::copyOf(QByteArrayView("short")), key('s'), kAna));
    }
    void whatIsSealedOpens()
    {
        QByteArray bytes;
        const RoamingChunk chunk = sealed(someHistory(), bytes);
        const auto opened = seal().openChunk(chunk, bytes);
        QVERIFY(opened);
        QCOMPARE(opened->messages, QList{at(1)});
        const RoamingIndex index = indexWith({chunk});
        const auto again = seal().openIndex(*seal().sealIndex(m_random, index));
        QVERIFY(again);
        QCOMPARE(*again, index);
    }
    void nothingOpensElsewhere()
    {
        const QByteArray index = *seal().sealIndex(m_random, indexWith({}));
        for (auto &&other : {std::make_shared<RoamingSeal>(seal('q')), std::make_shared<RoamingSeal>(seal('p', 't')),
                             std::make_shared<RoamingSeal>(seal('p', 's', kBen)),
                             std::make_shared<RoamingSeal>(seal('p', 's', kAna, kOther)),
                             std::make_shared<RoamingSeal>(seal('p', 's', kAna, kDevice, QByteArray(16, 'j')))}) {
            const auto opened = other->openIndex(index);
            QVERIFY(!opened && opened.error().is(HistoryError::WrongKey));
        }
    }
    /// The relay exchanges, cuts and bends.
    void aChunkIsTakenOnlyAsItsIndexNamesIt()
    {
        QByteArray first;
        QByteArray second;
        const RoamingChunk one = sealed(someHistory(), first);
        const RoamingChunk two = sealed(someHistory(), second, u"c2"_s);
        QVERIFY(seal().openChunk(two, second));
        QByteArray bent = first;
        bent[40] = static_cast<char>(bent.at(40) ^ 1);
        const std::pair<RoamingChunk, QByteArray> wrong[] = {
            {one, second}, {two, first},
            {one, bent},   {one, first.left(first.size() - 1)},
            {one, {}},     {{u"c2"_s, one.sealed, {}}, first}, // the right bytes at another place
        };
        for (const auto &[chunk, bytes] : wrong) {
            const auto opened = seal().openChunk(chunk, bytes);
            QVERIFY(!opened && opened.error().is(HistoryError::Damaged));
        }
    }
    /// Whoever has the key and writes rubbish, and a disk that cut.
    void whatIsNoWholeMapIsDamagedAndNothingElse()
    {
        const QByteArray roaming = packRoamingIndex(indexWith({{u"c1"_s, QByteArray(32, 's'), {}}}), true);
        const QByteArray backup = packIndex({{kAna, at(0).message.time, 1, 1, {}, {}}, 1, QByteArray(32, 'c')});
        const QByteArray part = someHistory();
        QVERIFY(unpackRoamingIndex(roaming) && unpackIndex(backup) && unpackHistory(part));
        for (const QByteArray &whole : {roaming, backup, part}) {
            for (qsizetype size = 0; size <= whole.size(); ++size) {
                const QByteArray cut = size < whole.size() ? whole.left(size) : whole + 'x';
                QVERIFY(!unpackRoamingIndex(cut) && !unpackIndex(cut) && !unpackHistory(cut));
            }
        }
        const QByteArray oddMap = QByteArray::fromHex("a80172615d696e73747208000069677520"); // found by tests/fuzz
        QVERIFY(!unpackRoamingIndex(oddMap) && !unpackIndex(oddMap) && !unpackHistory(oddMap));
    }
    void whereAWholeNumberStandsNothingElseIsTaken()
    {
        for (const QCborValue &value : {QCborValue(1e30), QCborValue(-1.5), QCborValue(u"7"_s)}) {
            QCborMap conversation{{1, kBen.toString()}, {7, value}};
            QVERIFY(!unpackHistory(QCborMap{{1, QCborArray{conversation}}}.toCborValue().toCbor()));
            QCborMap index = QCborValue::fromCbor(packRoamingIndex(indexWith({}), true)).toMap();
            for (auto each = index.begin(); each != index.end(); ++each) {
                if (each.value().isInteger()) {
                    each.value() = value;
                }
            }
            QVERIFY(!unpackRoamingIndex(index.toCborValue().toCbor()));
        }
    }
    void sizesTellLittle()
    {
        QByteArray shortOne;
        QByteArray longOne;
        (void)sealed("a", shortOne);
        (void)sealed(QByteArray(3000, 'a'), longOne);
        QCOMPARE(shortOne.size(), longOne.size());
        (void)sealed(QByteArray(5000, 'a'), longOne);
        QCOMPARE(longOne.size() - shortOne.size(), 4096);
    }
    void everyChunkFitsIntoAStanza()
    {
        RoamingPacker packer;
        for (int i = 0; i < 200; ++i) {
            packer.add(at(i, i % 50 == 0 ? 60'000 : 700));
        }
        qsizetype count = 0;
        for (const QByteArray &part : packer.finish()) {
            const auto sealedPart = seal().sealChunk(m_random, u"c"_s, part);
            QVERIFY(sealedPart && sealedPart->toBase64().size() < 200'000);
            count += unpackHistory(part)->messages.size();
        }
        QCOMPARE(count, 200);
    }
    void anOldStretchStaysAsItIs()
    {
        RoamingPacker packer;
        RoamingPacker later;
        for (int i = 0; i < 900; i += 10) {
            packer.add(at(i));
            later.add(at(i));
        }
        later.add(at(905));
        const QList<QByteArray> before = packer.finish();
        const QList<QByteArray> after = later.finish();
        QCOMPARE(before.size(), 3); // six hours each
        QCOMPARE(after.mid(0, 2), before.mid(0, 2));
        QVERIFY(after.last() != before.last());
    }
    void anIndexThatIsNoneIsRefused()
    {
        for (const QByteArray &bytes :
             {QByteArray(), QByteArray("\x01"), QByteArray("\xa0"), QByteArray(5000, '\x81')}) {
            QVERIFY(!unpackRoamingIndex(bytes));
        }
    }
    void theOwnCopyKnowsTheContentAndTheRelaysDoesNot()
    {
        RoamingIndex index = indexWith({{u"c1"_s, QByteArray(32, 's'), QByteArray(32, 'c')}});
        QCOMPARE(*unpackRoamingIndex(packRoamingIndex(index, true)), index);
        QVERIFY(!packRoamingIndex(index, false).contains(QByteArray(32, 'c')));
    }
};

QTEST_APPLESS_MAIN(RoamingBundleTest)
#include "roaming_bundle_test.moc"
