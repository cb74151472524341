// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/audit_commands.h"

#include "app/ctl/error_words.h"
#include "core/audit/audit_export.h"
#include "core/audit/audit_schema.h"
#include "core/audit/audit_verifier.h"
#include "core/service/live/error_folding.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRecords = 1'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

void record(SessionContext &context, audit::AuditEventType type, std::optional<audit::AuditReason> reason,
            std::optional<std::uint64_t> count)
{
    (void)context.session.profile().record(
        {type, context.session.account().toString(), audit::AuditOutcome::Success, reason, {}, count});
}

QString defectWord(audit::DefectKind kind)
{
    switch (kind) {
    case audit::DefectKind::Altered:
        return u"altered"_s;
    case audit::DefectKind::Missing:
        return u"missing"_s;
    case audit::DefectKind::Reordered:
        return u"reordered"_s;
    case audit::DefectKind::Truncated:
        return u"truncated"_s;
    case audit::DefectKind::AnchorDiffers:
        return u"anchor-differs"_s;
    case audit::DefectKind::KeyLineBroken:
        return u"key-line-broken"_s;
    case audit::DefectKind::SegmentDamaged:
        return u"segment-damaged"_s;
    }
    return {};
}

Result<std::vector<audit::AuditRecord>> newest(SessionContext &context, int limit)
{
    audit::AuditQuery query;
    query.limit = static_cast<std::size_t>(limit);
    return audit::readAuditLog(context.session.profile().auditStorage(), query);
}

} // namespace

Prepared listAudit(Words words)
{
    const int limit = words.number(u"--limit"_s, 1000, 1, kMostRecords);
    if (!words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        const auto records = newest(context, limit);
        if (!records) {
            context.output.note(errorWords(service::foldProfileError(records.error())));
            finish(Failed);
            return;
        }
        record(context, audit::AuditEventType::AuditViewed, {}, records->size());
        if (context.output.isJson()) {
            context.output.raw(audit::auditToJsonLines(*records));
        } else {
            context.output.raw(audit::auditToCsv(*records));
        }
        finish(Done);
    };
}

Prepared verifyAudit(Words words)
{
    if (!words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        context.workstation.anchors([&context, finish](const std::vector<audit::AuditHead> &anchors) {
            (void)context.session.profile().auditLog().flush();
            const auto verdict = audit::verifyAuditLog(context.session.profile().auditStorage(), anchors);
            if (!verdict) {
                context.output.note(errorWords(service::foldProfileError(verdict.error())));
                finish(Failed);
                return;
            }
            const bool isIntact = verdict->isIntact();
            QJsonObject line{
                {u"intact"_s, isIntact},
                {u"records"_s, static_cast<qint64>(verdict->records)},
                {u"epochs"_s, static_cast<qint64>(verdict->epochs)},
                {u"anchored_to"_s,
                 verdict->anchoredTo ? QJsonValue(static_cast<qint64>(*verdict->anchoredTo)) : QJsonValue()},
                {u"signed_to"_s,
                 verdict->signedTo ? QJsonValue(static_cast<qint64>(*verdict->signedTo)) : QJsonValue()}};
            QString text = tr("%1 records are as they were written.").arg(verdict->records);
            if (verdict->anchoredTo) {
                text += u' ' % tr("Anchored to record %1.").arg(*verdict->anchoredTo);
            }
            if (!isIntact) {
                line.insert(u"defect"_s, defectWord(verdict->firstDefect->kind));
                line.insert(u"record"_s, static_cast<qint64>(verdict->firstDefect->record));
                text = tr("The log is not as it was written: %1 at record %2.")
                           .arg(defectWord(verdict->firstDefect->kind))
                           .arg(verdict->firstDefect->record);
            }
            record(context, audit::AuditEventType::AuditVerified,
                   isIntact ? audit::AuditReason::Intact : audit::AuditReason::Altered, verdict->records);
            context.output.result(line, text);
            finish(isIntact ? Done : Failed);
        });
    };
}

Prepared exportAudit(Words words)
{
    const QString format = words.option(u"--format"_s).value_or(u"json"_s);
    if (!words.isSpent() || (format != u"json"_s && format != u"csv"_s)) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        const auto records = newest(context, kMostRecords);
        if (!records) {
            context.output.note(errorWords(service::foldProfileError(records.error())));
            finish(Failed);
            return;
        }
        record(context, audit::AuditEventType::AuditExported, {}, records->size());
        context.output.raw(format == u"csv"_s ? audit::auditToCsv(*records) : audit::auditToJsonLines(*records));
        finish(Done);
    };
}

} // namespace wardline::ctl
