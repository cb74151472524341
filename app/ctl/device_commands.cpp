// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/device_commands.h"

#include "app/ctl/error_words.h"
#include "app/ctl/message_lines.h"

#include <QCoreApplication>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using JudgedDevice = service::Encryption::JudgedDevice;

namespace {

constexpr qsizetype kGroup = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

/// XEP-0384 8: the Curve25519 form, eight groups of eight.
QString fingerprint(const QByteArray &identityKey)
{
    const QString hex = QString::fromLatin1(identityKey.toHex());
    QStringList groups;
    for (qsizetype i = 0; i < hex.size(); i += kGroup) {
        groups.append(hex.mid(i, kGroup));
    }
    return groups.join(u' ');
}

QString withoutBlanks(QString text)
{
    return text.remove(u' ').toLower();
}

void print(Output &output, const JudgedDevice &judged)
{
    const model::KnownDevice &device = judged.device;
    output.result({{u"person"_s, device.address.person.toString()},
                   {u"device"_s, qint64(device.address.id)},
                   {u"fingerprint"_s, fingerprint(device.identityKey)},
                   {u"trust"_s, trustWord(judged.trust)},
                   {u"this"_s, judged.isThisOne},
                   {u"omemo_2"_s, device.isListed2},
                   {u"omemo_0_3"_s, device.isListed03}},
                  device.address.person.toString() % u'\t' % QString::number(device.address.id) % u'\t'
                      % fingerprint(device.identityKey) % u'\t' % trustWord(judged.trust)
                      % (judged.isThisOne ? u'\t' % tr("this device") : QString()));
}

std::optional<model::DeviceAddress> deviceFrom(Words &words)
{
    const auto person = words.next();
    const auto id = words.next();
    const auto jid = person ? model::Jid::parse(*person) : std::nullopt;
    bool isNumber = false;
    const quint32 number = id ? id->toUInt(&isNumber) : 0;
    return jid && isNumber && number > 0 ? std::optional(model::DeviceAddress{jid->bare(), number}) : std::nullopt;
}

void judge(SessionContext &context, const model::DeviceAddress &device, model::ManualTrust trust, const Finish &finish)
{
    context.session.encryption()->judge(device, trust, [&context, finish](const Status &status) {
        if (!status) {
            context.output.note(tr("This device is not known."));
        }
        finish(status ? Done : Failed);
    });
}

bool hasEncryption(SessionContext &context, const Finish &finish)
{
    if (context.session.encryption() == nullptr) {
        refuse(context, Error(service::ServiceError::NotAllowed), finish);
        return false;
    }
    return true;
}

} // namespace

QString trustWord(model::Trust trust)
{
    switch (trust) {
    case model::Trust::ManuallyDistrusted:
        return u"distrusted"_s;
    case model::Trust::Revoked:
        return u"revoked"_s;
    case model::Trust::Verified:
        return u"verified"_s;
    case model::Trust::Certified:
        return u"certified"_s;
    case model::Trust::Blind:
        return u"blind"_s;
    case model::Trust::Undecided:
        return u"undecided"_s;
    }
    return {};
}

QString unreadableWord(model::Unreadable reason)
{
    switch (reason) {
    case model::Unreadable::OlderThanDevice:
        return u"older-than-device"_s;
    case model::Unreadable::NotForThisDevice:
        return u"not-for-this-device"_s;
    case model::Unreadable::BrokenSession:
        return u"broken-session"_s;
    case model::Unreadable::Pending:
        return u"pending"_s;
    case model::Unreadable::DistrustedDevice:
        return u"distrusted-device"_s;
    case model::Unreadable::IdentityChanged:
        return u"identity-changed"_s;
    case model::Unreadable::Forged:
        return u"forged"_s;
    case model::Unreadable::UnknownSender:
        return u"unknown-sender"_s;
    case model::Unreadable::OtherMethod:
        return u"other-method"_s;
    }
    return {};
}

Prepared listDevices(Words words)
{
    const auto of = words.option(u"--of"_s);
    const auto person = of ? model::Jid::parse(*of) : std::nullopt;
    if (!words.isSpent() || (of && !person)) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (!hasEncryption(context, finish)) {
            return;
        }
        const model::Jid whose = person ? person->bare() : context.session.account();
        context.session.encryption()->devicesOf(whose, [&context, finish](const Result<QList<JudgedDevice>> &devices) {
            if (!devices) {
                refuse(context, devices.error(), finish);
                return;
            }
            for (const JudgedDevice &device : *devices) {
                print(context.output, device);
            }
            finish(Done);
        });
    };
}

Prepared verifyDevice(Words words)
{
    const auto device = deviceFrom(words);
    const auto expected = words.next();
    if (!device || !expected || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (!hasEncryption(context, finish)) {
            return;
        }
        context.session.encryption()->devicesOf(
            device->person, [&context, finish, device, expected](const Result<QList<JudgedDevice>> &devices) {
                for (const JudgedDevice &each : devices.value_or(QList<JudgedDevice>())) {
                    const bool isIt = each.device.address == *device;
                    if (isIt && withoutBlanks(fingerprint(each.device.identityKey)) == withoutBlanks(*expected)) {
                        judge(context, *device, model::ManualTrust::Verified, finish);
                        return;
                    }
                }
                context.output.note(
                    tr("There is no such device, or its fingerprint is another one. Nothing was changed."));
                finish(Failed);
            });
    };
}

Prepared distrustDevice(Words words)
{
    const auto device = deviceFrom(words);
    if (!device || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (hasEncryption(context, finish)) {
            judge(context, *device, model::ManualTrust::Distrusted, finish);
        }
    };
}

} // namespace wardline::ctl
