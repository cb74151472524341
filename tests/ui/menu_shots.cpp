// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shot.h"

#include "tests/ui/support/timeline_scene.h"
#include "ui/shell/work_view.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QMenu>

namespace wardline::test {

using namespace Qt::StringLiterals;

namespace {

void enterWard(UiRig &rig)
{
    rig.spelling.installed = {u"en_US"_s, u"es_ES"_s};
    rig.spelling.known[u"en_US"_s] = {u"the"_s, u"was"_s, u"given"_s};
    rig.spelling.meant[u"furosimide"_s] = {u"furosemide"_s};
    rig.workstation.data.rights = {.mayAnswer = true, .mayReact = true, .mayModerate = true, .mayCopy = true};
    rig.signIn();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
}

void askForMenu(QWidget &widget, QPoint place)
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, place, widget.mapToGlobal(place));
    QCoreApplication::sendEvent(&widget, &event);
}

void chooseNext(UiRig &rig, const char *menu, int steps)
{
    for (int i = 0; i < steps; ++i) {
        QTest::keyClick(rig.find<QMenu>(menu), Qt::Key_Down);
    }
    rig.settle();
}

} // namespace

QList<Shot> menuShots()
{
    QList<Shot> shots;
    shots.append({u"menu-message"_s, kDesk,
                  [](UiRig &rig) {
                      enterWard(rig);
                      auto *timeline = rig.find<QWidget>("timeline");
                      timeline->setFocus(Qt::TabFocusReason);
                      rig.key(Qt::Key_Up);
                      rig.key(Qt::Key_Up);
                      askForMenu(*QApplication::focusWidget(), timeline->rect().center());
                      chooseNext(rig, "messageMenu", 2);
                  },
                  false, true});
    for (const bool isMirrored : {false, true}) {
        shots.append({isMirrored ? u"rtl-menu-urgency"_s : u"menu-urgency"_s, kDesk,
                      [](UiRig &rig) {
                          enterWard(rig);
                          rig.key(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
                          chooseNext(rig, "urgencyMenu", 2);
                      },
                      isMirrored, true});
    }
    shots.append({u"menu-writing"_s, kDesk,
                  [](UiRig &rig) {
                      enterWard(rig);
                      rig.type("furosimide was given");
                      rig.key(Qt::Key_Home);
                      rig.settle();
                      askForMenu(*QApplication::focusWidget(), {20, 10});
                      chooseNext(rig, "composerMenu", 1);
                  },
                  false, true});
    shots.append({u"menu-choice"_s, kDesk,
                  [](UiRig &rig) {
                      enterWard(rig);
                      rig.find<QComboBox>("roomNotificationLevel")->showPopup();
                      rig.settle();
                  },
                  false, true});
    shots.append({u"menu-identity"_s, kDesk,
                  [](UiRig &rig) {
                      enterWard(rig);
                      press(rig, "identityChip");
                  },
                  false, true});
    return shots;
}

} // namespace wardline::test
