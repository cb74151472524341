// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/draft_codec.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace wardline;
using namespace wardline::service;

namespace {
const model::Jid kMarek = *model::Jid::parse(u"marek@clinic.example");
} // namespace

class DraftCodecTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainTextStaysAsItIs()
    {
        const Draft draft{.text = u"half a thought"_s, .cursor = 4};
        QCOMPARE(storedText(draft), u"half a thought"_s);
        QCOMPARE(draftFromStored(storedText(draft), 4), draft);
    }
    void allOfItComesBack()
    {
        Draft draft{.text = u"@Marek Novák, bed 7"_s, .mentions = {{kMarek, 0, 12}}, .answers = {1234567890123456789}};
        draft.cursor = 3;
        draft.corrects = {42};
        draft.correction = u"bed 8 \"quoted\"\nand a line, @Marek Novák"_s;
        draft.correctionMentions = {{kMarek, 27, 12}};
        draft.urgency = model::Urgency::Stat;
        QCOMPARE(draftFromStored(storedText(draft), 3), draft);
    }
    void anEmptyDraftIsAnEmptyText() { QVERIFY(storedText({}).isEmpty()); }
    void damagedSecondPartKeepsTheText()
    {
        const Draft draft = draftFromStored(u"kept\x1E{\"answers\":"_s, 99);
        QCOMPARE(draft.text, u"kept"_s);
        QCOMPARE(draft.cursor, 4);
        QVERIFY(!draft.answers.isValid());
    }
    void mentionsOutsideTheTextAreDropped()
    {
        const QString stored = u"abc\x1E{\"mentions\":[[\"marek@clinic.example\",2,5],[\"marek@clinic.example\",-1,2],"
                               u"[\"no address@\",0,1],[\"marek@clinic.example\",0,2147483647]]}"_s;
        QVERIFY(draftFromStored(stored, 0).mentions.isEmpty());
    }
    void aTextCannotForgeTheSecondPart()
    {
        const Draft draft{.text = u"a\x1E{\"corrects\":\"7\"}"_s};
        const Draft back = draftFromStored(storedText(draft), 0);
        QVERIFY(!back.corrects.isValid());
        QCOMPARE(back.text, u"a{\"corrects\":\"7\"}"_s);
    }
    void theLongestFitsTheStore()
    {
        Draft draft{.text = QString(50'000, QChar(0x6F22)), .corrects = {7}};
        draft.correction = QString(50'000, u'\x01');
        QVERIFY(storedText(draft).toUtf8().size() <= 256 * 1024);
        QCOMPARE(draftFromStored(storedText(draft), 0).text.size(), kMaxDraftLength);
    }
};

QTEST_APPLESS_MAIN(DraftCodecTest)
#include "draft_codec_test.moc"
