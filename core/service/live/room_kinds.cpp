// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_kinds.h"

#include "core/service/live/futures.h"
#include "core/store/settings_store.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace wardline::service {

using namespace Qt::StringLiterals;
using model::RoomKind;

namespace {

const QString kKey = u"room-kinds"_s;
constexpr QStringView kToken = u"urn:wardline:room:";
constexpr QStringView kRoomInfo = u"http://jabber.org/protocol/muc#roominfo";
constexpr qsizetype kMaxDescription = 4096;

/// In English, for programs that know nothing of kinds and show the text as it is.
QString plainly(RoomKind kind)
{
    switch (kind) {
    case RoomKind::Unstated:
        break;
    case RoomKind::Team:
        return u"Team room"_s;
    case RoomKind::Consult:
        return u"Consult"_s;
    case RoomKind::Patient:
        return u"Patient room"_s;
    }
    return {};
}

} // namespace

QString describedAs(RoomKind kind)
{
    return kind == RoomKind::Unstated ? QString()
                                      : QString(plainly(kind) % u" ("_s % kToken % model::roomKindWord(kind) % u')');
}

RoomKind statedKind(const xmpp::DiscoInfo &info)
{
    const xmpp::DataForm *form = info.form(kRoomInfo);
    const QString description = form != nullptr ? form->value(u"muc#roominfo_description") : QString();
    RoomKind stated = RoomKind::Unstated;
    for (qsizetype at = 0; description.size() <= kMaxDescription; ++at) {
        at = description.indexOf(kToken, at);
        if (at < 0) {
            return stated;
        }
        qsizetype end = at + kToken.size();
        while (end < description.size() && description.at(end).isLetter()) {
            ++end;
        }
        const auto kind =
            model::roomKindFromWord(QStringView(description).sliced(at + kToken.size(), end - at - kToken.size()));
        if (!kind || (stated != RoomKind::Unstated && stated != *kind)) {
            return RoomKind::Unstated;
        }
        stated = *kind;
    }
    return RoomKind::Unstated;
}

RoomKinds::RoomKinds(SessionParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void RoomKinds::load(std::function<void()> done)
{
    afterwards(m_parts.store().settings().value(kKey), this,
               [this, done = std::move(done)](const Result<std::optional<QByteArray>> &stored) {
                   const QJsonObject kept =
                       stored && *stored ? QJsonDocument::fromJson(**stored).object() : QJsonObject();
                   for (auto it = kept.begin(); it != kept.end(); ++it) {
                       const auto room = model::Jid::parse(it.key());
                       const auto kind = model::roomKindFromWord(it.value().toString());
                       if (room && kind && !m_kinds.contains(*room)) {
                           m_kinds.insert(*room, *kind);
                       }
                   }
                   done();
               });
}

RoomKind RoomKinds::of(const model::Jid &room) const
{
    return m_kinds.value(room, RoomKind::Unstated);
}

bool RoomKinds::mayBecome(const model::Jid &room, RoomKind kind) const
{
    const RoomKind known = of(room);
    return model::isClinical(kind) || known == RoomKind::Unstated || !model::isClinical(known);
}

bool RoomKinds::take(const model::Jid &room, RoomKind stated)
{
    if (stated == RoomKind::Unstated || stated == of(room)) {
        return false; // whoever says nothing takes nothing back
    }
    if (!mayBecome(room, stated)) {
        if (!m_refused.contains(room)) {
            m_refused.insert(room);
            (void)m_parts.profile.record({audit::AuditEventType::RoomKindRefused,
                                          m_parts.own.toString(),
                                          audit::AuditOutcome::SeriousFailure,
                                          audit::AuditReason::Loosens,
                                          {{audit::AuditObjectKind::Room, room.toString()}},
                                          {}});
        }
        return false;
    }
    m_kinds.insert(room, stated);
    keep();
    (void)m_parts.profile.record({audit::AuditEventType::RoomKindChanged,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::Success,
                                  {},
                                  {{audit::AuditObjectKind::Room, room.toString()}},
                                  {}});
    return true;
}

/// Where not all find room, those of teams are forgotten first: what says nothing is treated with more care.
void RoomKinds::keep()
{
    for (const bool isWhole : {true, false}) {
        QJsonObject kept;
        for (auto it = m_kinds.cbegin(); it != m_kinds.cend(); ++it) {
            if (isWhole || model::isClinical(it.value())) {
                kept.insert(it.key().toString(), model::roomKindWord(it.value()));
            }
        }
        const QByteArray packed = QJsonDocument(kept).toJson(QJsonDocument::Compact);
        if (packed.size() <= store::kMaxSettingBytes) {
            (void)m_parts.store().settings().setValue(kKey, packed);
            return;
        }
    }
}

} // namespace wardline::service
