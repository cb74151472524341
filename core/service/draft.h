// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"

namespace wardline::service {

/// What somebody began to write in a conversation and has not sent: a new message and, while one is being changed, the
/// correction beside it.
struct Draft
{
    QString text{};
    QList<Mention> mentions{};
    model::MessageId answers{}; ///< invalid: no reply
    int cursor = 0; ///< in the text, or in the correction while there is one; UTF-16 units
    model::MessageId corrects{}; ///< invalid: no message is being changed
    QString correction{};
    QList<Mention> correctionMentions{};
    std::optional<model::Urgency> urgency{}; ///< of the new message

    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && !answers.isValid() && !corrects.isValid(); }
    bool operator==(const Draft &) const = default;
};

/// Longest text that a draft keeps, in UTF-16 units: what can be sent and a little more, so that one who wrote too much
/// loses nothing.
inline constexpr qsizetype kMaxDraftLength = MessageService::kMaxTextLength + 1'000;

} // namespace wardline::service
