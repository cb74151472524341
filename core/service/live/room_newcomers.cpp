// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_newcomers.h"

#include "core/crypto/hmac.h"
#include "core/service/live/futures.h"
#include "core/store/settings_store.h"

#include <utility>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kDigest = 16;

QByteArray digestOf(const model::Jid &person)
{
    return crypto::sha256(person.bare().toString().toUtf8()).first(kDigest);
}

/// Rooms have names of any length; what is kept has not.
QString keyOf(const QString &what, const model::Jid &room)
{
    const QString key = what + u':' + room.toString();
    if (key.size() <= store::kMaxSettingKeyLength) {
        return key;
    }
    const QByteArray digest = crypto::sha256(room.toString().toUtf8()).first(24);
    return what + u'#' + QString::fromLatin1(digest.toBase64(QByteArray::Base64UrlEncoding));
}

QString keyOf(const model::Jid &room)
{
    return keyOf(u"known-members"_s, room);
}

QString askedKeyOf(const model::Jid &room)
{
    return keyOf(u"members-asked"_s, room);
}

} // namespace

RoomNewcomers::RoomNewcomers(SessionParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

RoomNewcomers::Digests *RoomNewcomers::known(const model::Jid &room)
{
    const auto found = m_known.find(room);
    return found != m_known.end() && *found ? &**found : nullptr;
}

void RoomNewcomers::among(const model::Jid &room, const QList<model::Jid> &people, Done done)
{
    if (known(room) != nullptr) {
        answer(room, people, done);
        return;
    }
    const bool isBeingRead = m_known.contains(room);
    m_waiting[room].append({people, std::move(done)});
    if (isBeingRead) {
        return;
    }
    m_known.insert(room, std::nullopt);
    afterwards(m_parts.store().settings().value(keyOf(room)), this,
               [this, room](const Result<std::optional<QByteArray>> &stored) {
                   if (!stored) {
                       m_known.remove(room);
                       for (const auto &[people, done] : m_waiting.take(room)) {
                           done(std::unexpected(stored.error()));
                       }
                       return;
                   }
                   Digests digests;
                   const QByteArray kept = stored->value_or(QByteArray());
                   for (qsizetype at = 0; at + kDigest <= kept.size(); at += kDigest) {
                       digests.insert(kept.sliced(at, kDigest));
                   }
                   m_known.insert(room, digests);
                   for (const auto &[people, done] : m_waiting.take(room)) {
                       answer(room, people, done);
                   }
               });
}

void RoomNewcomers::answer(const model::Jid &room, const QList<model::Jid> &people, const Done &done)
{
    const Digests digests = m_known.value(room).value_or(Digests());
    if (digests.isEmpty()) {
        accept(room, people); // the first that is seen of it
        done(QList<model::Jid>());
        return;
    }
    QList<model::Jid> newcomers;
    for (const model::Jid &person : people) {
        if (person != m_parts.own && !digests.contains(digestOf(person))) {
            newcomers.append(person);
        }
    }
    done(newcomers);
}

void RoomNewcomers::accept(const model::Jid &room, const QList<model::Jid> &people)
{
    Digests *const digests = known(room);
    if (digests == nullptr) {
        among(room, people, [this, room, people](const Result<QList<model::Jid>> &read) {
            if (read) {
                accept(room, people);
            }
        });
        return;
    }
    const qsizetype before = digests->size();
    digests->insert(digestOf(m_parts.own));
    for (const model::Jid &person : people) {
        digests->insert(digestOf(person));
    }
    if (digests->size() != before) {
        keep(room);
    }
}

void RoomNewcomers::retain(const model::Jid &room, const QList<model::Jid> &people)
{
    Digests *const digests = known(room);
    if (digests == nullptr || digests->isEmpty()) {
        return; // what was never asked about needs no forgetting
    }
    Digests now{digestOf(m_parts.own)};
    for (const model::Jid &person : people) {
        now.insert(digestOf(person));
    }
    const qsizetype before = digests->size();
    digests->intersect(now);
    digests->insert(digestOf(m_parts.own));
    if (digests->size() != before) {
        keep(room);
    }
}

void RoomNewcomers::asked(const model::Jid &room, const std::function<void(const QSet<model::Jid> &)> &done)
{
    afterwards(m_parts.store().settings().value(askedKeyOf(room)), this,
               [done](const Result<std::optional<QByteArray>> &stored) {
                   const QByteArray kept = stored ? stored->value_or(QByteArray()) : QByteArray();
                   QSet<model::Jid> people;
                   for (const QByteArray &line : kept.split('\n')) {
                       if (const auto person = model::Jid::parse(QString::fromUtf8(line))) {
                           people.insert(*person);
                       }
                   }
                   done(people);
               });
}

void RoomNewcomers::setAsked(const model::Jid &room, const QSet<model::Jid> &people)
{
    if (people.isEmpty()) {
        (void)m_parts.store().settings().remove(askedKeyOf(room));
        return;
    }
    QByteArray lines;
    for (const model::Jid &person : people) {
        const QByteArray line = person.toString().toUtf8() + '\n';
        if (lines.size() + line.size() <= store::kMaxSettingBytes) {
            lines += line;
        }
    }
    (void)m_parts.store().settings().setValue(askedKeyOf(room), lines);
}

void RoomNewcomers::keep(const model::Jid &room)
{
    QByteArray packed;
    for (const QByteArray &digest : m_known.value(room).value_or(Digests())) {
        if (packed.size() + kDigest <= store::kMaxSettingBytes) {
            packed += digest;
        }
    }
    afterwards(m_parts.store().settings().setValue(keyOf(room), packed), this, [this, room](const Status &kept) {
        if (!kept) {
            m_known.remove(room); // what is not kept is not known either
            Q_EMIT storeFailed(kept.error());
        }
    });
}

} // namespace wardline::service
