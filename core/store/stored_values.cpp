// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/stored_values.h"

#include <array>
#include <utility>

namespace wardline::store {

namespace {

using model::Affiliation;
using model::ConversationKind;
using model::DeliveryState;
using model::DeliveryTrouble;
using model::DeviceFault;
using model::EncryptionState;
using model::ManualTrust;
using model::Trust;
using model::Unreadable;
using model::Urgency;

template <typename E, std::size_t N>
using Numbers = std::array<std::pair<E, qint64>, N>;

constexpr Numbers<DeliveryState, 6> kDeliveryStates{{
    {DeliveryState::Received, 0},
    {DeliveryState::Queued, 1},
    {DeliveryState::OnRelay, 2},
    {DeliveryState::OnDevice, 3},
    {DeliveryState::Seen, 4},
    {DeliveryState::Failed, 5},
}};
constexpr Numbers<EncryptionState, 2> kEncryptionStates{{
    {EncryptionState::NotEncrypted, 0},
    {EncryptionState::EndToEnd, 1},
}};
constexpr Numbers<Trust, 6> kTrusts{{
    {Trust::ManuallyDistrusted, 0},
    {Trust::Revoked, 1},
    {Trust::Verified, 2},
    {Trust::Certified, 3},
    {Trust::Blind, 4},
    {Trust::Undecided, 5},
}};
constexpr Numbers<Urgency, 4> kUrgencies{{
    {Urgency::Fyi, 0},
    {Urgency::ActionWithin, 1},
    {Urgency::Concern, 2},
    {Urgency::Stat, 3},
}};
constexpr Numbers<ConversationKind, 2> kKinds{{
    {ConversationKind::Room, 0},
    {ConversationKind::Direct, 1},
}};
constexpr Numbers<Affiliation, 5> kAffiliations{{
    {Affiliation::Outcast, 0},
    {Affiliation::None, 1},
    {Affiliation::Member, 2},
    {Affiliation::Admin, 3},
    {Affiliation::Owner, 4},
}};

constexpr Numbers<ManualTrust, 2> kManualTrusts{{
    {ManualTrust::Verified, 1},
    {ManualTrust::Distrusted, 2},
}};
constexpr Numbers<DeviceFault, 6> kDeviceFaults{{
    {DeviceFault::NoBundle, 1},
    {DeviceFault::NoPrekeys, 2},
    {DeviceFault::BadBundle, 3},
    {DeviceFault::IdentityChanged, 4},
    {DeviceFault::BrokenSession, 5},
    {DeviceFault::Silent, 6},
}};
constexpr Numbers<Unreadable, 13> kUnreadables{{
    {Unreadable::OlderThanDevice, 1},
    {Unreadable::NotForThisDevice, 2},
    {Unreadable::BrokenSession, 3},
    {Unreadable::Pending, 4},
    {Unreadable::DistrustedDevice, 5},
    {Unreadable::IdentityChanged, 6},
    {Unreadable::Forged, 7},
    {Unreadable::UnknownSender, 8},
    {Unreadable::OtherMethod, 9},
    {Unreadable::ClearTextRefused, 10},
    {Unreadable::Repeated, 11},
    {Unreadable::UncertifiedDevice, 12},
    {Unreadable::TooManyHeld, 13},
}};

constexpr Numbers<DeliveryTrouble, 4> kTroubles{{
    {DeliveryTrouble::Refused, 1},
    {DeliveryTrouble::TooLarge, 2},
    {DeliveryTrouble::LostByRelay, 3},
    {DeliveryTrouble::MembersChanged, 4},
}};

template <typename E, std::size_t N>
qint64 numberOf(const Numbers<E, N> &numbers, E value)
{
    for (const auto &[candidate, number] : numbers) {
        if (candidate == value) {
            return number;
        }
    }
    Q_ASSERT(false);
    return -1;
}

template <typename E, std::size_t N>
E valueOf(const Numbers<E, N> &numbers, qint64 number, E fallback)
{
    for (const auto &[value, candidate] : numbers) {
        if (candidate == number) {
            return value;
        }
    }
    return fallback;
}

} // namespace

qint64 toStored(DeliveryState state)
{
    return numberOf(kDeliveryStates, state);
}

qint64 toStored(EncryptionState state)
{
    return numberOf(kEncryptionStates, state);
}

qint64 toStored(Trust trust)
{
    return numberOf(kTrusts, trust);
}

qint64 toStored(Urgency urgency)
{
    return numberOf(kUrgencies, urgency);
}

qint64 toStored(ConversationKind kind)
{
    return numberOf(kKinds, kind);
}

qint64 toStored(Affiliation affiliation)
{
    return numberOf(kAffiliations, affiliation);
}

qint64 toStored(ManualTrust trust)
{
    return numberOf(kManualTrusts, trust);
}

qint64 toStored(DeviceFault fault)
{
    return numberOf(kDeviceFaults, fault);
}

qint64 toStored(Unreadable reason)
{
    return numberOf(kUnreadables, reason);
}

qint64 toStored(DeliveryTrouble trouble)
{
    return numberOf(kTroubles, trouble);
}

qint64 toStored(Instant time)
{
    return time.time_since_epoch().count();
}

DeliveryState deliveryStateFromStored(qint64 value)
{
    return valueOf(kDeliveryStates, value, DeliveryState::Failed);
}

EncryptionState encryptionStateFromStored(qint64 value)
{
    return valueOf(kEncryptionStates, value, EncryptionState::NotEncrypted);
}

Trust trustFromStored(qint64 value)
{
    return valueOf(kTrusts, value, Trust::Undecided);
}

Urgency urgencyFromStored(qint64 value)
{
    return valueOf(kUrgencies, value, Urgency::Stat);
}

ConversationKind conversationKindFromStored(qint64 value)
{
    return valueOf(kKinds, value, ConversationKind::Room);
}

Affiliation affiliationFromStored(qint64 value)
{
    return valueOf(kAffiliations, value, Affiliation::None);
}

ManualTrust manualTrustFromStored(qint64 value)
{
    return valueOf(kManualTrusts, value, ManualTrust::Distrusted);
}

DeviceFault deviceFaultFromStored(qint64 value)
{
    return valueOf(kDeviceFaults, value, DeviceFault::BrokenSession);
}

Unreadable unreadableFromStored(qint64 value)
{
    return valueOf(kUnreadables, value, Unreadable::BrokenSession);
}

DeliveryTrouble troubleFromStored(qint64 value)
{
    return valueOf(kTroubles, value, DeliveryTrouble::Refused);
}

Instant instantFromStored(qint64 value)
{
    return Instant(std::chrono::milliseconds(value));
}

} // namespace wardline::store
