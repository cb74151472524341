// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/notifier.h"

#include "core/base/fake_timer_factory.h"
#include "core/service/fake_workstation.h"

#include <QtTest>

using namespace wardline;
using namespace wardline::service;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using model::Urgency;

namespace {

model::Jid jid(const QString &text)
{
    return *model::Jid::parse(text);
}

/// One signed-in person with four rooms and a colleague, and a notifier over them.
struct Rig
{
    explicit Rig(const NotificationLimits &limits = {.mostContent = NotificationContent::Text})
        : settings(workstation, limits)
        , notifier(workstation, settings, clock, timers, [this] { return inView; })
    {
        workstation.data.account = jid(u"anna@clinic.example"_s);
        for (const auto &[address, title] :
             std::initializer_list<std::pair<QString, QString>>{{u"w@rooms.example"_s, u"Ward 4"_s},
                                                                {u"x@rooms.example"_s, u"Consult"_s},
                                                                {u"y@rooms.example"_s, u"Pharmacy"_s},
                                                                {u"z@rooms.example"_s, u"Handover"_s}}) {
            model::ConversationSummary room;
            room.jid = jid(address);
            room.title = title;
            room.posting = model::PostingRight::Allowed;
            workstation.data.conversations.append(room);
        }
        model::ConversationSummary colleague;
        colleague.jid = jid(u"marek@clinic.example"_s);
        colleague.kind = model::ConversationKind::Direct;
        colleague.title = u"Marek Nowak"_s;
        workstation.data.conversations.append(colleague);
        QObject::connect(&notifier, &Notifier::noticed, &notifier, [this](const Notice &notice) {
            shown[notice.conversation] = notice;
            ++changes;
        });
        QObject::connect(&notifier, &Notifier::withdrawn, &notifier,
                         [this](const model::Jid &key) { shown.erase(key); });
        QObject::connect(&notifier, &Notifier::allWithdrawn, &notifier, [this] { shown.clear(); });
        QObject::connect(&notifier, &Notifier::rang, &notifier, [this](bool isUrgent) { rings.append(isUrgent); });
        workstation.fakeSignIn.signInAtOnce();
    }

    model::MessageId arrive(const QString &room, model::Message message = {})
    {
        message.conversation = jid(room);
        message.sender = jid(u"marek@clinic.example"_s);
        if (message.senderName.isEmpty()) {
            message.senderName = u"Marek Nowak"_s;
        }
        if (message.body.isEmpty()) {
            message.body = u"Bed 12 is ready"_s;
        }
        return workstation.fakeSession()->fakeMessages.store(message);
    }
    /// Lets answers come and what is gathered be told.
    void settle(std::chrono::milliseconds time = 3s)
    {
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
        timers.advance(time);
    }
    [[nodiscard]] const Notice *notice(const QString &room = {}) const
    {
        const auto found = shown.find(room.isEmpty() ? model::Jid() : jid(room));
        return found == shown.end() ? nullptr : &found->second;
    }
    void choose(const std::function<void(NotificationPreferences &)> &change)
    {
        NotificationPreferences preferences = settings.chosen();
        change(preferences);
        settings.choose(preferences);
    }

    FakeClock clock;
    FakeTimerFactory timers{clock};
    FakeWorkstation workstation{clock};
    NotificationSettings settings;
    model::Jid inView;
    Notifier notifier;
    std::map<model::Jid, Notice> shown;
    QList<bool> rings;
    int changes = 0;
};

const QString kWard = u"w@rooms.example"_s;
const QString kConsult = u"x@rooms.example"_s;
const QString kPharmacy = u"y@rooms.example"_s;
const QString kHandover = u"z@rooms.example"_s;
const QString kMarek = u"marek@clinic.example"_s;

} // namespace

class NotifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfANewMessageAndRings()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.settle();
        QVERIFY(rig.notice(kWard));
        QCOMPARE(rig.notice(kWard)->messages, 1);
        QCOMPARE(rig.notice(kWard)->opens, jid(kWard));
        QCOMPARE(rig.rings, QList<bool>{false});
        QCOMPARE(rig.notifier.lastReason(jid(kWard)), AlertReason::Told);
    }

    void saysNoMoreThanPolicyAllows_data()
    {
        QTest::addColumn<int>("content");
        QTest::addColumn<bool>("hasSender");
        QTest::addColumn<bool>("hasRoom");
        QTest::addColumn<bool>("hasText");
        QTest::newRow("nothing, the default") << int(NotificationLimits().mostContent) << false << false << false;
        QTest::newRow("sender") << int(NotificationContent::Sender) << true << false << false;
        QTest::newRow("room") << int(NotificationContent::Room) << true << true << false;
        QTest::newRow("text") << int(NotificationContent::Text) << true << true << true;
    }
    void saysNoMoreThanPolicyAllows()
    {
        QFETCH(int, content);
        QFETCH(bool, hasSender);
        QFETCH(bool, hasRoom);
        QFETCH(bool, hasText);
        Rig rig({.mostContent = static_cast<NotificationContent>(content)});
        rig.arrive(kWard);
        rig.settle();
        QCOMPARE(rig.shown.size(), std::size_t(1));
        const Notice &notice = rig.shown.begin()->second;
        QCOMPARE(!notice.sender.isEmpty(), hasSender);
        QCOMPARE(!notice.room.isEmpty(), hasRoom);
        QCOMPARE(!notice.text.isEmpty(), hasText);
        QCOMPARE(notice.conversation.isEmpty(), !hasSender);
    }

    void aPersonMayHaveLessSaidButNotMore()
    {
        Rig rig({.mostContent = NotificationContent::Room});
        rig.choose([](auto &p) { p.content = NotificationContent::Sender; });
        QCOMPARE(rig.settings.content(), NotificationContent::Sender);
        rig.choose([](auto &p) { p.content = NotificationContent::Text; });
        QCOMPARE(rig.settings.content(), NotificationContent::Room);
    }

    void aBurstIsToldOnce()
    {
        Rig rig;
        for (int i = 0; i < 40; ++i) {
            rig.arrive(kWard);
        }
        rig.settle();
        QCOMPARE(rig.changes, 1);
        QCOMPARE(rig.notice(kWard)->messages, 40);
        QCOMPARE(rig.rings.size(), 1);
    }

    void noticesDoNotChangeMoreOftenThanEveryTwoSeconds()
    {
        Rig rig;
        for (int i = 0; i < 20; ++i) {
            rig.arrive(kWard);
            rig.settle(100ms);
        }
        QVERIFY2(rig.changes <= 2, qPrintable(QString::number(rig.changes)));
        rig.settle();
        QCOMPARE(rig.notice(kWard)->messages, 20);
    }

    void oneNoticeARoomAndOneForAllWhenThereAreMany()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.arrive(kConsult);
        rig.arrive(kPharmacy);
        rig.settle();
        QCOMPARE(rig.shown.size(), std::size_t(3));
        rig.arrive(kHandover);
        rig.settle();
        QCOMPARE(rig.shown.size(), std::size_t(1));
        QVERIFY(rig.notice());
        QCOMPARE(rig.notice()->messages, 4);
        QCOMPARE(rig.notice()->conversations, 4);
        QVERIFY(rig.notice()->sender.isEmpty());
        QVERIFY(rig.notice()->text.isEmpty());
        QCOMPARE(rig.notice()->opens, jid(kHandover));
    }

    void withNothingToSayThereIsOneNoticeForAll()
    {
        Rig rig{NotificationLimits{}};
        rig.arrive(kWard);
        rig.arrive(kWard);
        rig.arrive(kConsult);
        rig.settle();
        QCOMPARE(rig.shown.size(), std::size_t(1));
        QCOMPARE(rig.notice()->messages, 3);
        QCOMPARE(rig.notice()->conversations, 2);
    }

    void theUrgentOneIsOpenedFirst()
    {
        Rig rig{NotificationLimits{}};
        model::Message stat;
        stat.urgency = Urgency::Stat;
        rig.arrive(kWard, stat);
        rig.arrive(kConsult);
        rig.settle();
        QCOMPARE(rig.notice()->opens, jid(kWard));
        QCOMPARE(rig.notice()->urgent, 1);
        QVERIFY(rig.notice()->isStat);
        QCOMPARE(rig.rings, QList<bool>{true});
    }

    void ownMessagesAndHistoryAreNotTold()
    {
        Rig rig;
        model::Message own;
        own.isOwn = true;
        rig.arrive(kWard, own);
        model::Message old;
        old.time = rig.clock.now() - 10min;
        for (int i = 0; i < 500; ++i) {
            rig.arrive(kConsult, old);
        }
        rig.settle();
        QVERIFY(rig.shown.empty());
        QVERIFY(rig.rings.isEmpty());
        QCOMPARE(rig.notifier.lastReason(jid(kConsult)), AlertReason::OldMessage);
        QVERIFY(!rig.notifier.lastReason(jid(kWard)));
    }

    void aPageOfHistoryCostsOneRow()
    {
        Rig rig;
        FakeMessageService &messages = rig.workstation.fakeSession()->fakeMessages;
        QList<model::MessageId> ids;
        for (int i = 0; i < 250; ++i) {
            model::Message old;
            old.conversation = jid(kWard);
            old.time = rig.clock.now() - 2h;
            const QSignalBlocker quietly(messages);
            ids.append(messages.store(old));
        }
        Q_EMIT messages.messagesStored(jid(kWard), ids);
        rig.settle();
        QCOMPARE(messages.askedById, 1);
        QVERIFY(rig.shown.empty());
    }

    void theLastPageOfWhatWasMissedIsTold()
    {
        Rig rig;
        FakeMessageService &messages = rig.workstation.fakeSession()->fakeMessages;
        QList<model::MessageId> ids;
        for (int minutes = 20; minutes > 0; --minutes) {
            model::Message missed;
            missed.conversation = jid(kWard);
            missed.time = rig.clock.now() - std::chrono::minutes(minutes);
            const QSignalBlocker quietly(messages);
            ids.append(messages.store(missed));
        }
        Q_EMIT messages.messagesStored(jid(kWard), ids);
        rig.settle();
        QVERIFY(rig.notice(kWard));
        QCOMPARE(rig.notice(kWard)->messages, 5);
        QCOMPARE(rig.changes, 1);
    }

    void whatIsInViewIsNotToldButAStatRings()
    {
        Rig rig;
        rig.inView = jid(kWard);
        rig.arrive(kWard);
        rig.settle();
        QVERIFY(rig.shown.empty());
        QVERIFY(rig.rings.isEmpty());
        model::Message stat;
        stat.urgency = Urgency::Stat;
        rig.arrive(kWard, stat);
        rig.settle();
        QVERIFY(rig.shown.empty());
        QCOMPARE(rig.rings, QList<bool>{true});
    }

    void mentionsOnlyAndPerRoomChoices()
    {
        Rig rig;
        rig.choose([](auto &p) { p.level = NotificationLevel::Mentions; });
        rig.arrive(kWard);
        rig.settle();
        QVERIFY(!rig.notice(kWard));
        QCOMPARE(rig.notifier.lastReason(jid(kWard)), AlertReason::NotMentioned);
        model::Message mention;
        mention.mentionsMe = true;
        rig.arrive(kWard, mention);
        rig.arrive(kMarek);
        rig.settings.chooseFor(jid(kConsult), NotificationLevel::Everything);
        rig.settings.chooseFor(jid(kPharmacy), NotificationLevel::Nothing);
        rig.arrive(kConsult);
        mention.mentionsMe = true;
        rig.arrive(kPharmacy, mention);
        rig.settle();
        QVERIFY(rig.notice(kWard));
        QVERIFY(rig.notice(kMarek));
        QVERIFY(rig.notice(kMarek)->isDirect);
        QVERIFY(rig.notice(kConsult));
        QVERIFY(!rig.notice(kPharmacy));
    }

    void choicesOutliveALockAndAreThePersonsOwn()
    {
        Rig rig;
        rig.choose([](auto &p) { p.isSoundOn = false; });
        rig.settings.chooseFor(jid(kWard), NotificationLevel::Nothing);
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        QVERIFY(rig.settings.isSoundOn());
        QVERIFY(!rig.settings.chosenFor(jid(kWard)));
        rig.settings.chooseFor(jid(kWard), NotificationLevel::Everything); // nobody is there to choose
        (void)rig.workstation.fakeLock.unlock(SecretBytes::copyOf("correct horse"));
        QVERIFY(!rig.settings.isSoundOn());
        QCOMPARE(rig.settings.chosenFor(jid(kWard)), NotificationLevel::Nothing);
        rig.settings.chooseFor(jid(kWard), std::nullopt);
        QVERIFY(!rig.settings.chosenFor(jid(kWard)));
    }

    void policyOverridesThePerson()
    {
        Rig rig({.mostContent = NotificationContent::Nothing,
                 .leastLevel = NotificationLevel::Mentions,
                 .mayBeQuiet = false,
                 .isSoundRequired = true});
        rig.choose([](auto &p) {
            p.level = NotificationLevel::Nothing;
            p.isSoundOn = false;
            p.isQuietAtNight = true;
            p.quietHours = {0, 0};
        });
        rig.settings.chooseFor(jid(kWard), NotificationLevel::Nothing);
        QCOMPARE(rig.settings.level(), NotificationLevel::Mentions);
        QCOMPARE(rig.settings.levelFor(jid(kWard)), NotificationLevel::Mentions);
        QVERIFY(rig.settings.isSoundOn());
        QVERIFY(!rig.settings.isQuietAt(rig.clock.now()));
    }

    void inQuietHoursOnlyWhatIsUrgentComesThrough()
    {
        Rig rig;
        rig.choose([](auto &p) {
            p.isQuietAtNight = true;
            p.quietHours = {0, 0}; // the whole day
        });
        rig.arrive(kWard);
        rig.settle();
        QVERIFY(rig.shown.empty());
        QCOMPARE(rig.notifier.lastReason(jid(kWard)), AlertReason::QuietTime);
        model::Message concern;
        concern.urgency = Urgency::Concern;
        rig.arrive(kWard, concern);
        rig.settle();
        QVERIFY(rig.notice(kWard));
        QCOMPARE(rig.rings, QList<bool>{true});
        QCOMPARE(rig.notifier.lastReason(jid(kWard)), AlertReason::ToldUrgent);
    }

    void soundOffMeansNoSound()
    {
        Rig rig;
        rig.choose([](auto &p) { p.isSoundOn = false; });
        rig.arrive(kWard);
        rig.settle();
        QVERIFY(rig.notice(kWard));
        QVERIFY(rig.rings.isEmpty());
    }

    void ordinaryMessagesRingSeldomUrgentOnesAlways()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.settle(2500ms);
        rig.arrive(kWard);
        rig.settle(400ms);
        QCOMPARE(rig.rings, QList<bool>{false});
        model::Message stat;
        stat.urgency = Urgency::Stat;
        rig.arrive(kWard, stat);
        rig.settle(0ms);
        QCOMPARE(rig.rings, (QList<bool>{false, true}));
    }

    void whatWasReadIsWithdrawn()
    {
        Rig rig;
        rig.arrive(kWard);
        const auto id = rig.arrive(kConsult);
        rig.settle();
        rig.workstation.fakeSession()->fakeMessages.markRead(jid(kConsult), id);
        QVERIFY(rig.notice(kWard));
        QVERIFY(!rig.notice(kConsult));
    }

    void readingBeforeItWasToldTellsNothing()
    {
        Rig rig;
        const auto id = rig.arrive(kWard);
        rig.settle(0ms);
        rig.workstation.fakeSession()->fakeMessages.markRead(jid(kWard), id);
        rig.settle();
        QVERIFY(rig.shown.empty());
        QCOMPARE(rig.changes, 0);
    }

    void aSummaryThatDoesNotKnowTheMessageYetWithdrawsNothing()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.settle();
        auto &summary = rig.workstation.data.conversations[0];
        summary.lastMessage = {};
        summary.unread = 0;
        rig.workstation.fakeSession()->fakeRooms.announceConversations();
        QVERIFY(rig.notice(kWard));
    }

    void aRoomThatIsGoneIsWithdrawn()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.settle();
        rig.workstation.data.conversations.removeFirst();
        rig.workstation.fakeSession()->fakeRooms.announceConversations();
        QVERIFY(rig.shown.empty());
    }

    void readingSomeCountsTheRest()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.arrive(kWard);
        rig.arrive(kWard);
        rig.settle();
        rig.workstation.data.conversations[0].unread = 1;
        rig.workstation.fakeSession()->fakeRooms.announceConversations();
        QVERIFY(rig.notice(kWard));
        rig.arrive(kWard);
        rig.settle();
        QCOMPARE(rig.notice(kWard)->messages, 2);
    }

    void whatWasDismissedCountsFromOneAgain()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.arrive(kWard);
        rig.settle();
        rig.notifier.forget(jid(kWard));
        rig.arrive(kWard);
        rig.settle();
        QCOMPARE(rig.notice(kWard)->messages, 1);
    }

    void lockingWithdrawsEverythingAndForgetsIt()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.settle();
        rig.arrive(kConsult); // still being asked for
        const int changesBefore = rig.changes;
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        QVERIFY(rig.shown.empty());
        rig.settle();
        QVERIFY(rig.shown.empty());
        QCOMPARE(rig.changes, changesBefore);
        QVERIFY(!rig.notifier.lastReason(jid(kWard)));
        QCOMPARE(rig.rings.size(), 1);
    }

    void lockingBeforeItWasToldTellsNothing()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.settle(0ms);
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        QCOMPARE(rig.changes, 0);
        QVERIFY(rig.rings.isEmpty());
    }

    void signingOutWithdrawsEverything()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.settle();
        rig.workstation.fakeSignIn.signOut();
        QVERIFY(rig.shown.empty());
    }

    void whatWasTakenBackIsWithdrawn()
    {
        Rig rig;
        const auto first = rig.arrive(kWard);
        model::Message second;
        second.body = u"Forget that"_s;
        const auto id = rig.arrive(kWard, second);
        rig.settle();
        QCOMPARE(rig.notice(kWard)->text, u"Forget that"_s);
        const auto bury = [](model::Message &message) {
            message.tombstone.emplace();
            message.body.clear();
        };
        (void)rig.workstation.fakeSession()->fakeMessages.change(id, bury);
        rig.settle();
        QCOMPARE(rig.notice(kWard)->messages, 1);
        QVERIFY(rig.notice(kWard)->text.isEmpty());
        (void)rig.workstation.fakeSession()->fakeMessages.change(first, bury);
        rig.settle();
        QVERIFY(rig.shown.empty());
        QCOMPARE(rig.rings.size(), 1);
    }

    void aCorrectedTextReplacesTheWrongOne()
    {
        Rig rig;
        const auto id = rig.arrive(kWard);
        rig.settle();
        (void)rig.workstation.fakeSession()->fakeMessages.change(id, [](model::Message &m) { m.body = u"Bed 14"_s; });
        rig.settle();
        QCOMPARE(rig.notice(kWard)->text, u"Bed 14"_s);
        QCOMPARE(rig.rings.size(), 1);
    }

    void tighteningWhatIsSaidTakesEffectOnWhatIsShown()
    {
        Rig rig;
        rig.arrive(kWard);
        rig.settle();
        QVERIFY(!rig.notice(kWard)->text.isEmpty());
        rig.choose([](auto &p) { p.content = NotificationContent::Nothing; });
        QCOMPARE(rig.shown.size(), std::size_t(1));
        QVERIFY(rig.notice());
        QVERIFY(rig.notice()->sender.isEmpty());
        QCOMPARE(rig.rings.size(), 1);
    }

    void hugeTextsAreCut()
    {
        Rig rig;
        model::Message huge;
        huge.body = QString(64 * 1024, u'x');
        huge.senderName = QString(64 * 1024, u'y');
        rig.workstation.data.conversations[0].title = QString(64 * 1024, u'z');
        rig.arrive(kWard, huge);
        rig.settle();
        QVERIFY(rig.notice(kWard)->text.size() <= 1000);
        QVERIFY(rig.notice(kWard)->sender.size() <= 1000);
        QVERIFY(rig.notice(kWard)->room.size() <= 1000);
    }
};

QTEST_GUILESS_MAIN(NotifierTest)
#include "notifier_test.moc"
