// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/message.h"
#include "ui/kit/icons.h"
#include "ui/timeline/body_text.h"
#include "ui/timeline/text_line.h"

#include <QDate>
#include <QRect>

#include <memory>
#include <vector>

namespace wardline::ui {

/// Something in a row that can be pressed: by mouse, by keyboard, or through a screen reader. All three go by this
/// list.
struct RowPart
{
    enum class Kind {
        Quote,
        Link,
        More,
        Fold, ///< shows each of the messages that the row stands for, or tells them as one again
        StartAgain, ///< with the device whose messages cannot be read
        ShowHeld, ///< what a device wrote that nobody approved
        SendAgain, ///< an own message that failed
        Picture,
        FileAction,
        Edited,
        Reaction,
        MoreReactions,
        AddReaction,
    };
    Kind kind = Kind::More;
    int index = 0; ///< which link, file or reaction
    QRect rect; ///< from the row's top left, as the eye sees it
    /// What can be hit: never lower than a target, though words in a text are.
    [[nodiscard]] QRect target() const;
    [[nodiscard]] bool isSame(const RowPart &other) const { return kind == other.kind && index == other.index; }
};

/// The answered message above a text.
struct QuoteLayout
{
    TextLinePtr name;
    TextLinePtr text;
    QRect rect;
};

/// One reaction, or "+5" for those not shown.
struct ChipLayout
{
    TextLinePtr emoji; ///< null for "+5"
    TextLinePtr label;
    QRect rect;
    bool isOwn = false;
};

/// A file, or a picture that can be shown.
struct FileLayout
{
    Icon icon = Icon::File;
    TextLinePtr name;
    TextLinePtr detail; ///< what it is, how large, what went wrong
    TextLinePtr action; ///< null: nothing can be done with it now
    QRect rect; ///< the frame of a file, or of a picture
    QRect actionRect;
    bool isPicture = false;
    bool isRefused = false;
};

/// Where the parts of one row lie and how their texts look, for one width, font and direction. Rectangles are from the
/// row's top left, as the eye sees them.
struct RowLayout
{
    int cardTop = 0; ///< below the separators
    QRect card; ///< the tinted part
    QRect mark; ///< of the role
    TextLinePtr name;
    TextLinePtr role;
    TextLinePtr time;
    QRect nameRect;
    QRect roleRect;
    QRect timeRect;
    TextLinePtr urgency; ///< the words of its mark, above the text
    QRect urgencyChip;
    TextLinePtr state;
    QRect stateRect;
    QRect stateIcon;
    TextLinePtr edited;
    QRect editedRect;
    TextLinePtr more;
    QRect moreRect;
    struct NoteAction
    {
        TextLinePtr words;
        QRect rect;
    };
    std::vector<NoteAction> noteActions; ///< below what cannot be read
    TextLinePtr separator; ///< of the day
    QRect body;
    std::optional<QuoteLayout> quote;
    std::vector<FileLayout> files;
    std::vector<ChipLayout> chips;
    QRect addReaction; ///< behind the last reaction
    std::vector<RowPart> parts; ///< in reading order
};

/// One message as it lies on the timeline. A plain object: no QObject, no widget.
struct TimelineRow
{
    model::Message message;
    QDate day; ///< the local one
    bool startsDay = false;
    bool startsUnread = false;
    bool followsGap = false; ///< history is missing before this row
    bool isGapBeingFilled = false;
    bool isHead = true; ///< shows mark, name, role and time; rows of the same sender within five minutes do not
    bool isStale = true; ///< the height is a guess, or holds for another width
    int shownReactions = 8;
    int height = 0;
    /// Many messages next to each other that cannot be read are one row, that of the newest; the others take no room.
    struct Fold
    {
        int count = 0; ///< so many messages does this row stand for; 0: for its own
        bool isOfMany = false; ///< not all of one sender
        bool isHidden = false; ///< a later row stands for it
        bool isLast = false; ///< the newest of some that are shown one by one, and could be one row
        bool operator==(const Fold &) const = default;
    };
    Fold fold;
    bool isUnfolded = false; ///< somebody wants to see it by itself
    std::unique_ptr<BodyText> text;
    std::unique_ptr<RowLayout> layout; ///< null until measured

    [[nodiscard]] bool hasMore() const { return text && text->hasMore(); }
    /// What a mouse would press at a point from the row's top left.
    [[nodiscard]] const RowPart *partAt(QPoint point) const;
};

} // namespace wardline::ui
