// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shot.h"

#include "ui/shell/work_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>

namespace wardline::test {

using namespace Qt::StringLiterals;

void press(UiRig &rig, const char *name)
{
    if (auto *button = rig.find<QAbstractButton>(name)) {
        QTest::mouseClick(button, Qt::LeftButton);
    }
    rig.settle();
}

namespace {

void signedIn(UiRig &rig)
{
    rig.signIn();
    rig.settle();
}

void openWard(UiRig &rig)
{
    signedIn(rig);
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
}

void ownTheWard(UiRig &rig)
{
    for (auto &member : rig.workstation.data.members[demoRoom(u"ward")]) {
        member.affiliation = member.isSelf ? model::Affiliation::Owner : member.affiliation;
    }
}

void chooseMember(UiRig &rig, const QString &name)
{
    auto *list = rig.find<QListView>("memberList");
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data().toString().startsWith(name)) {
            list->scrollTo(index);
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
            break;
        }
    }
    rig.settle();
}

void stageUrgent(UiRig &rig)
{
    openWard(rig); // what is open is read
    auto &all = rig.workstation.data.conversations;
    all[1].urgent = all[1].stat = 1;
    all[1].unread = 2;
    all[1].lastTime = rig.clock.now() - std::chrono::minutes(1);
    all[1].lastBody = u"Bed 7: chest pain again, please come."_s;
    all[2].urgent = 3;
    all[2].unread = 3;
    all[2].mentions = 1;
    all[2].lastTime = rig.clock.now() - std::chrono::minutes(4);
    all[2].lastBody = u"Anna, which of your beds still get piperacillin?"_s;
    all[3].draft = u"Bed 9: the drain was"_s;
    rig.workstation.fakeSession()->fakeRooms.announceConversations();
    rig.settle();
}

void stageNothingOfThatName(UiRig &rig)
{
    signedIn(rig);
    rig.key(Qt::Key_K, Qt::ControlModifier);
    rig.type("dialysis");
}

void stageNothingUrgent(UiRig &rig)
{
    rig.workstation.data.conversations.removeFirst();
    signedIn(rig);
    press(rig, "filterUrgent");
}

void stageNewConversation(UiRig &rig)
{
    signedIn(rig);
    rig.key(Qt::Key_N, Qt::ControlModifier);
    rig.find<QLineEdit>("newRoomTitle")->setText(u"Bed 7 team"_s);
    rig.find<QLineEdit>("joinAddress")->setText(u"no address"_s);
    rig.find<QLineEdit>("joinAddress")->setFocus();
    rig.key(Qt::Key_Return);
}

void stageNotices(UiRig &rig)
{
    openWard(rig);
    rig.workstation.fakeSession()->announceStoreFailure(service::ServiceError::CacheDamaged);
    rig.workstation.fakeLock.remaining = std::chrono::seconds(30);
    rig.workstation.fakeLock.announceImminent(true);
    rig.key(Qt::Key_U, Qt::ControlModifier);
}

void searchFor(UiRig &rig, const char *words, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
{
    rig.key(Qt::Key_F, modifiers);
    rig.type(words);
    rig.settle();
}

void showDetails(UiRig &rig)
{
    if (!rig.find<QWidget>("memberList")->isVisible()) {
        press(rig, "toggleDetails");
    }
}

void openProfile(UiRig &rig)
{
    openWard(rig);
    showDetails(rig);
    chooseMember(rig, u"Marek Novák"_s);
}

QList<Shot> peopleShots()
{
    return {
        {u"people-nobody"_s, kDesk,
         [](UiRig &rig) {
             signedIn(rig);
             press(rig, "railPeople");
             rig.type("dr nobody");
         }},
        {u"people-here-now"_s, kDesk,
         [](UiRig &rig) {
             signedIn(rig);
             press(rig, "railPeople");
             press(rig, "directoryOnline");
             rig.key(Qt::Key_Down);
             rig.find<QWidget>("directoryList")->setFocus(Qt::TabFocusReason);
         }},
        {u"profile"_s, kDesk, openProfile},
        {u"profile-owner"_s, kDesk,
         [](UiRig &rig) {
             ownTheWard(rig);
             openProfile(rig);
             press(rig, "profileRemove");
         }},
        {u"profile-self-declared"_s, kDesk,
         [](UiRig &rig) {
             openWard(rig);
             showDetails(rig);
             chooseMember(rig, u"R. Castellanos"_s);
         }},
        {u"add-member"_s, kDesk,
         [](UiRig &rig) {
             ownTheWard(rig);
             rig.workstation.data.colleagues.append(
                 {{demoPerson(u"ines"), u"Inês Duarte"_s, {model::CareRole::Nurse, {}}, true},
                  {demoPerson(u"paul"), u"Paul Mbeki"_s, {model::CareRole::Pharmacist, {}}, false}});
             openWard(rig);
             showDetails(rig);
             press(rig, "addMember");
         }},
        {u"room-kind"_s, kDesk,
         [](UiRig &rig) {
             ownTheWard(rig);
             rig.workstation.data.conversations[0].roomKind = model::RoomKind::Team;
             openWard(rig);
             showDetails(rig);
             auto *kind = rig.find<QComboBox>("roomKind");
             kind->setFocus(Qt::TabFocusReason);
             QTest::keyClick(kind, Qt::Key_Home);
             rig.settle();
         }},
        {u"narrow-profile"_s, kNarrow, openProfile},
        {u"rtl-profile"_s, kDesk, openProfile, true},
        {u"rtl-people"_s, kDesk,
         [](UiRig &rig) {
             signedIn(rig);
             press(rig, "railPeople");
         },
         true},
    };
}

QList<Shot> searchShots()
{
    return {
        {u"search-nothing"_s, kDesk,
         [](UiRig &rig) {
             openWard(rig);
             searchFor(rig, "echo of bed");
         }},
        {u"search-everywhere"_s, kDesk,
         [](UiRig &rig) {
             signedIn(rig);
             searchFor(rig, "be", Qt::ControlModifier | Qt::ShiftModifier);
         }},
        {u"narrow-search"_s, kNarrow,
         [](UiRig &rig) {
             openWard(rig);
             searchFor(rig, "bed");
         }},
    };
}

} // namespace

QList<Shot> workShots()
{
    QList<Shot> shots{
        {u"list-urgent"_s, kDesk, stageUrgent},
        {u"list-nothing-of-that-name"_s, kDesk, stageNothingOfThatName},
        {u"list-nothing-urgent"_s, kNarrow, stageNothingUrgent},
        {u"no-rooms"_s, kDesk,
         [](UiRig &rig) {
             rig.workstation.data.conversations.clear();
             signedIn(rig);
         }},
        {u"new-conversation"_s, kDesk, stageNewConversation},
        {u"notices"_s, kDesk, stageNotices},
        {u"narrow-details"_s, kNarrow,
         [](UiRig &rig) {
             openWard(rig);
             press(rig, "toggleDetails");
         }},
        {u"narrow-new-conversation"_s, kNarrow, stageNewConversation},
        {u"middle-details"_s, kMiddle,
         [](UiRig &rig) {
             openWard(rig);
             press(rig, "toggleDetails");
         }},
        {u"rtl-list-urgent"_s, kDesk, stageUrgent, true},
    };
    shots.append(peopleShots());
    shots.append(searchShots());
    return shots;
}

} // namespace wardline::test
