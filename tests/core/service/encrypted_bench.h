// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"
#include "core/service/live/device_records.h"
#include "core/service/live/stanza_opener.h"
#include "core/service/live/stanza_sealer.h"
#include "core/xml/xml_reader.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xep0444_reactions.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

#include <memory>

namespace wardline::service::test {

using namespace Qt::StringLiterals;
using store::StoredBatch;
using store::test::answer;
using store::test::keyOf;
using store::test::kRoom;
using store::test::StoreFixture;
using store::test::succeeds;
using store::test::valueOf;
using xmpp::OmemoVersion;

/// Of the first line that core_service_receiver follows; each later one has the next.
inline constexpr quint64 kScriptSeed = 1'000;

inline const model::Jid kAna = store::test::jid(u"ana@clinic.example");
inline const model::Jid kBen = store::test::jid(u"ben@clinic.example");
inline const model::Jid kCleo = store::test::jid(u"cleo@clinic.example");

inline xml::Element body(const QString &text)
{
    xml::Element element(u"body", u"jabber:client");
    element.setText(text);
    return element;
}

/// What the main thread knows of a stanza in the room.
inline Reading capturedAt(const model::Jid &own, const QByteArray &stanza, const model::Jid &from,
                          const QString &stanzaId, Instant now, bool isFromArchive)
{
    const auto parsed = xmpp::MessageStanza::fromXml(*xml::readXml(stanza)).value();
    SealedStanza sealed;
    sealed.stanza = stanza;
    sealed.encrypted = encryptedIn(parsed.payloads);
    sealed.captured.own = own;
    sealed.captured.isRoom = true;
    sealed.captured.wireId = parsed.id;
    sealed.captured.isFromArchive = isFromArchive;
    sealed.captured.incoming =
        store::test::incoming(wardline::store::test::message(kRoom, from, {}, now, parsed.id, stanzaId));
    sealed.captured.incoming.message.isOwn = from == own;
    sealed.captured.incoming.message.state =
        from == own ? model::DeliveryState::OnRelay : model::DeliveryState::Received;
    Reading reading;
    reading.stanzaId = stanzaId;
    reading.archive = kRoom;
    reading.sealed = sealed;
    return reading;
}

/// What is left of something that was written.
struct SentInRoom
{
    Result<model::MessageId> id = failure(store::StoreError::Internal);
    std::shared_ptr<SealReport> report = std::make_shared<SealReport>();
    QByteArray stanza;
};

/// Writes something into the room, sealed, in one transaction with its ratchets.
inline SentInRoom writeInRoom(store::Store &cache, const std::shared_ptr<OmemoContext> &context,
                              const QList<xml::Element> &content, const QString &originId,
                              const QList<model::Jid> &people, const QSet<model::DeviceAddress> &leftOut = {})
{
    SentInRoom sent;
    SealRequest request;
    request.place = {context->own, kRoom, true};
    request.people = people;
    request.rules.isRoom = true;
    request.leftOut = leftOut;
    xmpp::MessageStanza outer;
    outer.to = kRoom;
    outer.id = originId;
    outer.type = xmpp::MessageType::GroupChat;
    outer.add(xmpp::OriginId{originId});
    request.outer = outer.toXml();
    request.content.elements = content;
    request.content.legacyBody = Said::inEnvelope(content).body.value_or(QString());
    model::Message message = wardline::store::test::message(kRoom, context->own, request.content.legacyBody,
                                                            context->clock.now(), originId);
    message.isOwn = true;
    sent.id = answer(cache.messages().insertOwn(message, sealer(context, sent.report, request)));
    if (sent.id) {
        sent.stanza = valueOf(cache.outbox().pending(0, 100)).last().stanza;
    }
    return sent;
}

/// One device of one person: a store of its own and the context of its session.
struct DeviceBench
{
    DeviceBench(const model::Jid &person, quint64 seed)
        : random(seed)
        , own(person)
        , context(std::make_shared<OmemoContext>(random, clock, person, trust::TrustRules()))
    {
        if (!fixture.open()) {
            qFatal("no store");
        }
        id = write<quint32>([this](store::OmemoStore &keys) { return context->engine.prepareOwnDevice(keys); });
    }
    template <typename T, typename Work>
    T write(Work work)
    {
        return valueOf(fixture.store->threads().write([work](store::WritableDatabase &database) -> Result<T> {
            store::OmemoStore keys(database);
            return work(keys);
        }));
    }
    xmpp::OmemoBundle bundle(OmemoVersion version)
    {
        return write<xmpp::OmemoBundle>(
            [&](store::OmemoStore &keys) { return context->engine.ownBundle(keys, version); });
    }
    /// As if the relay had been asked: the person lists exactly these.
    void learns(const model::Jid &person, const QList<DeviceBench *> &devices, bool has2 = true, bool has03 = true)
    {
        xmpp::OmemoDeviceList list2;
        xmpp::OmemoDeviceList list03;
        list03.version = OmemoVersion::V03;
        for (const DeviceBench *device : devices) {
            if (has2) {
                list2.devices.append({device->id, {}, {}});
            }
            if (has03) {
                list03.devices.append({device->id, {}, {}});
            }
        }
        const auto outcome = write<ListOutcome>(
            [&](store::OmemoStore &keys) { return keepLists(*context, keys, person, list2, list03); });
        QList<FetchedBundle> bundles;
        for (const WantedBundle &wanted : outcome.wanted) {
            for (DeviceBench *device : devices) {
                if (device->id == wanted.device.id) {
                    bundles.append({wanted, device->bundle(wanted.version), false});
                }
            }
        }
        (void)write<QList<WantedBundle>>(
            [&](store::OmemoStore &keys) { return beginSessions(*context, keys, bundles); });
    }

    SentInRoom sends(const QList<xml::Element> &content, const QString &originId, const QList<model::Jid> &people,
                     const QSet<model::DeviceAddress> &leftOut = {})
    {
        return writeInRoom(*fixture.store, context, content, originId, people, leftOut);
    }

    [[nodiscard]] Reading captured(const QByteArray &stanza, const model::Jid &from, const QString &stanzaId) const
    {
        return capturedAt(own, stanza, from, stanzaId, clock.now(), isFromArchive);
    }
    struct Got
    {
        std::shared_ptr<OpenedBatch> opened = std::make_shared<OpenedBatch>();
        StoredBatch stored;
    };
    Got gets(const QByteArray &stanza, const model::Jid &from, const QString &stanzaId)
    {
        Got got;
        got.opened->readings.push_back(captured(stanza, from, stanzaId));
        got.stored = valueOf(fixture.store->messages().take(prepareBatch(context, got.opened, {})));
        return got;
    }
    QStringList texts()
    {
        QStringList list;
        for (const model::Message &message :
             valueOf(fixture.store->messages().pageBefore(kRoom, {}, 100, {})).messages) {
            list.append(message.body);
        }
        return list;
    }
    model::Message newest() { return valueOf(fixture.store->messages().pageBefore(kRoom, {}, 1, {})).messages.last(); }

    FakeClock clock;
    FakeRandom random;
    model::Jid own;
    StoreFixture fixture;
    std::shared_ptr<OmemoContext> context;
    quint32 id = 0;
    bool isFromArchive = false; ///< what it gets now
};

} // namespace wardline::service::test
