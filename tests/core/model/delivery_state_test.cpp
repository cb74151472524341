// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/delivery_state.h"

#include <QTest>

using namespace wardline::model;

Q_DECLARE_METATYPE(DeliveryState)

class DeliveryStateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void advances_data();
    void advances();
};

void DeliveryStateTest::advances_data()
{
    using enum DeliveryState;
    QTest::addColumn<DeliveryState>("from");
    QTest::addColumn<DeliveryState>("to");
    QTest::addColumn<bool>("allowed");
    const std::initializer_list<DeliveryState> all = {Received, Queued, OnRelay, OnDevice, Seen, Failed};
    const auto allowed = [](DeliveryState from, DeliveryState to) {
        switch (from) {
        case Queued:
            return to == OnRelay || to == OnDevice || to == Seen || to == Failed;
        case OnRelay:
            return to == OnDevice || to == Seen || to == Failed;
        case OnDevice:
            return to == Seen; // what is on a device cannot have failed to arrive
        case Received: // others' messages have no delivery
        case Seen:
        case Failed: // only sending again leads out
            return false;
        }
        return false;
    };
    for (const DeliveryState from : all) {
        for (const DeliveryState to : all) {
            const QString name = deliveryStateWord(from) + QStringLiteral(" to ") + deliveryStateWord(to);
            QTest::newRow(qPrintable(name)) << from << to << allowed(from, to);
        }
    }
}

void DeliveryStateTest::advances()
{
    QFETCH(DeliveryState, from);
    QFETCH(DeliveryState, to);
    QTEST(mayAdvance(from, to), "allowed");
}

QTEST_GUILESS_MAIN(DeliveryStateTest)
#include "delivery_state_test.moc"
