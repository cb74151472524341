// SPDX-License-Identifier: GPL-3.0-or-later
// What waits goes on leaving while the screen is locked: in ciphertext, in order, once, and for nobody else than it was
// written for.
#include "tests/core/service/large_room.h"
#include "tests/core/service/two_people.h"

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;

namespace {

/// The line is cut, and the relay cannot be reached until it is `isReachable` again.
void goAway(WardBench &bench)
{
    bench.relay.isReachable = false;
    bench.relay.cut();
    bench.settle();
}

void comeBack(WardBench &bench)
{
    bench.relay.isReachable = true;
    bench.timers.advance(std::chrono::minutes(2)); // the longest wait between attempts
    bench.settle();
}

void lockAndSettle(WardBench &bench)
{
    bench.lockService().lock(lock::LockReason::User);
    bench.settle();
}

QStringList idsOf(const QList<xml::Element> &messages)
{
    QStringList ids;
    for (const xml::Element &message : messages) {
        if (message.child(u"origin-id", u"urn:xmpp:sid:0") != nullptr) {
            ids.append(message.attribute(u"id"));
        }
    }
    return ids;
}

/// Ana in a small room, with everybody's keys, who has said something in it.
struct Ward
{
    explicit Ward(int people = 3)
        : room(people)
    {
        room.publishTwoDevicesEach();
        room.bench.signIn();
        isReady = room.bench.until([this] { return bench.session()->rooms().conversation(jid(kTeam)).has_value(); })
            && bool(say(u"before"_s));
        bench.settle();
        bench.relay.messages.clear();
    }
    Result<model::MessageId> say(const QString &text)
    {
        const auto id = bench.answer(bench.session()->messages().send(jid(kTeam), {.text = text}));
        bench.settle();
        return id;
    }
    [[nodiscard]] std::optional<model::Message> row(model::MessageId id)
    {
        const auto rows = bench.answer(bench.session()->messages().byIds({id}));
        return rows && !rows->isEmpty() ? std::optional(rows->first()) : std::nullopt;
    }

    LargeRoom room;
    WardBench &bench = room.bench;
    bool isReady = false;
};

} // namespace

class LockedOutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsToAPersonBehindTheLock();
    void sendsToARoomBehindTheLock();
    void leavesTheRelayAloneWhenAllHasLeft();
    void holdsWhatWasWrittenForOthers();
    void holdsWhatWasWrittenForOthersWithoutALockToo();
    void sendsNothingTwiceThatMayHaveArrived();
    void noticesWhatIsRefusedBehindTheLock();
    void sendsNothingInTheClearBehindTheLock();
    void keepsTheNextTokenUntilTheVaultIsOpen();
    void staysOutOfARoomThatLetsNobodyIn();
    void asksAgainWhoBelongsToTheRoom_data();
    void asksAgainWhoBelongsToTheRoom();
};

void LockedOutboxTest::sendsToAPersonBehindTheLock()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"hello"_s));
    (void)two.opens(two.bench.relay.messages.last());
    two.bench.relay.messages.clear();
    goAway(two.bench);
    const auto first = two.sends(u"potassium is 2.9"_s);
    const auto second = two.sends(u"please repeat it"_s);
    QVERIFY(first && second);
    lockAndSettle(two.bench);
    QVERIFY(two.bench.session() == nullptr);
    QVERIFY(!two.bench.workstation->profile()->vault().isOpen());
    QCOMPARE(two.bench.lockService().lockedView().unsent, 2);
    QVERIFY(two.bench.lockService().lockedView().isSending);
    QVERIFY(two.bench.relay.messages.isEmpty());

    comeBack(two.bench);
    QVERIFY(two.bench.lockService().isLocked());
    QCOMPARE(idsOf(two.bench.relay.messages).size(), 2);
    const auto opened = two.opens(two.bench.relay.messages.first());
    QVERIFY(opened && hasInside(*opened, u"body", u"jabber:client"));
    two.bench.timers.advance(std::chrono::seconds(30)); // an acknowledgement is asked for by then
    two.bench.settle();
    QCOMPARE(two.bench.lockService().lockedView().unsent, 0);

    QVERIFY(two.bench.unlock());
    two.rest();
    QCOMPARE(idsOf(two.bench.relay.messages).size(), 2); // not again
    for (const auto id : {*first, *second}) {
        const auto rows = two.bench.answer(two.messages().byIds({id}));
        QVERIFY(rows && rows->size() == 1);
        QCOMPARE(rows->first().state, model::DeliveryState::OnRelay);
    }
    QCOMPARE(two.bench.session()->unsentCount(), 0);
}

void LockedOutboxTest::sendsToARoomBehindTheLock()
{
    Ward ward;
    QVERIFY(ward.isReady);
    goAway(ward.bench);
    const auto written = ward.say(u"bed 12 is ready"_s);
    QVERIFY(written);
    lockAndSettle(ward.bench);
    ward.bench.relay.resumes = false;
    ward.bench.relay.presences.clear();
    comeBack(ward.bench);
    QCOMPARE(ward.bench.relay.presences.size(), 1); // into the room, and nowhere else: nobody sees us as present
    QCOMPARE(ward.bench.relay.presences.first().attribute(u"to"), QString(kTeam % u"/ana"));
    QCOMPARE(idsOf(ward.bench.relay.messages).size(), 1);
    ward.bench.timers.advance(std::chrono::seconds(30));
    ward.bench.settle();
    QVERIFY(ward.bench.unlock());
    ward.bench.settle();
    QCOMPARE(ward.row(*written)->state, model::DeliveryState::OnRelay);
    QCOMPARE(idsOf(ward.bench.relay.messages).size(), 1);
}

void LockedOutboxTest::leavesTheRelayAloneWhenAllHasLeft()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"hello"_s));
    lockAndSettle(two.bench);
    for (int i = 0; i < 2; ++i) { // until it is acknowledged, and until nobody will refuse it any more
        two.bench.timers.advance(std::chrono::seconds(30));
        two.bench.settle();
    }
    QCOMPARE(two.bench.relay.goodByes, 1);
    QVERIFY(!two.bench.relay.hasLine());
    QVERIFY(!two.bench.lockService().lockedView().isSending);
}

void LockedOutboxTest::holdsWhatWasWrittenForOthers()
{
    Ward ward;
    QVERIFY(ward.isReady);
    goAway(ward.bench);
    const auto written = ward.say(u"Mr Adler's result"_s);
    QVERIFY(written);
    lockAndSettle(ward.bench);
    ward.bench.relay.resumes = false;
    ward.room.count = 2; // somebody was taken out of the room
    comeBack(ward.bench);
    QVERIFY(ward.bench.relay.messages.isEmpty());
    QVERIFY(!ward.bench.lockService().lockedView().isSending);
    QCOMPARE(ward.bench.lockService().lockedView().unsent, 1);
    QVERIFY(!ward.bench.relay.hasLine());

    QVERIFY(ward.bench.unlock());
    ward.bench.settle();
    QVERIFY(ward.bench.relay.messages.isEmpty());
    const auto row = ward.row(*written);
    QCOMPARE(row->state, model::DeliveryState::Failed);
    QCOMPARE(row->trouble, std::optional(model::DeliveryTrouble::MembersChanged));
    ward.bench.session()->messages().retry(*written);
    QVERIFY(ward.bench.until([&] { return !ward.bench.relay.messages.isEmpty(); }));
    const auto sealed = encryptedIn(xmpp::MessageStanza::fromXml(ward.bench.relay.messages.last())->payloads);
    QCOMPARE(sealed.first().keys.size(), 2); // for those who are there now
}

void LockedOutboxTest::holdsWhatWasWrittenForOthersWithoutALockToo()
{
    Ward ward;
    QVERIFY(ward.isReady);
    goAway(ward.bench);
    const auto written = ward.say(u"Mr Adler's result"_s);
    QVERIFY(written);
    ward.bench.relay.resumes = false;
    ward.room.count = 2;
    comeBack(ward.bench);
    QVERIFY(ward.bench.until([&] { return ward.bench.session()->isCaughtUp(); }));
    ward.bench.settle();
    QVERIFY(ward.bench.relay.messages.isEmpty());
    QCOMPARE(ward.row(*written)->trouble, std::optional(model::DeliveryTrouble::MembersChanged));
}

void LockedOutboxTest::sendsNothingTwiceThatMayHaveArrived()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"hello"_s));
    two.bench.timers.advance(std::chrono::seconds(30));
    two.bench.settle();
    two.bench.relay.messages.clear();
    two.bench.relay.takesMessages = false; // on the wire, and nobody says what became of it
    const auto uncertain = two.sends(u"given to the stream"_s);
    goAway(two.bench);
    const auto after = two.sends(u"after it"_s);
    QVERIFY(uncertain && after);
    lockAndSettle(two.bench);
    two.bench.relay.takesMessages = true;
    two.bench.relay.resumes = false;
    comeBack(two.bench);
    QVERIFY(two.bench.relay.messages.isEmpty()); // and nothing overtakes it
    QVERIFY(!two.bench.lockService().lockedView().isSending);
    QCOMPARE(two.bench.lockService().lockedView().unsent, 2);
    QVERIFY(two.bench.unlock());
    QVERIFY(two.bench.until([&] { return idsOf(two.bench.relay.messages).size() == 2; }));
    const auto rows = two.bench.answer(two.messages().byIds({*uncertain, *after}));
    QVERIFY(rows && rows->size() == 2);
    QCOMPARE(idsOf(two.bench.relay.messages), QStringList({rows->at(0).originId, rows->at(1).originId}));
}

void LockedOutboxTest::noticesWhatIsRefusedBehindTheLock()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"hello"_s));
    two.bench.relay.messages.clear();
    goAway(two.bench);
    const auto written = two.sends(u"to somebody who is gone"_s);
    QVERIFY(written);
    lockAndSettle(two.bench);
    comeBack(two.bench);
    QCOMPARE(idsOf(two.bench.relay.messages).size(), 1);
    two.bench.relay.say("<message xmlns='jabber:client' type='error' from='ben@relay.example' id='"
                        + idsOf(two.bench.relay.messages).first().toUtf8()
                        + "'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                          "</error></message>");
    two.bench.settle();
    QVERIFY(two.bench.unlock());
    two.rest();
    const auto rows = two.bench.answer(two.messages().byIds({*written}));
    QVERIFY(rows && rows->size() == 1);
    QCOMPARE(rows->first().state, model::DeliveryState::Failed);
}

void LockedOutboxTest::sendsNothingInTheClearBehindTheLock()
{
    WardBench bench;
    bench.signIn();
    (void)bench.session()->rooms().startDirect(kBenHere);
    bench.settle();
    goAway(bench);
    QVERIFY(bench.answer(bench.session()->messages().send(kBenHere, {.text = u"in the clear"_s})));
    bench.settle();
    lockAndSettle(bench);
    comeBack(bench);
    QVERIFY(bench.relay.messages.isEmpty());
    QVERIFY(!bench.relay.hasLine());
    QCOMPARE(bench.lockService().lockedView().unsent, 1);
    QVERIFY(bench.unlock());
    QVERIFY(bench.until([&] { return idsOf(bench.relay.messages).size() == 1; }));
}

void LockedOutboxTest::keepsTheNextTokenUntilTheVaultIsOpen()
{
    Two two;
    two.begin();
    QVERIFY(two.sends(u"hello"_s));
    goAway(two.bench);
    QVERIFY(two.sends(u"waits"_s));
    lockAndSettle(two.bench);
    two.bench.relay.tokenExpiry = "2026-01-02T12:00:00Z"; // of the one that comes with the next connection
    two.bench.relay.resumes = false;
    comeBack(two.bench);
    QVERIFY(two.bench.unlock());
    two.rest();
    const auto kept = two.bench.workstation->profile()->token();
    QVERIFY(kept);
    QCOMPARE(kept->expiry, Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2) + std::chrono::hours(12)));
}

void LockedOutboxTest::staysOutOfARoomThatLetsNobodyIn()
{
    Ward ward;
    QVERIFY(ward.isReady);
    goAway(ward.bench);
    QVERIFY(ward.say(u"to a room that is gone"_s));
    lockAndSettle(ward.bench);
    ward.bench.relay.resumes = false;
    ward.bench.relay.answersJoins = false;
    ward.bench.relay.joinAnswer = "<presence xmlns='jabber:client' type='error' from='" + kTeam.toUtf8()
        + "/ana'><error type='auth'><registration-required "
          "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>";
    ward.bench.relay.presences.clear();
    comeBack(ward.bench);
    QCOMPARE(ward.bench.relay.presences.size(), 1); // asked once
    QVERIFY(ward.bench.relay.messages.isEmpty());
    QVERIFY(!ward.bench.lockService().lockedView().isSending);
    QVERIFY(!ward.bench.relay.hasLine());
}

void LockedOutboxTest::asksAgainWhoBelongsToTheRoom_data()
{
    QTest::addColumn<bool>("isLocked");
    QTest::newRow("behind the lock") << true;
    QTest::newRow("unlocked") << false;
}

void LockedOutboxTest::asksAgainWhoBelongsToTheRoom()
{
    QFETCH(const bool, isLocked);
    Ward ward;
    QVERIFY(ward.isReady);
    goAway(ward.bench);
    QVERIFY(ward.say(u"bed 12 is ready"_s));
    if (isLocked) {
        lockAndSettle(ward.bench);
    }
    ward.bench.relay.resumes = false;
    const auto answer = ward.bench.relay.answerInstead;
    ward.bench.relay.answerInstead = [&](const xml::Element &iq) {
        const bool isList = iq.child(u"query", u"http://jabber.org/protocol/muc#admin") != nullptr;
        if (isList) {
            ward.room.accounts.reply(
                iq, "error",
                "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        }
        return isList || answer(iq);
    };
    comeBack(ward.bench);
    QVERIFY(ward.bench.relay.messages.isEmpty());
    ward.bench.relay.answerInstead = answer;
    for (int i = 0; i < 3 && ward.bench.relay.messages.isEmpty(); ++i) {
        ward.bench.timers.advance(RoomMembership::kAskAgain);
        ward.bench.settle();
    }
    QCOMPARE(idsOf(ward.bench.relay.messages).size(), 1);
}

QTEST_GUILESS_MAIN(LockedOutboxTest)
#include "locked_outbox_test.moc"
