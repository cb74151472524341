// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/care_role.h"
#include "core/model/delivery_state.h"
#include "core/model/urgency.h"

#include <QSet>
#include <QTest>

using namespace wardline::model;
using namespace Qt::StringLiterals;

class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCareRoleHasItsOwnWord();
    void everyUrgencyHasItsOwnWord();
    void everyDeliveryStateHasItsOwnWord();
    void unknownWordsAreRefused_data();
    void unknownWordsAreRefused();
    void onlyAnAssertedRoleCounts();
};

void WordsTest::everyCareRoleHasItsOwnWord()
{
    QSet<QString> words;
    for (const CareRole role : {CareRole::None, CareRole::Physician, CareRole::Nurse, CareRole::Pharmacist, CareRole::Therapist,
                                CareRole::Clerk, CareRole::Student}) {
        words.insert(careRoleWord(role));
        QCOMPARE(careRoleFromWord(careRoleWord(role)), std::optional(role));
    }
    QCOMPARE(words.size(), 7);
}

void WordsTest::everyUrgencyHasItsOwnWord()
{
    QSet<QString> words;
    for (const Urgency urgency : {Urgency::Fyi, Urgency::ActionWithin, Urgency::Concern, Urgency::Stat}) {
        words.insert(urgencyWord(urgency));
        QCOMPARE(urgencyFromWord(urgencyWord(urgency)), std::optional(urgency));
    }
    QCOMPARE(words.size(), 4);
}

void WordsTest::everyDeliveryStateHasItsOwnWord()
{
    QSet<QString> words;
    for (const DeliveryState state : {DeliveryState::Received, DeliveryState::Queued, DeliveryState::OnRelay, DeliveryState::OnDevice,
                                      DeliveryState::Seen, DeliveryState::Failed}) {
        words.insert(deliveryStateWord(state));
        QCOMPARE(deliveryStateFromWord(deliveryStateWord(state)), std::optional(state));
    }
    QCOMPARE(words.size(), 6);
}

void WordsTest::unknownWordsAreRefused_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("unknown") << u"surgeon-general"_s;
    QTest::newRow("upper-case") << u"NURSE"_s;
    QTest::newRow("space") << u"nurse "_s;
    QTest::newRow("homograph") << u"nur\u0455e"_s;
}

void WordsTest::unknownWordsAreRefused()
{
    QFETCH(QString, word);
    QVERIFY(!careRoleFromWord(word));
    QVERIFY(!urgencyFromWord(word));
    QVERIFY(!deliveryStateFromWord(word));
}

void WordsTest::onlyAnAssertedRoleCounts()
{
    RoleClaim claim;
    claim.selfDeclaredTitle = u"physician"_s;
    QVERIFY(!claim.isAsserted());
    claim.role = CareRole::Physician;
    QVERIFY(claim.isAsserted());
}

QTEST_GUILESS_MAIN(WordsTest)
#include "words_test.moc"
