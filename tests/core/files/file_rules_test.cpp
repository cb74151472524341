// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_id_source.h"
#include "core/base/fake_random.h"
#include "core/files/file_key.h"
#include "core/files/file_shelf.h"
#include "core/files/file_type.h"
#include "core/files/files_error.h"
#include "core/files/host_rules.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wardline;
using namespace wardline::files;
using namespace Qt::StringLiterals;

/// Links, hosts, types, names and the folder.
class FileRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linkCarriesNonceAndKey()
    {
        FakeRandom random;
        const AesgcmLink link{QUrl(u"https://files.clinic.example:5281/u/a%20b.jpg"_s), FileKey::make(random)};
        const QString text = link.toText();
        QVERIFY(text.startsWith(u"aesgcm://files.clinic.example:5281/u/a%20b.jpg#"_s));
        QCOMPARE(text.section(u'#', 1).size(), 88);
        QVERIFY(text.section(u'#', 1).startsWith(QString::fromLatin1(link.key.nonce.toHex())));
        QCOMPARE(AesgcmLink::parse(text), std::optional(link));
    }
    void oldLinksHaveLongerNonces()
    {
        const auto link = AesgcmLink::parse(QString(u"aesgcm://h.example/f#"_s + QString(96, u'a')));
        QVERIFY(link);
        QCOMPARE(link->key.nonce.size(), 16);
        QVERIFY(link->key.isUsable());
    }
    void otherLinksAreNone_data()
    {
        QTest::addColumn<QString>("text");
        const QString key(88, u'a');
        QTest::newRow("https") << QString(u"https://h.example/f#"_s + key);
        QTest::newRow("no key") << u"aesgcm://h.example/f"_s;
        QTest::newRow("short key") << QString(u"aesgcm://h.example/f#"_s + key.chopped(2));
        QTest::newRow("no hexadecimal") << QString(u"aesgcm://h.example/f#"_s + key.chopped(1) + u'g');
        QTest::newRow("user name") << QString(u"aesgcm://ana:x@h.example/f#"_s + key);
        QTest::newRow("no host") << QString(u"aesgcm:///f#"_s + key);
        QTest::newRow("text behind it") << QString(u"aesgcm://h.example/f#"_s + key + u" see this"_s);
        QTest::newRow("endless") << QString(u"aesgcm://h.example/"_s + QString(10'000, u'a') + u'#' + key);
    }
    void otherLinksAreNone()
    {
        QFETCH(QString, text);
        QVERIFY(!AesgcmLink::parse(text));
    }

    void asksOnlyAllowedHosts_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("error");
        QTest::newRow("the relay's") << u"https://relay.example:5281/f"_s << -1;
        QTest::newRow("the domain's") << u"https://clinic.example/f"_s << -1;
        QTest::newRow("below the domain") << u"https://Upload.Clinic.Example/f"_s << -1;
        QTest::newRow("by policy") << u"https://cdn.example/f"_s << -1;
        QTest::newRow("another host") << u"https://evil.example/f"_s << int(FilesError::ForeignHost);
        QTest::newRow("ends alike") << u"https://notclinic.example/f"_s << int(FilesError::ForeignHost);
        QTest::newRow("begins alike") << u"https://clinic.example.evil.net/f"_s << int(FilesError::ForeignHost);
        QTest::newRow("below policy's") << u"https://a.cdn.example/f"_s << int(FilesError::ForeignHost);
        QTest::newRow("http instead of https") << u"http://relay.example/f"_s << int(FilesError::NotHttps);
        QTest::newRow("file") << u"file://relay.example/etc/passwd"_s << int(FilesError::NotHttps);
        QTest::newRow("ftp") << u"ftp://relay.example/f"_s << int(FilesError::NotHttps);
        QTest::newRow("user name") << u"https://relay.example@evil.example/f"_s << int(FilesError::BadLink);
        QTest::newRow("nothing") << QString() << int(FilesError::BadLink);
    }
    void asksOnlyAllowedHosts()
    {
        QFETCH(QString, url);
        QFETCH(int, error);
        const HostRules rules{u"relay.example"_s, u"clinic.example"_s, {u"cdn.example"_s}};
        const Status status = rules.check(QUrl(url));
        QCOMPARE(status ? -1 : status.error().value(), error);
    }
    void nothingLiesBelowALocalDomain()
    {
        const HostRules rules{u"localhost"_s, u"localhost"_s, {}};
        QVERIFY(rules.check(QUrl(u"https://localhost:1234/f"_s)));
        QVERIFY(!rules.check(QUrl(u"https://evil.localhost/f"_s)));
        QVERIFY(!HostRules().check(QUrl(u"https://a.example/f"_s)));
    }

    void typeIsWhatTheContentSays_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::newRow("png") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << u"report.pdf"_s << u"image/png"_s;
        QTest::newRow("pdf") << QByteArray("%PDF-1.7\n") << u"photo.jpg"_s << u"application/pdf"_s;
        QTest::newRow("program called picture") << QByteArray("\x7f"
                                                              "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0",
                                                              20)
                                                << u"photo.jpg"_s << u"application/x-executable"_s;
        QTest::newRow("table") << QByteArray("a,b\n1,2\n") << u"values.csv"_s << u"text/csv"_s;
        QTest::newRow("text") << QByteArray("hello") << u"note.txt"_s << u"text/plain"_s;
    }
    void typeIsWhatTheContentSays()
    {
        QFETCH(QByteArray, head);
        QFETCH(QString, name);
        QTEST(mediaTypeOf(head, name), "type");
    }
    void unknownContentIsOctets()
    {
        QCOMPARE(mediaTypeOf(QByteArray("\0\1\2\3\4\xff\xfe\x80", 8), u"photo.jpg"_s), u"application/octet-stream"_s);
    }
    void claimsAreHeldAgainstContent()
    {
        QVERIFY(isSameKind(u"image/png"_s, u"image/png"_s));
        QVERIFY(!isSameKind(u"image/png"_s, u"application/pdf"_s));
        QVERIFY(!isSameKind(u"image/png"_s, u"text/plain"_s));
        QVERIFY(isSameKind(u"text/csv"_s, u"text/plain"_s));
        QVERIFY(isSameKind(QString(), u"application/pdf"_s));
        QVERIFY(isSameKind(u"application/octet-stream"_s, u"application/pdf"_s));
    }
    void policyNamesTypesAndFamilies()
    {
        const QStringList allowed{u"image/png"_s, u"text/*"_s};
        QVERIFY(isTypeAllowed(u"image/png"_s, allowed));
        QVERIFY(isTypeAllowed(u"text/csv"_s, allowed));
        QVERIFY(!isTypeAllowed(u"image/svg+xml"_s, allowed));
        QVERIFY(!isTypeAllowed(u"application/octet-stream"_s, allowed));
        QVERIFY(!isTypeAllowed(u"application/pdf"_s, {}));
    }
    void namesLeadNowhere()
    {
        QCOMPARE(plainFileName(u"../../etc/passwd"_s), u"passwd"_s);
        QCOMPARE(plainFileName(u"C:\\Users\\ana\\x.png"_s), u"x.png"_s);
        QCOMPARE(plainFileName(u"..."_s), u"file"_s);
        QCOMPARE(plainFileName(QString()), u"file"_s);
        QCOMPARE(plainFileName(u"invoice\u202Egnp.exe"_s), u"invoice_gnp.exe"_s);
        QCOMPARE(plainFileName(QString(500, u'a') + u".png"_s).size(), 120);
        QVERIFY(plainFileName(QString(500, u'a') + u".png"_s).endsWith(u".png"_s));
    }

    void shelfKeepsOnlyWhatBelongsToMessages()
    {
        const QTemporaryDir folder;
        FakeIdSource ids;
        const auto shelf = FileShelf::open(folder.filePath(u"attachments"_s));
        QVERIFY(shelf);
        QCOMPARE(int(QFile::permissions(folder.filePath(u"attachments"_s)) & (QFile::ReadGroup | QFile::ReadOther)), 0);
        const QString kept = shelf->newName(ids);
        const QString orphan = shelf->newName(ids);
        for (const QString &name : {kept, orphan}) {
            QFile file(shelf->path(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QCOMPARE(shelf->names(), (QSet<QString>{kept, orphan}));
        shelf->clear({orphan, u"../outside"_s});
        QVERIFY(shelf->has(kept));
        QVERIFY(!shelf->has(orphan));
        QVERIFY(!shelf->has(u"../cache.db"_s));
        shelf->remove(kept);
        QVERIFY(!shelf->has(kept));
    }
};

QTEST_GUILESS_MAIN(FileRulesTest)
#include "file_rules_test.moc"
