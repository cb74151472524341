// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_kinds.h"

#include "core/crypto/hmac.h"
#include "core/service/live/futures.h"
#include "core/store/settings_store.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;
using model::RoomKind;

namespace {

const QString kFormerKey = u"room-kinds"_s; ///< by address, as it was kept before
constexpr int kParts = 16; ///< each a setting of its own
constexpr qsizetype kDigest = 16;
constexpr qsizetype kRecord = kDigest + 1;
constexpr QStringView kToken = u"urn:wardline:room:";
constexpr QStringView kRoomInfo = u"http://jabber.org/protocol/muc#roominfo";
constexpr qsizetype kMaxDescription = 4096;

QString keyOf(int part)
{
    return u"room-purposes:%1"_s.arg(part);
}

QByteArray digestOf(const model::Jid &room)
{
    return crypto::sha256(room.bare().toString().toUtf8()).first(kDigest);
}

int partOf(const QByteArray &digest)
{
    return static_cast<quint8>(digest.front()) % kParts;
}

/// One letter for each kind: a capital where not the relay alone said so.
char byteOf(RoomKind kind, bool isConfirmed)
{
    const QChar letter = model::roomKindWord(kind).front();
    return (isConfirmed ? letter.toUpper() : letter).toLatin1();
}

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

/// The parts one after the other, with what was kept before them.
Result<RoomKinds::Kinds> RoomKinds::read(store::ReadableDatabase &database)
{
    Kinds kinds;
    WARDLINE_TRY(const auto former, store::readSetting(database, kFormerKey));
    const QJsonObject kept = QJsonDocument::fromJson(former.value_or(QByteArray())).object();
    for (auto it = kept.begin(); it != kept.end(); ++it) {
        const auto room = model::Jid::parse(it.key());
        const auto kind = model::roomKindFromWord(it.value().toString());
        if (room && kind) {
            kinds.insert(digestOf(*room), {*kind, false});
        }
    }
    for (int part = 0; part < kParts; ++part) {
        WARDLINE_TRY(const auto stored, store::readSetting(database, keyOf(part)));
        const QByteArray bytes = stored.value_or(QByteArray());
        for (qsizetype at = 0; at + kRecord <= bytes.size(); at += kRecord) {
            for (const RoomKind kind : {RoomKind::Team, RoomKind::Consult, RoomKind::Patient}) {
                for (const bool isConfirmed : {false, true}) {
                    if (bytes.at(at + kDigest) == byteOf(kind, isConfirmed)) {
                        kinds.insert(bytes.sliced(at, kDigest), {kind, isConfirmed});
                    }
                }
            }
        }
    }
    return kinds;
}

void RoomKinds::load(std::function<void()> done)
{
    afterwards(m_parts.store().threads().read(read), this, [this, done = std::move(done)](const Result<Kinds> &kept) {
        m_isUnread = !kept;
        const Kinds before = kept.value_or(Kinds());
        for (auto it = before.begin(); it != before.end(); ++it) {
            if (!m_kinds.contains(it.key())) {
                m_kinds.insert(it.key(), it.value());
            }
        }
        done();
    });
}

RoomKind RoomKinds::of(const model::Jid &room) const
{
    return m_kinds.value(digestOf(room)).kind;
}

std::optional<RoomKind> RoomKinds::confirmed(const model::Jid &room) const
{
    const Known known = m_kinds.value(digestOf(room));
    return known.isConfirmed ? std::optional(known.kind) : std::nullopt;
}

bool RoomKinds::mayBecome(const model::Jid &room, RoomKind kind) const
{
    const RoomKind known = of(room);
    return model::isClinical(kind) || (!m_isUnread && (known == RoomKind::Unstated || !model::isClinical(known)));
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
    return set(room, {stated, false});
}

bool RoomKinds::takeSealed(const model::Jid &room, RoomKind kind)
{
    const RoomKind known = of(room);
    if (kind == RoomKind::Unstated || !mayBecome(room, kind)) {
        return false; // older than what is known here, or of somebody who knows less
    }
    const bool isKept = model::isClinical(kind) && known != RoomKind::Unstated && model::isClinical(known);
    return set(room, {isKept ? known : kind, true});
}

bool RoomKinds::choose(const model::Jid &room, RoomKind kind)
{
    return kind != RoomKind::Unstated && mayBecome(room, kind) && set(room, {kind, true});
}

bool RoomKinds::set(const model::Jid &room, Known known)
{
    const QByteArray digest = digestOf(room);
    if (m_kinds.value(digest) == known) {
        return false;
    }
    m_kinds.insert(digest, known);
    keep(partOf(digest));
    (void)m_parts.profile.record({audit::AuditEventType::RoomKindChanged,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::Success,
                                  {},
                                  {{audit::AuditObjectKind::Room, room.toString()}},
                                  {}});
    return true;
}

/// Where not all find room, those of teams are forgotten first: what says nothing is treated with more care.
void RoomKinds::keep(int part)
{
    if (m_isUnread) {
        return; // what is there is more than what is known
    }
    QByteArray clinical;
    QByteArray others;
    for (auto it = m_kinds.cbegin(); it != m_kinds.cend(); ++it) {
        if (partOf(it.key()) == part) {
            QByteArray &list = model::isClinical(it->kind) ? clinical : others;
            list += it.key();
            list += byteOf(it->kind, it->isConfirmed);
        }
    }
    clinical += others;
    clinical.truncate(store::kMaxSettingBytes / kRecord * kRecord);
    (void)m_parts.store().settings().setValue(keyOf(part), clinical);
}

} // namespace wardline::service
