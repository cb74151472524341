// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shot.h"
#include "tests/ui/support/trust_scene.h"

#include <QLineEdit>

namespace wardline::test {

namespace {

void stageDevices(UiRig &rig)
{
    certifyTheWard(rig);
    openDevicesOf(rig, u"Marek Novák"_s);
}

void stageOwnDevices(UiRig &rig)
{
    certifyTheWard(rig);
    rig.signIn();
    rig.settle();
    press(rig, "railSettings");
    press(rig, "deviceSettingsButton");
}

service::ConversationEncryption &wardEncryption(UiRig &rig)
{
    certifyTheWard(rig);
    for (auto &summary : rig.workstation.data.conversations) {
        summary.encryption = model::EncryptionState::EndToEnd;
    }
    auto &encryption = rig.workstation.data.encryption[demoRoom(u"ward")];
    encryption.state = model::EncryptionState::EndToEnd;
    encryption.list = service::OrganisationList::Fresh;
    return encryption;
}

} // namespace

QList<Shot> trustShots()
{
    return {
        {u"devices"_s, kDesk, stageDevices},
        {u"narrow-devices"_s, kNarrow, stageDevices},
        {u"rtl-devices"_s, kDesk, stageDevices, true},
        {u"devices-let-in"_s, kDesk,
         [](UiRig &rig) {
             stageDevices(rig);
             press(rig, "deviceLetIn");
         }},
        {u"devices-different"_s, kDesk,
         [](UiRig &rig) {
             stageDevices(rig);
             rig.workstation.fakeSession()->fakeTrust.comparison = {
                 {{demoPerson(u"marek"), 5886}, service::ComparedDevice::Verdict::Different}};
             rig.find<QLineEdit>("theirCode")->setText(u"xmpp:marek@clinic.example?omemo-sid-5886=00"_s);
             press(rig, "compareCode");
         }},
        {u"devices-vouch"_s, kDesk,
         [](UiRig &rig) {
             certifyTheWard(rig);
             auto &data = rig.workstation.data;
             data.mayVouch = true;
             auto asking =
                 shownDevice(demoPerson(u"marek"), 31415, model::Trust::Blind, service::Certificate::NotListed);
             data.devices[demoPerson(u"marek")] = {asking};
             data.asking[demoPerson(u"marek")] = asking;
             openDevicesOf(rig, u"Marek Novák"_s);
         }},
        {u"devices-revoked"_s, kDesk,
         [](UiRig &rig) {
             certifyTheWard(rig);
             auto &data = rig.workstation.data;
             data.organisation.list = service::OrganisationList::Ageing;
             data.devices[demoPerson(u"marek")] = {
                 shownDevice(demoPerson(u"marek"), 5886, model::Trust::Revoked, service::Certificate::Revoked)};
             openDevicesOf(rig, u"Marek Novák"_s);
         }},
        {u"own-devices"_s, kDesk,
         [](UiRig &rig) {
             stageOwnDevices(rig);
             press(rig, "showOwnCode");
         }},
        {u"narrow-own-devices"_s, kNarrow, stageOwnDevices},
        {u"own-device-waiting"_s, kDesk,
         [](UiRig &rig) {
             certifyTheWard(rig);
             auto &data = rig.workstation.data;
             data.ownCertificate = {service::OwnCertificate::State::Waiting, {}, {}};
             data.devices[data.account].first().certificate = service::Certificate::NotListed;
             rig.signIn();
             rig.settle();
             press(rig, "railSettings");
             press(rig, "deviceSettingsButton");
         }},
        {u"encrypted-uncontrolled"_s, kDesk,
         [](UiRig &rig) {
             wardEncryption(rig).uncontrolled = {{{demoPerson(u"marek"), 27183},
                                                  u"Marek Novák"_s,
                                                  model::Trust::Blind,
                                                  service::Certificate::NotListed}};
             rig.signIn();
             rig.settle();
             rig.window->workView()->openConversation(demoRoom(u"ward"));
             rig.settle();
         }},
        {u"patient-room"_s, kDesk,
         [](UiRig &rig) {
             auto &encryption = wardEncryption(rig);
             encryption.takesCertifiedOnly = true;
             encryption.uncontrolled = {{{demoPerson(u"marek"), 27183},
                                         u"Marek Novák"_s,
                                         model::Trust::Blind,
                                         service::Certificate::NotListed}};
             for (auto &summary : rig.workstation.data.conversations) {
                 summary.roomKind = model::RoomKind::Patient;
             }
             rig.signIn();
             rig.settle();
             rig.window->workView()->openConversation(demoRoom(u"ward"));
             rig.settle();
             if (!rig.find<QWidget>("memberList")->isVisible()) {
                 press(rig, "toggleDetails");
             }
         }},
        {u"encrypted-not-certified"_s, kDesk,
         [](UiRig &rig) {
             service::EncryptionObstacle obstacle;
             obstacle.why = service::EncryptionObstacle::Why::NoTrustedDevice;
             obstacle.person = demoPerson(u"marek");
             obstacle.personName = u"Marek Novák"_s;
             obstacle.mayBeLeftOut = true;
             obstacle.refused = {{{demoPerson(u"marek"), 27183},
                                  u"Marek Novák"_s,
                                  model::Trust::Blind,
                                  service::Certificate::NotListed}};
             wardEncryption(rig).obstacles = {obstacle};
             rig.signIn();
             rig.settle();
             rig.window->workView()->openConversation(demoRoom(u"ward"));
             rig.settle();
             rig.workstation.fakeSession()->fakeMessages.refusal = service::ServiceError::NotEverybodyCanRead;
             rig.type("Potassium 6.9 in bed 12, please come");
             rig.key(Qt::Key_Return);
         }},
        {u"own-device-certified-elsewhere"_s, kDesk,
         [](UiRig &rig) {
             certifyTheWard(rig);
             rig.signIn();
             rig.settle();
             rig.workstation.fakeSession()->fakeTrust.announceOwn(shownDevice(
                 rig.workstation.data.account, 90210, model::Trust::Certified, service::Certificate::Certified));
             rig.settle();
         }},
    };
}

} // namespace wardline::test
