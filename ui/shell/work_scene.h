// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/column_plan.h"
#include "ui/shell/rail.h"

namespace wardline::ui {

/// What the work shows, as a value: changing it and rendering it is all that moving about in the window is.
struct WorkScene
{
    enum class List { Conversations, NewConversation, Directory };
    enum class Main { Conversation, Settings, Keys };
    enum class Side { None, Details, Search, Outbox };

    List list = List::Conversations;
    Main main = Main::Conversation;
    Side asked = Side::None; ///< opened on purpose, at any width
    bool wantsDetails = true; ///< where there is room for them
    bool showsMain = false; ///< in one column: the main part instead of the list

    bool operator==(const WorkScene &) const = default;
};

/// The columns a scene asks for. Without an open conversation there are no details of their own accord.
[[nodiscard]] ColumnWish wishOf(const WorkScene &scene, bool hasConversation);
/// What the side shows when it is shown.
[[nodiscard]] WorkScene::Side sideOf(const WorkScene &scene);
/// What the rail marks.
[[nodiscard]] Rail::Place placeOf(const WorkScene &scene);

} // namespace wardline::ui
