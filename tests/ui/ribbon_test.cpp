// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"

#include "ui/kit/words.h"
#include "ui/shell/ribbon.h"

#include <QLineEdit>

namespace wardline::test {

using namespace Qt::StringLiterals;

/// What the organisation puts into the window: a line above every page, and who is expected to sign in.
class RibbonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsAboveEveryPageAlsoWhileLocked()
    {
        UiRig rig;
        rig.show();
        QVERIFY(!rig.find<ui::Ribbon>("ribbon")->isVisible());
        rig.window->setRibbon(u"Training: invented patients"_s);
        const auto shows = [&rig] {
            const auto *ribbon = rig.find<ui::Ribbon>("ribbon");
            return ribbon->isVisible() && ribbon->geometry().top() == 0 && ribbon->width() == rig.window->width()
                && ribbon->findChild<ui::Words *>()->text() == u"Training: invented patients";
        };
        rig.settle();
        QVERIFY(shows());
        rig.signIn();
        QVERIFY(shows());
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        QVERIFY(shows());
    }

    void suggestedAccountLeavesOnlyTheProofsToGive()
    {
        UiRig rig;
        rig.show();
        rig.window->suggestAccount(u"anna@clinic.example"_s);
        rig.settle();
        QCOMPARE(rig.find<QLineEdit>("account")->text(), u"anna@clinic.example"_s);
        QCOMPARE(QApplication::focusWidget(), rig.find<QWidget>("password"));
        rig.signIn();
        rig.workstation.fakeSignIn.signOut();
        rig.settle();
        QCOMPARE(rig.find<QLineEdit>("account")->text(), QString()); // the next one is somebody else
    }
};

} // namespace wardline::test

WARDLINE_UI_TEST_MAIN(wardline::test::RibbonTest)
#include "ribbon_test.moc"
