// SPDX-License-Identifier: GPL-3.0-or-later
// The first message to a room of fifty people with two devices each, all with keys of their own: what the person at the
// screen notices of it.
#include "tests/core/service/large_room.h"

#include <ctime>
#include <deque>

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;

namespace {

constexpr int kPeople = 50;
constexpr double kLongestTurn = 16; ///< milliseconds of processor time: a frame; sanitizers included

double threadMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace

class LiveLargeRoomTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsProgressAndBlocksNothing();
    void announcementsAloneAboveAHundred();
    void whoRunsTheRoomWritesToMoreThanAHundred();
};

void LiveLargeRoomTest::showsProgressAndBlocksNothing()
{
    LargeRoom room(kPeople);
    room.publishTwoDevicesEach();
    std::deque<QByteArray> answers;
    QList<QByteArray> answered;
    room.accounts.deliver = [&](const QByteArray &answer) { answers.push_back(answer); };
    const auto deliverOne = [&] {
        const QByteArray answer = answers.front();
        answers.pop_front();
        answered.append(answer);
        room.bench.relay.say(answer);
    };
    room.bench.workstation->signIn().signIn(WardBench::request());
    QVERIFY(room.bench.until([&] {
        if (!answers.empty() && room.bench.session() == nullptr) {
            deliverOne();
        }
        return room.bench.session() != nullptr;
    }));
    QList<int> progress;
    MessageService &messages = room.bench.session()->messages();
    connect(&messages, &MessageService::encryptionChanged, this, [&](const model::Jid &conversation) {
        const ConversationEncryption encryption = messages.encryption(conversation);
        if (conversation == jid(kTeam) && encryption.keysTotal >= kPeople
            && (progress.isEmpty() || progress.last() != encryption.keysReady)) {
            progress.append(encryption.keysReady);
        }
    });
    QFuture<Result<model::MessageId>> sending;
    bool hasBegun = false;
    double longest = 0;
    const auto turn = [&](const auto &work) {
        const double before = threadMilliseconds();
        work();
        longest = std::max(longest, threadMilliseconds() - before);
    };
    for (int i = 0; i < 60'000 && !(hasBegun && sending.isFinished()); ++i) {
        room.bench.relay.work();
        if (!answers.empty()) {
            turn(deliverOne);
        }
        turn([] { QCoreApplication::processEvents(); });
        turn([&] { room.bench.timers.advance(std::chrono::milliseconds(20)); });
        if (!hasBegun && room.bench.session()->rooms().conversation(jid(kTeam))
            && room.bench.session()->rooms().conversation(jid(kTeam))->posting == model::PostingRight::Allowed) {
            turn([&] { sending = messages.send(jid(kTeam), {.text = u"bed 12 is ready"_s}); });
            hasBegun = true;
        }
        if (answers.empty()) {
            QTest::qWait(1);
        }
    }
    QVERIFY(hasBegun && sending.isFinished() && sending.resultCount() > 0);
    QVERIFY2(sending.result(), sending.result() ? "" : qPrintable(sending.result().error().toLogString()));
    room.accounts.deliver = [&](const QByteArray &answer) { room.bench.relay.say(answer); };
    QVERIFY(room.bench.until([&] { return !room.bench.relay.messages.isEmpty(); }));
    const auto sealed = encryptedIn(xmpp::MessageStanza::fromXml(room.bench.relay.messages.last())->payloads);
    QCOMPARE(sealed.first().keys.size(), 2 * (kPeople - 1));
    qInfo("longest turn %.1f ms, %lld steps of progress", longest, static_cast<long long>(progress.size()));
    const auto bundles = std::count_if(answered.begin(), answered.end(),
                                       [](const QByteArray &answer) { return answer.contains("<spk"); });
    QCOMPARE(int(bundles), 2 * (kPeople - 1)); // each was asked for in front of the person
    QVERIFY2(progress.size() >= 5, qPrintable(QString::number(progress.size())));
    QVERIFY2(longest < kLongestTurn, qPrintable(QString::number(longest)));
}

void LiveLargeRoomTest::announcementsAloneAboveAHundred()
{
    LargeRoom room(101);
    room.bench.signIn();
    QVERIFY(room.bench.until([&] { return room.bench.session()->rooms().conversation(jid(kTeam)).has_value(); }));
    const auto sent = room.bench.answer(room.bench.session()->messages().send(jid(kTeam), {.text = u"anybody?"_s}));
    QVERIFY(!sent && sent.error().is(ServiceError::NotEverybodyCanRead));
    QVERIFY(room.bench.relay.messages.isEmpty());
    const auto obstacles = room.bench.session()->messages().encryption(jid(kTeam)).obstacles;
    QCOMPARE(obstacles.size(), 1);
    QCOMPARE(obstacles.first().why, EncryptionObstacle::Why::AnnouncementsOnly);
    QVERIFY(!room.accounts.asked.contains(LargeRoom::person(0).toString())); // nobody's keys are fetched for it
}

void LiveLargeRoomTest::whoRunsTheRoomWritesToMoreThanAHundred()
{
    LargeRoom room(103, "owner");
    room.publishTwoDevicesEach();
    room.bench.signIn();
    QVERIFY(room.bench.until([&] { return room.bench.session()->rooms().conversation(jid(kTeam)).has_value(); }));
    QString here; // under which she is in the room
    for (const xml::Element &presence : std::as_const(room.bench.relay.presences)) {
        here = presence.attribute(u"to").startsWith(kTeam) ? presence.attribute(u"to") : here;
    }
    room.bench.relay.say(
        "<presence xmlns='jabber:client' from='" + here.toUtf8()
        + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator' "
          "jid='ana@relay.example/Wardline~1'/><status code='110'/></x></presence>");
    room.bench.settle();
    const auto sent =
        room.bench.answer(room.bench.session()->messages().send(jid(kTeam), {.text = u"fire drill at 14:00"_s}));
    QVERIFY(sent);
    QVERIFY(room.bench.until([&] { return !room.bench.relay.messages.isEmpty(); }));
    const auto stanza = xmpp::MessageStanza::fromXml(room.bench.relay.messages.last());
    const auto encrypted = encryptedIn(stanza->payloads);
    QCOMPARE(encrypted.size(), 1);
    QCOMPARE(encrypted.first().keys.size(), 204); // two devices of each of the others
    QVERIFY(xml::writeXml(room.bench.relay.messages.last()).size() < 256 * 1024); // what relays take
}

QTEST_GUILESS_MAIN(LiveLargeRoomTest)
#include "live_large_room_test.moc"
