// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/device_words.h"

#include "ui/kit/time_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using service::Certificate;
using service::OrganisationList;
using Verdict = service::ComparedDevice::Verdict;

namespace {

QString say(const char *text, int count = -1)
{
    return QCoreApplication::translate("Devices", text, nullptr, count);
}

QString dayOf(Instant time, Instant now)
{
    return dayWords(localDay(time), now);
}

QString certificateWords(const service::ShownDevice &device, Instant now)
{
    switch (device.certificate) {
    case Certificate::NoOrganisation:
        return say(QT_TRANSLATE_NOOP("Devices", "Nobody has compared it"));
    case Certificate::ListMissing:
        return say(QT_TRANSLATE_NOOP("Devices", "Your organisation's list has not arrived here yet"));
    case Certificate::NotListed:
        return say(QT_TRANSLATE_NOOP("Devices", "Not certified by your organisation"));
    case Certificate::OtherKey:
        return say(QT_TRANSLATE_NOOP("Devices",
                                     "Your organisation certified this device with other keys. Do not trust it "
                                     "before you have asked"));
    case Certificate::NotYetValid:
        return say(QT_TRANSLATE_NOOP("Devices", "Its certificate does not count yet"));
    case Certificate::Expired:
        return say(QT_TRANSLATE_NOOP("Devices", "Its certificate has run out"));
    case Certificate::Revoked:
        return say(QT_TRANSLATE_NOOP("Devices", "Taken back by your organisation: it may be lost or stolen"));
    case Certificate::Certified:
        return device.until ? say(QT_TRANSLATE_NOOP("Devices", "Certified by your organisation until %1"))
                                  .arg(dayOf(*device.until, now))
                            : say(QT_TRANSLATE_NOOP("Devices", "Certified by your organisation"));
    }
    return {};
}

} // namespace

QString deviceTitle(const service::ShownDevice &device)
{
    if (device.isThisOne) {
        return say(QT_TRANSLATE_NOOP("Devices", "This device"));
    }
    const QString number = QString::number(device.address.id);
    //: %1: a number. Programs that speak only the older version are phones, mostly
    return device.isListed2 ? say(QT_TRANSLATE_NOOP("Devices", "Device %1")).arg(number)
                            : say(QT_TRANSLATE_NOOP("Devices", "Phone or other program %1")).arg(number);
}

bool isStoodFor(const service::ShownDevice &device)
{
    return device.isThisOne || device.trust == model::Trust::Verified || device.trust == model::Trust::Certified;
}

QString standingOf(const service::ShownDevice &device, Instant now)
{
    if (device.fault == model::DeviceFault::IdentityChanged) {
        return say(
            QT_TRANSLATE_NOOP("Devices", "It has other keys than before. Do not trust it before you have asked"));
    }
    switch (device.trust) {
    case model::Trust::ManuallyDistrusted:
        return say(QT_TRANSLATE_NOOP("Devices", "Marked as not to be trusted"));
    case model::Trust::Verified:
        if (!device.isThisOne) {
            return device.certificate == Certificate::Certified
                ? say(QT_TRANSLATE_NOOP("Devices", "Compared, and certified by your organisation"))
                : say(QT_TRANSLATE_NOOP("Devices", "Compared"));
        }
        break;
    case model::Trust::Revoked:
    case model::Trust::Certified:
    case model::Trust::Blind:
    case model::Trust::Undecided:
        break;
    }
    if (device.isThisOne && device.certificate == Certificate::NoOrganisation) {
        return {};
    }
    return certificateWords(device, now);
}

QString differentWords()
{
    return say(QT_TRANSLATE_NOOP("Devices", "Its keys are not those of the code that you compared. Do not trust it"));
}

QString organisationWords(const service::OrganisationView &view, Instant now)
{
    const QString since = view.issued ? momentWords(*view.issued, now) : QString();
    switch (view.list) {
    case OrganisationList::NotUsed:
        return {};
    case OrganisationList::Missing:
        return say(QT_TRANSLATE_NOOP("Devices", "%1 certifies devices. Its list has not arrived here yet."))
            .arg(view.name);
    case OrganisationList::Fresh:
        return say(QT_TRANSLATE_NOOP("Devices", "%1 certifies devices. Its list is from %2.")).arg(view.name, since);
    case OrganisationList::Ageing:
        return say(QT_TRANSLATE_NOOP("Devices",
                                     "%1 certifies devices. Its list is from %2, which is old. Tell your IT department "
                                     "if that stays so."))
            .arg(view.name, since);
    case OrganisationList::TooOld:
        return say(QT_TRANSLATE_NOOP("Devices",
                                     "%1 certifies devices. Its list is from %2, which is too old: where only "
                                     "certified devices are taken, nothing is sent. Tell your IT department."))
            .arg(view.name, since);
    }
    return {};
}

QString ownCertificateWords(const service::OwnCertificate &own, Instant now)
{
    using State = service::OwnCertificate::State;
    switch (own.state) {
    case State::NotUsed:
        return {};
    case State::None:
        return say(
            QT_TRANSLATE_NOOP("Devices", "This device is not certified. Others may not be able to write to you."));
    case State::Asking:
        return say(QT_TRANSLATE_NOOP("Devices", "Your organisation is being asked to certify this device."));
    case State::Waiting:
        return say(QT_TRANSLATE_NOOP("Devices",
                                     "Waiting to be certified: show the groups below to your IT desk, or to a "
                                     "colleague who may vouch for you."));
    case State::Issued:
        return say(QT_TRANSLATE_NOOP("Devices", "Certified. Others see it with your organisation's next list."));
    case State::Refused:
        return say(
            QT_TRANSLATE_NOOP("Devices", "Your organisation has not certified this device. Ask your IT department."));
    case State::Certified:
        return own.until ? say(QT_TRANSLATE_NOOP("Devices", "This device is certified until %1; that renews itself."))
                               .arg(dayOf(*own.until, now))
                         : QString();
    case State::Expired:
        return say(QT_TRANSLATE_NOOP("Devices", "The certificate of this device has run out."));
    case State::Revoked:
        return say(
            QT_TRANSLATE_NOOP("Devices", "Your organisation has taken this device back. Ask your IT department."));
    }
    return {};
}

bool isDifferent(const QList<service::ComparedDevice> &compared)
{
    return std::any_of(compared.begin(), compared.end(),
                       [](const auto &each) { return each.verdict == Verdict::Different; });
}

QString comparisonWords(const QList<service::ComparedDevice> &compared, const QString &name)
{
    if (isDifferent(compared)) {
        return say(QT_TRANSLATE_NOOP("Devices",
                                     "The keys of %1 are not the same. Somebody may stand between you. Nothing "
                                     "was changed: tell your IT department."))
            .arg(name);
    }
    const auto count = [&compared](Verdict verdict) {
        return static_cast<int>(std::count_if(compared.begin(), compared.end(),
                                              [verdict](const auto &each) { return each.verdict == verdict; }));
    };
    const int same = count(Verdict::Same);
    if (same == 0) {
        return say(QT_TRANSLATE_NOOP("Devices",
                                     "The code names no device of %1 that is known here. Nothing was changed."))
            .arg(name);
    }
    QString words = say(QT_TRANSLATE_N_NOOP("Devices", "The same: %Ln devices are verified now."), same);
    if (const int left = count(Verdict::NotNamed); left > 0) {
        words += u' ' + say(QT_TRANSLATE_N_NOOP("Devices", "%Ln others are not in the code."), left);
    }
    return words;
}

} // namespace wardline::ui
