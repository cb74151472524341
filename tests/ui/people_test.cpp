// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/people/people_model.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QRegularExpression>
#include <QScrollArea>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoPerson;
using test::demoRoom;
using test::UiRig;

namespace {

void begin(UiRig &rig, QSize size = {1240, 780})
{
    rig.theme.setReducedMotion(true);
    rig.show(size);
    rig.signIn();
    rig.settle();
}

void click(UiRig &rig, const char *name)
{
    auto *widget = rig.find<QWidget>(name);
    QVERIFY2(widget && widget->isVisible(), name);
    QTest::mouseClick(widget, Qt::LeftButton);
    rig.settle();
}

QString text(UiRig &rig, const char *label)
{
    return rig.find<QLabel>(label)->text();
}

QModelIndex rowOf(const QListView &list, const QString &name)
{
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        if (list.model()->index(row, 0).data().toString() == name) {
            return list.model()->index(row, 0);
        }
    }
    return {};
}

void clickRow(UiRig &rig, const char *listName, const QString &name)
{
    auto *list = rig.find<QListView>(listName);
    const QModelIndex row = rowOf(*list, name);
    QVERIFY2(row.isValid(), qPrintable(name));
    list->scrollTo(row);
    rig.settle();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(row).center());
    rig.settle();
}

void makeSelf(UiRig &rig, model::Affiliation affiliation)
{
    for (model::Member &member : rig.workstation.data.members[demoRoom(u"ward")]) {
        if (member.isSelf) {
            member.affiliation = affiliation;
        }
    }
}

void setKind(UiRig &rig, model::RoomKind kind)
{
    for (auto &summary : rig.workstation.data.conversations) {
        summary.roomKind = summary.jid == demoRoom(u"ward") ? kind : summary.roomKind;
    }
}

model::RoomKind kindOf(UiRig &rig)
{
    return rig.workstation.fakeSession()->fakeRooms.conversation(demoRoom(u"ward"))->roomKind;
}

model::Jid openOne(UiRig &rig)
{
    return rig.window->workView()->conversationView().conversation();
}

} // namespace

class PeopleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsByNameWithoutAccentsByRoleAndByGroup_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("found");
        QTest::newRow("name") << u"sofia marquez"_s << u"Sofía Márquez"_s;
        QTest::newRow("beginning of a later word") << u"nov"_s << u"Marek Novák"_s;
        QTest::newRow("role") << u"pharm"_s << u"Priya Raman"_s;
        QTest::newRow("group") << u"night team"_s << u"Tomas Weber"_s;
        QTest::newRow("right to left") << u"عمر"_s << u"عمر حداد"_s;
    }
    void findsByNameWithoutAccentsByRoleAndByGroup()
    {
        QFETCH(QString, typed);
        QFETCH(QString, found);
        UiRig rig;
        for (auto &colleague : rig.workstation.data.colleagues) {
            if (colleague.jid == demoPerson(u"tomas")) {
                colleague.groups = {u"Desk"_s, u"Night team 4W"_s};
            }
        }
        begin(rig);
        click(rig, "railPeople");
        QTest::keyClicks(QApplication::focusWidget(), typed.isRightToLeft() ? QString() : typed);
        if (typed.isRightToLeft()) {
            rig.find<QLineEdit>("directorySearch")->setText(typed);
        }
        const auto *list = rig.find<QListView>("directoryList");
        QCOMPARE(list->model()->rowCount(), 2); // the heading and one
        QCOMPARE(list->model()->index(1, 0).data().toString(), found);
    }
    void membersAreSaidByRoleWithTheirPresence()
    {
        UiRig rig;
        begin(rig);
        rig.window->workView()->openConversation(demoRoom(u"ward"));
        rig.settle();
        const auto *list = rig.find<QListView>("memberList");
        QStringList rows;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            rows << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        }
        const auto at = [&rows](const QString &words) {
            const auto found =
                std::find_if(rows.begin(), rows.end(), [&](const QString &row) { return row.contains(words); });
            return static_cast<int>(found - rows.begin());
        };
        for (const auto *order : {u"Physician", u"Lea Okafor", u"Nurse", u"Anna Berg", u"Pharmacist", u"Priya Raman",
                                  u"Therapist", u"Sofía Márquez", u"Clerk", u"Tomas Weber"}) {
            const int place = at(QString::fromUtf16(order));
            QVERIFY2(place < rows.size(), qPrintable(QString::fromUtf16(order) + u" in "_s + rows.join(u'|')));
            rows[place] = u"-"_s + rows[place]; // each after the one before
            for (int i = 0; i < place; ++i) {
                QVERIFY2(rows[i].startsWith(u'-') || !rows[i].contains(QString::fromUtf16(order)), qPrintable(rows[i]));
            }
        }
        QVERIFY2(!rows.filter(u"2 of 3 here"_s).isEmpty(), qPrintable(rows.join(u'|')));
        QVERIFY2(!rows.filter(QRegularExpression(u"Marek Novák.*Here"_s)).isEmpty(), qPrintable(rows.join(u'|')));
        QVERIFY2(!rows.filter(QRegularExpression(u"Sofía Márquez.*Not here"_s)).isEmpty(), qPrintable(rows.join(u'|')));
    }
    void noRowIsCutWhereTheListEnds()
    {
        UiRig rig;
        begin(rig);
        rig.window->workView()->openConversation(demoRoom(u"ward"));
        rig.settle();
        auto *list = rig.find<QListView>("memberList");
        const int bottom = list->viewport()->height();
        const QModelIndex last = list->indexAt(QPoint(1, bottom - 1));
        QVERIFY2(last.isValid() && list->visualRect(last).bottom() >= bottom, "the window is as high as the list");
        const QImage seen = list->viewport()->grab().toImage();
        const int top = list->visualRect(last).top();
        const QRgb ground = seen.pixel(4, bottom - 2);
        for (int x = 4; x < seen.width() - 4; ++x) {
            for (int y = static_cast<int>(top * seen.devicePixelRatio()) + 2; y < seen.height(); ++y) {
                QCOMPARE(seen.pixel(x, y), ground);
            }
        }
    }
    void writesToAColleagueFromTheFieldAlone()
    {
        UiRig rig;
        begin(rig);
        click(rig, "railPeople");
        rig.type("sofia");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(openOne(rig), demoPerson(u"sofia"));
        QVERIFY(rig.find<QWidget>("conversationList")->isVisible());
    }
    void hereNowLeavesOutWhoIsOffline()
    {
        UiRig rig;
        begin(rig);
        click(rig, "railPeople");
        const auto *list = rig.find<QListView>("directoryList");
        QVERIFY(rowOf(*list, u"Sofía Márquez"_s).isValid());
        click(rig, "directoryOnline");
        QVERIFY(!rowOf(*list, u"Sofía Márquez"_s).isValid());
        QVERIFY(rowOf(*list, u"Marek Novák"_s).isValid());
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        rig.type("correct horse");
        rig.key(Qt::Key_Return);
        rig.settle();
        click(rig, "railPeople");
        QVERIFY(!rowOf(*list, u"Sofía Márquez"_s).isValid());
    }
    void withoutAConnectionNobodyIsSaidToBeHere()
    {
        UiRig rig;
        begin(rig);
        service::ConnectionStatus lost = rig.workstation.data.connection;
        lost.phase = service::ConnectionPhase::WaitingToRetry;
        rig.workstation.fakeSession()->setConnection(lost);
        rig.settle();
        const auto *list = rig.find<QListView>("memberList");
        const auto *people = qobject_cast<const ui::PeopleModel *>(list->model());
        QVERIFY(people && people->rowCount() > 5);
        for (int row = 0; row < people->rowCount(); ++row) {
            const ui::PersonLine *line = people->at(row);
            QVERIFY2(line->isHeading || line->isHere == line->isSelf, qPrintable(line->name));
            QVERIFY2(!line->presence.contains(u"here"_s), qPrintable(line->presence)); // neither here nor not
        }
        QVERIFY(!rig.find<QWidget>("conversationHeader")->accessibleDescription().contains(u"here"_s));
        clickRow(rig, "memberList", u"Marek Novák"_s);
        QVERIFY(text(rig, "profilePresence").startsWith(u"Without a connection"_s));
        lost.phase = service::ConnectionPhase::Online;
        rig.workstation.fakeSession()->setConnection(lost);
        rig.settle();
        QCOMPARE(text(rig, "profilePresence"), u"In the room now"_s);
        QVERIFY(rig.find<QWidget>("conversationHeader")->accessibleDescription().contains(u"here"_s));
    }
    void unknownAddressIsWrittenToWithAWarning()
    {
        UiRig rig;
        begin(rig);
        click(rig, "railPeople");
        rig.type("someone@elsewhere.example");
        QVERIFY(text(rig, "directoryEmptyWords").contains(u"does not list"_s));
        click(rig, "directoryEmptyFirst");
        QCOMPARE(openOne(rig).toString(), u"someone@elsewhere.example"_s);
    }
    void profileSaysWhoGaveTheRole()
    {
        UiRig rig;
        begin(rig);
        clickRow(rig, "memberList", u"Marek Novák"_s);
        QVERIFY(rig.find<QWidget>("profileCard")->isVisible());
        QCOMPARE(text(rig, "profileName"), u"Marek Novák"_s);
        QCOMPARE(text(rig, "profileRole"), u"Physician"_s);
        QVERIFY(text(rig, "profileRoleSource").contains(u"organisation"_s));
        QCOMPARE(text(rig, "profilePresence"), u"In the room now"_s);
        QCOMPARE(text(rig, "profileAddress"), u"marek@clinic.example"_s);
        QVERIFY(rig.window->findChildren<QWidget *>(u"commonRoom"_s).size() >= 3);
        rig.key(Qt::Key_Escape);
        QVERIFY(rig.find<QWidget>("memberList")->isVisible());
    }
    void selfDeclaredTitleNeverLooksLikeARole()
    {
        UiRig rig;
        begin(rig);
        clickRow(rig, "memberList", u"R. Castellanos-Fernández y Villaverde de la Encarnación"_s);
        QCOMPARE(text(rig, "profileRole"), u"Visiting consultant (unverified)"_s);
        QVERIFY(text(rig, "profileRoleSource").contains(u"Nobody has checked"_s));
    }
    void profileLeadsToAConversation()
    {
        UiRig rig;
        begin(rig);
        clickRow(rig, "memberList", u"Lea Okafor"_s);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"profileMessage"_s);
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(openOne(rig), demoPerson(u"lea"));
    }
    void directoryOpensAProfileByKeyboardAndByItsIcon()
    {
        UiRig rig;
        begin(rig);
        click(rig, "railPeople");
        rig.type("okafor");
        rig.find<QWidget>("directoryList")->setFocus(Qt::TabFocusReason);
        rig.key(Qt::Key_Right);
        QCOMPARE(text(rig, "profileName"), u"Lea Okafor"_s);
        rig.key(Qt::Key_Escape);
        rig.find<QLineEdit>("directorySearch")->setText(u"raman"_s);
        auto *list = rig.find<QListView>("directoryList");
        const QRect row = list->visualRect(list->model()->index(1, 0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(row.right() - 24, row.center().y()));
        rig.settle();
        QCOMPARE(text(rig, "profileName"), u"Priya Raman"_s);
    }
    void whoMayNotManageIsOfferedNothing()
    {
        UiRig rig;
        begin(rig);
        QVERIFY(!rig.find<QWidget>("addMember")->isVisible());
        clickRow(rig, "memberList", u"Marek Novák"_s);
        QVERIFY(!rig.find<QWidget>("profileRemove"));
    }
    void removesAMemberOnlyWhenAskedTwice()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Admin);
        begin(rig);
        clickRow(rig, "memberList", u"Marek Novák"_s);
        click(rig, "profileRemove");
        QVERIFY(text(rig, "profileStanding").startsWith(u"Member"_s));
        QTest::mouseClick(rig.find<QWidget>("profileBanner")->findChild<QWidget *>(u"bannerAction"_s), Qt::LeftButton);
        rig.settle();
        QCOMPARE(text(rig, "profileStanding"), u"Not a member of this room"_s);
        click(rig, "profileAdd");
        QVERIFY(text(rig, "profileStanding").startsWith(u"Member"_s));
    }
    void adminDoesNotTouchAnOwner()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Admin);
        rig.workstation.data.members[demoRoom(u"ward")][1].affiliation = model::Affiliation::Owner;
        const QString name = rig.workstation.data.members[demoRoom(u"ward")][1].name;
        begin(rig);
        clickRow(rig, "memberList", name);
        QVERIFY(!rig.find<QWidget>("profileRemove"));
    }
    void aModeratorLetsAnObserverWrite()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Member);
        auto &members = rig.workstation.data.members[demoRoom(u"ward")];
        for (model::Member &member : members) {
            member.roomRole = member.isSelf ? model::RoomRole::Moderator : member.roomRole;
        }
        const auto marek = std::find_if(members.begin(), members.end(),
                                        [](const model::Member &member) { return member.name == u"Marek Novák"; });
        QVERIFY(marek != members.end());
        marek->isPresent = true;
        marek->roomRole = model::RoomRole::Visitor;
        begin(rig);
        clickRow(rig, "memberList", u"Marek Novák"_s);
        QCOMPARE(text(rig, "profilePresence"), u"In the room now, reading only"_s);
        QVERIFY(!rig.find<QWidget>("profileRemove")); // a moderator is no manager
        click(rig, "profileLetWrite");
        QCOMPARE(text(rig, "profilePresence"), u"In the room now"_s);
        QVERIFY(!rig.find<QWidget>("profileLetWrite"));
    }
    void whoIsNoModeratorGivesNoVoice()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Admin);
        for (model::Member &member : rig.workstation.data.members[demoRoom(u"ward")]) {
            member.roomRole = member.isSelf ? model::RoomRole::Participant : model::RoomRole::Visitor;
            member.isPresent = true;
        }
        begin(rig);
        clickRow(rig, "memberList", u"Marek Novák"_s);
        QVERIFY(rig.find<QWidget>("profileRemove"));
        QVERIFY(!rig.find<QWidget>("profileLetWrite"));
        QVERIFY(!rig.find<QWidget>("profileLetOnlyRead"));
    }
    void addsSomebodyWhoIsNotInTheRoomYet()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Owner);
        auto &members = rig.workstation.data.members[demoRoom(u"ward")];
        members.removeIf([](const model::Member &member) { return member.jid == demoPerson(u"sofia"); });
        begin(rig);
        click(rig, "addMember");
        QVERIFY(!rowOf(*rig.find<QListView>("addMemberList"), u"Marek Novák"_s).isValid()); // is there already
        rig.type("sof");
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(std::any_of(members.cbegin(), members.cend(),
                            [](const model::Member &member) { return member.jid == demoPerson(u"sofia"); }));
    }
    void theOwnerSaysWhatARoomIsFor()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Owner);
        begin(rig);
        auto *kind = rig.find<QComboBox>("roomKind");
        QVERIFY(kind->isVisible());
        QCOMPARE(kind->currentIndex(), -1); // nobody said so
        kind->setFocus(Qt::TabFocusReason);
        QTest::keyClick(kind, Qt::Key_End);
        rig.settle();
        QCOMPARE(kindOf(rig), model::RoomKind::Unstated); // it asks first
        auto *banner = rig.find<QWidget>("roomKindBanner");
        QTest::mouseClick(banner->findChild<QWidget *>(u"bannerAction"_s), Qt::LeftButton);
        rig.settle();
        QCOMPARE(kindOf(rig), model::RoomKind::Team);
        QCOMPARE(kind->currentText(), u"For a team"_s);
    }
    void aRoomOfATeamBecomesAPatientsOnlyWhenAskedTwice()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Owner);
        setKind(rig, model::RoomKind::Team);
        begin(rig);
        auto *kind = rig.find<QComboBox>("roomKind");
        kind->setFocus(Qt::TabFocusReason);
        QTest::keyClick(kind, Qt::Key_Home);
        rig.settle();
        QCOMPARE(kindOf(rig), model::RoomKind::Team);
        QCOMPARE(kind->currentText(), u"For a team"_s); // what is true, until it is something else
        auto *banner = rig.find<QWidget>("roomKindBanner");
        QVERIFY(banner->findChild<QLabel *>(u"bannerWords"_s)->text().contains(u"cannot become"_s));
        QTest::mouseClick(banner->findChild<QWidget *>(u"bannerAction"_s), Qt::LeftButton);
        rig.settle();
        QCOMPARE(kindOf(rig), model::RoomKind::Patient);
        QVERIFY(!banner->isVisible());
        QTest::keyClick(kind, Qt::Key_End); // a team: no way back
        rig.settle();
        QVERIFY(kindOf(rig) != model::RoomKind::Team);
    }
    void theMembersKeepTheirRoomWhateverStandsBelow()
    {
        for (const QSize size : {QSize(1240, 780), QSize(1240, 560), QSize(420, 520)}) {
            UiRig rig;
            makeSelf(rig, model::Affiliation::Owner);
            setKind(rig, model::RoomKind::Team);
            begin(rig, size);
            rig.window->workView()->openConversation(demoRoom(u"ward"));
            rig.settle();
            auto *list = rig.find<QListView>("memberList");
            if (!list->isVisible()) {
                rig.key(Qt::Key_I, Qt::ControlModifier);
            }
            auto *kind = rig.find<QComboBox>("roomKind");
            kind->setFocus(Qt::TabFocusReason);
            QTest::keyClick(kind, Qt::Key_Home);
            rig.settle();
            const auto *banner = rig.find<QWidget>("roomKindBanner");
            QVERIFY(banner->isVisible());
            const QRect window = rig.window->rect();
            const auto seen = [&](const QWidget *widget) {
                return QRect(widget->mapTo(rig.window.get(), QPoint(0, 0)), widget->size());
            };
            QVERIFY(window.contains(seen(banner->findChild<QWidget *>(u"bannerAction"_s)))); // what was asked is in sight
            QVERIFY2(list->height() >= 4 * 49, qPrintable(QString::number(list->height())));
            list->setFocus(Qt::BacktabFocusReason); // and so are the members, for who goes back to them
            for (QWidget *each = list->parentWidget(); each != nullptr; each = each->parentWidget()) {
                if (auto *area = qobject_cast<QScrollArea *>(each)) {
                    area->ensureWidgetVisible(list);
                }
            }
            rig.settle();
            QVERIFY(seen(list).top() >= 0 && list->visibleRegion().boundingRect().height() >= 4 * 49);
        }
    }
    void whoDoesNotOwnARoomDoesNotSayWhatItIsFor()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Admin);
        begin(rig);
        QVERIFY(!rig.find<QWidget>("roomKindChoice")->isVisible());
        makeSelf(rig, model::Affiliation::Owner);
        rig.workstation.fakeSession()->fakeRooms.announceMembers(demoRoom(u"ward"));
        rig.settle();
        QVERIFY(rig.find<QWidget>("roomKindChoice")->isVisible());
        rig.window->workView()->openConversation(demoPerson(u"priya"));
        rig.settle();
        QVERIFY(!rig.find<QWidget>("roomKindChoice")->isVisible());
    }
    void aKindThatIsRefusedIsSaidAndNotShown()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Owner);
        setKind(rig, model::RoomKind::Consult);
        begin(rig);
        rig.workstation.data.roomError = service::ServiceError::NotAllowed;
        auto *kind = rig.find<QComboBox>("roomKind");
        kind->setFocus(Qt::TabFocusReason);
        QTest::keyClick(kind, Qt::Key_Up);
        rig.settle();
        QCOMPARE(kind->currentText(), u"For a consult"_s);
        QVERIFY(rig.find<QWidget>("roomKindBanner")
                    ->findChild<QLabel *>(u"bannerWords"_s)
                    ->text()
                    .contains(u"does not allow"_s));
    }
    void refusalIsSaidInWords()
    {
        UiRig rig;
        makeSelf(rig, model::Affiliation::Owner);
        begin(rig);
        rig.workstation.data.roomError = service::ServiceError::NotAllowed;
        clickRow(rig, "memberList", u"Marek Novák"_s);
        click(rig, "profileRemove");
        auto *banner = rig.find<QWidget>("profileBanner");
        QTest::mouseClick(banner->findChild<QWidget *>(u"bannerAction"_s), Qt::LeftButton);
        rig.settle();
        QVERIFY(banner->findChild<QLabel *>(u"bannerWords"_s)->text().contains(u"does not allow"_s));
    }
    void fiveThousandColleaguesAreNarrowedDownAsOneTypes()
    {
        UiRig rig;
        test::fillWithColleagues(rig.workstation, 5'000);
        begin(rig);
        QElapsedTimer timer;
        timer.start();
        click(rig, "railPeople");
        const auto opened = timer.nsecsElapsed();
        auto *list = rig.find<QListView>("directoryList");
        QVERIFY(list->model()->rowCount() > 5'000);
        timer.restart();
        rig.type("dvo");
        const auto typed = timer.nsecsElapsed() / 3;
        QVERIFY(list->model()->rowCount() > 500 && list->model()->rowCount() < 1'000);
        timer.restart();
        rig.workstation.data.colleagues[7].isOnline = true;
        rig.workstation.fakeSession()->fakeRooms.announceColleagues();
        rig.settle();
        qInfo("5,000 colleagues: opened in %.1f ms, %.1f ms a key, presence %.1f ms", static_cast<double>(opened) / 1e6,
              static_cast<double>(typed) / 1e6, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    void presenceKeepsTheChoiceInPlace()
    {
        UiRig rig;
        test::fillWithColleagues(rig.workstation, 300);
        begin(rig);
        click(rig, "railPeople");
        auto *list = rig.find<QListView>("directoryList");
        list->setFocus(Qt::TabFocusReason);
        for (int i = 0; i < 10; ++i) {
            rig.key(Qt::Key_Down);
        }
        const QString chosen = list->currentIndex().data().toString();
        for (int i = 0; i < 300; i += 3) {
            rig.workstation.data.colleagues[i].isOnline = !rig.workstation.data.colleagues[i].isOnline;
        }
        rig.workstation.fakeSession()->fakeRooms.announceColleagues();
        rig.settle();
        QCOMPARE(list->currentIndex().data().toString(), chosen);
    }
    void hostileNamesAreShownSafely()
    {
        UiRig rig;
        const QString evil = u"\u202EAnna\n\u2066Berg\u200B"_s + QString(64 * 1024, u'x');
        for (auto &member : rig.workstation.data.members[demoRoom(u"ward")]) {
            if (member.jid == demoPerson(u"marek")) {
                member.name = evil;
                member.role = {model::CareRole::None, u"\u202EPhysician\u2069"_s + QString(64 * 1024, u'y')};
            }
        }
        for (auto &colleague : rig.workstation.data.colleagues) {
            if (colleague.jid == demoPerson(u"marek")) {
                colleague.name = evil;
                colleague.groups = {QString(64 * 1024, u'g'), u"a\u202Eb"_s};
            }
        }
        begin(rig);
        click(rig, "railPeople");
        for (const char *name : {"memberList", "directoryList"}) {
            const auto *model = rig.find<QListView>(name)->model();
            for (int row = 0; row < model->rowCount(); ++row) {
                const QString shown = model->index(row, 0).data().toString();
                QVERIFY(shown.size() <= 120 && !shown.contains(QChar(0x202E)) && !shown.contains(u'\n'));
            }
        }
        rig.type("anna");
        rig.find<QWidget>("directoryList")->setFocus(Qt::TabFocusReason);
        rig.key(Qt::Key_Right);
        QVERIFY(text(rig, "profileName").size() <= 120);
        QVERIFY(text(rig, "profileGroups").size() < 2'000);
        QVERIFY(!text(rig, "profileGroups").contains(QChar(0x202E)));
    }
};

WARDLINE_UI_TEST_MAIN(PeopleTest)
#include "people_test.moc"
