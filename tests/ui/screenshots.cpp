// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a PNG of every page and state from invented data: `screenshots FOLDER`. The whole product in a minute, for
// people to look at (tests/ui/gallery makes all variants). `--serve` shows them one by one, to be walked through.
#include "tests/ui/support/door_shots.h"
#include "tests/ui/support/pseudo_translator.h"
#include "tests/ui/support/shot.h"
#include "tests/ui/support/timeline_shots.h"
#include "tests/ui/support/ui_rig.h"

#include "ui/kit/code_edit.h"
#include "ui/notifications/tray_icon.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QDir>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QSocketNotifier>
#include <QTextStream>

#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::kDesk;
using test::kMiddle;
using test::kNarrow;
using test::press;
using test::UiRig;

namespace {

using test::Shot;

void enrol(UiRig &rig)
{
    rig.workstation.fakeSignIn.mustEnrol = true;
    press(rig, "firstTime");
    rig.find<QLineEdit>("account")->setText(u"anna"_s);
    rig.find<QWidget>("password")->setFocus();
    rig.type("correct horse");
    rig.find<QWidget>("ticket")->setFocus();
    rig.type("ABCD-EFGH");
    rig.key(Qt::Key_Return);
    rig.settle();
}

QList<Shot> allShots()
{
    QList<Shot> shots;
    shots.append({u"sign-in"_s, kDesk, [](UiRig &) {}});
    shots.append({u"sign-in-known-accounts"_s, kDesk, [](UiRig &rig) {
                      rig.workstation.fakeSignIn.accounts = {
                          {test::demoPerson(u"anna"), QUrl(), rig.clock.now() - std::chrono::hours(9)},
                          {test::demoPerson(u"jonas"), QUrl(), rig.clock.now() - std::chrono::hours(20)}};
                      rig.workstation.fakeSignIn.signInDefaults.isRelayFixed = false;
                      rig.show(kDesk);
                  }});
    shots.append({u"sign-in-refused"_s, kDesk, [](UiRig &rig) {
                      rig.find<QLineEdit>("account")->setText(u"anna"_s);
                      rig.find<QWidget>("password")->setFocus();
                      rig.type("WRONG");
                      rig.find<QWidget>("code")->setFocus();
                      rig.type("000000");
                      rig.key(Qt::Key_Return);
                      rig.settle();
                  }});
    shots.append({u"sign-in-working"_s, kDesk, [](UiRig &rig) {
                      rig.workstation.fakeSignIn.stopAt = model::SignInState::Proving;
                      rig.find<QLineEdit>("account")->setText(u"anna"_s);
                      rig.find<QWidget>("password")->setFocus();
                      rig.type("correct horse");
                      rig.find<QWidget>("code")->setFocus();
                      rig.type("123456");
                      rig.key(Qt::Key_Return);
                      rig.settle();
                  }});
    shots.append({u"sign-in-first-time"_s, kDesk, [](UiRig &rig) { press(rig, "firstTime"); }});
    shots.append({u"enrolment"_s, kDesk, enrol});
    shots.append({u"recovery-codes"_s, kDesk, [](UiRig &rig) {
                      enrol(rig);
                      rig.type("123456");
                      rig.key(Qt::Key_Return);
                  }});
    shots.append({u"password-changed"_s, kDesk, [](UiRig &rig) {
                      rig.workstation.fakeSignIn.unsent = 3;
                      rig.workstation.fakeSignIn.nextError = service::ServiceError::PasswordChanged;
                      rig.workstation.fakeSignIn.signIn({});
                      rig.settle();
                  }});
    const auto room = [](UiRig &rig) {
        rig.signIn();
        rig.settle();
        rig.window->workView()->openConversation(test::demoRoom(u"ward")); // one column begins with the list
        rig.settle();
    };
    shots.append({u"room"_s, kDesk, room});
    shots.append({u"room-composing"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.type("35 ml in the last hour.");
                      rig.key(Qt::Key_Return);
                      rig.settle();
                      rig.type("Shall I repeat the dose?");
                      rig.key(Qt::Key_Return, Qt::ShiftModifier);
                      rig.type("Weight at six as planned.");
                  }});
    shots.append({u"room-offline"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      service::ConnectionStatus status = rig.workstation.data.connection;
                      status.phase = service::ConnectionPhase::WaitingToRetry;
                      status.since = rig.clock.now() - std::chrono::minutes(2);
                      status.nextAttempt = rig.clock.now() + std::chrono::seconds(8);
                      rig.workstation.fakeSession()->setConnection(status);
                      rig.type("Is anybody there?");
                      rig.key(Qt::Key_Return);
                      const auto id = rig.workstation.fakeSession()->fakeMessages.store([&] {
                          model::Message failed;
                          failed.conversation = test::demoRoom(u"ward");
                          failed.sender = rig.workstation.data.account;
                          failed.senderName = u"Anna Berg"_s;
                          failed.role.role = model::CareRole::Nurse;
                          failed.isOwn = true;
                          failed.encryption = model::EncryptionState::EndToEnd;
                          failed.body = u"Who has the key of the drug cupboard?"_s;
                          return failed;
                      }());
                      rig.workstation.fakeSession()->fakeMessages.setState(id, model::DeliveryState::Failed);
                      rig.settle();
                  }});
    shots.append({u"room-code-needed"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      service::ConnectionStatus status = rig.workstation.data.connection;
                      status.phase = service::ConnectionPhase::CodeNeeded;
                      status.since = rig.clock.now() - std::chrono::minutes(2);
                      rig.workstation.fakeSession()->setConnection(status);
                      rig.settle();
                  }});
    shots.append({u"room-lock-imminent"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.workstation.fakeLock.remaining = std::chrono::seconds(30);
                      rig.workstation.fakeLock.announceImminent(true);
                      rig.settle();
                  }});
    shots.append({u"observer"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.window->workView()->openConversation(test::demoRoom(u"announce"));
                      rig.settle();
                  }});
    shots.append({u"direct"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.window->workView()->openConversation(test::demoPerson(u"priya"));
                      rig.settle();
                  }});
    shots.append({u"empty-room"_s, kDesk, [room](UiRig &rig) {
                      test::endAt(rig.workstation, Instant());
                      room(rig);
                  }});
    shots.append({u"hostile-texts"_s, kDesk, [room](UiRig &rig) {
                      auto &all = rig.workstation.data.messages[test::demoRoom(u"ward")];
                      rig.workstation.data.firstUnread.clear();
                      all[9].body = QString(60'000, u'W');
                      all[10].body = u"\u202Egnp.exe \u2066 reversed \u200B zero\u200Bwidth"_s;
                      all[11].senderName = u"\u202EAnna Berg\nPhysician"_s + QString(400, u'x');
                      all[12].body = u"<b>not bold</b> 👩🏽‍⚕️ e\u0301\u0323\u0323\u0323"_s;
                      room(rig);
                  }});
    shots.append({u"history-middle"_s, kDesk, [](UiRig &rig) {
                      test::fillWithMany(rig.workstation, rig.clock, test::demoRoom(u"handover"), 3'000);
                      rig.signIn();
                      rig.window->workView()->openConversation(test::demoRoom(u"handover"));
                      rig.settle();
                      auto &timeline = rig.window->workView()->conversationView().timeline();
                      timeline.jumpTo({1'500});
                      rig.settle();
                      timeline.setFocus(Qt::TabFocusReason);
                  }});
    shots.append({u"search"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.key(Qt::Key_F, Qt::ControlModifier);
                      rig.type("bed");
                      rig.settle();
                  }});
    shots.append({u"people"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      press(rig, "railPeople");
                  }});
    shots.append({u"settings"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      press(rig, "railSettings");
                  }});
    shots.append({u"settings-notifications"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.sound.setState(service::SoundState::Muted);
                      press(rig, "railSettings");
                      rig.find<ui::SettingsPage>("settingsPage")->openSection(u"notificationSettings"_s);
                      rig.settle();
                      press(rig, "testUrgentSound");
                  }});
    for (const char *section : {"lockSettings", "policySettings", "aboutSettings"}) {
        const QString name = u"settings-"_s + QString::fromLatin1(section).chopped(8);
        shots.append({name, kDesk, [room, section](UiRig &rig) {
                          room(rig);
                          press(rig, "railSettings");
                          rig.find<ui::SettingsPage>("settingsPage")->openSection(QString::fromLatin1(section));
                      }});
    }
    shots.append({u"settings-history"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      auto &history = rig.workstation.fakeSession()->fakeHistory;
                      history.fingerprint =
                          u"0a1b2c3d 4e5f6071 8293a4b5 c6d7e8f9 51c0772e 9d3a4416 e08f25bb 37d6190c"_s;
                      history.setRoaming({service::RoamingState::Kind::Current, 72, 0, rig.clock.now()});
                      press(rig, "railSettings");
                      rig.find<ui::SettingsPage>("settingsPage")->openSection(u"historySettings"_s);
                  }});
    shots.append(
        {u"settings-history-words"_s, kDesk, [room](UiRig &rig) {
             room(rig);
             rig.workstation.fakeSession()->fakeHistory.words =
                 u"legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful "
                 "legal winner thank year wave sausage worth title"_s.split(u' ');
             press(rig, "railSettings");
             rig.find<ui::SettingsPage>("settingsPage")->openSection(u"historySettings"_s);
             press(rig, "backUp");
         }});
    shots.append({u"hand-over-request"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      service::HandOverRequest request;
                      request.id = u"1"_s;
                      request.label = u"WS-4W-02"_s;
                      request.fingerprint =
                          u"0a1b2c3d 4e5f6071 8293a4b5 c6d7e8f9 51c0772e 9d3a4416 e08f25bb 37d6190c"_s;
                      request.trust = model::Trust::Blind;
                      request.range = std::chrono::hours(72);
                      rig.workstation.fakeSession()->fakeHistory.setRequest(request);
                      rig.settle();
                  }});
    shots.append({u"settings-fixed"_s, kDesk, [room](UiRig &rig) {
                      const QString file = u"/etc/wardline/policy.json"_s;
                      rig.preferences.fixBy({{u"window.scheme"_s, u"\"light\""_s, file, true},
                                             {u"window.language"_s, u"\"en\""_s, file, true}});
                      room(rig);
                      press(rig, "railSettings");
                  }});
    shots.append({u"keys"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.key(Qt::Key_F1);
                  }});
    shots.append({u"focus-ring"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.find<QWidget>("railLock")->setFocus(Qt::TabFocusReason);
                      rig.settle();
                  }});
    shots.append({u"lock"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.workstation.fakeLock.view.unsent = 2;
                      rig.workstation.fakeLock.lock(lock::LockReason::Idle);
                      rig.settle();
                  }});
    shots.append({u"lock-delayed"_s, kDesk, [room](UiRig &rig) {
                      room(rig);
                      rig.workstation.fakeLock.lock(lock::LockReason::User);
                      rig.workstation.fakeLock.delay = std::chrono::seconds(18);
                      rig.settle(std::chrono::seconds(1));
                  }});
    shots.append({u"room-middle"_s, kMiddle, room});
    shots.append({u"narrow-list"_s, kNarrow, [](UiRig &rig) {
                      rig.signIn();
                      rig.settle();
                  }});
    shots.append({u"narrow-room"_s, kNarrow, room});
    shots.append({u"narrow-sign-in"_s, {360, 420}, [](UiRig &) {}});
    shots.append({u"narrow-lock"_s, {360, 420}, [room](UiRig &rig) {
                      room(rig);
                      rig.workstation.fakeLock.lock(lock::LockReason::Suspend);
                      rig.settle();
                  }});
    shots.append({u"rtl-room"_s, kDesk, room, true});
    shots.append({u"rtl-sign-in"_s, kDesk, [](UiRig &) {}, true});
    for (const test::TimelineShot &shot : test::timelineShots()) {
        shots.append({shot.name, kDesk, shot.stage});
    }
    return shots + test::composerShots() + test::workShots() + test::encryptionShots() + test::trustShots()
        + test::deliveryShots() + test::menuShots();
}

/// How a state is looked at; 200 % is the display's scale (QT_SCALE_FACTOR=2).
struct Variant
{
    QString name; ///< of the folder in a gallery
    QString suffix; ///< of the file beside others
    ui::Scheme scheme = ui::Scheme::Light;
    bool isNarrow = false;
    bool isRightToLeft = false;
    QString language = {}; ///< "es", "pseudo" (long, accented) or "mirrored" (words from the right)
};

const Variant kLight{u"light"_s, {}, ui::Scheme::Light};
const Variant kDark{u"dark"_s, u"-dark"_s, ui::Scheme::Dark};

QList<Variant> allVariants()
{
    return {kLight,
            kDark,
            {u"contrast"_s, u"-contrast"_s, ui::Scheme::HighContrast},
            {u"narrow"_s, u"-narrow"_s, ui::Scheme::Light, true},
            {u"rtl"_s, u"-rtl"_s, ui::Scheme::Light, false, true, u"mirrored"_s},
            {u"spanish"_s, u"-spanish"_s, ui::Scheme::Light, false, false, u"es"_s},
            {u"pseudo"_s, u"-pseudo"_s, ui::Scheme::Light, false, false, u"pseudo"_s}};
}

/// As a desktop with a high-contrast theme gives it: white on black, cyan for what is chosen.
QPalette contrastPalette()
{
    QPalette palette(Qt::white, Qt::black, Qt::white, Qt::black, Qt::white, Qt::white, Qt::white, Qt::black, Qt::black);
    palette.setColor(QPalette::AlternateBase, QColor(0x30, 0x30, 0x30));
    palette.setColor(QPalette::Highlight, QColor(0x1A, 0xEB, 0xFF));
    palette.setColor(QPalette::HighlightedText, Qt::black);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor(0x3F, 0xF2, 0x3F));
    }
    return palette;
}

void stage(UiRig &rig, const Shot &shot, const Variant &variant)
{
    const QSize size = variant.isNarrow ? shot.size.boundedTo(kNarrow) : shot.size;
    rig.theme.setScheme(variant.scheme);
    rig.theme.setReducedMotion(true);
    rig.show(size);
    shot.stage(rig);
    rig.settle();
    rig.window->resize(size);
    rig.settle();
}

/// The window and what is open above it.
QPixmap wholePicture(QWidget &window)
{
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    const auto widgets = QApplication::topLevelWidgets();
    for (QWidget *popup : widgets) {
        if (popup->isVisible() && popup->windowType() == Qt::Popup) {
            painter.drawPixmap(window.mapFromGlobal(popup->pos()), popup->grab());
        }
    }
    return picture;
}

void take(const Shot &shot, const Variant &variant, const QString &suffix, const QDir &folder)
{
    const bool isMirrored = shot.isRightToLeft || variant.isRightToLeft;
    QApplication::setLayoutDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
    if (variant.scheme == ui::Scheme::HighContrast) {
        QApplication::setPalette(contrastPalette());
    }
    UiRig rig;
    test::PseudoTranslator words(variant.language == u"mirrored" ? test::PseudoTranslator::Kind::Mirrored
                                                                 : test::PseudoTranslator::Kind::Pseudo);
    if (variant.language == u"es") {
        rig.language.choose(variant.language);
    } else if (!variant.language.isEmpty()) {
        QCoreApplication::installTranslator(&words);
    }
    QCursor::setPos(QGuiApplication::primaryScreen()->geometry().bottomRight()); // nothing lies under the mouse
    stage(rig, shot, variant);
    const QString file = folder.filePath(shot.name + suffix + u".png"_s);
    wholePicture(*rig.window).save(file);
    rig.window.reset();
    QCoreApplication::removeTranslator(&words);
    qInfo("%s", qPrintable(file));
}

/// The tray's icon in every state, small as desktops show it and larger, on a light and a dark panel.
void takeTray(const QDir &folder)
{
    using ui::TrayState;
    const TrayState states[] = {{TrayState::Kind::SignedOut, 0, 0}, {TrayState::Kind::Working, 0, 0},
                                {TrayState::Kind::Working, 3, 0},   {TrayState::Kind::Working, 128, 0},
                                {TrayState::Kind::Working, 12, 1},  {TrayState::Kind::Working, 40, 12},
                                {TrayState::Kind::Locked, 0, 0}};
    constexpr int kCell = 76;
    constexpr int kSides[] = {64, 32, 22, 16};
    QPixmap sheet(int(std::size(states)) * kCell, 2 * 172);
    QPainter painter(&sheet);
    for (const bool isDark : {false, true}) {
        const int top = isDark ? 172 : 0;
        painter.fillRect(0, top, sheet.width(), 172, isDark ? ui::Palette::dark().window : ui::Palette::light().window);
        int x = 6;
        for (const TrayState &state : states) {
            int y = top + 6;
            for (const int side : kSides) {
                painter.drawPixmap(x + (64 - side) / 2, y, ui::trayPicture(state).pixmap(side, side));
                y += side + 8;
            }
            x += kCell;
        }
    }
    const QString file = folder.filePath(u"tray.png"_s);
    painter.end();
    sheet.save(file);
    qInfo("%s", qPrintable(file));
}

/// `--serve`: shows one state after the other to who asks on standard input, so that it can be walked through from
/// outside.
///   list          the names, one a line, and an empty line
///   show NAME     that state in a window of its own, and a line when it is there
class Showroom : public QObject
{
public:
    explicit Showroom(QList<Shot> shots)
        : m_shots(std::move(shots))
        , m_input(fileno(stdin), QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, [this] { read(); });
    }

private:
    void read()
    {
        QTextStream input(stdin);
        const QString line = input.readLine();
        if (line.isNull()) {
            QCoreApplication::quit();
        } else if (line == u"list") {
            for (const Shot &shot : std::as_const(m_shots)) {
                if (!shot.hasMenu) {
                    std::printf("%s\n", qPrintable(shot.name));
                }
            }
            say({});
        } else if (line.startsWith(u"show ")) {
            show(line.sliced(5));
        }
    }
    void show(const QString &name)
    {
        for (const Shot &shot : std::as_const(m_shots)) {
            if (shot.name == name) {
                m_rig.reset();
                QApplication::setLayoutDirection(shot.isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
                m_rig = std::make_unique<UiRig>();
                stage(*m_rig, shot, kLight);
                say(u"shown"_s);
                return;
            }
        }
        say(u"unknown"_s);
    }
    static void say(const QString &line)
    {
        std::printf("%s\n", qPrintable(line));
        std::fflush(stdout);
    }

    QList<Shot> m_shots;
    QSocketNotifier m_input;
    std::unique_ptr<UiRig> m_rig;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationVersion(u"0.1.0"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    const QList<Shot> shots = allShots() + test::doorShots();
    if (arguments.value(1) == u"--serve") {
        const Showroom showroom(shots);
        return QApplication::exec();
    }
    if (arguments.size() < 2) {
        qCritical(
            "usage: screenshots FOLDER [NAME | --variant light|dark|contrast|narrow|rtl|spanish|pseudo [NAME]] | --serve");
        return 2;
    }
    const QDir folder(arguments.at(1));
    if (!folder.mkpath(u"."_s)) {
        return 1;
    }
    const bool isScaled = QGuiApplication::primaryScreen()->devicePixelRatio() > 1.5;
    if (arguments.size() < 3 || arguments.at(2) == u"tray") {
        takeTray(folder);
    }
    const QString wanted = arguments.value(2) == u"--variant" ? arguments.value(3) : QString();
    for (const Shot &shot : shots) {
        if (!wanted.isEmpty()) {
            for (const Variant &variant : allVariants()) {
                if (variant.name == wanted && (arguments.size() < 5 || shot.name == arguments.at(4))) {
                    take(shot, variant, {}, folder);
                }
            }
        } else if (arguments.size() < 3 || shot.name == arguments.at(2)) {
            take(shot, kLight, isScaled ? u"@2x"_s : QString(), folder);
            if (!isScaled) {
                take(shot, kDark, kDark.suffix, folder);
            }
        }
    }
    return 0;
}
