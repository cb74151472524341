// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/stream_error.h"
#include "core/stream/stream_management.h"

#include <QTest>

using namespace wardline;
using namespace wardline::stream;

namespace {

xml::Element message(int number)
{
    return xml::Element(u"message", u"jabber:client").setAttribute(u"id", QString::number(number));
}

} // namespace

class StreamManagementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acknowledgesInOrder()
    {
        StreamManagement counts;
        const StanzaHandle first = counts.sent(message(1));
        const StanzaHandle second = counts.sent(message(2));
        const StanzaHandle third = counts.sent(message(3));
        QCOMPARE(counts.acknowledged(2).value(), (std::vector {first, second}));
        QCOMPARE(counts.unacked().size(), std::size_t(1));
        QVERIFY(counts.acknowledged(2).value().empty());
        QCOMPARE(counts.acknowledged(3).value(), std::vector {third});
    }

    void refusesMoreThanWasSent()
    {
        StreamManagement counts;
        (void)counts.sent(message(1));
        const auto result = counts.acknowledged(2);
        QVERIFY(!result.has_value());
        QVERIFY(result.error().is(StreamError::AcknowledgementWrong));
        QCOMPARE(counts.unacked().size(), std::size_t(1));
    }

    void refusesACountThatGoesBack()
    {
        StreamManagement counts;
        (void)counts.sent(message(1));
        (void)counts.sent(message(2));
        QVERIFY(counts.acknowledged(2).has_value());
        QVERIFY(!counts.acknowledged(1).has_value());
    }

    void countsAcrossTheWrap()
    {
        StreamManagement counts;
        counts.setCountsForTest(0xffffffffULL, 0xfffffffeULL);
        const StanzaHandle last = counts.sent(message(1));
        const StanzaHandle next = counts.sent(message(2));
        QCOMPARE(counts.acknowledged(0).value(), std::vector {last});
        QCOMPARE(counts.acknowledged(1).value(), std::vector {next});
        const ReceivedToken one = counts.received();
        const ReceivedToken two = counts.received();
        counts.markHandled(one);
        QCOMPARE(counts.handledCount(), 0xffffffffU);
        counts.markHandled(two);
        QCOMPARE(counts.handledCount(), 0U);
    }

    void reportsOnlyTheUnbrokenRun()
    {
        StreamManagement counts;
        const ReceivedToken one = counts.received();
        const ReceivedToken two = counts.received();
        const ReceivedToken three = counts.received();
        counts.markHandled(three);
        counts.markHandled(two);
        QCOMPARE(counts.handledCount(), 0U);
        QVERIFY(!counts.allHandled());
        counts.markHandled(one);
        QCOMPARE(counts.handledCount(), 3U);
        QVERIFY(counts.allHandled());
    }

    void ignoresMarksThatMakeNoSense()
    {
        StreamManagement counts;
        const ReceivedToken one = counts.received();
        counts.markHandled(one);
        counts.markHandled(one);
        counts.markHandled({7});
        counts.markHandledThrough({7});
        counts.markHandled({});
        QCOMPARE(counts.handledCount(), 1U);
    }

    void marksARunAtOnce()
    {
        StreamManagement counts;
        (void)counts.received();
        (void)counts.received();
        const ReceivedToken three = counts.received();
        const ReceivedToken four = counts.received();
        counts.markHandled(four);
        counts.markHandledThrough(three);
        QCOMPARE(counts.handledCount(), 4U);
    }

    void forgetsWhatTheRelayWillSendAgain()
    {
        StreamManagement counts;
        const ReceivedToken one = counts.received();
        (void)counts.received();
        counts.markHandled(one);
        counts.forgetUnhandled();
        QVERIFY(counts.allHandled());
        counts.markHandled(counts.received());
        QCOMPARE(counts.handledCount(), 2U);
    }

    void resendsUnderTheSameHandle()
    {
        StreamManagement counts;
        (void)counts.sent(message(1));
        const StanzaHandle second = counts.sent(message(2));
        (void)counts.acknowledged(1).value();
        for (UnackedStanza &unacked : counts.takeUnacked()) {
            counts.resent(std::move(unacked));
        }
        QCOMPARE(counts.acknowledged(2).value(), std::vector {second});
    }

    void keepsHandlesUniqueAfterARestart()
    {
        StreamManagement counts;
        const StanzaHandle before = counts.sent(message(1));
        counts.restart();
        QVERIFY(counts.unacked().empty());
        QCOMPARE(counts.handledCount(), 0U);
        const StanzaHandle after = counts.sent(message(2));
        QVERIFY(after > before);
        QCOMPARE(counts.acknowledged(1).value(), std::vector {after});
    }
};

QTEST_GUILESS_MAIN(StreamManagementTest)
#include "stream_management_test.moc"
