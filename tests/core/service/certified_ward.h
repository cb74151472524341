// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_verifier.h"
#include "core/service/live/encryption.h"
#include "core/trust/authority_wire.h"
#include "tests/core/service/encrypted_bench.h"
#include "tests/core/service/ward_bench.h"
#include "tests/core/trust/trust_fixture.h"

namespace wardline::service::test {

/// Ana's workstation, which believes an organisation, on a relay whose accounts keep what is published in them.
struct CertifiedWard
{
    WardBench ward;
    trust::test::Organisation clinic;
    QHash<std::pair<QString, QString>, QHash<QString, QByteArray>> nodes; ///< account, node -> item -> payload
    QList<QByteArray> statements;
    QList<trust::Revocation> revocations;
    DeviceBench ben{jid(u"ben@relay.example"), 7};
    bool isWithholding = false; ///< answers no question about the organisation's documents

    static inline const QString kOwn = u"ana@relay.example"_s;
    static inline const QString kAuthority = u"trust@relay.example"_s;

    explicit CertifiedWard(trust::RoomDeviceRule direct = trust::RoomDeviceRule::CertifiedOnly)
    {
        ward.rules.encrypts = true;
        ward.rules.organisation = {.certifier = clinic.rules(),
                                   .authority = jid(kAuthority),
                                   .rooms = trust::RoomDeviceRule::CertifiedOnly,
                                   .direct = direct,
                                   .vouchingRoles = {u"charge-nurse"_s}};
        ward.relay.answerInstead = [this](const xml::Element &iq) { return take(iq); };
        publishDevice(ben);
    }
    ~CertifiedWard() { ward.relay.answerInstead = {}; } // the ward may ask to its end

    bool take(const xml::Element &iq)
    {
        const xml::Element *pubsub = iq.child(u"pubsub", u"http://jabber.org/protocol/pubsub");
        const xml::Element *items = pubsub != nullptr ? pubsub->child(u"items", pubsub->ns()) : nullptr;
        const xml::Element *publish = pubsub != nullptr ? pubsub->child(u"publish", pubsub->ns()) : nullptr;
        const xml::Element *what = items != nullptr ? items : publish;
        const QString node = what != nullptr ? what->attribute(u"node") : QString();
        const bool isOurs =
            node.contains(u"omemo") || node.contains(u"axolotl") || node.startsWith(trust::kTrustNamespace);
        if (!isOurs) {
            return false;
        }
        const QString who = iq.attribute(u"to").isEmpty() ? kOwn : iq.attribute(u"to");
        if (publish != nullptr) {
            const xml::Element item = publish->children().first();
            nodes[{who, node}][item.attribute(u"id")] = xml::writeXml(item.children().first());
            reply(iq, "result", {});
            return true;
        }
        if (isWithholding && who == kAuthority) {
            return true;
        }
        const QString id = items->children().isEmpty() ? QString() : items->children().first().attribute(u"id");
        const QHash<QString, QByteArray> kept = nodes.value({who, node});
        QByteArray found;
        for (auto it = kept.begin(); it != kept.end(); ++it) {
            if (id.isEmpty() || it.key() == id) {
                found += "<item id='" + it.key().toUtf8() + "'>" + it.value() + "</item>";
            }
        }
        if (found.isEmpty()) {
            reply(iq, "error",
                  "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        } else {
            reply(iq, "result",
                  "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node.toUtf8() + "'>" + found
                      + "</items></pubsub>");
        }
        return true;
    }
    void reply(const xml::Element &iq, const QByteArray &type, const QByteArray &content)
    {
        const QByteArray to = iq.attribute(u"to").toUtf8();
        ward.relay.say("<iq xmlns='jabber:client' type='" + type + "' id='" + iq.attribute(u"id").toUtf8() + "'"
                       + (to.isEmpty() ? QByteArray() : " from='" + to + "'") + ">" + content + "</iq>");
    }

    /// Adds a device to what its person publishes.
    void publishDevice(DeviceBench &device)
    {
        const QString who = device.own.toString();
        for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
            xmpp::OmemoDeviceList list;
            QByteArray &kept = nodes[{who, xmpp::omemoDeviceListNode(version)}][u"current"_s];
            if (!kept.isEmpty()) {
                list = xmpp::OmemoDeviceList::fromXml(*xml::readXml(kept)).value();
            }
            list.version = version;
            list.devices.append({device.id, {}, {}});
            kept = xml::writeXml(list.toXml());
            nodes[{who, xmpp::omemoBundleNode(version, device.id)}][xmpp::omemoBundleItem(version, device.id)] =
                xml::writeXml(device.bundle(version).toXml());
        }
    }
    [[nodiscard]] static QByteArray keyOf(DeviceBench &device)
    {
        return device.write<QByteArray>(
            [&device](store::OmemoStore &keys) { return device.context->engine.ownIdentityKey(keys); });
    }

    [[nodiscard]] trust::DeviceStatement statementFor(const model::DeviceAddress &device, const QByteArray &curveKey)
    {
        trust::DeviceStatement statement;
        statement.organisation = clinic.name;
        statement.device = device;
        statement.identityKey = trust::statementKeyFromCurve(curveKey).value();
        statement.clinicalRoles = {u"nurse"_s};
        statement.notBefore = trust::test::seconds(clinic.clock.now());
        statement.notAfter = statement.notBefore + std::chrono::days(60);
        statement.serial = ++clinic.serial;
        statement.epoch = clinic.epochNumber;
        return statement;
    }
    void certify(const trust::DeviceStatement &statement)
    {
        statements.append(statement.sign(clinic.enrolment).value());
    }
    void certify(DeviceBench &device) { certify(statementFor({device.own, device.id}, keyOf(device))); }
    void revoke(DeviceBench &device)
    {
        statements.clear();
        revocations.append({{device.own, device.id},
                            trust::statementKeyFromCurve(keyOf(device)).value(),
                            1,
                            trust::test::seconds(clinic.clock.now())});
    }
    /// Signs what stands and puts it onto the relay; the manifest.
    QByteArray publish()
    {
        const QByteArray page = trust::test::Organisation::page(statements, revocations);
        const QByteArray manifest = clinic.manifest(page);
        put(trust::epochNode(), trust::currentItem(), clinic.epoch());
        put(trust::pagesNode(), trust::pageItem(trust::digestOf(page)), page);
        put(trust::manifestNode(), trust::currentItem(), manifest);
        return manifest;
    }
    void put(const QString &node, const QString &item, const QByteArray &bytes)
    {
        nodes[{kAuthority, node}][item] = xml::writeXml(trust::TrustDocument{bytes}.toXml());
    }
    void passTime(std::chrono::milliseconds time)
    {
        ward.clock.jumpWallClock(time);
        clinic.clock.jumpWallClock(time);
    }

    void signIn()
    {
        ward.signIn();
        (void)ward.session()->rooms().startDirect(ben.own);
        ward.settle();
    }
    Status refresh()
    {
        std::optional<Status> result;
        ward.session()->organisation().refresh({ben.own}, [&result](const Status &done) { result = done; });
        (void)ward.until([&result] { return result.has_value(); });
        ward.settle();
        return result.value_or(failure(ServiceError::Internal));
    }
    Result<model::MessageId> send()
    {
        const auto sent = ward.answer(ward.session()->messages().send(ben.own, {.text = u"potassium 6.9"_s}));
        ward.settle();
        return sent;
    }
    /// What left for Ben; not what was said to the authority.
    [[nodiscard]] QList<xml::Element> toBen() const
    {
        QList<xml::Element> found;
        for (const xml::Element &message : ward.relay.messages) {
            if (message.attribute(u"to") == ben.own.toString()) {
                found.append(message);
            }
        }
        return found;
    }
    [[nodiscard]] ConversationEncryption encryption() { return ward.session()->messages().encryption(ben.own); }
    [[nodiscard]] EncryptionObstacle obstacle()
    {
        return encryption().obstacles.isEmpty() ? EncryptionObstacle() : encryption().obstacles.first();
    }
    Status admit(bool isAdmitted = true)
    {
        std::optional<Status> result;
        ward.session()->encryption()->admit(ben.own, {ben.own, ben.id}, isAdmitted,
                                            [&result](const Status &done) { result = done; });
        (void)ward.until([&result] { return result.has_value(); });
        ward.settle();
        return result.value_or(failure(ServiceError::Internal));
    }
    [[nodiscard]] int audited(audit::AuditEventType type)
    {
        int count = 0;
        for (const audit::AuditRecord &record :
             audit::readAuditLog(ward.session()->profile().auditStorage(), {}).value()) {
            count += record.event.type == type ? 1 : 0;
        }
        return count;
    }
};

} // namespace wardline::service::test
