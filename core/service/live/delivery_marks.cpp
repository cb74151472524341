// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/delivery_marks.h"

#include "core/service/live/encryption.h"
#include "core/service/live/futures.h"
#include "core/store/settings_store.h"
#include "core/xml/xml_reader.h"
#include "core/xmpp/wardline_unreadable.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0333_markers.h"
#include "core/xmpp/xep0334_hints.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

#include <algorithm>
#include <utility>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kGatherAtLeast{2'000};
constexpr quint32 kGatherSpread = 4'000; ///< milliseconds: a hundred people do not answer in the same second
constexpr qsizetype kMaxOwed = 2'000; ///< ids of one sender; beyond it the oldest are not told
const QString kOwedKey = u"delivery.owed"_s;
constexpr int kSmallRoom = 20; ///< what arrived in larger ones is not worth a place in archives
} // namespace

DeliveryMarks::DeliveryMarks(SessionParts &parts, const LiveRoomService &rooms, const OutgoingStanzas &stanzas)
    : m_parts(parts)
    , m_rooms(rooms)
    , m_stanzas(stanzas)
    , m_timer(parts.environment.timers.createTimer([this] { flush(); }))
{
}

void DeliveryMarks::arrived(const OwedMark &mark)
{
    Owed &owed = m_owed[mark.sender];
    if (!owed.places.contains(mark.id)) {
        owed.arrived.append(mark.id);
        owed.places.insert(mark.id, mark.conversation);
    }
    if (owed.arrived.size() > kMaxOwed) {
        owed.places.remove(owed.arrived.takeFirst());
    }
    schedule(mark);
}

void DeliveryMarks::opened(const OwedMark &mark)
{
    Owed &owed = m_owed[mark.sender];
    owed.opened.insert(mark.conversation, mark.id);
    owed.arrived.removeIf([&owed, &mark](const QString &id) { return owed.places.value(id) == mark.conversation; });
    owed.isDurable = true;
    schedule(mark);
}

void DeliveryMarks::unable(const OwedMark &mark)
{
    Owed &owed = m_owed[mark.sender];
    if (!owed.unable.contains(mark.id) && owed.unable.size() < kMaxIds) {
        owed.unable.append(mark.id);
    }
    owed.isDurable = true;
    schedule(mark);
}

void DeliveryMarks::schedule(const OwedMark &mark)
{
    if (!m_rooms.isRoom(mark.conversation)) {
        m_owed[mark.sender].isDurable = true;
        leave(mark.sender, m_owed.take(mark.sender));
        return;
    }
    m_owed[mark.sender].isDurable =
        m_owed[mark.sender].isDurable || m_rooms.affiliated(mark.conversation).size() <= kSmallRoom;
    if (!m_timer->isActive()) {
        m_timer->start(kGatherAtLeast + std::chrono::milliseconds(m_parts.environment.random.below(kGatherSpread)));
    }
}

void DeliveryMarks::connected()
{
    if (!std::exchange(m_isLoaded, true)) {
        afterwards(m_parts.store().settings().value(kOwedKey), this,
                   [this](const Result<std::optional<QByteArray>> &kept) {
                       if (kept && *kept) {
                           takeKept(**kept);
                           (void)m_parts.store().settings().remove(kOwedKey);
                       }
                   });
    }
    if (!m_owed.isEmpty()) {
        m_timer->start(kGatherAtLeast);
    }
}

void DeliveryMarks::keep()
{
    QCborMap all;
    for (auto it = m_owed.cbegin(); it != m_owed.cend(); ++it) {
        QCborMap opened;
        for (auto place = it->opened.cbegin(); place != it->opened.cend(); ++place) {
            opened.insert(place.key().toString(), place.value());
        }
        const QStringList newest = it->arrived.last(std::min(it->arrived.size(), kMaxIds));
        QCborMap places;
        for (const QString &id : newest) {
            places.insert(id, it->places.value(id).toString());
        }
        all.insert(it.key().toString(),
                   QCborArray{QCborArray::fromStringList(newest), opened, places,
                              QCborArray::fromStringList(it->unable), it->isDurable});
    }
    const QByteArray kept = all.toCborValue().toCbor();
    if (!all.isEmpty() && kept.size() <= store::kMaxSettingBytes) {
        (void)m_parts.store().settings().setValue(kOwedKey, kept);
    }
    m_owed.clear();
    m_timer->stop();
}

void DeliveryMarks::takeKept(const QByteArray &kept)
{
    const auto strings = [](const QCborValue &value) {
        QStringList list;
        for (const QCborValue &each : value.toArray()) {
            list.append(each.toString());
        }
        return list;
    };
    const QCborMap all = QCborValue::fromCbor(kept).toMap();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        const auto person = model::Jid::parse(it.key().toString());
        const QCborArray row = it.value().toArray();
        if (!person) {
            continue;
        }
        Owed &owed = m_owed[*person];
        const QCborMap places = row.at(2).toMap();
        for (const QString &id : strings(row.at(0))) {
            const auto place = model::Jid::parse(places.value(id).toString());
            if (place && !owed.places.contains(id)) {
                owed.arrived.append(id);
                owed.places.insert(id, *place);
            }
        }
        const QCborMap opened = row.at(1).toMap();
        for (auto place = opened.cbegin(); place != opened.cend(); ++place) {
            const auto conversation = model::Jid::parse(place.key().toString());
            if (conversation && !owed.opened.contains(*conversation)) { // what is known now is newer
                owed.opened.insert(*conversation, place.value().toString());
            }
        }
        owed.unable += strings(row.at(3));
        owed.isDurable = owed.isDurable || row.at(4).toBool();
    }
    if (!m_owed.isEmpty()) {
        m_timer->start(kGatherAtLeast);
    }
}

void DeliveryMarks::flush()
{
    const QHash<model::Jid, Owed> all = std::exchange(m_owed, {});
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        leave(it.key(), it.value());
    }
}

void DeliveryMarks::leave(const model::Jid &person, Owed owed)
{
    if (owed.isEmpty()) {
        return;
    }
    if (m_parts.link.stream() == nullptr) {
        m_owed[person] = std::move(owed); // with the next connection
        return;
    }
    bool isFirst = true;
    do {
        Outgoing outgoing;
        xmpp::MessageStanza stanza;
        stanza.to = person;
        stanza.type = xmpp::MessageType::Chat;
        stanza.id = m_parts.environment.ids.next();
        for (const QString &id : owed.arrived.first(std::min(owed.arrived.size(), kMaxIds))) {
            outgoing.content.append(xmpp::Receipt{id}.toXml());
        }
        owed.arrived.remove(0, std::min(owed.arrived.size(), kMaxIds));
        if (std::exchange(isFirst, false)) {
            for (const QString &id : std::as_const(owed.opened)) {
                outgoing.content.append(xmpp::ChatMarker::displayed(id).toXml());
            }
            for (const QString &id : std::as_const(owed.unable)) {
                outgoing.content.append(xmpp::UnreadableReport{id}.toXml());
            }
        }
        stanza.payloads.append(xmpp::hintElement(owed.isDurable ? xmpp::Hint::Store : xmpp::Hint::NoPermanentStore));
        outgoing.outer = stanza.toXml();
        seal(person, outgoing);
    } while (!owed.arrived.isEmpty());
}

void DeliveryMarks::seal(const model::Jid &person, const Outgoing &outgoing)
{
    const bool isSealed =
        m_parts.encryption != nullptr && m_parts.encryption->stateOf(person) == model::EncryptionState::EndToEnd;
    const auto outer = xmpp::MessageStanza::fromXml(outgoing.outer);
    if (isSealed && outer) {
        // Without a word for people outside: nobody misses a text where such a stanza does not open.
        m_parts.encryption->tell(person, outgoing.content, *outer);
        return;
    }
    m_stanzas.leave(person, outgoing, {}, [this](const Result<Leaving> &leaving) {
        if (!leaving) {
            return; // its sender goes without: nobody is shown anything that is not so
        }
        afterwards(m_parts.store().threads().write(
                       [seal = leaving->seal](store::WritableDatabase &database) { return seal(database); }),
                   this, [this](const Result<store::SealedStanza> &sealed) {
                       const auto stanza = sealed ? xml::readXml(sealed->stanza) : std::unexpected(sealed.error());
                       if (stanza && m_parts.link.stream() != nullptr) {
                           (void)m_parts.link.stream()->sendStanza(*stanza);
                       }
                   });
    });
}

} // namespace wardline::service
