// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_export.h"

#include "core/audit/audit_schema.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace wardline::audit {

using namespace Qt::StringLiterals;

namespace {

QString timeText(Instant time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

/// RFC 4180 2.5-2.7, every cell in quotes. `=`, `+`, `-`, `@` at the start make a formula in common spreadsheets.
QByteArray cell(const QString &text)
{
    QString safe = text;
    if (!safe.isEmpty() && QStringView(u"=+-@").contains(safe.front())) {
        safe.prepend(u'\'');
    }
    safe.replace(u'"', u"\"\""_s);
    return QString(u'"' % safe % u'"').toUtf8();
}

QByteArray row(const QStringList &cells)
{
    QByteArray line;
    for (const QString &text : cells) {
        line.append(line.isEmpty() ? "" : ",").append(cell(text));
    }
    return line.append("\r\n");
}

} // namespace

QByteArray auditToCsv(std::span<const AuditRecord> records)
{
    QByteArray csv = row({u"number"_s, u"time"_s, u"origin"_s, u"type"_s, u"who"_s, u"outcome"_s, u"reason"_s, u"count"_s,
                          u"objects"_s, u"signed"_s});
    for (const AuditRecord &record : records) {
        const AuditEvent &event = record.event;
        QStringList objects;
        for (const AuditObject &object : event.objects) {
            objects << QString(auditObjectKindWord(object.kind) % u':' % object.id);
        }
        csv.append(row({QString::number(record.number), timeText(record.time), record.origin, auditTypeWord(event.type), event.who,
                        QString::number(static_cast<int>(event.outcome)),
                        event.reason ? auditReasonWord(*event.reason) : QString(),
                        event.count ? QString::number(*event.count) : QString(), objects.join(u' '),
                        record.isSigned ? u"yes"_s : u"no"_s}));
    }
    return csv;
}

QByteArray auditToJsonLines(std::span<const AuditRecord> records)
{
    QByteArray lines;
    for (const AuditRecord &record : records) {
        const AuditEvent &event = record.event;
        QJsonArray objects;
        for (const AuditObject &object : event.objects) {
            objects.append(QJsonObject {{u"kind"_s, auditObjectKindWord(object.kind)}, {u"id"_s, object.id}});
        }
        const QJsonObject json {
            {u"number"_s, static_cast<qint64>(record.number)},
            {u"time"_s, timeText(record.time)},
            {u"origin"_s, record.origin},
            {u"type"_s, auditTypeWord(event.type)},
            {u"who"_s, event.who},
            {u"outcome"_s, static_cast<int>(event.outcome)},
            {u"reason"_s, event.reason ? QJsonValue(auditReasonWord(*event.reason)) : QJsonValue(QJsonValue::Null)},
            {u"count"_s, event.count ? QJsonValue(static_cast<qint64>(*event.count)) : QJsonValue(QJsonValue::Null)},
            {u"objects"_s, objects},
            {u"signed"_s, record.isSigned},
        };
        lines.append(QJsonDocument(json).toJson(QJsonDocument::Compact)).append('\n');
    }
    return lines;
}

} // namespace wardline::audit
