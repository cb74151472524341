// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/composer/composer_edit.h"
#include "ui/kit/banner.h"
#include "ui/kit/clipboard.h"
#include "ui/kit/metrics.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/state_words.h"
#include "ui/shell/work_view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMetaProperty>
#include <QMimeData>
#include <QStackedWidget>
#include <QTextDocument>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::demoRoom;
using test::UiRig;

namespace {

/// Everything a program could read off this object: properties, documents, models.
void collect(const QObject &object, QStringList &found)
{
    const QMetaObject *meta = object.metaObject();
    for (int i = 0; i < meta->propertyCount(); ++i) {
        const QVariant value = meta->property(i).read(&object);
        if (value.metaType() == QMetaType::fromType<QString>()) {
            found << value.toString();
        }
    }
    if (const auto *document = qobject_cast<const QTextDocument *>(&object)) {
        found << document->toPlainText();
    }
    if (const auto *view = qobject_cast<const QAbstractItemView *>(&object); view && view->model()) {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole), int(Qt::ToolTipRole)}) {
                found << view->model()->index(row, 0).data(role).toString();
            }
        }
    }
    for (const QObject *child : object.children()) {
        collect(*child, found);
    }
}

void collectAccessible(QAccessibleInterface *node, QStringList &found, int depth = 0)
{
    if (!node || depth > 30) {
        return;
    }
    for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help}) {
        found << node->text(kind);
    }
    for (int i = 0; i < node->childCount(); ++i) {
        collectAccessible(node->child(i), found, depth + 1);
    }
}

QString allWords(UiRig &rig)
{
    QStringList found;
    collect(*rig.window, found);
    collectAccessible(QAccessible::queryAccessibleInterface(rig.window.get()), found);
    found << QGuiApplication::clipboard()->text();
    return found.join(u'\n');
}

QString page(UiRig &rig)
{
    return rig.find<QStackedWidget>("pages")->currentWidget()->objectName();
}

void begin(UiRig &rig)
{
    rig.show();
    rig.signIn();
    rig.settle();
}

} // namespace

class LockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lockLeavesNoWordBehind()
    {
        UiRig rig;
        auto &ward = rig.workstation.data.messages[demoRoom(u"ward")];
        for (auto &message : ward) {
            message.body += u" PLANTED-BODY"_s;
        }
        for (auto &summary : rig.workstation.data.conversations) {
            summary.title += u" PLANTED-TITLE"_s;
            summary.lastBody += u" PLANTED-PREVIEW"_s;
        }
        for (auto &colleague : rig.workstation.data.colleagues) {
            colleague.name += u" PLANTED-NAME"_s;
        }
        for (auto &[room, members] : rig.workstation.data.members) {
            for (auto &member : members) {
                member.name += u" PLANTED-NAME"_s;
            }
        }
        begin(rig);
        rig.type("PLANTED-DRAFT");
        rig.key(Qt::Key_Z, Qt::ControlModifier); // undo must not bring anything back either
        rig.type("PLANTED-DRAFT");
        rig.key(Qt::Key_F, Qt::ControlModifier);
        rig.type("planted");
        rig.settle();
        auto *copied = new QMimeData;
        copied->setText(u"PLANTED-COPY"_s);
        ui::copyMarked(copied);
        // The search for words must be able to find them while unlocked.
        const QString before = allWords(rig);
        for (const QString &word :
             {u"PLANTED-BODY"_s, u"PLANTED-TITLE"_s, u"PLANTED-NAME"_s, u"PLANTED-DRAFT"_s, u"PLANTED-COPY"_s}) {
            QVERIFY2(before.contains(word), qPrintable(word));
        }

        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        const QString after = allWords(rig); // at once, before any further event
        QVERIFY2(!after.contains(u"PLANTED"_s, Qt::CaseInsensitive),
                 qPrintable(
                     after.mid(std::max<qsizetype>(0, after.indexOf(u"planted"_s, 0, Qt::CaseInsensitive) - 40), 120)));
        QCOMPARE(page(rig), u"lockPage"_s);
        QCOMPARE(rig.window->windowTitle(), u"Wardline"_s);
        for (const QLineEdit *edit : rig.window->findChildren<QLineEdit *>()) {
            QVERIFY2(!edit->isUndoAvailable(), qPrintable(edit->objectName()));
        }
        auto *composer = rig.find<ui::ComposerEdit>("composerField");
        composer->undo();
        QVERIFY(composer->toPlainText().isEmpty());
        QCOMPARE(rig.workstation.data.drafts[demoRoom(u"ward")].text, u"PLANTED-DRAFT"_s);
    }
    void ctrlLLocksFromAnywhere()
    {
        UiRig rig;
        begin(rig);
        rig.key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(rig.workstation.fakeLock.isLocked());
        QCOMPARE(page(rig), u"lockPage"_s);
        QVERIFY(rig.find<QLabel>("lockReason")->text().startsWith(u"Locked: by you"_s));
    }
    void lockButtonIsAlwaysThere()
    {
        UiRig rig;
        begin(rig);
        for (const char *place : {"railPeople", "railSettings", "railConversations"}) {
            QTest::mouseClick(rig.find<QWidget>(place), Qt::LeftButton);
            QVERIFY(rig.find<QWidget>("railLock")->isVisible());
        }
        QTest::mouseClick(rig.find<QWidget>("railLock"), Qt::LeftButton);
        QCOMPARE(page(rig), u"lockPage"_s);
    }
    void unlocksByKeyboardWithEverythingBack()
    {
        UiRig rig;
        begin(rig);
        rig.type("unfinished");
        rig.key(Qt::Key_L, Qt::ControlModifier);
        rig.settle();
        QCOMPARE(QApplication::focusWidget()->objectName(), u"unlockPassword"_s);
        rig.type("wrong");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(page(rig), u"lockPage"_s);
        rig.type("correct horse");
        rig.key(Qt::Key_Return);
        rig.settle();
        QCOMPARE(page(rig), u"workView"_s);
        QCOMPARE(rig.find<ui::ComposerEdit>("composerField")->toPlainText(), u"unfinished"_s);
        QVERIFY(rig.find<QListView>("conversationList")->model()->rowCount() > 0);
    }
    void saysWhoWhyUntilWhenAndWhatHasNotLeft()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeLock.view.unsent = 2;
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        QCOMPARE(rig.find<QLabel>("lockedPerson")->text(), u"Anna Berg"_s);
        QVERIFY(rig.find<QLabel>("lockReason")->text().startsWith(u"Locked: idle"_s));
        QVERIFY(rig.find<QLabel>("lockFacts")->text().contains(u"Receiving until"_s));
        QVERIFY(rig.find<QLabel>("lockFacts")->text().contains(u"2 message"_s));
        QCOMPARE(rig.find<QLabel>("lockClock")->text(), u"10:53"_s);
        const auto *field = rig.find<QWidget>("unlockPassword");
        QCOMPARE(field->size(), QSize(ui::metrics::kFormWidth, ui::metrics::kPrimaryTarget));
        QCOMPARE(rig.find<QWidget>("unlock")->size(), QSize(ui::metrics::kFormWidth, ui::metrics::kPrimaryTarget));
        const int left = field->mapTo(rig.window.get(), QPoint(0, 0)).x();
        QVERIFY(std::abs(left - (rig.window->width() - ui::metrics::kFormWidth) / 2) <= 1);
        int secrets = 0;
        for (const auto *secret : rig.find<QWidget>("lockPage")->findChildren<ui::SecretEdit *>()) {
            secrets += secret->isVisible() ? 1 : 0;
        }
        QCOMPARE(secrets, 1);
    }
    void growingDelayIsCountedOnTheButtonAndEnds()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.workstation.fakeLock.delay = std::chrono::seconds(8);
        rig.settle(std::chrono::seconds(1));
        auto *unlock = rig.find<QAbstractButton>("unlock");
        QVERIFY(!unlock->isEnabled());
        QCOMPARE(unlock->text(), u"Try again in 8 s"_s);
        rig.type("correct horse"); // who goes on to type presses no button that signs out
        rig.key(Qt::Key_Return);
        QVERIFY(!qobject_cast<QAbstractButton *>(QApplication::focusWidget()));
        QVERIFY(rig.find<QWidget>("lockPage")->isVisible());
        QVERIFY(rig.find<ui::Banner>("lockBanner")->words().contains(u"Too many attempts"_s));
        rig.workstation.fakeLock.delay = {};
        rig.settle(std::chrono::seconds(1));
        QVERIFY(unlock->isEnabled());
        QVERIFY(rig.find<ui::Banner>("lockBanner")->words().isEmpty());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"unlockPassword"_s);
    }
    void capsLockIsSaidOnTheLockPage()
    {
        UiRig rig;
        rig.capsLock = true;
        begin(rig);
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        QCOMPARE(rig.find<QLabel>("lockCapsLock")->text(), u"Caps Lock is on"_s); // before the first letter
    }
    void soundThatCannotBeHeardIsSaid()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        QVERIFY(!rig.find<ui::Banner>("lockSound")->isVisible());
        rig.sound.setState(service::SoundState::Muted);
        QVERIFY(rig.find<ui::Banner>("lockSound")->isVisible());
        QVERIFY(rig.find<ui::Banner>("lockSound")->words().startsWith(u"Sound is off: STAT cannot ring"_s));
    }
    void escapeEmptiesTheField()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        rig.type("half a passw");
        rig.key(Qt::Key_Escape);
        QVERIFY(rig.find<ui::SecretEdit>("unlockPassword")->isEmpty());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"unlockPassword"_s);
        QCOMPARE(page(rig), u"lockPage"_s);
    }
    void unlockStaysInReachInALowWindow()
    {
        UiRig rig;
        rig.show({683, 384});
        rig.signIn();
        rig.settle();
        rig.workstation.fakeLock.view.unsent = 2;
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        for (const char *part : {"unlockPassword", "unlock", "someoneElse"}) {
            const auto *widget = rig.find<QWidget>(part);
            QVERIFY2(widget->visibleRegion().boundingRect().height() == widget->height(), part);
        }
    }
    void everyReasonHasItsOwnWords()
    {
        QSet<QString> words;
        for (const lock::LockReason reason : lock::lockReasons()) {
            const QString said = ui::lockReasonWords(reason);
            QVERIFY(!said.isEmpty());
            QVERIFY2(!words.contains(said), qPrintable(said));
            words.insert(said);
        }
    }
    void hostileNameOfTheLockedPersonFitsThePage()
    {
        UiRig rig;
        rig.workstation.data.self.name = u"\u202EAnna\nBerg "_s + QString(65'536, u'W');
        begin(rig);
        const int width = rig.window->width();
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        const QString shown = rig.find<QLabel>("lockedPerson")->text();
        QVERIFY(shown.size() <= 120);
        QVERIFY(!shown.contains(QChar(0x202E)) && !shown.contains(u'\n'));
        QCOMPARE(rig.window->width(), width);
        QVERIFY(rig.find<QWidget>("unlock")->width() <= 360);
    }
    void someoneElseSignsThisPersonOut()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        QTest::mouseClick(rig.find<QWidget>("someoneElse"), Qt::LeftButton);
        rig.settle();
        QCOMPARE(page(rig), u"signInView"_s);
        QVERIFY(!allWords(rig).contains(u"Anna Berg"_s));
    }
    void openMenuDoesNotStopTheLock()
    {
        UiRig rig;
        begin(rig);
        QTest::mouseClick(rig.find<QWidget>("identityChip"), Qt::LeftButton);
        QVERIFY(QApplication::activePopupWidget());
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        QVERIFY(!QApplication::activePopupWidget());
        QCOMPARE(page(rig), u"lockPage"_s);
    }
    void warnsBeforeLockingAndActivityIsReported()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeLock.announceImminent(true);
        QVERIFY(rig.find<ui::Banner>("lockNotice")->words().contains(u"locks in 30 s"_s));
        const int before = rig.workstation.fakeLock.activity;
        rig.key(Qt::Key_Shift);
        QVERIFY(rig.workstation.fakeLock.activity > before);
        rig.workstation.fakeLock.announceImminent(false);
        QVERIFY(rig.find<ui::Banner>("lockNotice")->words().isEmpty());
    }
    void answersThatComeAfterTheLockAreDropped()
    {
        UiRig rig;
        test::fillWithMany(rig.workstation, rig.clock, demoRoom(u"handover"), 500);
        begin(rig);
        rig.window->workView()->openConversation(demoRoom(u"handover")); // its page is on the way
        rig.workstation.fakeLock.lock(lock::LockReason::Idle);
        rig.settle();
        QVERIFY(!allWords(rig).contains(u"Message number"_s));
    }
};

WARDLINE_UI_TEST_MAIN(LockTest)
#include "lock_test.moc"
