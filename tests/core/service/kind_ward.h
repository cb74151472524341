// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/fake_http_client.h"
#include "core/service/live/room_kinds.h"
#include "core/xmpp/wardline_room_kind.h"
#include "core/xmpp/xep0363_upload.h"
#include "tests/core/service/certified_ward.h"

namespace wardline::service::test {

using model::RoomKind;

/// As long as those that relays make up.
inline const QString kBedSeven = u"r7-4c1f0d6e-6d0b-4f0b-9c1e-1d8a7f3b2c55@rooms.relay.example"_s;

inline xmpp::DiscoInfo saying(const QString &description)
{
    xmpp::DiscoInfo info;
    xmpp::DataForm form = xmpp::DataForm::submit(u"http://jabber.org/protocol/muc#roominfo");
    form.type = xmpp::FormType::Result;
    form.set(u"muc#roominfo_description", description);
    info.forms.append(form);
    return info;
}

/// Ana and Ben in a room; Ben has a phone that nobody certified.
struct KindWard : CertifiedWard
{
    QString description;
    QList<xml::Element> configured;
    bool mayConfigure = true;
    bool isBenThere = true;
    QStringList features{u"muc_membersonly"_s, u"muc_nonanonymous"_s};
    QByteArray added; ///< more members, as the relay says
    files::FakeHttpClient http;

    KindWard()
        : CertifiedWard(trust::RoomDeviceRule::CertifiedFirst)
    {
        ward.rules.organisation.teams = trust::RoomDeviceRule::CertifiedFirst;
        ward.relay.rooms = {kBedSeven};
        ward.rules.fileTypes = {u"text/*"_s};
        ward.environment.http = &http;
        ward.restart();
        ward.relay.answerInstead = [this](const xml::Element &iq) { return takeRoom(iq) || take(iq); };
        publish();
    }
    bool takeRoom(const xml::Element &iq)
    {
        if (iq.hasChild(u"query", xmpp::DiscoItems::kNamespace)) {
            reply(iq, "result",
                  "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='upload.relay.example'/></query>");
            return true;
        }
        if (iq.attribute(u"to") == u"upload.relay.example") {
            reply(iq, "result",
                  iq.hasChild(u"request", xmpp::UploadRequest::kNamespace)
                      ? xml::writeXml(xmpp::UploadSlot{
                          u"https://relay.example/upload/1/put"_s,
                          u"https://relay.example/upload/1/get"_s,
                          {}}.toXml())
                      : QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'>"
                                   "<feature var='urn:xmpp:http:upload:0'/></query>"));
            return true;
        }
        if (iq.attribute(u"to") != kBedSeven) {
            return false;
        }
        if (iq.child(u"query", u"http://jabber.org/protocol/disco#info") != nullptr) {
            xmpp::DiscoInfo info = saying(description);
            info.features = features;
            reply(iq, "result", xml::writeXml(info.toXml()));
            return true;
        }
        if (const xml::Element *owner = iq.child(u"query", u"http://jabber.org/protocol/muc#owner")) {
            if (!mayConfigure) {
                reply(iq, "error",
                      "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
                return true;
            }
            configured.append(*owner);
            reply(iq, "result", {});
            return true;
        }
        const xml::Element *query = iq.child(u"query", u"http://jabber.org/protocol/muc#admin");
        if (query == nullptr) {
            return false;
        }
        const QString asked = query->children().first().attribute(u"affiliation");
        QByteArray items;
        if (asked == u"member") {
            items = (isBenThere ? QByteArray("<item affiliation='member' jid='ben@relay.example'/>") : QByteArray())
                + added;
        } else if (asked == u"owner") {
            items = "<item affiliation='owner' jid='ana@relay.example'/>";
        }
        reply(iq, "result", "<query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query>");
        return true;
    }
    void enter()
    {
        ward.signIn();
        QVERIFY(ward.until([this] {
            const auto summary = ward.session()->rooms().conversation(jid(kBedSeven));
            return summary && summary->posting == model::PostingRight::Allowed;
        }));
        ward.settle();
    }
    /// The room says something else of itself from now on.
    void say(const QString &words)
    {
        description = words;
        std::optional<bool> isAsked;
        static_cast<LiveRoomService &>(ward.session()->rooms()).askDescription(jid(kBedSeven), [&isAsked] {
            isAsked = true;
        });
        QVERIFY(ward.until([&isAsked] { return isAsked.has_value(); }));
        ward.settle();
    }
    Result<model::MessageId> write()
    {
        const auto sent = ward.answer(ward.session()->messages().send(jid(kBedSeven), {.text = u"potassium 6.9"_s}));
        ward.settle();
        return sent;
    }
    QFuture<Result<model::MessageId>> sendFile()
    {
        return ward.session()->messages().sendFile(jid(kBedSeven), {.name = u"letter.txt"_s, .content = "letter\n"},
                                                   {});
    }
    model::FileState fileOf(model::MessageId id)
    {
        const auto found = ward.answer(ward.session()->messages().byIds({id}));
        return found && !found->isEmpty() ? found->first().attachments.value(0).state : model::FileState::Remote;
    }
    /// The relay says that one more belongs to the room.
    void add(DeviceBench &device)
    {
        added += "<item affiliation='member' jid='" + device.own.toString().toUtf8() + "'/>";
        ward.clock.advance(std::chrono::minutes(1)); // what the room said before is old by now
    }
    /// A person reads what is on the screen.
    void read() { ward.clock.advance(std::chrono::seconds(2)); }
    /// Whether something that left for the room can be opened by this device.
    [[nodiscard]] bool wasFor(const DeviceBench &device) const
    {
        const QByteArray address = device.own.toString().toUtf8();
        return std::any_of(ward.relay.messages.begin(), ward.relay.messages.end(), [&](const xml::Element &message) {
            return message.attribute(u"to") == kBedSeven && xml::writeXml(message).contains(address);
        });
    }

    /// This person says so, too, whom the room alone says what it is for.
    Status saysSoToo()
    {
        const Status said = ward.answer(ward.session()->rooms().setKind(jid(kBedSeven), RoomKind::Team));
        rest();
        return said;
    }
    void rest()
    {
        for (int i = 0; i < 3; ++i) {
            (void)ward.answer(ward.session()->profile().store().threads().write(
                [](store::WritableDatabase &) -> Result<bool> { return true; }));
            ward.settle();
        }
    }
    /// Somebody writes to Ana's workstation in the room.
    void says(DeviceBench &device, const QList<xml::Element> &content, const QString &id)
    {
        const QByteArray list = nodes.value({kOwn, xmpp::omemoDeviceListNode(OmemoVersion::V2)}).value(u"current"_s);
        const quint32 ana = xmpp::OmemoDeviceList::fromXml(*xml::readXml(list)).value().devices.first().id;
        const QByteArray kept = nodes.value({kOwn, xmpp::omemoBundleNode(OmemoVersion::V2, ana)})
                                    .value(xmpp::omemoBundleItem(OmemoVersion::V2, ana));
        const auto bundle = xmpp::OmemoBundle::fromXml(*xml::readXml(kept));
        QVERIFY(bundle);
        const omemo::Target target{{jid(kOwn), ana}, OmemoVersion::V2, {}};
        const auto sealed = device.write<omemo::SealedMessage>(
            [&](store::OmemoStore &keys) -> Result<omemo::SealedMessage> {
                WARDLINE_TRY(const bool hasSession, device.context->engine.hasSession(keys, target));
                if (!hasSession) {
                    WARDLINE_TRY([[maybe_unused]] const QByteArray key,
                                 device.context->engine.beginSession(keys, target.device, *bundle, {}));
                }
                return device.context->engine.encrypt(keys, {device.own, jid(kBedSeven), true}, {content, {}}, {target});
            });
        const QByteArray from = kBedSeven.toUtf8() + '/' + device.own.local().toUtf8();
        ward.relay.say("<presence xmlns='jabber:client' from='" + from
                       + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' "
                         "role='participant' jid='"
                       + device.own.toString().toUtf8() + "/x'/></x></presence>");
        xmpp::MessageStanza stanza;
        stanza.from = model::Jid::parse(QString::fromUtf8(from)).value();
        stanza.to = jid(kOwn);
        stanza.type = xmpp::MessageType::GroupChat;
        stanza.id = id;
        stanza.payloads.append(sealed.elements);
        stanza.body = u"encrypted"_s;
        ward.clock.advance(std::chrono::milliseconds(1));
        ward.relay.say(xml::writeXml(stanza.toXml()));
        rest();
    }
    /// Whether the newest message for the room says inside what the room is for.
    bool saysTheKind(DeviceBench &device)
    {
        omemo::SealedArrival arrival;
        for (const xml::Element &message : std::as_const(ward.relay.messages)) {
            const auto stanza = xmpp::MessageStanza::fromXml(message);
            if (message.attribute(u"to") == kBedSeven && stanza && !encryptedIn(stanza->payloads).isEmpty()) {
                arrival.encrypted = encryptedIn(stanza->payloads);
            }
        }
        arrival.sender = jid(kOwn);
        arrival.place = {device.own, jid(kBedSeven), true};
        arrival.time = ward.clock.now();
        arrival.isFromArchive = true;
        const auto opened = device.write<omemo::OpenedMessage>(
            [&](store::OmemoStore &keys) { return device.context->engine.decrypt(keys, arrival); });
        return std::any_of(opened.elements.begin(), opened.elements.end(), [](const xml::Element &element) {
            return xmpp::SealedRoomKind::fromXml(element).has_value();
        });
    }
    model::Message newest()
    {
        const auto page = ward.answer(ward.session()->messages().newest(jid(kBedSeven), 10));
        return page && !page->messages.isEmpty() ? page->messages.last() : model::Message();
    }

    /// How much left for the room; what programs say to each other does not count.
    [[nodiscard]] qsizetype left() const
    {
        return std::count_if(ward.relay.messages.begin(), ward.relay.messages.end(), [](const xml::Element &message) {
            return message.attribute(u"to") == kBedSeven && message.hasChild(u"body", message.ns());
        });
    }
    [[nodiscard]] RoomKind kind() { return ward.session()->rooms().conversation(jid(kBedSeven))->roomKind; }
    [[nodiscard]] ConversationEncryption inRoom() { return ward.session()->messages().encryption(jid(kBedSeven)); }
};

} // namespace wardline::service::test
