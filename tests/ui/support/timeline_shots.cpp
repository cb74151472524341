// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/timeline_shots.h"

#include "tests/ui/support/timeline_scene.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/picture_canvas.h"
#include "ui/timeline/timeline_view.h"

namespace wardline::test {

using namespace Qt::StringLiterals;
using Action = ui::TimelineActions::Action;

namespace {

ui::TimelineView &timeline(UiRig &rig)
{
    return rig.window->workView()->conversationView().timeline();
}

void openWith(UiRig &rig, void (*fill)(service::FakeWorkstation &, const Clock &))
{
    fill(rig.workstation, rig.clock);
    rig.signIn();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
    for (int i = 0; i < 20 && timeline(rig).attachments().pictureCount() == 0; ++i) {
        QTest::qWait(10);
    }
    rig.settle();
}

model::MessageId rowWith(UiRig &rig, QStringView words)
{
    const ui::TimelineRows &rows = timeline(rig).rows();
    for (int i = 0; i < rows.count(); ++i) {
        if (rows.at(i).message.body.contains(words)) {
            return rows.at(i).message.id;
        }
    }
    return {};
}

void openTop(UiRig &rig)
{
    openWith(rig, fillWithEveryRow);
    timeline(rig).jumpTo(timeline(rig).rows().at(0).message.id);
    rig.settle(std::chrono::seconds(3));
}

std::function<void(UiRig &)> doing(QStringView words, Action action)
{
    return [words, action](UiRig &rig) {
        openWith(rig, fillWithEveryRow);
        const model::MessageId id = rowWith(rig, words);
        timeline(rig).jumpTo(id);
        rig.settle(std::chrono::seconds(3));
        timeline(rig).actions().run(action, id);
        rig.settle();
    };
}

void openPicture(UiRig &rig)
{
    openWith(rig, fillWithEveryRow);
    const model::MessageId id = rowWith(rig, u"His ECG");
    timeline(rig).jumpTo(id);
    rig.settle(std::chrono::seconds(3));
    timeline(rig).actions().press(id, {.kind = ui::RowPart::Kind::Picture, .index = 0, .rect = {}});
    for (int i = 0; i < 100 && !rig.find<ui::PictureCanvas>("pictureCanvas")->hasPicture(); ++i) {
        QTest::qWait(10);
    }
    rig.settle();
}

} // namespace

std::vector<TimelineShot> timelineShots()
{
    return {
        {u"timeline-rows"_s, [](UiRig &rig) { openWith(rig, fillWithEveryRow); }},
        {u"timeline-rows-top"_s, openTop},
        {u"timeline-hostile"_s, [](UiRig &rig) { openWith(rig, fillWithHostileRows); }},
        {u"timeline-hostile-top"_s,
         [](UiRig &rig) {
             openWith(rig, fillWithHostileRows);
             timeline(rig).jumpTo(timeline(rig).rows().at(0).message.id);
             rig.settle(std::chrono::seconds(3));
         }},
        {u"timeline-urgent"_s, [](UiRig &rig) { openWith(rig, fillWithUrgentRows); }},
        {u"timeline-reaction-picker"_s, doing(u"600 ml", Action::React)},
        {u"timeline-versions"_s, doing(u"600 ml", Action::Versions)},
        {u"timeline-take-back"_s, doing(u"And this one waits", Action::TakeBack)},
        {u"timeline-remove"_s, doing(u"repeat the weight", Action::Remove)},
        {u"timeline-picture"_s, [](UiRig &rig) { openPicture(rig); }},
        {u"timeline-picture-own-size"_s,
         [](UiRig &rig) {
             openPicture(rig);
             rig.key(Qt::Key_Space);
             rig.settle();
         }},
        {u"timeline-calendar"_s,
         [](UiRig &rig) {
             openWith(rig, fillWithEveryRow);
             timeline(rig).chooseDate();
             rig.settle();
         }},
        {u"timeline-answered"_s,
         [](UiRig &rig) {
             openWith(rig, fillWithEveryRow);
             timeline(rig).jumpFrom(rowWith(rig, u"Yes, at six"), rowWith(rig, u"how much did he"));
         }},
        {u"timeline-marked-and-bar"_s,
         [](UiRig &rig) {
             openWith(rig, fillWithEveryRow);
             ui::TimelineView &view = timeline(rig);
             view.setFocus(Qt::TabFocusReason);
             rig.key(Qt::Key_Up, Qt::ShiftModifier);
             rig.key(Qt::Key_Up, Qt::ShiftModifier);
             rig.key(Qt::Key_Up, Qt::ShiftModifier);
             const auto index = view.rows().indexOf(rowWith(rig, u"repeat the weight"));
             QTest::mouseMove(view.viewport(), view.rowRect(*index).center());
             rig.settle();
         }},
        {u"timeline-part-focus"_s,
         [](UiRig &rig) {
             openWith(rig, fillWithEveryRow);
             ui::TimelineView &view = timeline(rig);
             view.jumpTo(rowWith(rig, u"600 ml"));
             rig.settle(std::chrono::seconds(3));
             view.setFocus(Qt::TabFocusReason);
             for (int i = 0; i < 3; ++i) {
                 rig.key(view.isRightToLeft() ? Qt::Key_Left : Qt::Key_Right);
             }
         }},
    };
}

} // namespace wardline::test
