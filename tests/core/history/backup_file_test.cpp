// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/history/backup_reader.h"
#include "core/history/backup_writer.h"
#include "core/history/history_codec.h"
#include "core/history/history_error.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace wardline;
using namespace wardline::history;
using namespace Qt::StringLiterals;

namespace {

const model::Jid kRoom = *model::Jid::parse(u"ward4@rooms.clinic.example");
const model::Jid kAna = *model::Jid::parse(u"ana@clinic.example");

Instant at(qint64 ms)
{
    return Instant(std::chrono::milliseconds(1767225600000 + ms));
}

model::KeptMessage plain(int number)
{
    model::KeptMessage kept;
    kept.message.conversation = kRoom;
    kept.message.sender = kAna;
    kept.message.senderName = u"Ana"_s;
    kept.message.time = at(number);
    kept.message.body = u"planted text %1"_s.arg(number);
    kept.message.originId = u"o%1"_s.arg(number);
    return kept;
}

model::KeptMessage full()
{
    model::KeptMessage kept = plain(7);
    kept.message.role = {model::CareRole::Nurse, u"Night shift"_s};
    kept.message.isOwn = true;
    kept.message.state = model::DeliveryState::Seen;
    kept.message.encryption = model::EncryptionState::EndToEnd;
    kept.message.trust = model::Trust::Certified;
    kept.message.urgency = model::Urgency::Stat;
    kept.message.mentionsMe = true;
    kept.message.stanzaId = u"s7"_s;
    kept.archive = kRoom;
    kept.occupantId = u"occupant"_s;
    kept.quote = model::KeptQuote {u"s1"_s, true, kAna};
    kept.versions = {{{}, at(7), u"first"_s}, {u"w2"_s, at(9), u"planted text 7"_s}};
    kept.reactions = {{kAna, {u"👍"_s, u"🎉"_s}, true, u"Ana"_s, at(10)}};
    return kept;
}

model::KeptHistory kept(int count)
{
    model::KeptHistory all;
    all.conversations = {{kRoom, model::ConversationKind::Room, u"Ward 4"_s, {}, model::EncryptionState::EndToEnd, at(3)}};
    for (int i = 0; i < count; ++i) {
        all.messages.append(plain(i));
    }
    return all;
}

} // namespace

class BackupFileTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    FakeRandom m_random;

    QString path(const QString &name = u"backup.wlh"_s) const { return m_folder.filePath(name); }
    static SecretBytes key(char byte = 'k') { return SecretBytes::copyOf(QByteArray(32, byte)); }

    void write(const QString &where, int messages, char keyByte = 'k', quint64 counter = 1)
    {
        auto writer = BackupWriter::create(where, key(keyByte), m_random);
        QVERIFY(writer);
        QVERIFY((*writer)->append(kept(messages)));
        BackupFacts facts;
        facts.account = kAna;
        facts.made = at(99);
        facts.counter = counter;
        QVERIFY((*writer)->finish(facts));
    }
    static Status verify(BackupReader &reader)
    {
        while (true) {
            WARDLINE_TRY(const bool isDone, reader.verifyOn());
            if (isDone) {
                return {};
            }
        }
    }
    /// The error of reading the file, and that nothing came out of it.
    static std::optional<HistoryError> refusal(const QString &where, char keyByte = 'k')
    {
        const auto reader = BackupReader::open(where, key(keyByte));
        if (!reader) {
            return reader.error().as<HistoryError>();
        }
        const Status verified = verify(**reader);
        const auto chunk = (*reader)->next();
        const bool isNothing = chunk && !*chunk;
        return verified || !isNothing ? std::nullopt : verified.error().as<HistoryError>();
    }
    static QByteArray bytesOf(const QString &where)
    {
        QFile file(where);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void put(const QString &where, const QByteArray &bytes)
    {
        QFile file(where);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }
    /// Where each record begins, and the end.
    static QList<qsizetype> records(const QByteArray &file)
    {
        QList<qsizetype> starts;
        for (qsizetype i = kBackupHead; i < file.size(); i += kRecordHead + qFromBigEndian<quint32>(file.constData() + i + 1)) {
            starts.append(i);
        }
        starts.append(file.size());
        return starts;
    }

private Q_SLOTS:
    void everythingOfAMessageComesBack()
    {
        model::KeptHistory one;
        one.conversations = kept(0).conversations;
        one.messages = {full(), plain(1)};
        model::KeptMessage gone = plain(2);
        gone.message.body.clear();
        gone.message.tombstone = model::Tombstone {true, u"Ben"_s, at(11), u"wrong room"_s};
        one.messages.append(gone);
        const auto again = unpackHistory(packHistory(one));
        QVERIFY(again);
        QCOMPARE(*again, one);
    }
    void refusesWhatIsNoHistory_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = packHistory(kept(2));
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no map") << QByteArray("\x01");
        QTest::newRow("cut") << good.left(good.size() - 1);
        QTest::newRow("something behind") << good + '\0';
        QTest::newRow("message without address") << QByteArray::fromHex("a201800281a10700");
        QTest::newRow("deep") << QByteArray(100'000, '\x81');
    }
    void refusesWhatIsNoHistory()
    {
        QFETCH(const QByteArray, bytes);
        const auto history = unpackHistory(bytes);
        QVERIFY(!history && history.error().is(HistoryError::Damaged));
    }

    void writesAndReads()
    {
        write(path(), 1000);
        QVERIFY(!bytesOf(path()).contains("planted"));
        QVERIFY(!bytesOf(path()).contains("clinic"));
        QCOMPARE(QFile::permissions(path()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList {u"backup.wlh"_s}); // nothing beside it
        const auto reader = BackupReader::open(path(), key());
        QVERIFY(reader);
        QVERIFY(verify(**reader));
        QCOMPARE((*reader)->facts().messages, 1000U);
        QCOMPARE((*reader)->facts().account, kAna);
        QCOMPARE((*reader)->facts().counter, 1U);
        QCOMPARE((*reader)->facts().oldest, at(0));
        QCOMPARE((*reader)->facts().newest, at(999));
        model::KeptHistory all;
        while (true) {
            const auto part = (*reader)->next();
            QVERIFY(part);
            if (!*part) {
                break;
            }
            QVERIFY((*part)->messages.size() <= 200);
            all.conversations += (*part)->conversations;
            all.messages += (*part)->messages;
        }
        QCOMPARE(all, kept(1000));
    }
    void anEmptyHistoryIsOneToo()
    {
        write(path(), 0);
        const auto reader = BackupReader::open(path(), key());
        QVERIFY(reader && verify(**reader));
    }
    void leavesNothingWhereItWasNotFinished()
    {
        const QString where = path(u"unfinished"_s);
        {
            auto writer = BackupWriter::create(where, key(), m_random);
            QVERIFY(writer && (*writer)->append(kept(10)));
        }
        QVERIFY(!QFile::exists(where));
        QVERIFY(QDir(m_folder.path()).entryList({u"unfinished*"_s}, QDir::Files).isEmpty());
    }
    void keepsTheOldOneWhenTheNewOneIsNotFinished()
    {
        write(path(), 3);
        const QByteArray before = bytesOf(path());
        {
            auto writer = BackupWriter::create(path(), key(), m_random);
            QVERIFY(writer && (*writer)->append(kept(10)));
        }
        QCOMPARE(bytesOf(path()), before);
    }
    void saysWhyItCannotBeWritten()
    {
        const auto writer = BackupWriter::create(u"/nowhere/at/all"_s, key(), m_random);
        QVERIFY(!writer && writer.error().is(HistoryError::NotWritable));
    }

    void refusesOtherKeysAndFiles()
    {
        write(path(), 10);
        QCOMPARE(refusal(path(), 'x'), HistoryError::WrongKey);
        QCOMPARE(refusal(path(u"missing"_s)), HistoryError::FileMissing);
        put(path(u"other"_s), "PNG and so on, long enough to be something");
        QCOMPARE(refusal(path(u"other"_s)), HistoryError::NotHistory);
        QByteArray later = bytesOf(path());
        later[8] = 2;
        put(path(u"later"_s), later);
        QCOMPARE(refusal(path(u"later"_s)), HistoryError::VersionUnknown);
    }
    void refusesEveryTruncation()
    {
        write(path(), 450);
        const QByteArray file = bytesOf(path());
        const QList<qsizetype> starts = records(file);
        QCOMPARE(starts.size(), 5); // three chunks, index, end
        QList<qsizetype> cuts {kBackupHead - 1, kBackupHead, file.size() - 1};
        for (const qsizetype start : starts.mid(0, starts.size() - 1)) {
            cuts += {start, start + 1, start + kRecordHead};
        }
        for (const qsizetype cut : std::as_const(cuts)) {
            put(path(u"cut"_s), file.left(cut));
            QCOMPARE(refusal(path(u"cut"_s)), HistoryError::Damaged);
        }
        put(path(u"cut"_s), file + 'x');
        QCOMPARE(refusal(path(u"cut"_s)), HistoryError::Damaged);
    }
    void refusesEveryFlippedBit()
    {
        write(path(), 3);
        const QByteArray file = bytesOf(path());
        for (qsizetype i = 9; i < file.size(); i += i < 60 ? 1 : 17) {
            QByteArray bent = file;
            bent[i] = static_cast<char>(bent.at(i) ^ 0x04);
            put(path(u"bent"_s), bent);
            const auto why = refusal(path(u"bent"_s));
            QVERIFY2(why == HistoryError::Damaged || why == HistoryError::WrongKey, qPrintable(QString::number(i)));
        }
    }
    void refusesReorderedRepeatedAndMissingChunks()
    {
        write(path(), 450);
        const QByteArray file = bytesOf(path());
        const QList<qsizetype> starts = records(file);
        const auto record = [&](int i) { return file.mid(starts[i], starts[i + 1] - starts[i]); };
        const QByteArray head = file.left(kBackupHead);
        const QList<QByteArray> wrong {
            head + record(1) + record(0) + record(2) + record(3), head + record(0) + record(0) + record(1) + record(2) + record(3),
            head + record(0) + record(2) + record(3), head + record(0) + record(1) + record(3), head + record(3),
        };
        for (const QByteArray &bytes : wrong) {
            put(path(u"wrong"_s), bytes);
            const auto why = refusal(path(u"wrong"_s));
            QVERIFY(why == HistoryError::Damaged || why == HistoryError::WrongKey);
        }
    }
    void refusesPartsOfTwoBackupsUnderOneKey()
    {
        write(path(u"a"_s), 450, 'k', 1);
        write(path(u"b"_s), 450, 'k', 2);
        const QByteArray a = bytesOf(path(u"a"_s));
        const QByteArray b = bytesOf(path(u"b"_s));
        const QList<qsizetype> ra = records(a);
        const QList<qsizetype> rb = records(b);
        put(path(u"mixed"_s), a.left(ra[1]) + b.mid(rb[1], rb[2] - rb[1]) + a.mid(ra[2]));
        QCOMPARE(refusal(path(u"mixed"_s)), HistoryError::Damaged);
        put(path(u"mixed"_s), a.left(ra[3]) + b.mid(rb[3])); // the other one's index
        QCOMPARE(refusal(path(u"mixed"_s)), HistoryError::Damaged);
    }
    void refusesAFileThatChangesBetweenTheReadings()
    {
        write(path(), 450);
        const auto reader = BackupReader::open(path(), key());
        QVERIFY(reader && verify(**reader));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(kBackupHead + kRecordHead + 20);
        file.write("XXXX");
        file.close();
        const auto part = (*reader)->next();
        QVERIFY(!part && part.error().is(HistoryError::Damaged));
    }
};

QTEST_APPLESS_MAIN(BackupFileTest)
#include "backup_file_test.moc"
