// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/policy_words.h"

#include "ui/kit/safe_text.h"
#include "ui/kit/time_words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <array>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

enum class Unit { Plain, Word, Seconds, Minutes, Hours, Days };

struct Setting
{
    QStringView key;
    Unit unit;
    const char *words;
};

constexpr std::array kSettings{
    Setting{u"audit.received", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Received messages in the audit log")},
    Setting{u"clipboard.copy", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Text may be copied out")},
    Setting{u"device_secret", Unit::Word, QT_TRANSLATE_NOOP("Policy", "This computer's half of the key")},
    Setting{u"encryption.allow_clear_text", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "Unencrypted messages to those who cannot read others")},
    Setting{u"encryption.required", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Send only where it is encrypted")},
    Setting{u"files.allowed", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Files may be sent and fetched")},
    Setting{u"files.fetch_megabytes", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "Pictures are fetched by themselves up to (megabytes)")},
    Setting{u"files.hosts", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Other places where files may lie")},
    Setting{u"files.max_megabytes", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Largest file (megabytes)")},
    Setting{u"files.save", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Files may be saved outside of Wardline")},
    Setting{u"files.types", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Types of files")},
    Setting{u"history.backup", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Encrypted backups may be written")},
    Setting{u"history.hand_over", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "A new workstation may ask one's other devices for messages")},
    Setting{u"history.roaming", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "The last messages follow to other workstations")},
    Setting{u"history.roaming_hours", Unit::Hours, QT_TRANSLATE_NOOP("Policy", "Messages that follow reach back")},
    Setting{u"history.roaming_mib", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "Each workstation keeps on the server at most (MiB)")},
    Setting{u"history.secret_file", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "The organisation's secret for messages that follow")},
    Setting{u"lock.idle_seconds", Unit::Seconds, QT_TRANSLATE_NOOP("Policy", "Locks when unused for")},
    Setting{u"lock.password_after_seconds", Unit::Seconds,
            QT_TRANSLATE_NOOP("Policy", "Asks for the password instead of the PIN after")},
    Setting{u"lock.warning_seconds", Unit::Seconds, QT_TRANSLATE_NOOP("Policy", "Warns before locking")},
    Setting{u"lock.workstation", Unit::Word, QT_TRANSLATE_NOOP("Policy", "Who uses this computer")},
    Setting{u"messages.correct_minutes", Unit::Minutes, QT_TRANSLATE_NOOP("Policy", "What one wrote may be corrected")},
    Setting{u"messages.receipts_room_members", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "Receipts in rooms of at most so many")},
    Setting{u"messages.retract_minutes", Unit::Minutes,
            QT_TRANSLATE_NOOP("Policy", "What one wrote may be taken back")},
    Setting{u"messages.writing", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Others may see that one writes")},
    Setting{u"messages.writing_room_members", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "That one writes is told in rooms of at most so many")},
    Setting{u"notifications.at_least", Unit::Word, QT_TRANSLATE_NOOP("Policy", "Notifies at least of")},
    Setting{u"notifications.content", Unit::Word, QT_TRANSLATE_NOOP("Policy", "Notifications show at most")},
    Setting{u"notifications.quiet_hours", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Quiet hours may be set")},
    Setting{u"notifications.sound_required", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Sound stays on")},
    Setting{u"printing.open_items", Unit::Word,
            QT_TRANSLATE_NOOP("Policy", "A printed list of open items says at most")},
    Setting{u"relay.allow_plain", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Password may go to the server itself")},
    Setting{u"relay.ca", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Authorities trusted for the server")},
    Setting{u"relay.domain", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Domain of the server")},
    Setting{u"relay.ping_seconds", Unit::Seconds, QT_TRANSLATE_NOOP("Policy", "Asks a silent server after")},
    Setting{u"relay.pins", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Keys that the server must show")},
    Setting{u"relay.redirect_hosts", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Where the server may send people")},
    Setting{u"relay.url", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Server")},
    Setting{u"retention.cache_days", Unit::Days, QT_TRANSLATE_NOOP("Policy", "Messages stay on this computer")},
    Setting{u"roles", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Groups and their roles")},
    Setting{u"rooms.kind", Unit::Word, QT_TRANSLATE_NOOP("Policy", "A new room is for")},
    Setting{u"session.max_hours", Unit::Hours, QT_TRANSLATE_NOOP("Policy", "Signed in at most")},
    Setting{u"session.offline_lease_hours", Unit::Hours,
            QT_TRANSLATE_NOOP("Policy", "Works without the server at most")},
    Setting{u"totp.mode", Unit::Word, QT_TRANSLATE_NOOP("Policy", "How the code is checked")},
    Setting{u"trust.authority", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Account that certifies devices")},
    Setting{u"trust.blind", Unit::Plain,
            QT_TRANSLATE_NOOP("Policy", "Devices are believed before anybody compared them")},
    Setting{u"trust.manifest_hard_days", Unit::Days,
            QT_TRANSLATE_NOOP("Policy", "Sends to certified devices with a list at most so old")},
    Setting{u"trust.manifest_soft_hours", Unit::Hours,
            QT_TRANSLATE_NOOP("Policy", "Says when the list of certified devices is older")},
    Setting{u"trust.organisation", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Organisation that certifies devices")},
    Setting{u"trust.rooms", Unit::Word, QT_TRANSLATE_NOOP("Policy", "Conversations take devices that are")},
    Setting{u"trust.root_keys", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Root keys of the organisation")},
    Setting{u"trust.vouching_roles", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Roles that may vouch for a new device")},
    Setting{u"window.banner", Unit::Plain, QT_TRANSLATE_NOOP("Policy", "Line above every page")},
    Setting{u"window.language", Unit::Word, QT_TRANSLATE_NOOP("Policy", "Language")},
    Setting{u"window.scheme", Unit::Word, QT_TRANSLATE_NOOP("Policy", "Colours")},
};

struct Word
{
    QStringView key;
    QStringView value;
    const char *words;
};

constexpr std::array kWords{
    Word{u"device_secret", u"keychain", QT_TRANSLATE_NOOP("Policy", "in the keychain")},
    Word{u"device_secret", u"machine", QT_TRANSLATE_NOOP("Policy", "from the administrator")},
    Word{u"device_secret", u"none", QT_TRANSLATE_NOOP("Policy", "none: nothing is kept")},
    Word{u"trust.rooms", u"believed", QT_TRANSLATE_NOOP("Policy", "believed")},
    Word{u"rooms.kind", u"choice", QT_TRANSLATE_NOOP("Policy", "what its maker says")},
    Word{u"rooms.kind", u"team", QT_TRANSLATE_NOOP("Policy", "a team")},
    Word{u"rooms.kind", u"consult", QT_TRANSLATE_NOOP("Policy", "a consult")},
    Word{u"rooms.kind", u"patient", QT_TRANSLATE_NOOP("Policy", "a patient")},
    Word{u"trust.rooms", u"clinical",
         QT_TRANSLATE_NOOP("Policy", "certified or compared in rooms of patients, those first elsewhere")},
    Word{u"trust.rooms", u"rooms",
         QT_TRANSLATE_NOOP("Policy", "certified or compared in rooms, those first elsewhere")},
    Word{u"trust.rooms", u"certified", QT_TRANSLATE_NOOP("Policy", "certified or compared")},
    Word{u"lock.workstation", u"shared", QT_TRANSLATE_NOOP("Policy", "several people")},
    Word{u"lock.workstation", u"personal", QT_TRANSLATE_NOOP("Policy", "one person")},
    Word{u"notifications.at_least", u"nothing", QT_TRANSLATE_NOOP("Policy", "what one chooses")},
    Word{u"notifications.at_least", u"mentions", QT_TRANSLATE_NOOP("Policy", "mentions")},
    Word{u"notifications.at_least", u"everything", QT_TRANSLATE_NOOP("Policy", "everything")},
    Word{u"notifications.content", u"nothing", QT_TRANSLATE_NOOP("Policy", "count and urgency")},
    Word{u"notifications.content", u"sender", QT_TRANSLATE_NOOP("Policy", "the sender")},
    Word{u"notifications.content", u"room", QT_TRANSLATE_NOOP("Policy", "sender and room")},
    Word{u"notifications.content", u"text", QT_TRANSLATE_NOOP("Policy", "the beginning of the text")},
    Word{u"printing.open_items", u"nothing", QT_TRANSLATE_NOOP("Policy", "nothing: it is not printed")},
    Word{u"printing.open_items", u"counts", QT_TRANSLATE_NOOP("Policy", "how many, since when")},
    Word{u"printing.open_items", u"titles", QT_TRANSLATE_NOOP("Policy", "which conversations")},
    Word{u"printing.open_items", u"texts", QT_TRANSLATE_NOOP("Policy", "the beginning of the texts")},
    Word{u"totp.mode", u"local", QT_TRANSLATE_NOOP("Policy", "on this computer")},
    Word{u"totp.mode", u"appended", QT_TRANSLATE_NOOP("Policy", "by the server, behind the password")},
    Word{u"totp.mode", u"sasl2", QT_TRANSLATE_NOOP("Policy", "by the server")},
    Word{u"window.language", u"", QT_TRANSLATE_NOOP("Policy", "what one chooses")},
    Word{u"window.language", u"en", QT_TRANSLATE_NOOP("Policy", "English")},
    Word{u"window.language", u"es", QT_TRANSLATE_NOOP("Policy", "Spanish")},
    Word{u"window.scheme", u"", QT_TRANSLATE_NOOP("Policy", "what one chooses")},
    Word{u"window.scheme", u"system", QT_TRANSLATE_NOOP("Policy", "as the desktop")},
    Word{u"window.scheme", u"light", QT_TRANSLATE_NOOP("Policy", "light")},
    Word{u"window.scheme", u"dark", QT_TRANSLATE_NOOP("Policy", "dark")},
    Word{u"window.scheme", u"contrast", QT_TRANSLATE_NOOP("Policy", "high contrast")},
};

QString say(const char *words)
{
    return QCoreApplication::translate("Policy", words);
}

const Setting *settingOf(const QString &key)
{
    const auto found =
        std::find_if(kSettings.begin(), kSettings.end(), [&key](const Setting &s) { return s.key == key; });
    return found == kSettings.end() ? nullptr : &*found;
}

QString numberWords(Unit unit, int number)
{
    switch (unit) {
    case Unit::Plain:
    case Unit::Word:
        return QString::number(number);
    case Unit::Seconds:
        return durationWords(std::chrono::seconds(number));
    case Unit::Minutes:
        return number == 0 ? QCoreApplication::translate("Policy", "Never")
                           : durationWords(std::chrono::minutes(number));
    case Unit::Hours:
        return durationWords(std::chrono::hours(number));
    case Unit::Days:
        return QCoreApplication::translate("Policy", "%Ln day(s)", nullptr, number);
    }
    return {};
}

QString textWords(const QString &key, const QString &text)
{
    for (const Word &word : kWords) {
        if (word.key == key && word.value == text) {
            return say(word.words);
        }
    }
    return text.isEmpty() ? say(QT_TRANSLATE_NOOP("Policy", "None")) : plainName(text);
}

} // namespace

QString settingWords(const QString &key)
{
    const Setting *setting = settingOf(key);
    return setting ? say(setting->words) : plainName(key);
}

QString settingValueWords(const QString &key, const QString &value)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray("[" + value.toUtf8() + "]"));
    const QJsonValue json = document.array().at(0);
    const Setting *setting = settingOf(key);
    switch (json.type()) {
    case QJsonValue::Bool:
        return json.toBool() ? say(QT_TRANSLATE_NOOP("Policy", "Yes")) : say(QT_TRANSLATE_NOOP("Policy", "No"));
    case QJsonValue::Double:
        return numberWords(setting ? setting->unit : Unit::Plain, json.toInt());
    case QJsonValue::Array: {
        const auto count = static_cast<int>(json.toArray().size());
        return count > 0 ? QCoreApplication::translate("Policy", "%Ln of them", nullptr, count)
                         : say(QT_TRANSLATE_NOOP("Policy", "None"));
    }
    case QJsonValue::Object: {
        QStringList pairs;
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            pairs << plainName(it.key()) + u": " + plainName(it.value().toString());
        }
        return pairs.join(u", ");
    }
    case QJsonValue::String:
        return textWords(key, json.toString());
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return plainName(value); // no JSON
}

QString originWords(const QString &origin)
{
    if (origin == "default"_L1) {
        return say(QT_TRANSLATE_NOOP("Policy", "Default"));
    }
    if (origin == "user"_L1) {
        return say(QT_TRANSLATE_NOOP("Policy", "You"));
    }
    const qsizetype slash = std::max(origin.lastIndexOf(u'/'), origin.lastIndexOf(u'\\'));
    return plainName(QStringView(origin).sliced(slash + 1));
}

QString originDetail(const QString &origin)
{
    return origin.contains(u'/') || origin.contains(u'\\') ? plainName(origin) : QString();
}

QString fixedWords(const service::PolicyLine &line)
{
    return say(QT_TRANSLATE_NOOP("Policy", "Set by your organisation: %1")).arg(safeName(originWords(line.origin)));
}

const service::PolicyLine *findPolicyLine(const QList<service::PolicyLine> &lines, const QString &key)
{
    const auto found = std::find_if(lines.begin(), lines.end(), [&key](const auto &line) { return line.key == key; });
    return found == lines.end() ? nullptr : &*found;
}

} // namespace wardline::ui
