// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/delivery_stage.h"
#include "tests/ui/support/shot.h"

namespace wardline::test {

using namespace Qt::StringLiterals;

namespace {

void stageOutbox(UiRig &rig)
{
    stageDowntime(rig);
    QTest::mouseClick(rig.find<QWidget>("downtimeBanner")->findChild<QWidget *>(u"bannerAction"_s), Qt::LeftButton);
    rig.settle();
}

} // namespace

QList<Shot> deliveryShots()
{
    return {
        {u"downtime"_s, kDesk, stageDowntime},
        {u"outbox"_s, kDesk, stageOutbox},
        {u"narrow-outbox"_s, kNarrow, stageOutbox},
        {u"rtl-outbox"_s, kDesk, stageOutbox, true},
        {u"who-has-it"_s, kDesk, stageWhoHasIt},
        {u"narrow-who-has-it"_s, kNarrow, stageWhoHasIt},
        {u"privacy-settings"_s, kDesk,
         [](UiRig &rig) {
             rig.signIn();
             rig.settle();
             press(rig, "railSettings");
             press(rig, "privacySettingsButton");
         }},
    };
}

} // namespace wardline::test
