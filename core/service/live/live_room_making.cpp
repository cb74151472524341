// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/futures.h"
#include "core/service/live/live_room_service.h"

/// Rooms that are made, and what they are for.
namespace wardline::service {

using namespace Qt::StringLiterals;
using model::RoomKind;

QFuture<Result<model::Jid>> LiveRoomService::create(const QString &title, RoomKind kind)
{
    auto [future, done] = promised<Result<model::Jid>>();
    if (title.trimmed().isEmpty() || title.size() > kMaxTitle) {
        done(failure(ServiceError::TooLong));
        return future;
    }
    if (fixedKind().value_or(kind) != kind) {
        done(failure(ServiceError::NotAllowed));
        return future;
    }
    m_questions.findRoomService([this, title, kind, done](const Result<model::Jid> &service) {
        // The address says nothing of the room: names of units and patients do not belong into what the relay logs.
        const auto jid = service
            ? model::Jid::parse(QString(u"r"_s % m_parts.environment.ids.next() % u'@' % service->domain()))
            : std::nullopt;
        if (!jid) {
            done(failure(ServiceError::NotAllowed));
            return;
        }
        m_joining[*jid].append([this, jid = *jid, title, kind, done](const Status &joined) {
            if (!joined) {
                done(std::unexpected(joined.error()));
                return;
            }
            m_questions.configureCareTeam(jid, title, kind, [this, jid, title, kind, done](const Status &configured) {
                if (!configured) {
                    done(std::unexpected(configured.error()));
                    return;
                }
                saveRecord(jid, title, false);
                m_bookmarks.publish({jid, title});
                record(audit::AuditEventType::RoomCreated, jid);
                m_kinds.choose(jid, kind);
                refresh();
                done(jid);
            });
        });
        enter(*jid, m_parts.own.local());
    });
    return future;
}

QFuture<Status> LiveRoomService::setKind(const model::Jid &room, RoomKind kind)
{
    auto [future, done] = promised<Status>();
    const bool isFixed = fixedKind().value_or(kind) != kind;
    if (!isRoom(room) || isFixed || kind == RoomKind::Unstated || !m_kinds.mayBecome(room, kind)) {
        done(failure(isRoom(room) ? ServiceError::NotAllowed : ServiceError::NoSuchConversation));
        return future;
    }
    const auto choose = [this, room, kind] {
        if (m_kinds.choose(room, kind)) {
            Q_EMIT roomDescribed(room);
            Q_EMIT roomKindConfirmed(room);
            refresh();
        }
    };
    if (kind == m_kinds.of(room) && !m_kinds.confirmed(room)) {
        choose(); // the room says so already: this person does, too, for what is written from here on
        done({});
        return future;
    }
    m_questions.describeKind(room, kind, [choose, done](const Status &described) {
        if (described) {
            choose();
        }
        done(described);
    });
    return future;
}

bool LiveRoomService::takeSealedKind(const model::Jid &room, RoomKind kind)
{
    if (!isRoom(room) || !m_kinds.takeSealed(room, kind)) {
        return false;
    }
    Q_EMIT roomDescribed(room);
    Q_EMIT roomKindConfirmed(room);
    refresh();
    return true;
}

} // namespace wardline::service
