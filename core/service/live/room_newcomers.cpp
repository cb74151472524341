// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_newcomers.h"

#include "core/crypto/hmac.h"
#include "core/service/live/futures.h"
#include "core/store/settings_store.h"

#include <utility>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kDigest = 8;

QString keyOf(const model::Jid &room)
{
    return u"members:"_s + room.toString();
}

QByteArray digestOf(const model::Jid &person)
{
    return crypto::sha256(person.bare().toString().toUtf8()).first(kDigest);
}

} // namespace

RoomNewcomers::RoomNewcomers(SessionParts &parts)
    : m_parts(parts)
{
}

void RoomNewcomers::among(const model::Jid &room, const QList<model::Jid> &people, Done done)
{
    const auto known = m_known.constFind(room);
    if (known != m_known.constEnd() && *known) {
        answer(room, people, done);
        return;
    }
    m_waiting[room].append({people, std::move(done)});
    if (known != m_known.constEnd()) {
        return; // it is being read
    }
    m_known.insert(room, std::nullopt);
    afterwards(m_parts.store().settings().value(keyOf(room)), this,
               [this, room](const Result<std::optional<QByteArray>> &stored) {
                   Digests digests;
                   const QByteArray kept = stored && *stored ? **stored : QByteArray();
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
    const Digests known = m_known.value(room).value_or(Digests());
    if (known.isEmpty()) {
        accept(room, people); // the first that is seen of it
        done({});
        return;
    }
    QList<model::Jid> newcomers;
    for (const model::Jid &person : people) {
        if (person != m_parts.own && !known.contains(digestOf(person))) {
            newcomers.append(person);
        }
    }
    done(newcomers);
}

void RoomNewcomers::accept(const model::Jid &room, const QList<model::Jid> &people)
{
    const auto known = m_known.find(room);
    if (known == m_known.end() || !*known) {
        among(room, people, [this, room, people](const QList<model::Jid> &) { accept(room, people); });
        return;
    }
    const qsizetype before = (*known)->size();
    for (const model::Jid &person : people) {
        (*known)->insert(digestOf(person));
    }
    if ((*known)->size() != before) {
        keep(room);
    }
}

void RoomNewcomers::keep(const model::Jid &room)
{
    QByteArray packed;
    for (const QByteArray &digest : m_known.value(room).value_or(Digests())) {
        if (packed.size() + kDigest <= store::kMaxSettingBytes) {
            packed += digest;
        }
    }
    (void)m_parts.store().settings().setValue(keyOf(room), packed);
}

} // namespace wardline::service
