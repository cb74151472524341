// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/message.h"
#include "ui/timeline/attachment_reader.h"

#include <QString>

namespace wardline::ui {

/// Above the first message that was not read yet.
[[nodiscard]] QString unreadWords();

/// A message as a screen reader says it: name, role, time, what it answers, text, files, reactions, state.
[[nodiscard]] QString messageWords(const model::Message &message, Instant now);
/// "You", or the name made safe.
[[nodiscard]] QString senderWords(const model::Message &message);
/// Who took it away, when and why; for rows whose text is gone.
[[nodiscard]] QString tombstoneWords(const model::Message &message, Instant now);
/// Behind a text that was not encrypted, in a conversation that is.
[[nodiscard]] QString clearTextWords();
/// Of a message where only approved devices read along, from one that was not when it came.
[[nodiscard]] QString unapprovedWords();
/// Why a message has no text here, and what can be done.
[[nodiscard]] QString unreadableWords(model::Unreadable reason);
/// The same for many messages at once.
[[nodiscard]] QString foldedWords(model::Unreadable reason, int count);
/// A row that stands for many as a screen reader says it. `first` is the oldest of them.
[[nodiscard]] QString foldedRowWords(const model::Message &first, const model::Message &last, int count, bool isOfMany,
                                     Instant now);
/// Shows each of them, or tells them as one again.
[[nodiscard]] QString foldActionWords(bool isFolded);
/// Makes the keys agreed with a device anew.
[[nodiscard]] QString startAgainWords();
/// The choice to show what is held back.
[[nodiscard]] QString showHeldWords();
/// Behind a message that the relay gave out long after it was written: when that was.
[[nodiscard]] QString lateWords(const model::Message &message, Instant now);
/// What a message that failed offers.
[[nodiscard]] QString sendAgainWords();
/// It shows words of ours in place of a text.
[[nodiscard]] inline bool isNote(const model::Message &message)
{
    return message.tombstone.has_value() || message.unreadable.has_value();
}
/// Those words; of a message with a text, that text.
[[nodiscard]] QString bodyWords(const model::Message &message, Instant now);
/// The text above an answer.
[[nodiscard]] QString quoteWords(const model::Quote &quote);
/// "Marek Novák, Lea Okafor and 3 others: 👍".
[[nodiscard]] QString reactionWords(const model::Reaction &reaction);
/// One safe grapheme cluster of what somebody calls an emoji; "?" when there is none.
[[nodiscard]] QString safeEmoji(const QString &emoji);
/// "2.3 MB".
[[nodiscard]] QString sizeWords(qint64 bytes);
/// What a file is, its size, and what went wrong with it. `facts` may be null.
[[nodiscard]] QString fileWords(const model::Attachment &file, const FileFacts *facts);
/// What can be done with a file now: "Fetch", "Save", or "".
[[nodiscard]] QString fileActionWords(const model::Attachment &file, const FileFacts *facts);
/// What stands where history is missing.
[[nodiscard]] QString gapWords(bool isBeingFilled);

} // namespace wardline::ui
