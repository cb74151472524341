// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_clock.h"
#include "core/lock/lock_reason.h"
#include "core/lock/lock_sequence.h"

#include <QStringList>
#include <QTest>

#include <functional>
#include <set>

using namespace wardline;
using namespace wardline::lock;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {
class Participant final : public LockParticipant
{
public:
    Participant(const char *name, LockStage stage, std::function<void()> onWipe)
        : m_name(name)
        , m_stage(stage)
        , m_onWipe(std::move(onWipe))
    {
    }
    QLatin1StringView name() const noexcept override { return QLatin1StringView(m_name); }
    LockStage stage() const noexcept override { return m_stage; }
    void wipe() noexcept override { m_onWipe(); }

private:
    const char *m_name;
    LockStage m_stage;
    std::function<void()> m_onWipe;
};
} // namespace

class LockSequenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsByStageThenInOrderOfJoining()
    {
        FakeClock clock;
        QStringList order;
        LockSequence sequence(clock);
        Participant page("page", LockStage::ShowPage, [&] { order << u"page"_s; });
        Participant store("store", LockStage::CloseStore, [&] { order << u"store"_s; });
        Participant list("list", LockStage::ClearViews, [&] { order << u"list"_s; });
        Participant timeline("timeline", LockStage::ClearViews, [&] { order << u"timeline"_s; });
        Participant drafts("drafts", LockStage::KeepDrafts, [&] { order << u"drafts"_s; });
        for (Participant *participant : {&page, &store, &list, &timeline, &drafts}) {
            sequence.join(*participant);
        }
        sequence.run();
        QCOMPARE(order, (QStringList {u"drafts"_s, u"list"_s, u"timeline"_s, u"store"_s, u"page"_s}));
    }

    void saysHowLongEachTook()
    {
        FakeClock clock;
        LockSequence sequence(clock);
        Participant quick("quick", LockStage::ClearViews, [] {});
        Participant slow("slow", LockStage::CloseStore, [&] { clock.advance(120ms); });
        sequence.join(slow);
        sequence.join(quick);
        const std::vector<LockStepTime> expected {{"quick"_L1, LockStage::ClearViews, 0ms},
                                                  {"slow"_L1, LockStage::CloseStore, 120ms}};
        QCOMPARE(sequence.run(), expected);
    }

    void aParticipantMayLeaveWhileAnotherWipes()
    {
        FakeClock clock;
        int wiped = 0;
        LockSequence sequence(clock);
        Participant view("view", LockStage::ClearViews, [&] { ++wiped; });
        Participant dialog("dialog", LockStage::CloseWindows, [&] { sequence.leave(view); });
        sequence.join(view);
        sequence.join(dialog);
        sequence.run();
        QCOMPARE(wiped, 0);
        QCOMPARE(sequence.size(), std::size_t(1));
    }

    void lockingFromWithinDoesNotRunTwice()
    {
        FakeClock clock;
        int wiped = 0;
        LockSequence sequence(clock);
        Participant view("view", LockStage::ClearViews, [&] {
            ++wiped;
            sequence.run();
        });
        sequence.join(view);
        sequence.run();
        QCOMPARE(wiped, 1);
        sequence.run();
        QCOMPARE(wiped, 2);
    }

    void everyReasonHasItsOwnWord()
    {
        std::set<QString> words;
        for (const LockReason reason : lockReasons()) {
            words.insert(lockReasonWord(reason));
        }
        QCOMPARE(words.size(), lockReasons().size());
        QCOMPARE(lockReasons().back(), LockReason::RemoteCommand);
        QCOMPARE(lockReasons().size(), static_cast<std::size_t>(LockReason::RemoteCommand) + 1);
    }
};

namespace QTest {
template <>
char *toString(const std::vector<LockStepTime> &steps)
{
    QString text;
    for (const LockStepTime &step : steps) {
        text += step.name % u' ' % QString::number(step.took.count()) % u' ';
    }
    return qstrdup(text.toUtf8().constData());
}
} // namespace QTest

QTEST_GUILESS_MAIN(LockSequenceTest)
#include "lock_sequence_test.moc"
