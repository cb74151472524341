// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/work_scene.h"

namespace wardline::ui {

ColumnWish wishOf(const WorkScene &scene, bool hasConversation)
{
    ColumnWish wish;
    wish.showsMain = scene.showsMain;
    wish.isMainAlone = scene.main != WorkScene::Main::Conversation;
    if (wish.isMainAlone) {
        wish.side = SideWish::Never;
    } else if (scene.asked != WorkScene::Side::None) {
        wish.side = SideWish::Asked;
    } else if (scene.wantsDetails && hasConversation) {
        wish.side = SideWish::WhereThereIsRoom;
    }
    return wish;
}

WorkScene::Side sideOf(const WorkScene &scene)
{
    const bool isOther = scene.asked == WorkScene::Side::Search || scene.asked == WorkScene::Side::Outbox;
    return isOther ? scene.asked : WorkScene::Side::Details;
}

Rail::Place placeOf(const WorkScene &scene)
{
    if (scene.main == WorkScene::Main::Settings) {
        return Rail::Place::Settings;
    }
    return scene.list == WorkScene::List::Directory ? Rail::Place::People : Rail::Place::Conversations;
}

} // namespace wardline::ui
