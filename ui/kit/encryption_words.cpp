// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/encryption_words.h"

#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"

#include <QCoreApplication>

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
        } else if (obstacle.why == Why::RoomNotPrivate) {
            return obstacleWords(obstacle);
        }
    }
    const QStringList names = namesIn(without);
    if (names.isEmpty()) {
        return state;
    }
    const bool hasNeverSignedIn =
        std::all_of(without.begin(), without.end(), [](const auto &each) { return each.why == Why::NoDevices; });
    if (names.size() > 1) {
        //: behind "Encrypted end to end": how many people cannot read
        return state + u". "
            + say(QT_TRANSLATE_N_NOOP("Encryption", "%n people cannot read along"), static_cast<int>(names.size()));
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
        return say(QT_TRANSLATE_NOOP("Encryption", "No device of %1 is trusted here.")).arg(name);
    case Why::UndecidedDevice:
        return say(QT_TRANSLATE_NOOP("Encryption", "%1 has a new device that nobody has confirmed.")).arg(name);
    case Why::NoSession:
        return obstacle.fault == model::DeviceFault::IdentityChanged
            ? say(QT_TRANSLATE_NOOP("Encryption",
                                    "A device of %1 has another identity than before. Ask %1, or your IT department."))
                  .arg(name)
            : say(QT_TRANSLATE_NOOP("Encryption", "The keys of a device of %1 cannot be used.")).arg(name);
    case Why::TooManyDevices:
        return say(QT_TRANSLATE_NOOP("Encryption", "%1 has more devices than your organisation allows.")).arg(name);
    case Why::TooManyMembers:
        return say(QT_TRANSLATE_NOOP("Encryption", "This room has too many members for encrypted messages."));
    case Why::ManifestTooOld:
        return say(QT_TRANSLATE_NOOP(
            "Encryption",
            "Your organisation's list of devices has not been renewed for too long. Tell your IT department."));
    case Why::RoomNotPrivate:
        return say(QT_TRANSLATE_NOOP(
            "Encryption", "Not encrypted: this room is open, so it is not known who can read. Use a closed room."));
    case Why::MembersUnknown:
        return say(QT_TRANSLATE_NOOP("Encryption", "The room did not say who belongs to it. Try again in a moment."));
    case Why::NobodyLeft:
        return say(QT_TRANSLATE_NOOP("Encryption", "Nobody would be left who could read it."));
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
                     : first + u' ' + say(QT_TRANSLATE_N_NOOP("Encryption", "There are %n more reasons."), more);
}

QString leaveOutWords(const QList<service::EncryptionObstacle> &obstacles)
{
    const bool mayBeLeftOut = !obstacles.isEmpty()
        && std::all_of(obstacles.begin(), obstacles.end(), [](const auto &each) { return each.mayBeLeftOut; });
    const QStringList names = namesIn(obstacles);
    if (!mayBeLeftOut || names.isEmpty()) {
        return {};
    }
    return names.size() == 1
        ? say(QT_TRANSLATE_NOOP("Encryption", "Send without %1")).arg(names.first())
        : say(QT_TRANSLATE_N_NOOP("Encryption", "Send without %n people"), static_cast<int>(names.size()));
}

} // namespace wardline::ui
