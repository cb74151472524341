// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shot.h"

#include "ui/shell/work_view.h"

namespace wardline::test {

using namespace Qt::StringLiterals;
using Why = service::EncryptionObstacle::Why;

namespace {

service::EncryptionObstacle obstacle(Why why, QStringView who, const QString &name, bool mayBeLeftOut)
{
    service::EncryptionObstacle obstacle;
    obstacle.why = why;
    obstacle.person = demoPerson(who);
    obstacle.personName = name;
    obstacle.mayBeLeftOut = mayBeLeftOut;
    return obstacle;
}

/// More than that the ward is encrypted.
service::ConversationEncryption &encryptedWard(UiRig &rig)
{
    auto &encryption = rig.workstation.data.encryption[demoRoom(u"ward")];
    encryption.state = model::EncryptionState::EndToEnd;
    return encryption;
}

/// A student who has not signed in yet.
void hasNeverBeenHere(UiRig &rig)
{
    for (model::Member &member : rig.workstation.data.members[demoRoom(u"ward")]) {
        member.isPresent = member.isPresent && member.jid != demoPerson(u"nora");
    }
}

void openWard(UiRig &rig)
{
    rig.signIn();
    rig.settle();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
}

/// Where policy lets rooms be in clear.
void openClearWard(UiRig &rig)
{
    for (auto &summary : rig.workstation.data.conversations) {
        summary.encryption = model::EncryptionState::NotEncrypted;
    }
    for (auto &message : rig.workstation.data.messages[demoRoom(u"ward")]) {
        message.encryption = model::EncryptionState::NotEncrypted;
        message.trust.reset();
    }
    openWard(rig);
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

void stageFolded(UiRig &rig)
{
    encryptedWard(rig);
    auto &all = rig.workstation.data.messages[demoRoom(u"ward")];
    for (qsizetype i = 0; i < all.size() - 4; ++i) {
        all[i].unreadable = model::Unreadable::OlderThanDevice;
        all[i].body.clear();
        all[i].attachments.clear();
        all[i].reactions.clear();
        all[i].quote.reset();
        all[i].trust.reset();
    }
    model::Message &broken = all[all.size() - 2];
    broken.unreadable = model::Unreadable::BrokenSession;
    broken.body.clear();
    openWard(rig);
}

} // namespace

QList<Shot> encryptionShots()
{
    return {
        {u"encrypted-refused"_s, kDesk,
         [](UiRig &rig) {
             hasNeverBeenHere(rig);
             encryptedWard(rig).obstacles = {obstacle(Why::NoDevices, u"nora", u"Nora Haddad"_s, true)};
             writeInVain(rig);
         }},
        {u"narrow-encrypted-refused"_s, kNarrow,
         [](UiRig &rig) {
             encryptedWard(rig).obstacles = {obstacle(Why::NoSession, u"priya", u"Priya Raman"_s, true)};
             writeInVain(rig);
         }},
        {u"encrypted-open-room"_s, kDesk,
         [](UiRig &rig) {
             encryptedWard(rig).obstacles = {obstacle(Why::RoomNotPrivate, u"nora", {}, false)};
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
             hasNeverBeenHere(rig);
             encryptedWard(rig).cannotRead = {obstacle(Why::NoDevices, u"nora", u"Nora Haddad"_s, false)};
             openWard(rig);
         }},
        {u"not-encrypted"_s, kDesk, openClearWard},
        {u"encrypted-unreadable"_s, kDesk, stageUnreadable},
        {u"encrypted-folded"_s, kDesk, stageFolded},
        {u"narrow-encrypted-folded"_s, kNarrow, stageFolded},
        {u"rtl-encrypted-folded"_s, kDesk, stageFolded, true},
        {u"rtl-encrypted-unreadable"_s, kDesk, stageUnreadable, true},
    };
}

} // namespace wardline::test
