// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/device_commands.h"

#include "app/ctl/error_words.h"
#include "app/ctl/message_lines.h"

#include "core/service/live/certificate_words.h"
#include "core/service/live/futures.h"
#include "core/trust/device_statement.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

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

QString dateText(Instant time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODate);
}

void print(Output &output, const JudgedDevice &judged)
{
    const model::KnownDevice &device = judged.device;
    const trust::Certification &certification = judged.certification;
    const QString word = certificateWord(service::certificateFrom(certification.reason));
    const QString until = certification.until ? dateText(*certification.until) : QString();
    output.result({{u"person"_s, device.address.person.toString()},
                   {u"device"_s, qint64(device.address.id)},
                   {u"fingerprint"_s, fingerprint(device.identityKey)},
                   {u"trust"_s, trustWord(judged.trust)},
                   {u"certification"_s, word},
                   {u"until"_s, until.isEmpty() ? QJsonValue() : QJsonValue(until)},
                   {u"roles"_s, QJsonArray::fromStringList(certification.clinicalRoles)},
                   {u"kind"_s, trust::deviceKindWord(certification.kind)},
                   {u"this"_s, judged.isThisOne},
                   {u"omemo_2"_s, device.isListed2},
                   {u"omemo_0_3"_s, device.isListed03}},
                  device.address.person.toString() % u'\t' % QString::number(device.address.id) % u'\t'
                      % fingerprint(device.identityKey) % u'\t' % trustWord(judged.trust) % u'\t' % word
                      % (until.isEmpty() ? QString() : QString(u' ' % tr("until %1").arg(until)))
                      % (certification.clinicalRoles.isEmpty() ? QString()
                                                               : QString(u' ' % certification.clinicalRoles.join(u',')))
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
    case model::Unreadable::ClearTextRefused:
        return u"clear-text-refused"_s;
    case model::Unreadable::Repeated:
        return u"repeated"_s;
    case model::Unreadable::UncertifiedDevice:
        return u"uncertified-device"_s;
    case model::Unreadable::TooManyHeld:
        return u"too-many-held"_s;
    }
    return {};
}

QString unreadableWords(model::Unreadable reason)
{
    switch (reason) {
    case model::Unreadable::OlderThanDevice:
        return tr("sent before this device was added");
    case model::Unreadable::NotForThisDevice:
        return tr("not encrypted for this device; ask the sender to write it again");
    case model::Unreadable::BrokenSession:
        return tr("it fits no keys agreed with the sender: ask whether they sent it; to start again: devices reset");
    case model::Unreadable::Pending:
        return tr("waiting for older messages that are needed to read it");
    case model::Unreadable::DistrustedDevice:
        return tr("from a device that is not trusted");
    case model::Unreadable::IdentityChanged:
        return tr("from a device whose identity has changed; tell the IT department");
    case model::Unreadable::Forged:
        return tr("damaged, or not from where it claims to be");
    case model::Unreadable::UnknownSender:
        return tr("the room does not say who sent it");
    case model::Unreadable::OtherMethod:
        return tr("encrypted in a way that this program cannot read");
    case model::Unreadable::ClearTextRefused:
        return tr("was not encrypted, and policy takes only encrypted messages here");
    case model::Unreadable::Repeated:
        return tr("came a second time, or from a device that was set back; nothing of it was taken");
    case model::Unreadable::UncertifiedDevice:
        return tr("from a device that nobody approved, and held back; to show it: show ID");
    case model::Unreadable::TooManyHeld:
        return tr("from a device that nobody approved, and not kept, because too much of it waits; ask for it again "
                  "from an approved device");
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

Prepared admitDevice(Words words)
{
    const auto conversation = conversationFrom(words, u"--room"_s, u"--with"_s);
    const bool isEnded = words.flag(u"--no-longer"_s);
    const auto device = deviceFrom(words);
    if (!conversation || !device || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (!hasEncryption(context, finish)) {
            return;
        }
        // its keys are fetched first: who is let in is the device that has them now
        context.session.encryption()->devicesOf(device->person, [=, &context](const Result<QList<JudgedDevice>> &) {
            context.session.encryption()->admit(*conversation, *device, !isEnded,
                                                [&context, finish](const Status &status) {
                                                    if (!status) {
                                                        context.output.note(tr("This device is not known."));
                                                    }
                                                    finish(status ? Done : Failed);
                                                });
        });
    };
}

namespace {

QString verdictWord(service::ComparedDevice::Verdict verdict)
{
    using Verdict = service::ComparedDevice::Verdict;
    switch (verdict) {
    case Verdict::Same:
        return u"same"_s;
    case Verdict::Different:
        return u"different"_s;
    case Verdict::Unknown:
        return u"unknown"_s;
    case Verdict::NotNamed:
        return u"not-named"_s;
    }
    return {};
}

QString stateWord(service::OwnCertificate::State state)
{
    using State = service::OwnCertificate::State;
    switch (state) {
    case State::NotUsed:
        return u"no-organisation"_s;
    case State::None:
        return u"none"_s;
    case State::Asking:
        return u"asking"_s;
    case State::Waiting:
        return u"waiting"_s;
    case State::Issued:
        return u"issued"_s;
    case State::Refused:
        return u"refused"_s;
    case State::Certified:
        return u"certified"_s;
    case State::Expired:
        return u"expired"_s;
    case State::Revoked:
        return u"revoked"_s;
    }
    return {};
}

/// Follows the certificate of this device until it is there, refused, or time is up. Deletes itself.
class Certifying final : public QObject
{
public:
    Certifying(SessionContext &context, Finish finish)
        : QObject(&context.session)
        , m_context(context)
        , m_finish(std::move(finish))
    {
        connect(context.session.trust(), &service::TrustService::changed, this, [this] { look(); });
    }
    void start(std::chrono::seconds time)
    {
        m_timer = m_context.environment.timers.createTimer([this] {
            QMetaObject::invokeMethod(
                this, [this] { end(Failed); }, Qt::QueuedConnection);
        });
        m_timer->start(time);
        if (m_context.session.trust()->ownCertificate().state != State::Certified) {
            if (const Status asked = m_context.session.trust()->requestCertificate(); !asked) {
                m_context.output.note(errorWords(asked.error()));
                end(exitCodeFor(asked.error()));
                return;
            }
        }
        look();
    }

private:
    using State = service::OwnCertificate::State;

    void look()
    {
        const State state = m_context.session.trust()->ownCertificate().state;
        if (m_said != state) {
            m_said = state;
            m_context.output.result({{u"certificate"_s, stateWord(state)}}, stateWord(state));
        }
        if (state == State::Certified) {
            end(Done);
        } else if (state == State::Refused || state == State::Revoked || state == State::NotUsed) {
            end(Failed);
        }
    }
    void end(int exitCode)
    {
        if (const Finish finish = std::exchange(m_finish, nullptr)) {
            m_timer->stop();
            deleteLater();
            finish(exitCode);
        }
    }

    SessionContext &m_context;
    Finish m_finish;
    std::unique_ptr<Timer> m_timer;
    std::optional<State> m_said;
};

} // namespace

Prepared certifyDevice(Words words)
{
    const int seconds = words.number(u"--for"_s, 60, 1, 24 * 3600);
    if (!words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (hasEncryption(context, finish)) {
            (new Certifying(context, finish))->start(std::chrono::seconds(seconds));
        }
    };
}

Prepared vouchForDevice(Words words)
{
    const auto person = words.next();
    const auto expected = words.next();
    const auto jid = person ? model::Jid::parse(*person) : std::nullopt;
    if (!jid || !expected || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (!hasEncryption(context, finish)) {
            return;
        }
        service::afterwards(
            context.session.trust()->askingDevice(jid->bare()), &context.session,
            [=, &context](const Result<service::ShownDevice> &asking) {
                if (!asking || withoutBlanks(asking->fingerprint.join(QString())) != withoutBlanks(*expected)) {
                    context.output.note(asking ? tr("The device that asks has another fingerprint.")
                                               : tr("This person asks for no certificate."));
                    finish(Failed);
                    return;
                }
                service::afterwards(context.session.trust()->vouch(asking->address, asking->fingerprint),
                                    &context.session, [=, &context](const Status &vouched) {
                                        if (!vouched) {
                                            context.output.note(errorWords(vouched.error()));
                                        }
                                        finish(vouched ? Done : exitCodeFor(vouched.error()));
                                    });
            });
    };
}

Prepared showOwnCode(Words words)
{
    if (!words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (!hasEncryption(context, finish)) {
            return;
        }
        service::afterwards(context.session.trust()->ownCode(), &context.session,
                            [&context, finish](const Result<QString> &code) {
                                if (!code) {
                                    refuse(context, code.error(), finish);
                                    return;
                                }
                                context.output.result({{u"code"_s, *code}}, *code);
                                finish(Done);
                            });
    };
}

Prepared compareCode(Words words)
{
    const auto person = words.next();
    const auto jid = person ? model::Jid::parse(*person) : std::nullopt;
    QStringList parts; // a number may be written in groups
    while (const auto part = words.next()) {
        parts.append(*part);
    }
    if (!jid || parts.isEmpty() || !words.isSpent()) {
        return {};
    }
    const QString code = parts.join(u' ');
    return [=](SessionContext &context, const Finish &finish) {
        if (!hasEncryption(context, finish)) {
            return;
        }
        service::afterwards(
            context.session.trust()->compareCode(jid->bare(), code), &context.session,
            [&context, finish](const Result<QList<service::ComparedDevice>> &compared) {
                if (!compared) {
                    context.output.note(tr("This is no code of this person. Nothing was changed."));
                    finish(Failed);
                    return;
                }
                bool isDifferent = false;
                bool isSame = false;
                for (const service::ComparedDevice &each : *compared) {
                    context.output.result({{u"person"_s, each.device.person.toString()},
                                           {u"device"_s, qint64(each.device.id)},
                                           {u"compared"_s, verdictWord(each.verdict)}},
                                          QString::number(each.device.id) % u'\t' % verdictWord(each.verdict));
                    isDifferent = isDifferent || each.verdict == service::ComparedDevice::Verdict::Different;
                    isSame = isSame || each.verdict == service::ComparedDevice::Verdict::Same;
                }
                if (isDifferent) {
                    context.output.note(tr("The keys are not the same. Nothing was changed: tell your IT department."));
                }
                finish(isSame && !isDifferent ? Done : Failed);
            });
    };
}

Prepared showSafetyNumber(Words words)
{
    const auto person = words.next();
    const auto jid = person ? model::Jid::parse(*person) : std::nullopt;
    if (!jid || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (!hasEncryption(context, finish)) {
            return;
        }
        service::afterwards(
            context.session.trust()->safetyNumber(jid->bare()), &context.session,
            [&context, jid, finish](const Result<QStringList> &number) {
                if (!number) {
                    context.output.note(tr("Not all keys of the two are known."));
                    finish(Failed);
                    return;
                }
                const QString digits = number->join(u' ');
                context.output.result({{u"person"_s, jid->bare().toString()}, {u"number"_s, digits}}, digits);
                finish(Done);
            });
    };
}

Prepared resetDevice(Words words)
{
    const auto person = words.next();
    const auto jid = person ? model::Jid::parse(*person) : std::nullopt;
    const auto id = words.next();
    bool isNumber = true;
    const quint32 number = id ? id->toUInt(&isNumber) : 0;
    if (!jid || !isNumber || (id && number == 0) || !words.isSpent()) {
        return {};
    }
    return [person = jid->bare(), number](SessionContext &context, const Finish &finish) {
        if (!hasEncryption(context, finish)) {
            return;
        }
        // Their lists and keys are fetched first, so that a device is known that nobody has written to yet.
        context.session.encryption()->devicesOf(
            person, [&context, person, number, finish](const Result<QList<JudgedDevice>> &) {
                const auto done = [&context, finish](const Status &status) {
                    if (status) {
                        finish(Done);
                    } else if (status.error().is(service::ServiceError::NotEverybodyCanRead)) {
                        context.output.note(
                            tr("No device of theirs publishes keys that can be used. Nothing was changed."));
                        finish(Failed);
                    } else {
                        refuse(context, status.error(), finish);
                    }
                };
                if (number != 0) {
                    context.session.encryption()->reset({{person, number}}, done);
                } else {
                    context.session.encryption()->resetWith(person, done);
                }
            });
    };
}

} // namespace wardline::ctl
