// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/emoji.h"
#include "core/xmpp/xep0372_references.h"
#include "core/xmpp/xep0424_retract.h"
#include "core/xmpp/xep0425_moderate.h"
#include "core/xmpp/xep0428_fallback.h"
#include "core/xmpp/xep0444_reactions.h"
#include "core/xmpp/xep0461_reply.h"
#include "tests/core/xmpp/fixture.h"

using namespace wardline;
using namespace wardline::xmpp;
using namespace wardline::xmpp::test;
using namespace Qt::StringLiterals;

class MessageChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retractions()
    {
        QVERIFY(isWrittenAs(Retraction{.id = u"m1"_s}, "<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>"));
        QCOMPARE(*retractedId({element("<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>")}),
                 (RetractedId{u"m1"_s, false}));
        QCOMPARE(*retractedId({element("<apply-to xmlns='urn:xmpp:fasten:0' id='m1'><retract "
                                       "xmlns='urn:xmpp:message-retract:0'/></apply-to>")}),
                 (RetractedId{u"m1"_s, true}));
        QVERIFY(!retractedId({element("<retract xmlns='urn:xmpp:message-retract:1'/>")}));
        QVERIFY(!*retractedId({element("<retracted xmlns='urn:xmpp:message-retract:1' id='m1'/>")}));
    }

    void moderations()
    {
        const ModerationRequest request{.id = u"s1"_s, .reason = u"spam"_s, .isOld = false};
        QVERIFY(isWrittenAs(request,
                            "<moderate xmlns='urn:xmpp:message-moderate:1' id='s1'><retract "
                            "xmlns='urn:xmpp:message-retract:1'/><reason>spam</reason></moderate>"));
        const ModerationRequest old{.id = u"s1"_s, .reason = {}, .isOld = true};
        QCOMPARE(old.toXml(),
                 element("<apply-to xmlns='urn:xmpp:fasten:0' id='s1'><moderate xmlns='urn:xmpp:message-moderate:0'>"
                         "<retract xmlns='urn:xmpp:message-retract:0'/></moderate></apply-to>"));
        const Moderation expected{u"s1"_s, model::Jid::parse(u"r@h/mod").value(), u"spam"_s};
        QCOMPARE(*moderationIn({element("<retract xmlns='urn:xmpp:message-retract:1' id='s1'><moderated "
                                        "xmlns='urn:xmpp:message-moderate:1' by='r@h/mod'/><reason>spam</reason></retract>")}),
                 expected);
        QCOMPARE(*moderationIn({element("<apply-to xmlns='urn:xmpp:fasten:0' id='s1'><moderated "
                                        "xmlns='urn:xmpp:message-moderate:0' by='r@h/mod'><retract "
                                        "xmlns='urn:xmpp:message-retract:0'/><reason>spam</reason></moderated></apply-to>")}),
                 expected);
        const auto plain = element("<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>");
        QVERIFY(!*moderationIn({plain}));
        const auto tombstone = archivedTombstone(
            {element("<moderated xmlns='urn:xmpp:message-moderate:0' by='r@h/mod'><retracted "
                     "xmlns='urn:xmpp:message-retract:0' stamp='2026-01-01T00:00:00Z'/></moderated>")});
        QVERIFY(tombstone && tombstone->isModerated && tombstone->stamp);
        QVERIFY(!archivedTombstone({plain}));
    }

    void emoji_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("thumb") << u"\U0001F44D"_s << true;
        QTest::newRow("thumb with tone") << u"\U0001F44D\U0001F3FD"_s << true;
        QTest::newRow("heart with style") << u"\u2764\uFE0F"_s << true;
        QTest::newRow("family") << u"\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"_s << true;
        QTest::newRow("flag") << u"\U0001F1E8\U0001F1ED"_s << true;
        QTest::newRow("key cap") << u"1\uFE0F\u20E3"_s << true;
        QTest::newRow("check mark") << u"\u2705"_s << true;
        QTest::newRow("letter") << u"a"_s << false;
        QTest::newRow("digit") << u"1"_s << false;
        QTest::newRow("two thumbs") << u"\U0001F44D\U0001F44D"_s << false;
        QTest::newRow("half a flag") << u"\U0001F1E8"_s << false;
        QTest::newRow("joiner at the end") << u"\U0001F44D\u200D"_s << false;
        QTest::newRow("direction override") << u"\u202E\U0001F44D"_s << false;
        QTest::newRow("lone surrogate") << QString(QChar(0xD83D)) << false;
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("a chain without end") << u"\U0001F44D\u200D"_s.repeated(5000) + u"\U0001F44D"_s << false;
    }
    void emoji()
    {
        QFETCH(QString, text);
        QFETCH(bool, isOne);
        QCOMPARE(model::isEmoji(text), isOne);
    }

    void reactions()
    {
        QVERIFY(isWrittenAs(Reactions{.id = u"m1"_s, .emoji = {u"\U0001F44B"_s}},
                            "<reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>\U0001F44B</reaction></reactions>"));
        QByteArray many;
        for (int n = 0; n < 3000; ++n) {
            many += "<reaction>" + QStringView(QChar::fromUcs4(char32_t(0x1F600 + n % 60))).toUtf8() + "</reaction>";
        }
        const auto read = Reactions::fromXml(
            element("<reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>no</reaction>" + many + "</reactions>"));
        QVERIFY(read);
        QCOMPARE(read->emoji.size(), Reactions::kMaxPerPerson);
        QVERIFY(!Reactions::fromXml(element("<reactions xmlns='urn:xmpp:reactions:0'/>")));
    }

    void replies()
    {
        QVERIFY(isWrittenAs(Reply{.id = u"m1"_s, .to = model::Jid::parse(u"anna@example.com").value()},
                            "<reply xmlns='urn:xmpp:reply:0' to='anna@example.com' id='m1'/>"));
        QVERIFY(!Reply::fromXml(element("<reply xmlns='urn:xmpp:reply:0' to='anna@example.com'/>")));
    }

    void fallbacks_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<QString>("left");
        const QString body = u"> \U0001F44D\nyes"_s;
        QTest::newRow("code points") << QByteArray("start='0' end='4'") << u"yes"_s;
        QTest::newRow("too long") << QByteArray("start='0' end='99'") << body;
        QTest::newRow("backwards") << QByteArray("start='4' end='0'") << body;
        QTest::newRow("no number") << QByteArray("start='x' end='4'") << body;
        QTest::newRow("overflow") << QByteArray("start='0' end='99999999999999999999'") << body;
        QTest::newRow("none") << QByteArray() << body;
    }
    void fallbacks()
    {
        QFETCH(QByteArray, range);
        QFETCH(QString, left);
        const auto payload = element("<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body " + range + "/></fallback>");
        QCOMPARE(withoutFallback(u"> \U0001F44D\nyes"_s, {payload}, Reply::kNamespace).text, left);
        QCOMPARE(withoutFallback(u"> \U0001F44D\nyes"_s, {payload}, u"urn:other").text, u"> \U0001F44D\nyes"_s);
    }

    void mentions()
    {
        const auto person = model::Jid::parse(u"ana@relay.example").value();
        QVERIFY(isWrittenAs(MentionReference{person, 0, 4},
                            "<reference xmlns='urn:xmpp:reference:0' type='mention' uri='xmpp:ana@relay.example' begin='0' end='4'/>"));
        const auto good = element("<reference xmlns='urn:xmpp:reference:0' type='mention' uri='xmpp:ana@relay.example'/>");
        const auto other = element("<reference xmlns='urn:xmpp:reference:0' type='data' uri='xmpp:ana@relay.example'/>");
        const auto wrong = element("<reference xmlns='urn:xmpp:reference:0' type='mention' uri='https://ana@relay.example'/>");
        QCOMPARE(mentionsIn({other, wrong, good}).size(), 1);
        QCOMPARE(mentionsIn(QList<xml::Element>(5000, good)).size(), MentionReference::kMaxPerMessage);
    }
};

QTEST_GUILESS_MAIN(MessageChangeTest)
#include "message_change_test.moc"
