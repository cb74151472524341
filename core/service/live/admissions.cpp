// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/admissions.h"

#include "core/service/live/futures.h"
#include "core/service/service_error.h"
#include "core/store/settings_store.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kKey = u"admitted-devices"_s;

bool isFor(const QJsonObject &entry, const model::DeviceAddress &device)
{
    return entry.value(u"person").toString() == device.person.toString()
        && entry.value(u"device").toInteger() == static_cast<qint64>(device.id);
}

} // namespace

Admissions::Admissions(SessionParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void Admissions::load(std::function<void()> done)
{
    afterwards(m_parts.store().settings().value(kKey), this,
               [this, done = std::move(done)](const Result<std::optional<QByteArray>> &stored) {
                   if (stored && *stored) {
                       m_kept = QJsonDocument::fromJson(**stored).object();
                   }
                   done();
               });
}

QHash<model::DeviceAddress, QByteArray> Admissions::of(const model::Jid &conversation) const
{
    QHash<model::DeviceAddress, QByteArray> admitted;
    for (const QJsonValue value : m_kept.value(conversation.toString()).toArray()) {
        const QJsonObject entry = value.toObject();
        const auto person = model::Jid::parse(entry.value(u"person").toString());
        if (person) {
            const auto id = static_cast<quint32>(entry.value(u"device").toInteger());
            admitted.insert({*person, id}, QByteArray::fromHex(entry.value(u"key").toString().toLatin1()));
        }
    }
    return admitted;
}

Status Admissions::set(const model::Jid &conversation, const model::DeviceAddress &device,
                       const QByteArray &identityKey, bool isAdmitted)
{
    QJsonArray left;
    for (const QJsonValue value : m_kept.value(conversation.toString()).toArray()) {
        if (!isFor(value.toObject(), device)) {
            left.append(value);
        }
    }
    if (isAdmitted) {
        left.append(QJsonObject{{u"person"_s, device.person.toString()},
                                {u"device"_s, static_cast<qint64>(device.id)},
                                {u"key"_s, QString::fromLatin1(identityKey.toHex())}});
    }
    QJsonObject next = m_kept;
    if (left.isEmpty()) {
        next.remove(conversation.toString());
    } else {
        next.insert(conversation.toString(), left);
    }
    const QByteArray packed = QJsonDocument(next).toJson(QJsonDocument::Compact);
    if (left.size() > kMaxOfConversation || packed.size() > store::kMaxSettingBytes) {
        return failure(ServiceError::NotAllowed);
    }
    m_kept = std::move(next);
    (void)m_parts.store().settings().setValue(kKey, packed);
    (void)m_parts.profile.record(
        {isAdmitted ? audit::AuditEventType::DeviceAdmitted : audit::AuditEventType::DeviceNoLongerAdmitted,
         m_parts.own.toString(),
         audit::AuditOutcome::Success,
         {},
         {{audit::AuditObjectKind::Room, conversation.toString()},
          {audit::AuditObjectKind::Person, device.person.toString()},
          {audit::AuditObjectKind::Device, QString::number(device.id)}},
         {}});
    return {};
}

} // namespace wardline::service
