// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/encryption.h"
#include "tests/core/service/encrypted_bench.h"
#include "tests/core/service/ward_bench.h"

namespace wardline::service::test {

inline constexpr QStringView kPubSub = u"http://jabber.org/protocol/pubsub";
inline constexpr QStringView kOwner = u"http://jabber.org/protocol/pubsub#owner";
inline const QString kOwn = u"ana@relay.example"_s;
inline const QString kLists[] = {xmpp::omemoDeviceListNode(OmemoVersion::V2),
                                 xmpp::omemoDeviceListNode(OmemoVersion::V03)};

/// Accounts that keep what is published in them.
struct Accounts
{
    explicit Accounts(WardBench &ward)
        : bench(ward)
    {
        bench.rules.encrypts = true;
        bench.relay.answerInstead = [this](const xml::Element &iq) { return take(iq); };
    }
    ~Accounts() { bench.relay.answerInstead = nullptr; } // the bench goes last, and may ask still
    Accounts(const Accounts &) = delete;
    Accounts &operator=(const Accounts &) = delete;
    bool take(const xml::Element &iq)
    {
        const QString who = iq.attribute(u"to").isEmpty() ? kOwn : iq.attribute(u"to");
        if (const xml::Element *owner = iq.child(u"pubsub", kOwner)) {
            configured.append(owner->child(u"configure", kOwner)->attribute(u"node"));
            conflicting.remove(configured.last());
            reply(iq, "result", {});
            return true;
        }
        const xml::Element *pubsub = iq.child(u"pubsub", kPubSub);
        const xml::Element *items = pubsub != nullptr ? pubsub->child(u"items", kPubSub) : nullptr;
        const xml::Element *publish = pubsub != nullptr ? pubsub->child(u"publish", kPubSub) : nullptr;
        const QString node = items != nullptr ? items->attribute(u"node")
            : publish != nullptr              ? publish->attribute(u"node")
                                              : QString();
        if (!node.contains(u"omemo") && !node.contains(u"axolotl")) {
            return false;
        }
        if (publish != nullptr) {
            published.append(node);
            if (knowsTwoOptions && xml::writeXml(iq).contains("pubsub#max_items")) {
                reply(iq, "error",
                      "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
                return true;
            }
            if (conflicting.contains(node)) {
                reply(iq, "error",
                      "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
                return true;
            }
            put(who, node, publish->children().first());
            reply(iq, "result", {});
        } else if (isSilent) {
            asked.append(who);
        } else if (forbidden.contains(node)) {
            reply(iq, "error", "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        } else if (failing.contains(node)) {
            reply(iq, "error",
                  "<error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        } else if (nodes.contains({who, node})) {
            asked.append(who);
            reply(iq, "result",
                  "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node.toUtf8() + "'>"
                      + nodes[{who, node}] + "</items></pubsub>");
        } else {
            asked.append(who);
            reply(iq, "error",
                  "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        }
        return true;
    }
    [[nodiscard]] static QByteArray wrapped(const QByteArray &items)
    {
        return "<items xmlns='http://jabber.org/protocol/pubsub'>" + items + "</items>";
    }
    /// An item takes the place of the one with its name; a node of omemo:2 bundles has one for each device.
    void put(const QString &who, const QString &node, const xml::Element &item)
    {
        const auto known = xml::readXml(wrapped(nodes.value({who, node})));
        QByteArray items;
        for (const xml::Element &each : known ? known->children() : QList<xml::Element>()) {
            items += each.attribute(u"id") == item.attribute(u"id") ? QByteArray() : xml::writeXml(each);
        }
        nodes[{who, node}] = items + xml::writeXml(item);
    }
    void reply(const xml::Element &iq, const QByteArray &type, const QByteArray &content)
    {
        const QByteArray to = iq.attribute(u"to").toUtf8();
        deliver("<iq xmlns='jabber:client' type='" + type + "' id='" + iq.attribute(u"id").toUtf8() + "'"
                + (to.isEmpty() ? QByteArray() : " from='" + to + "'") + ">" + content + "</iq>");
    }
    QList<quint32> listed(OmemoVersion version)
    {
        QList<quint32> ids;
        const auto item = xml::readXml(nodes.value({kOwn, xmpp::omemoDeviceListNode(version)}));
        const auto list = item ? xmpp::OmemoDeviceList::fromXml(item->children().first())
                               : Result<xmpp::OmemoDeviceList>(std::unexpected(item.error()));
        for (const auto &device : list ? list->devices : QList<xmpp::OmemoDeviceList::Device>()) {
            ids.append(device.id);
        }
        return ids;
    }
    [[nodiscard]] static xml::Element bundleItem(OmemoVersion version, quint32 id, const xmpp::OmemoBundle &bundle)
    {
        xml::Element item(u"item", kPubSub);
        item.setAttribute(u"id", xmpp::omemoBundleItem(version, id));
        item.add(bundle.toXml());
        return item;
    }
    /// Somebody's device is published as their program does it.
    void publishes(DeviceBench &device)
    {
        const QString who = device.own.toString();
        lists(device.own, {device.id});
        for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
            put(who, xmpp::omemoBundleNode(version, device.id), bundleItem(version, device.id, device.bundle(version)));
        }
    }
    /// A person's lists say exactly this.
    void lists(const model::Jid &person, const QList<quint32> &ids, bool has2 = true, bool has03 = true)
    {
        for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
            xmpp::OmemoDeviceList list;
            list.version = version;
            for (const quint32 id : (version == OmemoVersion::V2 ? has2 : has03) ? ids : QList<quint32>()) {
                list.devices.append({id, {}, {}});
            }
            nodes[{person.toString(), xmpp::omemoDeviceListNode(version)}] =
                "<item id='current'>" + xml::writeXml(list.toXml()) + "</item>";
        }
    }
    /// Somebody's device reads our list and bundles, and begins sessions with us.
    void meet(DeviceBench &device)
    {
        const model::Jid own = jid(kOwn);
        xmpp::OmemoDeviceList list;
        for (const quint32 id : listed(OmemoVersion::V2)) {
            list.devices.append({id, {}, {}});
        }
        const auto outcome = device.write<ListOutcome>([&](store::OmemoStore &keys) {
            return keepLists(*device.context, keys, own, list, xmpp::OmemoDeviceList{});
        });
        QList<FetchedBundle> bundles;
        for (const WantedBundle &wanted : outcome.wanted) {
            const auto items =
                xml::readXml(wrapped(nodes.value({kOwn, xmpp::omemoBundleNode(wanted.version, wanted.device.id)})));
            for (const xml::Element &item : items ? items->children() : QList<xml::Element>()) {
                if (item.attribute(u"id") == xmpp::omemoBundleItem(wanted.version, wanted.device.id)) {
                    bundles.append({wanted, xmpp::OmemoBundle::fromXml(item.children().first()), false});
                }
            }
        }
        (void)device.write<QList<WantedBundle>>(
            [&](store::OmemoStore &keys) { return beginSessions(*device.context, keys, bundles); });
    }
    void notify(const QByteArray &from, const QByteArray &type = "headline")
    {
        bench.relay.say(
            "<message xmlns='jabber:client' type='" + type + "' from='" + from
            + "' to='ana@relay.example'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='"
            + kLists[0].toUtf8() + "'><item id='current'/></items></event></message>");
        bench.settle();
    }

    WardBench &bench;
    std::function<void(const QByteArray &)> deliver = [this](const QByteArray &answer) { bench.relay.say(answer); };
    QHash<std::pair<QString, QString>, QByteArray> nodes;
    QStringList published;
    QStringList configured;
    QStringList asked;
    QSet<QString> conflicting;
    bool knowsTwoOptions = false; ///< when something is published; the others when a node is configured
    QSet<QString> failing;
    QSet<QString> forbidden;
    bool isSilent = false;
};

} // namespace wardline::service::test
