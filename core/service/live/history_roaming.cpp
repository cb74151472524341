// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/history_roaming.h"

#include <utility>

namespace wardline::service {

namespace {
constexpr std::chrono::minutes kLookAgain{10}; ///< for what is kept under another password, or could not be asked
}

HistoryRoaming::HistoryRoaming(SessionParts &parts, HistoryMerger &merger, LiveMessageService &messages)
    : m_parts(parts)
    , m_node(parts)
    , m_fetch(parts, merger, m_node, parts.profile.deviceId().value_or(QString()))
    , m_keep(parts, m_node, parts.profile.deviceId().value_or(QString()))
    , m_again(parts.environment.timers.createTimer([this] {
        withdraw();
        fetch();
    }))
{
    m_state.hours = static_cast<int>(parts.environment.rules.history.roamingRange.count());
    connect(&parts.profile.roamingKey(), &RoamingKey::changed, this, &HistoryRoaming::onKey);
    connect(&messages, &MessageService::messagesStored, &m_keep, &RoamingKeep::noteChange);
    connect(&messages, &MessageService::messageChanged, &m_keep, &RoamingKeep::noteChange);
    connect(&merger, &HistoryMerger::merged, &m_keep, &RoamingKeep::noteChange);
    connect(&m_keep, &RoamingKeep::changed, this, [this] {
        m_state.kept = m_keep.kept();
        Q_EMIT changed();
    });
    connect(&m_keep, &RoamingKeep::foundRolledBack, this, [this] {
        m_wasRolledBack = true;
        (void)m_parts.profile.record({audit::AuditEventType::HistoryRefused,
                                      m_parts.own.toString(),
                                      audit::AuditOutcome::SeriousFailure,
                                      audit::AuditReason::RolledBack,
                                      {},
                                      {}});
        setKind(RoamingState::Kind::Refused);
    });
    onKey();
}

HistoryRoaming::~HistoryRoaming() = default;

void HistoryRoaming::setKind(RoamingState::Kind kind)
{
    if (m_state.kind != kind) {
        m_state.kind = kind;
        Q_EMIT changed();
    }
}

void HistoryRoaming::onKey()
{
    switch (m_parts.profile.roamingKey().state()) {
    case RoamingKey::State::Off:
        setKind(RoamingState::Kind::Off);
        m_keep.isSomethingKept([this](bool isKept) {
            if (isKept && !m_isWithdrawn) {
                setKind(RoamingState::Kind::Withdrawing);
            }
        });
        break;
    case RoamingKey::State::NoSecret:
        setKind(RoamingState::Kind::NoSecret);
        break;
    case RoamingKey::State::Closed:
    case RoamingKey::State::Deriving:
        setKind(RoamingState::Kind::Preparing);
        break;
    case RoamingKey::State::Ready:
        setKind(RoamingState::Kind::Preparing);
        fetch();
        break;
    }
}

void HistoryRoaming::caughtUp()
{
    m_isCaughtUp = true;
    withdraw();
    fetch();
}

void HistoryRoaming::disconnected()
{
    m_isCaughtUp = false;
}

void HistoryRoaming::aboutToClose()
{
    m_keep.sendAtOnce();
}

void HistoryRoaming::flush(std::function<void()> done)
{
    withdraw();
    if (m_isWithdrawing) {
        m_flushed = std::move(done);
        return;
    }
    m_keep.flush(std::move(done));
}

/// Once a session; and again, later or in the next one, until the relay has said that it is done.
void HistoryRoaming::withdraw()
{
    const bool isOff = m_parts.profile.roamingKey().state() == RoamingKey::State::Off;
    if (!isOff || m_isWithdrawn || m_isWithdrawing || !m_node.isReachable()) {
        return;
    }
    m_isWithdrawing = true;
    m_keep.withdraw([this](const Status &status) {
        m_isWithdrawing = false;
        m_isWithdrawn = status.has_value();
        if (m_isWithdrawn) {
            setKind(RoamingState::Kind::Off);
            Q_EMIT changed(); // settled, also where the word stays
        } else {
            m_again->start(kLookAgain);
        }
        if (const auto done = std::exchange(m_flushed, nullptr)) {
            done();
        }
    });
}

bool HistoryRoaming::isSettled() const
{
    if (m_parts.profile.roamingKey().state() == RoamingKey::State::Off) {
        return m_isWithdrawn;
    }
    return m_state.kind != RoamingState::Kind::Preparing && m_state.kind != RoamingState::Kind::Fetching;
}

void HistoryRoaming::fetch()
{
    const SecretBytes *root = m_parts.profile.roamingKey().root();
    if (root == nullptr || !m_isCaughtUp || m_isFetching || !m_node.isReachable()) {
        return;
    }
    m_isFetching = true;
    setKind(RoamingState::Kind::Fetching);
    m_fetch.run(*root, [this](const Result<RoamingFetch::Outcome> &outcome) { onFetched(outcome); });
}

void HistoryRoaming::onFetched(const Result<RoamingFetch::Outcome> &outcome)
{
    m_isFetching = false;
    if (!outcome) {
        setKind(RoamingState::Kind::Preparing); // the line broke, or the relay had no time
        m_again->start(kLookAgain);
        return;
    }
    if (outcome->added + outcome->revealed > 0) {
        m_state.added += outcome->added + outcome->revealed;
        (void)m_parts.profile.record({audit::AuditEventType::HistoryFetched,
                                      m_parts.own.toString(),
                                      audit::AuditOutcome::Success,
                                      {},
                                      {},
                                      quint64(outcome->added + outcome->revealed)});
    }
    if (const SecretBytes *root = m_parts.profile.roamingKey().root()) {
        m_keep.begin(*root, outcome->own, outcome->seen);
    }
    if (outcome->isRefused || m_wasRolledBack) {
        setKind(RoamingState::Kind::Refused);
    } else if (outcome->isOtherKey) {
        setKind(RoamingState::Kind::OtherPassword);
        m_again->start(kLookAgain); // until the other workstation knows the new password, too
    } else {
        setKind(RoamingState::Kind::Current);
    }
}

} // namespace wardline::service
