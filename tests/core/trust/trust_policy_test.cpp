// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/trust_policy.h"

#include <QTest>

using namespace wardline;
using namespace wardline::trust;
using model::DeviceFault;
using model::ManualTrust;
using model::Trust;
using State = Certification::State;

class TrustPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstThatAppliesDecides_data();
    void theFirstThatAppliesDecides();
};

void TrustPolicyTest::theFirstThatAppliesDecides_data()
{
    QTest::addColumn<int>("manual"); // -1: none
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("mayTrustBlindly");
    QTest::addColumn<bool>("hasVerified");
    QTest::addColumn<bool>("hasChanged");
    QTest::addColumn<int>("trust");
    constexpr std::array kStates{State::None, State::Certified, State::Expired, State::Revoked};
    for (const int manual : {-1, static_cast<int>(ManualTrust::Verified), static_cast<int>(ManualTrust::Distrusted)}) {
        for (const State state : kStates) {
            for (int flags = 0; flags < 8; ++flags) {
                const bool blindly = (flags & 1) != 0;
                const bool hasVerified = (flags & 2) != 0;
                const bool hasChanged = (flags & 4) != 0;
                // written out in the order of the design, apart from the code
                Trust trust = Trust::Undecided;
                if (manual == static_cast<int>(ManualTrust::Distrusted)) {
                    trust = Trust::ManuallyDistrusted;
                } else if (state == State::Revoked) {
                    trust = Trust::Revoked;
                } else if (manual == static_cast<int>(ManualTrust::Verified)) {
                    trust = Trust::Verified;
                } else if (state == State::Certified) {
                    trust = Trust::Certified;
                } else if (blindly && !hasVerified && !hasChanged) {
                    trust = Trust::Blind;
                }
                QTest::addRow("manual %d, state %d, flags %d", manual, static_cast<int>(state), flags)
                    << manual << static_cast<int>(state) << blindly << hasVerified << hasChanged
                    << static_cast<int>(trust);
            }
        }
    }
}

void TrustPolicyTest::theFirstThatAppliesDecides()
{
    QFETCH(int, manual);
    QFETCH(int, state);
    QFETCH(bool, mayTrustBlindly);
    QFETCH(bool, hasVerified);
    QFETCH(bool, hasChanged);
    QFETCH(int, trust);
    model::KnownDevice device;
    if (manual >= 0) {
        device.manual = static_cast<ManualTrust>(manual);
    }
    if (hasChanged) {
        device.fault = DeviceFault::IdentityChanged;
    }
    Certification certification;
    certification.state = static_cast<State>(state);
    QCOMPARE(static_cast<int>(trustOf(device, certification, {hasVerified}, {mayTrustBlindly})), trust);
}

QTEST_GUILESS_MAIN(TrustPolicyTest)
#include "trust_policy_test.moc"
