// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/door_shots.h"

#include "core/stream/stream_error.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>

namespace wardline::test {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kDesk{1240, 780};
constexpr QSize kLow{683, 384}; ///< 1366 x 768 at 200 %
constexpr QSize kNarrow{360, 640};

void press(UiRig &rig, const char *name)
{
    QTest::mouseClick(rig.find<QAbstractButton>(name), Qt::LeftButton);
    rig.settle();
}

void fillIn(UiRig &rig, const char *second, const char *secondWords)
{
    rig.find<QLineEdit>("account")->setText(u"anna"_s);
    rig.find<QWidget>("password")->setFocus();
    rig.type("correct horse");
    rig.find<QWidget>(second)->setFocus();
    rig.type(secondWords);
}

void enrol(UiRig &rig)
{
    rig.workstation.fakeSignIn.mustEnrol = true;
    press(rig, "firstTime");
    fillIn(rig, "ticket", "ABCD-EFGH");
    rig.key(Qt::Key_Return);
    rig.settle();
}

void showRecoveryCodes(UiRig &rig)
{
    enrol(rig);
    rig.type("123456");
    rig.key(Qt::Key_Return);
    rig.settle();
}

void refuseAfterFourMinutesOff(UiRig &rig)
{
    fillIn(rig, "code", "000000");
    rig.key(Qt::Key_Return);
    rig.settle();
    rig.workstation.fakeSignIn.learnClockSkew(std::chrono::minutes(4));
    rig.settle();
}

void showKnown(UiRig &rig)
{
    rig.workstation.fakeSignIn.accounts = {{demoPerson(u"anna"), QUrl(), rig.clock.now() - std::chrono::hours(3)},
                                           {demoPerson(u"jonas"), QUrl(), rig.clock.now() - std::chrono::hours(20)}};
    rig.workstation.fakeSignIn.cancel();
    rig.find<QLineEdit>("account")->setText(u"anna"_s);
    rig.workstation.fakeSignIn.signIn({});
    rig.settle();
}

void lock(UiRig &rig)
{
    rig.signIn();
    rig.settle();
    rig.workstation.fakeLock.view.unsent = 2;
    rig.workstation.fakeLock.lock(lock::LockReason::Idle);
    rig.settle();
}

void failWith(UiRig &rig, stream::StreamError cause)
{
    rig.workstation.fakeSignIn.nextError = Error(service::ServiceError::RelayCertificate, Error(cause).toLogString());
    fillIn(rig, "code", "123456");
    rig.key(Qt::Key_Return);
    rig.settle();
}

} // namespace

QList<Shot> doorShots()
{
    QList<Shot> shots;
    const auto add = [&shots](const QString &name, QSize size, const std::function<void(UiRig &)> &stage,
                              bool isRightToLeft = false) {
        shots.append({name, size, stage, isRightToLeft});
    };
    add(u"door-known"_s, kDesk, showKnown);
    add(u"door-clock-off"_s, kDesk, refuseAfterFourMinutesOff);
    add(u"door-certificate"_s, kDesk, [](UiRig &rig) { failWith(rig, stream::StreamError::CertificateExpired); });
    add(u"door-delayed"_s, kDesk, [](UiRig &rig) {
        rig.workstation.fakeSignIn.nextError = service::ServiceError::TryLater;
        fillIn(rig, "code", "123456");
        rig.key(Qt::Key_Return);
        rig.settle();
        rig.workstation.fakeSignIn.delay = std::chrono::seconds(28);
        rig.find<QLineEdit>("account")->setText(u"ann"_s);
        rig.find<QLineEdit>("account")->setText(u"anna"_s);
        rig.settle();
    });
    add(u"door-caps-lock-revealed"_s, kDesk, [](UiRig &rig) {
        rig.capsLock = true;
        fillIn(rig, "code", "123");
        auto *password = rig.find<QWidget>("password");
        password->setFocus();
        QTest::mousePress(password, Qt::LeftButton, {}, QPoint(password->isRightToLeft() ? 20 : password->width() - 20, 20));
    });
    add(u"door-paste-refused"_s, kDesk, [](UiRig &rig) {
        rig.find<QWidget>("code")->setFocus();
        rig.type("123");
        QGuiApplication::clipboard()->setText(u"no code"_s);
        rig.key(Qt::Key_V, Qt::ControlModifier);
    });
    add(u"door-recovery-code"_s, kDesk, [](UiRig &rig) { press(rig, "useRecovery"); });
    add(u"door-copied-key"_s, kDesk, [](UiRig &rig) {
        enrol(rig);
        press(rig, "copyKey");
    });
    add(u"door-printers"_s, kDesk, [](UiRig &rig) {
        showRecoveryCodes(rig);
        press(rig, "printRecoveryCodes");
        if (auto *menu = rig.find<QMenu>("printerMenu")) {
            QTest::keyClick(menu, Qt::Key_Return);
        }
    });
    add(u"door-last-sign-in"_s, kDesk, [](UiRig &rig) {
        rig.workstation.fakeSignIn.previous =
            service::PreviousSignIn{rig.clock.now() - std::chrono::hours(15), u"WS-4W-02"_s, false};
        rig.signIn();
    });
    add(u"door-lock-sound"_s, kDesk, [](UiRig &rig) {
        rig.capsLock = true;
        lock(rig);
        rig.sound.setState(service::SoundState::Muted);
        rig.type("half a password");
    });
    for (const auto &[suffix, size] : {std::pair(u"low"_s, kLow), std::pair(u"narrow"_s, kNarrow)}) {
        add(u"door-sign-in-"_s + suffix, size, [](UiRig &) {});
        add(u"door-refused-"_s + suffix, size, refuseAfterFourMinutesOff);
        add(u"door-enrolment-"_s + suffix, size, enrol);
        add(u"door-codes-"_s + suffix, size, showRecoveryCodes);
        add(u"door-lock-"_s + suffix, size, lock);
    }
    add(u"rtl-door-clock-off"_s, kDesk, refuseAfterFourMinutesOff, true);
    add(u"rtl-door-enrolment"_s, kDesk, enrol, true);
    add(u"rtl-door-codes"_s, kDesk, showRecoveryCodes, true);
    add(u"rtl-door-lock"_s, kDesk, lock, true);
    return shots;
}

} // namespace wardline::test
