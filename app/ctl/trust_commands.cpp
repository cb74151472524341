// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/trust_commands.h"

#include "app/ctl/authority_words.h"
#include "core/audit/audit_schema.h"
#include "core/crypto/key_form.h"
#include "core/service/live/organisation_trust.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using trust::Certification;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

QString ageWord(trust::ManifestAge age)
{
    switch (age) {
    case trust::ManifestAge::None:
        return u"none"_s;
    case trust::ManifestAge::Fresh:
        return u"fresh"_s;
    case trust::ManifestAge::Ageing:
        return u"ageing"_s;
    case trust::ManifestAge::TooOld:
        return u"too-old"_s;
    }
    return {};
}

QString reasonWord(Certification::Reason reason)
{
    switch (reason) {
    case Certification::Reason::NoAuthority:
        return u"no-authority"_s;
    case Certification::Reason::NoManifest:
        return u"no-manifest"_s;
    case Certification::Reason::NotFetched:
        return u"not-fetched"_s;
    case Certification::Reason::NoStatement:
        return u"no-statement"_s;
    case Certification::Reason::OtherKey:
        return u"other-key"_s;
    case Certification::Reason::NotYetValid:
        return u"not-yet-valid"_s;
    case Certification::Reason::Expired:
        return u"expired"_s;
    case Certification::Reason::EpochOver:
        return u"epoch-over"_s;
    case Certification::Reason::Revoked:
        return u"revoked"_s;
    case Certification::Reason::Certified:
        return u"certified"_s;
    }
    return {};
}

void print(SessionContext &context, const trust::Certifier &certifier, const QSet<model::Jid> &people)
{
    const auto epoch = static_cast<qint64>(certifier.epoch() ? certifier.epoch()->number : 0);
    const auto version = static_cast<qint64>(certifier.manifest() ? certifier.manifest()->version : 0);
    const QString age = ageWord(certifier.manifestAge());
    context.output.result(
        {{u"epoch"_s, epoch},
         {u"manifest"_s, version},
         {u"issued"_s, certifier.manifest() ? QJsonValue(timeText(certifier.manifest()->issued)) : QJsonValue()},
         {u"age"_s, age}},
        tr("Epoch %1, manifest %2: %3").arg(QString::number(epoch), QString::number(version), age));
    QList<model::Jid> sorted = people.values();
    std::sort(sorted.begin(), sorted.end());
    for (const model::Jid &person : std::as_const(sorted)) {
        for (const trust::DeviceStatement &statement : certifier.devicesOf(person)) {
            const auto key = crypto::toCurveForm(statement.identityKey);
            const Certification judged = certifier.certify(statement.device, key.value_or(QByteArray()));
            QJsonObject line = statementObject(statement);
            line.insert(u"state"_s, reasonWord(judged.reason));
            context.output.result(line, QString(statementLine(statement) % u"  " % reasonWord(judged.reason)));
        }
        for (const trust::Revocation &revocation : certifier.revocationsOf(person)) {
            context.output.result(
                {{u"person"_s, person.toString()},
                 {u"device"_s, static_cast<qint64>(revocation.device.id)},
                 {u"state"_s, u"revoked"_s},
                 {u"since"_s, timeText(revocation.since)}},
                tr("%1  %2  revoked %3")
                    .arg(person.toString(), QString::number(revocation.device.id), timeText(revocation.since)));
        }
    }
}

} // namespace

Prepared showTrust(Words words)
{
    QSet<model::Jid> people;
    bool isGood = true;
    while (const auto text = words.option(u"--person"_s)) {
        const auto jid = model::Jid::parse(*text);
        isGood = isGood && jid;
        people.insert(jid ? jid->bare() : model::Jid());
    }
    if (!words.isSpent() || !isGood) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        QSet<model::Jid> asked = people;
        asked.insert(context.session.account());
        context.session.organisation().refresh(asked, [&context, asked, finish](const Status &done) {
            print(context, context.session.organisation().certifier(), asked);
            if (!done) {
                const auto reason = service::trustRefusal(done.error());
                context.output.note(reason ? tr("Refused: %1").arg(audit::auditReasonWord(*reason))
                                           : authorityErrorWords(done.error()));
            }
            finish(done ? Done : Failed);
        });
    };
}

} // namespace wardline::ctl
