// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shot.h"

#include "ui/shell/work_view.h"

namespace wardline::test {

using namespace Qt::StringLiterals;
using Why = service::EncryptionObstacle::Why;

namespace {

service::EncryptionObstacle obstacle(Why why, const QString &name, bool mayBeLeftOut)
{
    service::EncryptionObstacle obstacle;
    obstacle.why = why;
    obstacle.person = demoPerson(u"priya");
    obstacle.personName = name;
    obstacle.mayBeLeftOut = mayBeLeftOut;
    return obstacle;
}

/// The ward is encrypted, and so is all that was said in it.
service::ConversationEncryption &encryptedWard(UiRig &rig)
{
    for (auto &summary : rig.workstation.data.conversations) {
        summary.encryption = model::EncryptionState::EndToEnd;
    }
    for (auto &message : rig.workstation.data.messages[demoRoom(u"ward")]) {
        message.encryption = model::EncryptionState::EndToEnd;
        message.trust = model::Trust::Certified;
    }
    auto &encryption = rig.workstation.data.encryption[demoRoom(u"ward")];
    encryption.state = model::EncryptionState::EndToEnd;
    return encryption;
}

void openWard(UiRig &rig)
{
    rig.signIn();
    rig.settle();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
}

void writeInVain(UiRig &rig)
{
    openWard(rig);
    rig.workstation.fakeSession()->fakeMessages.refusal = service::ServiceError::NotEverybodyCanRead;
    rig.type("Potassium 6.9 in bed 12, please come");
    rig.key(Qt::Key_Return);
}

void stageUnreadable(UiRig &rig)
{
    encryptedWard(rig);
    auto &all = rig.workstation.data.messages[demoRoom(u"ward")];
    const model::Unreadable reasons[] = {model::Unreadable::OlderThanDevice, model::Unreadable::NotForThisDevice,
                                         model::Unreadable::DistrustedDevice, model::Unreadable::Forged};
    qsizetype from = all.size() - 5;
    for (const model::Unreadable reason : reasons) {
        all[from].unreadable = reason;
        all[from].body.clear();
        all[from].trust.reset();
        ++from;
    }
    all.last().encryption = model::EncryptionState::NotEncrypted;
    openWard(rig);
}

} // namespace

QList<Shot> encryptionShots()
{
    return {
        {u"encrypted-refused"_s, kDesk,
         [](UiRig &rig) {
             encryptedWard(rig).obstacles = {obstacle(Why::NoDevices, u"Priya Nair"_s, true)};
             writeInVain(rig);
         }},
        {u"narrow-encrypted-refused"_s, kNarrow,
         [](UiRig &rig) {
             encryptedWard(rig).obstacles = {obstacle(Why::NoSession, u"Priya Nair"_s, true)};
             writeInVain(rig);
         }},
        {u"encrypted-open-room"_s, kDesk,
         [](UiRig &rig) {
             encryptedWard(rig).obstacles = {obstacle(Why::RoomNotPrivate, {}, false)};
             writeInVain(rig);
         }},
        {u"encrypted-fetching-keys"_s, kDesk,
         [](UiRig &rig) {
             auto &encryption = encryptedWard(rig);
             encryption.keysReady = 12;
             encryption.keysTotal = 50;
             openWard(rig);
         }},
        {u"encrypted-left-out"_s, kDesk,
         [](UiRig &rig) {
             encryptedWard(rig).cannotRead = {obstacle(Why::NoDevices, u"Ben Ortiz"_s, false)};
             openWard(rig);
         }},
        {u"encrypted-unreadable"_s, kDesk, stageUnreadable},
        {u"rtl-encrypted-unreadable"_s, kDesk, stageUnreadable, true},
    };
}

} // namespace wardline::test
