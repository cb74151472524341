// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/pseudo_translator.h"
#include "tests/ui/support/trust_scene.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/banner.h"
#include "ui/kit/encryption_words.h"
#include "ui/kit/qr_code.h"

#include <QLabel>
#include <QLineEdit>
#include <QScopeGuard>

using namespace wardline;
using namespace wardline::test;
using service::ComparedDevice;
using service::ServiceError;

namespace {

void begin(UiRig &rig)
{
    rig.theme.setReducedMotion(true);
    certifyTheWard(rig);
    rig.show({1240, 780});
    openDevicesOf(rig, u"Marek Novák"_s);
}

void press(UiRig &rig, QWidget *box, const char *name)
{
    auto *button = box->findChild<QAbstractButton *>(QString::fromLatin1(name));
    QVERIFY2(button, name);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    rig.settle();
}

void press(UiRig &rig, const char *name)
{
    auto *button = rig.find<QAbstractButton>(name);
    QVERIFY2(button && button->isEnabled(), name);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    rig.settle();
}

QWidget *boxOf(UiRig &rig, quint32 id)
{
    return rig.find<QWidget>(qPrintable(u"device%1"_s.arg(id)));
}

service::FakeTrustService &trustOf(UiRig &rig)
{
    return rig.workstation.fakeSession()->fakeTrust;
}

void compare(UiRig &rig, const QString &code)
{
    auto *field = rig.find<QLineEdit>("theirCode");
    field->setFocus();
    QTest::keyClicks(field, code); // as a hand scanner types it, with Enter at the end
    QTest::keyClick(field, Qt::Key_Return);
    rig.settle();
}

} // namespace

class DevicesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsEachDeviceWithItsStandingAndFingerprint()
    {
        UiRig rig;
        begin(rig);
        const auto *workstation = boxOf(rig, 5886);
        QVERIFY(workstation && workstation->isVisible());
        QVERIFY(workstation->findChild<QLabel *>(u"deviceStanding"_s)->text().startsWith(u"Certified"_s));
        QCOMPARE(workstation->findChild<QLabel *>(u"deviceFingerprint"_s)->text().count(u'\n'), 3);
        QVERIFY(!workstation->findChild<QWidget *>(u"deviceLetIn"_s));
        const auto *phone = boxOf(rig, 27183);
        QVERIFY(phone->findChild<QLabel *>(u"deviceStanding"_s)->text().startsWith(u"Not certified"_s));
        QVERIFY(phone->findChild<QWidget *>(u"deviceLetIn"_s));
    }

    void verifiesTheDeviceThatWasCompared()
    {
        UiRig rig;
        begin(rig);
        press(rig, boxOf(rig, 27183), "deviceSame");
        QCOMPARE(trustOf(rig).judged, (QList<model::DeviceAddress>{{demoPerson(u"marek"), 27183}}));
        QCOMPARE(boxOf(rig, 27183)->findChild<QLabel *>(u"deviceStanding"_s)->text(), u"Compared"_s);
    }

    void changesNothingWhenTheKeysAreOthersByNow()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.data.devices[demoPerson(u"marek")][1].fingerprint = groupsOf(u"ffffffff"_s);
        press(rig, boxOf(rig, 27183), "deviceSame");
        QVERIFY(trustOf(rig).judged.isEmpty());
        QVERIFY(rig.find<ui::Banner>("deviceBanner")->words().contains(u"compare again"_s));
    }

    void distrustsOnlyAfterASecondWord()
    {
        UiRig rig;
        begin(rig);
        press(rig, boxOf(rig, 5886), "deviceDistrust");
        QVERIFY(trustOf(rig).judged.isEmpty());
        auto *banner = rig.find<ui::Banner>("deviceBanner");
        press(rig, banner, "bannerAction");
        QCOMPARE(trustOf(rig).judged.size(), 1);
        QVERIFY(boxOf(rig, 5886)->findChild<QLabel *>(u"deviceStanding"_s)->text().contains(u"not to be trusted"_s));
    }

    void letsAPhoneInOnlyAfterASecondWordAndLabelsIt()
    {
        UiRig rig;
        begin(rig);
        press(rig, boxOf(rig, 27183), "deviceLetIn");
        QVERIFY(rig.workstation.data.admitted.isEmpty());
        auto *banner = rig.find<ui::Banner>("deviceBanner");
        QVERIFY(banner->words().contains(u"27183"_s)); // which device it is about
        press(rig, banner, "bannerOther");
        QVERIFY(rig.workstation.data.admitted.isEmpty() && !banner->isVisible());
        press(rig, boxOf(rig, 27183), "deviceLetIn");
        press(rig, banner, "bannerAction");
        QCOMPARE(rig.workstation.data.admitted.size(), 1);
        QVERIFY(boxOf(rig, 27183)->findChild<QWidget *>(u"deviceLetIn"_s)->isVisible()); // now the label
        press(rig, boxOf(rig, 27183), "deviceLetOut");
        QVERIFY(rig.workstation.data.admitted.isEmpty());
    }

    void comparesACodeThatAScannerTypes()
    {
        UiRig rig;
        begin(rig);
        trustOf(rig).comparison = {{{demoPerson(u"marek"), 5886}, ComparedDevice::Verdict::Same},
                                   {{demoPerson(u"marek"), 27183}, ComparedDevice::Verdict::NotNamed}};
        compare(rig, u"xmpp:marek@clinic.example?omemo-sid-5886=00"_s);
        QCOMPARE(trustOf(rig).comparedCodes, QStringList{u"xmpp:marek@clinic.example?omemo-sid-5886=00"_s});
        QVERIFY(rig.find<QLineEdit>("theirCode")->text().isEmpty());
        QVERIFY(rig.find<ui::Banner>("deviceBanner")->words().startsWith(u"The same"_s));
    }

    void saysWhenACodeDoesNotFit_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<QString>("words");
        QTest::newRow("no code") << static_cast<int>(ServiceError::BadAddress) << u"no such code"_s;
        QTest::newRow("of somebody else") << static_cast<int>(ServiceError::NotAllowed) << u"somebody else"_s;
        QTest::newRow("other keys") << -1 << u"not the same"_s;
    }
    void saysWhenACodeDoesNotFit()
    {
        QFETCH(int, error);
        QFETCH(QString, words);
        UiRig rig;
        begin(rig);
        if (error >= 0) {
            trustOf(rig).error = static_cast<ServiceError>(error);
        } else {
            trustOf(rig).comparison = {{{demoPerson(u"marek"), 5886}, ComparedDevice::Verdict::Different}};
        }
        compare(rig, u"xmpp:x"_s);
        QVERIFY(rig.find<ui::Banner>("deviceBanner")->words().contains(words));
        QVERIFY(trustOf(rig).judged.isEmpty());
    }

    void afterAMismatchNothingIsOfferedThatWouldBelieveIt()
    {
        UiRig rig;
        begin(rig);
        const model::DeviceAddress theirs{demoPerson(u"marek"), 5886};
        trustOf(rig).comparison = {{theirs, ComparedDevice::Verdict::Different}};
        compare(rig, u"xmpp:x"_s);
        auto *banner = rig.find<ui::Banner>("deviceBanner");
        const auto isAlarming = [&] {
            rig.settle();
            for (const quint32 id : {5886U, 27183U}) {
                for (const char *deed : {"deviceSame", "deviceLetIn", "deviceReset"}) {
                    const auto *offered = boxOf(rig, id)->findChild<QAbstractButton *>(QString::fromLatin1(deed));
                    if (offered && offered->isVisible()) {
                        return false;
                    }
                }
            }
            return banner->isVisible() && banner->words().contains(u"not the same"_s)
                && !banner->findChild<QWidget *>(u"bannerClose"_s)->isVisible()
                && !rig.find<QWidget>("safetyNumberSame")->isVisible() && !rig.find<QWidget>("devicesHow")->isVisible()
                && boxOf(rig, 5886)->findChild<QLabel *>(u"deviceStanding"_s)->text().contains(u"Do not trust"_s);
        };
        QVERIFY(isAlarming());
        press(rig, boxOf(rig, 27183), "deviceDistrust"); // to distrust is still possible, and the warning comes back
        press(rig, banner, "bannerOther");
        QVERIFY(isAlarming());
        Q_EMIT trustOf(rig).changed();
        QVERIFY(isAlarming());
        press(rig, "detailsBack");
        press(rig, "profileDevices");
        QVERIFY(isAlarming());
        trustOf(rig).comparison = {{theirs, ComparedDevice::Verdict::Same}};
        compare(rig, u"xmpp:x"_s);
        rig.settle();
        QVERIFY(banner->words().startsWith(u"The same"_s));
        QVERIFY(boxOf(rig, 27183)->findChild<QWidget *>(u"deviceSame"_s));
    }

    void showsAndHidesTheOwnCode()
    {
        UiRig rig;
        begin(rig);
        auto *code = rig.find<ui::QrCode>("ownCode");
        QVERIFY(!code->isVisible());
        press(rig, "showOwnCode");
        QVERIFY(code->isVisible() && code->moduleCount() > 0);
        press(rig, "showOwnCode");
        QVERIFY(!code->isVisible() && code->moduleCount() == 0);
    }

    void whatTheOrganisationTookBackIsNobodysToTrust()
    {
        UiRig rig;
        rig.show();
        test::certifyTheWard(rig);
        rig.workstation.data.devices[demoPerson(u"marek")] = {
            test::shownDevice(demoPerson(u"marek"), 5886, model::Trust::Revoked, service::Certificate::Revoked)};
        test::openDevicesOf(rig, u"Marek"_s);
        const auto *box = rig.find<QWidget>("device5886");
        QVERIFY(box != nullptr && box->isVisible());
        QVERIFY(!box->findChild<QWidget *>(u"deviceSame"_s));
        QVERIFY(!box->findChild<QWidget *>(u"deviceDistrust"_s));
    }
    void vouchingIsOfferedToWhomItIsPermitted()
    {
        for (const bool mayVouch : {false, true}) {
            UiRig rig;
            rig.workstation.data.mayVouch = mayVouch;
            rig.workstation.data.asking[demoPerson(u"marek")] =
                shownDevice(demoPerson(u"marek"), 27183, model::Trust::Blind, service::Certificate::NotListed);
            begin(rig);
            QCOMPARE(rig.find<QWidget>("askingDevice")->isVisible(), mayVouch);
            if (mayVouch) {
                int shown = 0; // one device, one thing to do
                const auto boxes = rig.window->findChildren<QWidget *>(u"device27183"_s);
                for (const QWidget *box : boxes) {
                    shown += box->isVisible() ? 1 : 0;
                }
                QCOMPARE(shown, 1);
                press(rig, "vouch");
                QCOMPARE(trustOf(rig).vouched, (QList<model::DeviceAddress>{{demoPerson(u"marek"), 27183}}));
                QVERIFY(!rig.find<QWidget>("askingDevice")->isVisible());
            }
        }
    }

    void longWordsDoNotWidenThePane()
    {
        PseudoTranslator pseudo(PseudoTranslator::Kind::Pseudo);
        qApp->installTranslator(&pseudo);
        const auto tidy = qScopeGuard([&pseudo] { qApp->removeTranslator(&pseudo); });
        UiRig rig;
        rig.workstation.data.mayVouch = true;
        rig.workstation.data.asking[demoPerson(u"marek")] =
            shownDevice(demoPerson(u"marek"), 27183, model::Trust::Blind, service::Certificate::NotListed);
        begin(rig);
        const auto *pane = rig.find<QWidget>("devicePane");
        QVERIFY(rig.find<QWidget>("vouch")->isVisible());
        QVERIFY2(pane->width() <= pane->parentWidget()->width(), qPrintable(QString::number(pane->width())));
        for (const auto *button : pane->findChildren<QAbstractButton *>()) {
            const QPoint end = button->mapTo(pane->parentWidget(), button->rect().bottomRight());
            QVERIFY2(!button->isVisible() || end.x() < pane->parentWidget()->width(), qPrintable(button->text()));
            const bool isWhole = button->width() >= button->sizeHint().width()
                || (button->hasHeightForWidth() && button->height() >= button->heightForWidth(button->width()));
            QVERIFY2(!button->isVisible() || isWhole, qPrintable(button->text())); // in as many lines as it needs
        }
    }

    void theSettingsSayHowFarTheOwnCertificateIs()
    {
        UiRig rig;
        certifyTheWard(rig);
        rig.workstation.data.ownCertificate = {service::OwnCertificate::State::None, {}, {}};
        rig.show({1240, 780});
        rig.signIn();
        rig.settle();
        press(rig, "railSettings");
        rig.find<QAbstractButton>("deviceSettingsButton")->setChecked(true);
        rig.settle();
        auto *page = rig.find<QWidget>("deviceSettings");
        QVERIFY(page->findChild<QLabel *>(u"ownCertificate"_s)->text().contains(u"not certified"_s));
        press(rig, page, "requestCertificate");
        QCOMPARE(trustOf(rig).requests, 1);
        QVERIFY(page->findChild<QLabel *>(u"ownCertificate"_s)->text().contains(u"being asked"_s));
    }

    void nothingOfAnybodysDevicesSurvivesTheLock()
    {
        UiRig rig;
        begin(rig);
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        for (const QLabel *label : rig.window->findChildren<QLabel *>()) {
            QVERIFY2(!label->text().contains(groupsOf(u"aaaa16fe"_s).at(1)), "a fingerprint");
            QVERIFY2(!label->text().contains(u"Marek"_s), "a name");
        }
        QVERIFY(rig.find<QLineEdit>("theirCode")->text().isEmpty());
    }

    void tellsOfADeviceThatWasCertifiedElsewhere()
    {
        UiRig rig;
        begin(rig);
        auto *notice = rig.find<ui::Banner>("trustNotice");
        QVERIFY(!notice->isVisible());
        trustOf(rig).announceOwn(
            shownDevice(rig.workstation.data.account, 90210, model::Trust::Certified, service::Certificate::Certified));
        rig.settle();
        QVERIFY(notice->isVisible() && notice->words().contains(u"90210"_s));
    }

    void tellsOnceThatAListWasNotBelieved()
    {
        UiRig rig;
        begin(rig);
        auto *notice = rig.find<ui::Banner>("trustNotice");
        rig.workstation.data.organisation.wasRefused = true;
        trustOf(rig).announce();
        QVERIFY(notice->isVisible());
        notice->dismiss();
        trustOf(rig).announce();
        QVERIFY(!notice->isVisible());
        QVERIFY(rig.find<QLabel>("deviceOrganisation")->text().contains(u"not believed"_s));
    }

    void showsTheSafetyNumberAndVerifiesByIt()
    {
        UiRig rig;
        begin(rig);
        auto *number = rig.find<QLabel>("safetyNumber");
        QVERIFY(number->isVisible());
        QCOMPARE(number->text().count(u'\n'), 3); // four lines of three groups
        QCOMPARE(number->text().simplified().remove(u' ').size(), 60);
        trustOf(rig).comparison = {{{demoPerson(u"marek"), 27183}, ComparedDevice::Verdict::Same}};
        press(rig, "safetyNumberSame");
        QCOMPARE(trustOf(rig).comparedCodes.size(), 1);
        QCOMPARE(trustOf(rig).comparedCodes.first().simplified(), number->text().simplified());
        QCOMPARE(boxOf(rig, 27183)->findChild<QLabel *>(u"deviceStanding"_s)->text(), u"Compared"_s);
        compare(rig, u"04717 83150 26648 91002"_s); // pasted or read from a code: it goes the same way
        QCOMPARE(trustOf(rig).comparedCodes.last(), u"04717 83150 26648 91002"_s);
        rig.workstation.data.safetyNumber.clear();
        Q_EMIT trustOf(rig).changed();
        rig.settle();
        QVERIFY(!rig.find<QWidget>("safetyNumberBox")->isVisible()); // somebody's keys are not known
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        QVERIFY(rig.find<QLabel>("safetyNumber")->text().isEmpty());
    }

    void startsAgainWithADeviceOnlyAfterASecondWord()
    {
        UiRig rig;
        begin(rig);
        press(rig, boxOf(rig, 27183), "deviceReset");
        QVERIFY(trustOf(rig).resets.isEmpty());
        auto *banner = rig.find<ui::Banner>("deviceBanner");
        QVERIFY(banner->words().contains(u"new keys"_s));
        press(rig, banner, "bannerAction");
        QCOMPARE(trustOf(rig).resets, (QList<model::DeviceAddress>{{demoPerson(u"marek"), 27183}}));
        QVERIFY(banner->words().startsWith(u"Done"_s));
    }

    void whatWasNotSentLeadsToTheDevicesByKeyboard_data()
    {
        QTest::addColumn<bool>("mayBeLeftOut");
        QTest::addColumn<QString>("button");
        QTest::newRow("beside leaving out") << true << u"bannerAction"_s;
        QTest::newRow("alone") << false << u"bannerAction"_s;
    }
    void whatWasNotSentLeadsToTheDevicesByKeyboard()
    {
        QFETCH(bool, mayBeLeftOut);
        QFETCH(QString, button);
        UiRig rig;
        rig.theme.setReducedMotion(true);
        certifyTheWard(rig);
        service::EncryptionObstacle obstacle;
        obstacle.why = service::EncryptionObstacle::Why::NoTrustedDevice;
        obstacle.person = demoPerson(u"marek");
        obstacle.personName = u"Marek Novák"_s;
        obstacle.mayBeLeftOut = mayBeLeftOut;
        auto &encryption = rig.workstation.data.encryption[demoRoom(u"ward")];
        encryption.state = model::EncryptionState::EndToEnd;
        encryption.obstacles = {obstacle};
        rig.show({1240, 780});
        rig.signIn();
        rig.settle();
        rig.window->workView()->openConversation(demoRoom(u"ward"));
        rig.settle();
        rig.workstation.fakeSession()->fakeMessages.refusal = service::ServiceError::NotEverybodyCanRead;
        rig.type("Potassium 6.9 in bed 12");
        rig.key(Qt::Key_Return);
        rig.settle();
        QAbstractButton *way = nullptr;
        for (auto *banner : rig.window->findChildren<ui::Banner *>()) {
            if (banner->isVisible() && banner->words().contains(u"Marek"_s)) {
                way = banner->findChild<QAbstractButton *>(button);
            }
        }
        QVERIFY(way && way->isVisible());
        QVERIFY(way->text().contains(u"Devices of Marek"_s));
        QVERIFY(way->focusPolicy() & Qt::TabFocus);
        way->setFocus(Qt::TabFocusReason);
        QTest::keyClick(way, Qt::Key_Space);
        rig.settle();
        QVERIFY(boxOf(rig, 27183) && boxOf(rig, 27183)->isVisible());
        for (const char *deed : {"deviceSame", "deviceLetIn", "deviceReset"}) {
            QVERIFY2(boxOf(rig, 27183)->findChild<QAbstractButton *>(QString::fromLatin1(deed)), deed);
        }
    }

    void theRoomSaysWhatItIsForAndWhoReadsAlong()
    {
        UiRig rig;
        rig.theme.setReducedMotion(true);
        certifyTheWard(rig);
        rig.workstation.data.conversations.first().roomKind = model::RoomKind::Patient;
        const model::Jid room = rig.workstation.data.conversations.first().jid;
        auto &encryption = rig.workstation.data.encryption[room];
        encryption.state = model::EncryptionState::EndToEnd;
        encryption.list = service::OrganisationList::Fresh;
        encryption.takesCertifiedOnly = true;
        encryption.uncontrolled = {{{demoPerson(u"marek"), 27183}, u"Marek Novák"_s, model::Trust::Blind, {}}};
        rig.show({1240, 780});
        rig.signIn();
        rig.settle();
        rig.window->workView()->openConversation(room);
        rig.settle();
        const QString header = rig.find<QWidget>("conversationHeader")->accessibleDescription();
        QVERIFY2(header.contains(u"Patient room"_s), qPrintable(header));
        QVERIFY2(header.contains(u"device of Marek Novák that is not certified"_s), qPrintable(header));
        const QString readers = rig.find<QLabel>("conversationReaders")->text();
        QVERIFY2(readers.startsWith(u"Patient room: Devices that your organisation"_s), qPrintable(readers));
        QVERIFY2(readers.contains(u"Marek Novák"_s), qPrintable(readers));
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        rig.settle();
        QVERIFY(rig.find<QLabel>("conversationReaders")->text().isEmpty());
    }

    void theHeaderNamesUncontrolledDevicesAndOldLists()
    {
        service::ConversationEncryption encryption;
        encryption.state = model::EncryptionState::EndToEnd;
        const QString plain = ui::encryptionWords(encryption);
        encryption.list = service::OrganisationList::Ageing;
        QVERIFY(ui::encryptionWords(encryption).contains(u"list of devices is old"_s));
        encryption.uncontrolled = {{{demoPerson(u"marek"), 27183}, u"Marek Novák"_s, model::Trust::Blind, {}}};
        QVERIFY(ui::encryptionWords(encryption).contains(u"device of Marek Novák that is not certified"_s));
        QVERIFY(plain.size() < ui::encryptionWords(encryption).size());
    }
};

WARDLINE_UI_TEST_MAIN(DevicesTest)
#include "devices_test.moc"
