// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/encryption_words.h"

#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace wardline::ui {

using Why = service::EncryptionObstacle::Why;

namespace {

QString say(const char *text, int count = -1)
{
    return QCoreApplication::translate("Encryption", text, nullptr, count);
}

QString nameOf(const service::EncryptionObstacle &obstacle)
{
    return plainName(obstacle.personName.isEmpty() ? obstacle.person.local() : obstacle.personName);
}

QStringList namesIn(const QList<service::EncryptionObstacle> &obstacles)
{
    QStringList names;
    for (const service::EncryptionObstacle &obstacle : obstacles) {
        if (const QString name = nameOf(obstacle); !name.isEmpty() && !names.contains(name)) {
            names.append(name);
        }
    }
    return names;
}

/// Which uncontrolled devices show it, or that the organisation's list is old.
QString beyondTheList(const service::ConversationEncryption &encryption)
{
    const int devices = static_cast<int>(encryption.uncontrolled.size());
    if (devices == 1) {
        //: behind "Encrypted end to end": a phone that the organisation did not certify
        return say(QT_TRANSLATE_NOOP("Encryption", "Shown on a device of %1 that is not certified"))
            .arg(plainName(encryption.uncontrolled.first().personName));
    }
    if (devices > 1) {
        return say(QT_TRANSLATE_N_NOOP("Encryption", "Shown on %Ln devices that are not certified"), devices);
    }
    switch (encryption.list) {
    case service::OrganisationList::Ageing:
    case service::OrganisationList::TooOld:
        return say(QT_TRANSLATE_NOOP("Encryption", "Your organisation's list of devices is old"));
    case service::OrganisationList::NotUsed:
    case service::OrganisationList::Missing:
    case service::OrganisationList::Fresh:
        break;
    }
    //: behind "Encrypted end to end": what one writes here cannot be read on one's own phone, for instance
    return encryption.ownWithout > 0
        ? say(QT_TRANSLATE_N_NOOP("Encryption", "%Ln of your own devices cannot read along"), encryption.ownWithout)
        : QString();
}

/// Behind "Encrypted end to end": that nothing can be sent now, and because of whom.
QString heldWords(const QList<service::EncryptionObstacle> &obstacles)
{
    if (obstacles.isEmpty()) {
        return {};
    }
    const QStringList names = namesIn(obstacles);
    if (obstacles.first().why == Why::NewMember && !names.isEmpty()) {
        return names.size() == 1
            ? say(QT_TRANSLATE_NOOP("Encryption", "%1 is new in this room")).arg(names.first())
            : say(QT_TRANSLATE_N_NOOP("Encryption", "%Ln people are new in this room"), static_cast<int>(names.size()));
    }
    if (names.size() > 1) {
        return say(QT_TRANSLATE_N_NOOP("Encryption", "Nothing can be sent because of the devices of %Ln people"),
                   static_cast<int>(names.size()));
    }
    if (names.size() == 1) {
        return say(QT_TRANSLATE_NOOP("Encryption", "Nothing can be sent because of a device of %1")).arg(names.first());
    }
    switch (obstacles.first().why) {
    case Why::ManifestTooOld:
        return say(QT_TRANSLATE_NOOP("Encryption", "Nothing can be sent: your organisation's list of devices is old"));
    case Why::ManifestMissing:
        return say(
            QT_TRANSLATE_NOOP("Encryption", "Nothing can be sent yet: your organisation's list of devices is missing"));
    case Why::MembersUnknown:
        return say(QT_TRANSLATE_NOOP("Encryption", "Nothing can be sent yet: who belongs to the room is not known"));
    case Why::DevicesUnknown:
    case Why::NoDevices:
    case Why::NoTrustedDevice:
    case Why::UndecidedDevice:
    case Why::NoSession:
    case Why::TooManyDevices:
    case Why::AnnouncementsOnly:
    case Why::TooManyMembers:
    case Why::RoomNotPrivate:
    case Why::NobodyLeft:
    case Why::NewMember:
        break;
    }
    return say(QT_TRANSLATE_NOOP("Encryption", "Nothing can be sent now"));
}

/// Why nobody of these devices is taken, and the way out.
QString refusedWords(const service::EncryptionObstacle &obstacle)
{
    const QString name = nameOf(obstacle);
    const auto isAll = [&obstacle](auto &&test) {
        return !obstacle.refused.isEmpty() && std::all_of(obstacle.refused.begin(), obstacle.refused.end(), test);
    };
    if (isAll([](const auto &note) { return note.trust == model::Trust::ManuallyDistrusted; })) {
        return say(QT_TRANSLATE_NOOP("Encryption", "The devices of %1 are marked as not to be trusted.")).arg(name);
    }
    if (isAll([](const auto &note) { return note.trust == model::Trust::Revoked; })) {
        return say(QT_TRANSLATE_NOOP("Encryption",
                                     "Your organisation has taken back the device of %1: it may be lost or stolen."))
            .arg(name);
    }
    const auto isAny = [&obstacle](service::Certificate certificate) {
        return std::any_of(obstacle.refused.begin(), obstacle.refused.end(),
                           [certificate](const auto &note) { return note.certificate == certificate; });
    };
    QString reason;
    if (obstacle.refused.isEmpty()) {
        reason = say(QT_TRANSLATE_NOOP("Encryption", "No device of %1 is trusted here."));
    } else if (isAny(service::Certificate::OtherKey)) {
        reason = say(QT_TRANSLATE_NOOP("Encryption",
                                       "A device of %1 has other keys than those that your organisation "
                                       "certified. Ask %1, or your IT department."));
        return reason.arg(name);
    } else if (isAny(service::Certificate::Expired)) {
        reason = say(QT_TRANSLATE_NOOP("Encryption", "The certificate of %1's device has run out."));
    } else {
        reason = say(QT_TRANSLATE_NOOP("Encryption", "Your organisation has not certified the device of %1."));
    }
    return reason.arg(name) + u' '
        + say(QT_TRANSLATE_NOOP("Encryption", "In the profile of %1 it can be compared, or let in.")).arg(name);
}

} // namespace

QString encryptionWords(const service::ConversationEncryption &encryption)
{
    const QString state = encryptionWords(encryption.state);
    if (encryption.isPreparing()) {
        return say(QT_TRANSLATE_NOOP("Encryption", "Fetching keys: %1 of %2"))
            .arg(encryption.keysReady)
            .arg(encryption.keysTotal);
    }
    QList<service::EncryptionObstacle> without = encryption.cannotRead;
    for (const service::EncryptionObstacle &obstacle : encryption.obstacles) {
        if (obstacle.why == Why::NoDevices) {
            without.append(obstacle);
        } else if (obstacle.why == Why::AnnouncementsOnly) {
            return state + u". " + say(QT_TRANSLATE_NOOP("Encryption", "Announcements only"));
        } else if (obstacle.why == Why::RoomNotPrivate || obstacle.why == Why::TooManyMembers) {
            return obstacleWords(obstacle);
        }
    }
    const QStringList names = namesIn(without);
    if (names.isEmpty()) {
        const QString held = heldWords(encryption.obstacles);
        const QString more = held.isEmpty() ? beyondTheList(encryption) : held;
        return more.isEmpty() ? state : QString(state + u". " + more);
    }
    const bool hasNeverSignedIn =
        std::all_of(without.begin(), without.end(), [](const auto &each) { return each.why == Why::NoDevices; });
    if (names.size() > 1) {
        //: behind "Encrypted end to end": how many people cannot read
        return state + u". "
            + say(QT_TRANSLATE_N_NOOP("Encryption", "%Ln people cannot read along"), static_cast<int>(names.size()));
    }
    return state + u". "
        + (hasNeverSignedIn
               ? say(QT_TRANSLATE_NOOP("Encryption", "%1 cannot read along: has not signed in yet")).arg(names.first())
               : say(QT_TRANSLATE_NOOP("Encryption", "%1 was left out")).arg(names.first()));
}

QString obstacleWords(const service::EncryptionObstacle &obstacle)
{
    const QString name = nameOf(obstacle);
    switch (obstacle.why) {
    case Why::DevicesUnknown:
        return say(QT_TRANSLATE_NOOP("Encryption",
                                     "It is not known yet on which devices %1 reads. Try again in a moment."))
            .arg(name);
    case Why::NoDevices:
        return say(QT_TRANSLATE_NOOP("Encryption", "%1 has not signed in yet and could not read it.")).arg(name);
    case Why::NoTrustedDevice:
        return refusedWords(obstacle);
    case Why::UndecidedDevice:
        return say(QT_TRANSLATE_NOOP("Encryption", "%1 has a new device that nobody has confirmed.")).arg(name);
    case Why::NoSession:
        if (obstacle.fault == model::DeviceFault::BrokenSession) {
            return say(QT_TRANSLATE_NOOP("Encryption",
                                         "What a device of %1 sends cannot be read any more. Start again with it at "
                                         "the message that cannot be read."))
                .arg(name);
        }
        return obstacle.fault == model::DeviceFault::IdentityChanged
            ? say(QT_TRANSLATE_NOOP("Encryption",
                                    "A device of %1 has another identity than before. Ask %1, or your IT department."))
                  .arg(name)
            : say(QT_TRANSLATE_NOOP("Encryption", "The keys of a device of %1 cannot be used.")).arg(name);
    case Why::TooManyDevices:
        return say(QT_TRANSLATE_NOOP("Encryption",
                                     "%1 has more devices than the eight that are written to. Ask %1 whether all of "
                                     "them are theirs."))
            .arg(name);
    case Why::AnnouncementsOnly:
        return say(QT_TRANSLATE_NOOP("Encryption",
                                     "This room is for announcements: it has more than 100 members, so that only its "
                                     "owners and moderators write in it."));
    case Why::TooManyMembers:
        return say(QT_TRANSLATE_NOOP("Encryption", "This room has too many members for encrypted messages."));
    case Why::ManifestTooOld:
        return say(QT_TRANSLATE_NOOP(
            "Encryption",
            "Your organisation's list of devices has not been renewed for too long. Tell your IT department."));
    case Why::ManifestMissing:
        return say(QT_TRANSLATE_NOOP("Encryption",
                                     "Your organisation's list of devices has not arrived here yet. Try "
                                     "again in a moment, or tell your IT department."));
    case Why::RoomNotPrivate:
        return say(QT_TRANSLATE_NOOP(
            "Encryption", "Not encrypted: this room is open, so it is not known who can read. Use a closed room."));
    case Why::MembersUnknown:
        return say(QT_TRANSLATE_NOOP("Encryption", "The room did not say who belongs to it. Try again in a moment."));
    case Why::NobodyLeft:
        return say(QT_TRANSLATE_NOOP("Encryption", "Nobody would be left who could read it."));
    case Why::NewMember:
        return say(QT_TRANSLATE_NOOP("Encryption",
                                     "%1 belongs to this room now, by the relay's word. If that is right, send again."))
            .arg(name);
    }
    return {};
}

QString obstacleWords(const QList<service::EncryptionObstacle> &obstacles)
{
    if (obstacles.isEmpty()) {
        return {};
    }
    const QString first = say(QT_TRANSLATE_NOOP("Encryption", "Not sent.")) + u' ' + obstacleWords(obstacles.first());
    const int more = static_cast<int>(obstacles.size()) - 1;
    return more == 0 ? first
                     : first + u' ' + say(QT_TRANSLATE_N_NOOP("Encryption", "There are %Ln more reasons."), more);
}

QString roomKindWords(model::RoomKind kind)
{
    switch (kind) {
    case model::RoomKind::Unstated:
        return {};
    case model::RoomKind::Team:
        return say(QT_TRANSLATE_NOOP("Encryption", "Team room"));
    case model::RoomKind::Consult:
        //: a kind of room: colleagues are asked about a patient
        return say(QT_TRANSLATE_NOOP("Encryption", "Consult"));
    case model::RoomKind::Patient:
        return say(QT_TRANSLATE_NOOP("Encryption", "Patient room"));
    }
    return {};
}

QString readersWords(const service::ConversationEncryption &encryption)
{
    if (encryption.list == service::OrganisationList::NotUsed || encryption.state != model::EncryptionState::EndToEnd) {
        return {};
    }
    const bool hasOthers = !encryption.uncontrolled.isEmpty();
    QString words = !encryption.takesCertifiedOnly ? say(QT_TRANSLATE_NOOP(
                        "Encryption", "Certified devices read along. Who has none reads on the devices they have."))
        : hasOthers
        ? say(QT_TRANSLATE_NOOP("Encryption", "Devices that your organisation certified or you compared read along."))
        : say(QT_TRANSLATE_NOOP("Encryption",
                                "Only devices read along that your organisation certified or you compared."));
    if (encryption.isKindUnconfirmed) {
        words += u' '
            + say(QT_TRANSLATE_NOOP("Encryption",
                                    "Only the server says so far that this is a team room; a message of a colleague "
                                    "whose device is certified confirms it."));
    }
    QStringList names;
    for (const service::DeviceNote &each : encryption.uncontrolled) {
        if (const QString name = plainName(each.personName); !names.contains(name)) {
            names.append(name);
        }
    }
    if (!names.isEmpty()) {
        words += u' '
            + say(QT_TRANSLATE_N_NOOP("Encryption",
                                      "Besides, what you write is shown on %n devices that are not certified: %1."),
                  static_cast<int>(encryption.uncontrolled.size()))
                  .arg(QLocale().createSeparatedList(names));
    }
    return words;
}

model::Jid personToSee(const QList<service::EncryptionObstacle> &obstacles)
{
    for (const service::EncryptionObstacle &each : obstacles) {
        const bool isAboutDevices = each.why == Why::NoTrustedDevice || each.why == Why::UndecidedDevice
            || each.why == Why::NoSession || each.why == Why::TooManyDevices;
        if (isAboutDevices && !each.person.isEmpty()) {
            return each.person;
        }
    }
    return {};
}

QString seeDevicesWords(const QList<service::EncryptionObstacle> &obstacles)
{
    const model::Jid person = personToSee(obstacles);
    for (const service::EncryptionObstacle &each : obstacles) {
        if (!person.isEmpty() && each.person == person) {
            return say(QT_TRANSLATE_NOOP("Encryption", "Devices of %1")).arg(nameOf(each));
        }
    }
    return {};
}

QString leaveOutWords(const QList<service::EncryptionObstacle> &obstacles)
{
    const bool mayBeLeftOut = !obstacles.isEmpty()
        && std::all_of(obstacles.begin(), obstacles.end(), [](const auto &each) { return each.mayBeLeftOut; });
    const QStringList names = namesIn(obstacles);
    if (!mayBeLeftOut || names.isEmpty()) {
        return {};
    }
    const bool isSurplus =
        std::all_of(obstacles.begin(), obstacles.end(), [](const auto &each) { return each.why == Why::TooManyDevices; });
    if (isSurplus && names.size() == 1) {
        return say(QT_TRANSLATE_NOOP("Encryption", "Send to %1's eight best known devices")).arg(names.first());
    }
    return names.size() == 1
        ? say(QT_TRANSLATE_NOOP("Encryption", "Send without %1")).arg(names.first())
        : say(QT_TRANSLATE_N_NOOP("Encryption", "Send without %Ln people"), static_cast<int>(names.size()));
}

} // namespace wardline::ui
