// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/urgency.h"

#include <array>
#include <utility>

namespace wardline::model {

namespace {
constexpr std::array<std::pair<Urgency, QStringView>, 4> kWords {{
    {Urgency::Fyi, u"fyi"},
    {Urgency::ActionWithin, u"action-within"},
    {Urgency::Concern, u"concern"},
    {Urgency::Stat, u"stat"},
}};
} // namespace

QString urgencyWord(Urgency urgency)
{
    for (const auto &[candidate, word] : kWords) {
        if (candidate == urgency) {
            return word.toString();
        }
    }
    return {};
}

std::optional<Urgency> urgencyFromWord(QStringView word)
{
    for (const auto &[urgency, candidate] : kWords) {
        if (candidate == word) {
            return urgency;
        }
    }
    return std::nullopt;
}

} // namespace wardline::model
