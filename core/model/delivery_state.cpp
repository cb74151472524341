// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/delivery_state.h"

#include <array>
#include <utility>

namespace wardline::model {

namespace {
constexpr std::array<std::pair<DeliveryState, QStringView>, 6> kWords {{
    {DeliveryState::Received, u"received"},
    {DeliveryState::Queued, u"queued"},
    {DeliveryState::OnRelay, u"relay"},
    {DeliveryState::OnDevice, u"device"},
    {DeliveryState::Seen, u"seen"},
    {DeliveryState::Failed, u"failed"},
}};
} // namespace

QString deliveryStateWord(DeliveryState state)
{
    for (const auto &[candidate, word] : kWords) {
        if (candidate == state) {
            return word.toString();
        }
    }
    return {};
}

std::optional<DeliveryState> deliveryStateFromWord(QStringView word)
{
    for (const auto &[state, candidate] : kWords) {
        if (candidate == word) {
            return state;
        }
    }
    return std::nullopt;
}

bool mayAdvance(DeliveryState from, DeliveryState to)
{
    switch (from) {
    case DeliveryState::Received:
    case DeliveryState::Failed:
        return false;
    case DeliveryState::Queued:
    case DeliveryState::OnRelay:
    case DeliveryState::OnDevice:
    case DeliveryState::Seen:
        // What a person has seen cannot have failed to arrive.
        return to == DeliveryState::Failed ? from < DeliveryState::OnDevice : to > from;
    }
    return false;
}

} // namespace wardline::model
