// SPDX-License-Identifier: GPL-3.0-or-later
// What the composer is made of, without a window.
#include "ui/composer/joined_draft.h"
#include "ui/composer/mention_candidates.h"
#include "ui/composer/picture.h"
#include "ui/composer/spell_words.h"
#include "ui/composer/written_mentions.h"
#include "ui/composer/written_text.h"

#include <QBuffer>
#include <QColorSpace>
#include <QElapsedTimer>
#include <QFile>
#include <QImageReader>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace wardline;
using namespace wardline::ui;

namespace {

model::Jid person(int number)
{
    return *model::Jid::parse(QString(u"p%1@clinic.example"_s.arg(number)));
}

model::Member member(int number, const QString &name, model::CareRole role = model::CareRole::Nurse, bool isHere = true)
{
    model::Member someone;
    someone.jid = person(number);
    someone.name = name;
    someone.role.role = role;
    someone.isPresent = isHere;
    return someone;
}

QStringList names(const QList<MentionCandidate> &candidates)
{
    QStringList all;
    for (const MentionCandidate &candidate : candidates) {
        all << candidate.name;
    }
    return all;
}

QStringList judged(const QString &line)
{
    QStringList words;
    for (const WordSpan &span : wordsToCheck(line)) {
        words << line.mid(span.start, span.length);
    }
    return words;
}

template <typename T>
T answer(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

} // namespace

class ComposerPartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // ---- text from elsewhere
    void pastedTextIsWhatCouldHaveBeenTyped_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("taken");
        QTest::newRow("line ends") << u"a\r\nb\rc\u2028d\u2029e"_s << u"a\nb\nc\nd\ne"_s;
        QTest::newRow("tab and hard blank") << u"a\tb\u00A0c"_s << u"a b c"_s;
        QTest::newRow("override") << u"\u202Egpj.exe\u202C"_s << u"gpj.exe"_s;
        QTest::newRow("isolates") << u"a\u2066b\u2069c"_s << u"abc"_s;
        QTest::newRow("controls") << QString(u"a\x01\x1B[31mb\x7F"_s) << u"a[31mb"_s;
        QTest::newRow("nul") << QString::fromUtf16(u"a\0b", 3) << u"ab"_s;
        QTest::newRow("half a surrogate") << QString(u"a"_s + QChar(0xD83D) + u'b') << u"ab"_s;
        QTest::newRow("object stand-in") << u"a\uFFFCb\uFEFF"_s << u"ab"_s;
        QTest::newRow("emoji with joiner stays") << u"👩🏽‍⚕️"_s << u"👩🏽‍⚕️"_s;
        QTest::newRow("arabic with marks stays") << u"سلام\u200F!"_s << u"سلام\u200F!"_s;
        QTest::newRow("what an editor keeps for itself") << QString(u"a"_s + QChar(0xFDD0) + QChar(0xFDD1)) << u"a"_s;
    }
    void pastedTextIsWhatCouldHaveBeenTyped()
    {
        QFETCH(QString, given);
        QFETCH(QString, taken);
        QCOMPARE(typedText(given), taken);
    }

    // ---- whom "@" finds
    void findsByNameWithoutAccentsAndCase()
    {
        MentionCandidates all;
        all.setMembers({member(1, u"Sofía Márquez"_s), member(2, u"Marek Novák"_s), member(3, u"Lea Okafor"_s)});
        QCOMPARE(names(all.matching(u"sofi", 8)), (QStringList{u"Sofía Márquez"_s}));
        // A first name before a second one.
        QCOMPARE(names(all.matching(u"MAR", 8)), (QStringList{u"Marek Novák"_s, u"Sofía Márquez"_s}));
        QVERIFY(all.matching(u"kafor", 8).isEmpty());
    }
    void findsByRoleAndWhoIsHereComesFirst()
    {
        MentionCandidates all;
        all.setMembers({member(1, u"Anna"_s, model::CareRole::Nurse, false), member(2, u"Zoe"_s),
                        member(3, u"Lea"_s, model::CareRole::Physician)});
        QCOMPARE(names(all.matching(u"nurs", 8)), (QStringList{u"Nurses"_s, u"Zoe"_s, u"Anna"_s}));
        QCOMPARE(all.matching(u"nurses", 8).first().people.size(), 2);
        QCOMPARE(names(all.matching(u"", 8)), (QStringList{u"Lea"_s, u"Zoe"_s, u"Anna"_s, u"Nurses"_s}));
    }
    void selfDeclaredTitleNamesNoRole()
    {
        model::Member guest = member(1, u"Guest"_s, model::CareRole::None);
        guest.role.selfDeclaredTitle = u"Physician"_s;
        MentionCandidates all;
        all.setMembers({guest, member(2, u"Lea"_s, model::CareRole::Physician)});
        QVERIFY(!all.matching(u"physicians", 8).isEmpty());
        QVERIFY(!all.matching(u"physicians", 8).first().isRole());
    }
    void hostileNamesAreShortAndPlain()
    {
        MentionCandidates all;
        all.setMembers({member(1, QString(64 * 1024, u'W')), member(2, u"\u202EAnna\nPhysician"_s), member(3, {})});
        const auto found = all.matching(u"", 8);
        QCOMPARE(found.size(), 3); // the third is their role; nobody is without a name
        for (const MentionCandidate &candidate : found) {
            QVERIFY(candidate.name.size() <= 120);
            QVERIFY(!candidate.name.contains(u'\n') && !candidate.name.contains(QChar(0x202E)));
        }
    }
    void fiveThousandPeopleAreSearchedWithinAFrame()
    {
        QList<model::Member> members;
        for (int i = 0; i < 5'000; ++i) {
            members.append(member(i, u"Person %1 Über-Lång %2"_s.arg(i).arg(i % 97)));
        }
        MentionCandidates all;
        all.setMembers(members);
        QElapsedTimer watch;
        watch.start();
        for (int i = 0; i < 20; ++i) {
            QVERIFY(!all.matching(u"lang", 40).isEmpty());
        }
        QVERIFY2(watch.elapsed() / 20 < 16, qPrintable(QString::number(watch.elapsed() / 20)));
    }

    // ---- mentions in the text
    void mentionMovesWithTheTextAndEndsWithItsLetters()
    {
        QTextDocument document(u"Ask @Marek Novák now"_s);
        QTextCursor at(&document);
        at.setPosition(4);
        WrittenMentions mentions;
        mentions.add(at, u"@Marek Novák"_s, person(1));
        QCOMPARE(mentions.present(), (QList<service::Mention>{{person(1), 4, 12}}));
        QTextCursor edit(&document);
        edit.insertText(u"Please: "_s);
        QCOMPARE(mentions.present(), (QList<service::Mention>{{person(1), 12, 12}}));
        edit.setPosition(24);
        edit.insertText(u"ova"_s); // another name
        QVERIFY(mentions.present().isEmpty());
        edit.setPosition(27);
        for (int i = 0; i < 4; ++i) {
            edit.deletePreviousChar();
        }
        QVERIFY(mentions.present().isEmpty());
        edit.insertText(u"k"_s);
        QCOMPARE(mentions.present().size(), 1); // the words are whole again
    }

    // ---- words for the dictionary
    void judgesProseAlone_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("prose") << u"Give it, don\u2019t wait!"_s
                               << QStringList{u"Give"_s, u"it"_s, u"don\u2019t"_s, u"wait"_s};
        QTest::newRow("numbers and doses") << u"40mg 12:30 3.5 B12 x2"_s << QStringList{};
        QTest::newRow("units") << u"35 ml/h and 40 mg now"_s << QStringList{u"and"_s, u"now"_s};
        QTest::newRow("links and addresses")
            << u"see https://a.example/bedd www.bedd.org bedd.example anna@bedd.example"_s << QStringList{u"see"_s};
        QTest::newRow("mention") << u"@Bedd come"_s << QStringList{u"come"_s};
        QTest::newRow("abbreviations and codes") << u"ECG NPO snake_case a\\b"_s << QStringList{};
        QTest::newRow("two sentences in a hurry") << u"done.Next"_s << QStringList{u"done"_s, u"Next"_s};
        QTest::newRow("accents") << u"el niño está"_s << QStringList{u"el"_s, u"niño"_s, u"está"_s};
        QTest::newRow("no word is that long") << QString(5000, u'x') << QStringList{};
    }
    void judgesProseAlone()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, words);
        QCOMPARE(judged(line), words);
    }

    // ---- drafts
    void joinedDraftKeepsMentionsInPlace()
    {
        const service::OutgoingText first{.text = u"@A x"_s, .mentions = {{person(1), 0, 2}}};
        const service::Draft both = joined(first, {.text = u"@B y"_s, .mentions = {{person(2), 0, 2}}});
        QCOMPARE(both.text, u"@A x\n\n@B y"_s);
        for (const service::Mention &mention : both.mentions) {
            QVERIFY(both.text.mid(mention.start, mention.length).startsWith(u'@'));
        }
    }

    // ---- pictures
    void pictureIsDrawnAnewWithoutWhatHungOnIt()
    {
        QImage image(300, 200, QImage::Format_ARGB32);
        image.fill(Qt::red);
        image.setText(u"Author"_s, u"PLANTED-AUTHOR"_s);
        image.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
        const PictureResult picture = answer(preparePicture(image));
        QVERIFY(picture.has_value());
        QVERIFY(!picture->bytes.contains("PLANTED-AUTHOR"));
        QVERIFY(!picture->bytes.contains("iCCP"));
        QCOMPARE(picture->pixels, QSize(300, 200));
        QCOMPARE(picture->preview.width(), picture->preview.height());
        QVERIFY(QImage::fromData(picture->bytes).textKeys().isEmpty());
    }
    void pictureFileLosesItsNameAndComments()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"Mrs Miller bed 7.png"_s);
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(Qt::blue);
        image.setText(u"Comment"_s, u"PLANTED-COMMENT"_s);
        QVERIFY(image.save(path));
        const PictureResult picture = answer(preparePictureFile(path));
        QVERIFY(picture.has_value());
        QCOMPARE(picture->fileName, u"picture.png"_s);
        QVERIFY(!picture->bytes.contains("PLANTED-COMMENT"));
    }
    void absurdPicturesAreRefused()
    {
        const QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &content) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName()
                                                                                            : QString();
        };
        QByteArray header = QByteArray::fromHex("89504E470D0A1A0A0000000D49484452");
        header += QByteArray::fromHex("0001869F0001869F0806000000C48667050000001049444154"); // says 99,999 by 99,999
        QCOMPARE(answer(preparePictureFile(write(u"a.png"_s, header))).error(), PictureProblem::TooManyPixels);
        QCOMPARE(answer(preparePictureFile(write(u"b.png"_s, "no picture at all"))).error(),
                 PictureProblem::Unreadable);
        const QByteArray drawing = R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>)";
        QCOMPARE(answer(preparePictureFile(write(u"c.png"_s, drawing))).error(), PictureProblem::Unreadable);
        QCOMPARE(answer(preparePictureFile(folder.filePath(u"none.png"_s))).error(), PictureProblem::Unreadable);
        QCOMPARE(answer(preparePicture(QImage())).error(), PictureProblem::Unreadable);
        QCOMPARE(answer(preparePicture(QImage(kLongestPictureSide + 1, 1, QImage::Format_RGB32))).error(),
                 PictureProblem::TooManyPixels);
    }
    void aLineOfPixelsIsStillAPicture()
    {
        QImage line(kLongestPictureSide, 1, QImage::Format_RGB32);
        line.fill(Qt::green);
        const PictureResult picture = answer(preparePicture(line));
        QVERIFY(picture.has_value());
        QVERIFY(picture->preview.width() <= 200);
    }
};

QTEST_GUILESS_MAIN(ComposerPartsTest)
#include "composer_parts_test.moc"
