// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/joined_draft.h"

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

service::Draft joined(const service::OutgoingText &first, const service::Draft &second)
{
    service::Draft draft = second;
    const QString gap = second.text.isEmpty() ? QString() : u"\n\n"_s;
    const int shift = static_cast<int>(first.text.size() + gap.size());
    for (service::Mention &mention : draft.mentions) {
        mention.start += shift;
    }
    draft.mentions = first.mentions + draft.mentions;
    draft.text = first.text + gap + second.text;
    draft.answers = first.answers.isValid() ? first.answers : second.answers;
    draft.urgency = std::max(first.urgency, second.urgency);
    draft.cursor = draft.corrects.isValid() ? second.cursor : static_cast<int>(draft.text.size());
    return draft;
}

} // namespace wardline::ui
