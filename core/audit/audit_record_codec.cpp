// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_record_codec.h"

#include "core/audit/audit_error.h"
#include "core/audit/audit_schema.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wardline::audit {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kUnsignedEnd = ",\"sig\":null}";
constexpr QByteArrayView kSignatureStart = ",\"sig\":\"";
constexpr QByteArrayView kSignatureEnd = "\"}";
constexpr qsizetype kSignatureText = 86; // 64 bytes, Base64url without padding
constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QString toText(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64(kBase64));
}

/// The bytes, if `text` is the one way to write them: spare bits in the last letter must be zero.
std::optional<QByteArray> fromText(QByteArrayView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(), kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.toBase64(kBase64) != text) {
        return std::nullopt;
    }
    return decoded.decoded;
}

void write(QJsonObject &json, const AuditEvent &event)
{
    json.insert(u"type"_s, auditTypeWord(event.type));
    json.insert(u"who"_s, event.who);
    json.insert(u"outcome"_s, static_cast<int>(event.outcome));
    if (event.reason) {
        json.insert(u"reason"_s, auditReasonWord(*event.reason));
    }
    if (event.count) {
        json.insert(u"count"_s, static_cast<qint64>(*event.count));
    }
    if (!event.objects.empty()) {
        QJsonArray objects;
        for (const AuditObject &object : event.objects) {
            objects.append(QJsonObject {{u"kind"_s, auditObjectKindWord(object.kind)}, {u"id"_s, object.id}});
        }
        json.insert(u"objects"_s, objects);
    }
}

void write(QJsonObject &json, const EpochBegun &epoch)
{
    json.insert(u"type"_s, u"epoch"_s);
    json.insert(u"key"_s, toText(epoch.publicKey));
    json.insert(u"root"_s, epoch.isRoot);
}

void write(QJsonObject &json, const SegmentBegun &segment)
{
    json.insert(u"type"_s, u"segment"_s);
    json.insert(u"segment"_s, segment.segment);
    json.insert(u"previous"_s, toText(segment.previousHead));
    json.insert(u"epoch"_s, toText(segment.epochKey));
    json.insert(u"root"_s, toText(segment.rootKey));
}

std::optional<AuditOutcome> outcomeFrom(const QJsonValue &value)
{
    switch (value.toInt(-1)) {
    case 0:
        return AuditOutcome::Success;
    case 4:
        return AuditOutcome::MinorFailure;
    case 8:
        return AuditOutcome::SeriousFailure;
    case 12:
        return AuditOutcome::MajorFailure;
    default:
        return std::nullopt;
    }
}

Result<AuditEvent> readEvent(const QJsonObject &json)
{
    const auto type = auditTypeFromWord(json.value(u"type").toString());
    const auto outcome = outcomeFrom(json.value(u"outcome"));
    if (!type || !outcome) {
        return failure(AuditError::Malformed);
    }
    AuditEvent event {*type, json.value(u"who").toString(), *outcome, {}, {}, {}};
    if (json.contains(u"reason")) {
        event.reason = auditReasonFromWord(json.value(u"reason").toString());
    }
    if (json.contains(u"count")) {
        event.count = static_cast<std::uint64_t>(json.value(u"count").toInteger());
    }
    const QJsonArray objects = json.value(u"objects").toArray();
    for (const QJsonValue item : objects) {
        const auto kind = auditObjectKindFromWord(item[u"kind"].toString());
        if (!kind) {
            return failure(AuditError::Malformed);
        }
        event.objects.push_back({*kind, item[u"id"].toString()});
    }
    WARDLINE_CHECK(checkAuditEvent(event));
    return event;
}

QByteArray bytesAt(const QJsonObject &json, QStringView key)
{
    return fromText(json.value(key).toString().toLatin1()).value_or(QByteArray());
}

} // namespace

QByteArray encodeBody(const LogEntry &entry)
{
    QJsonObject json;
    json.insert(u"n"_s, static_cast<qint64>(entry.number));
    json.insert(u"time"_s,
                QDateTime::fromMSecsSinceEpoch(entry.time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs));
    json.insert(u"origin"_s, entry.origin);
    std::visit([&json](const auto &content) { write(json, content); }, entry.content);
    QByteArray body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    body.chop(1);
    return body;
}

QByteArray encodeLine(QByteArrayView body, const std::optional<QByteArray> &signature)
{
    QByteArray line = body.toByteArray();
    if (signature) {
        line.append(kSignatureStart).append(signature->toBase64(kBase64)).append(kSignatureEnd);
    } else {
        line.append(kUnsignedEnd);
    }
    line.append('\n');
    return line;
}

QByteArray signedBytes(QByteArrayView previousHead, QByteArrayView body)
{
    QByteArray bytes("wardline audit record v1");
    bytes.append('\0').append(previousHead).append(body);
    return bytes;
}

Result<LogLine> splitLine(QByteArrayView line)
{
    if (line.size() > kMaxLine) {
        return failure(AuditError::TooLarge);
    }
    if (line.endsWith(kUnsignedEnd)) {
        return LogLine {line.chopped(kUnsignedEnd.size()).toByteArray(), std::nullopt};
    }
    const qsizetype tail = kSignatureStart.size() + kSignatureText + kSignatureEnd.size();
    if (line.size() <= tail) {
        return failure(AuditError::Malformed);
    }
    const QByteArrayView end = line.last(tail);
    const std::optional<QByteArray> signature = fromText(end.sliced(kSignatureStart.size(), kSignatureText));
    if (!end.startsWith(kSignatureStart) || !end.endsWith(kSignatureEnd) || !signature || signature->size() != 64) {
        return failure(AuditError::Malformed);
    }
    return LogLine {line.chopped(tail).toByteArray(), signature};
}

Result<LogEntry> decodeBody(QByteArrayView body)
{
    QByteArray text = body.toByteArray();
    text.append('}');
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const QDateTime time = QDateTime::fromString(json.value(u"time").toString(), Qt::ISODateWithMs);
    if (!time.isValid()) {
        return failure(AuditError::Malformed);
    }
    LogEntry entry;
    entry.number = static_cast<std::uint64_t>(json.value(u"n").toInteger());
    entry.time = Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
    entry.origin = json.value(u"origin").toString();
    const QString type = json.value(u"type").toString();
    if (type == u"epoch") {
        entry.content = EpochBegun {bytesAt(json, u"key"), json.value(u"root").toBool()};
    } else if (type == u"segment") {
        entry.content = SegmentBegun {json.value(u"segment").toInt(), bytesAt(json, u"previous"), bytesAt(json, u"epoch"),
                                      bytesAt(json, u"root")};
    } else {
        WARDLINE_TRY(entry.content, readEvent(json));
    }
    // Unknown keys, keys twice, other blanks, other spellings of a number: all one answer.
    if (encodeBody(entry) != body) {
        return failure(AuditError::Malformed);
    }
    return entry;
}

} // namespace wardline::audit
