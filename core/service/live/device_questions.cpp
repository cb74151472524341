// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/device_questions.h"

#include "core/service/live/room_questions.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kSingleton = u"current"_s;

/// The account exists and has no such node, or does not exist: either way it has no devices.
bool saysNone(const Error &error)
{
    return error.is(stream::IqError::ItemNotFound) || error.is(stream::IqError::ServiceUnavailable)
        || error.is(stream::IqError::FeatureNotImplemented);
}

const xml::Element *payloadIn(const xmpp::PubSubItems &items, const QString &id)
{
    const xmpp::PubSubItem *item = items.item(id);
    if (item == nullptr && !items.items.isEmpty()) {
        item = &items.items.constLast();
    }
    return item != nullptr && item->payload ? &*item->payload : nullptr;
}

} // namespace

DeviceQuestions::DeviceQuestions(RelayLink &link, model::Jid own)
    : m_link(link)
    , m_own(std::move(own))
    , m_publisher(link)
{
}

model::Jid DeviceQuestions::accountOf(const model::Jid &person) const
{
    return person == m_own ? model::Jid() : person;
}

void DeviceQuestions::ask(xmpp::IqStanza question, stream::IqRouter::Answer answer)
{
    stream::XmppStream *stream = m_link.stream();
    if (stream == nullptr) {
        answer(failure(stream::IqError::Disconnected));
        return;
    }
    stream->iq().request(this, std::move(question), std::move(answer));
}

void DeviceQuestions::fetchList(const model::Jid &person, xmpp::OmemoVersion version,
                                std::function<void(Result<xmpp::OmemoDeviceList>)> done)
{
    const auto question =
        xmpp::IqStanza::get(accountOf(person), xmpp::PubSubItems::latest(xmpp::omemoDeviceListNode(version)));
    ask(question, [version, done = std::move(done)](const Result<xmpp::IqStanza> &answer) {
        xmpp::OmemoDeviceList none;
        none.version = version;
        if (!answer && saysNone(answer.error())) {
            done(none);
            return;
        }
        const auto items = contentOf<xmpp::PubSubItems>(answer);
        if (!items) {
            done(std::unexpected(items.error()));
            return;
        }
        const xml::Element *payload = payloadIn(*items, kSingleton);
        done(payload != nullptr ? xmpp::OmemoDeviceList::fromXml(*payload) : none);
    });
}

void DeviceQuestions::fetchBundle(const model::DeviceAddress &device, xmpp::OmemoVersion version,
                                  std::function<void(Result<xmpp::OmemoBundle>)> done)
{
    const QString node = xmpp::omemoBundleNode(version, device.id);
    const QString item = xmpp::omemoBundleItem(version, device.id);
    // 0.3: one item in a node of its own, under whatever id its program gave it.
    const auto wanted =
        version == xmpp::OmemoVersion::V2 ? xmpp::PubSubItems::byId(node, {item}) : xmpp::PubSubItems::latest(node);
    ask(xmpp::IqStanza::get(accountOf(device.person), wanted),
        [item, version, done = std::move(done)](const Result<xmpp::IqStanza> &answer) {
            const auto items = contentOf<xmpp::PubSubItems>(answer);
            if (!items) {
                done(std::unexpected(items.error()));
                return;
            }
            const xmpp::PubSubItem *exact = items->item(item);
            const bool isOther = version == xmpp::OmemoVersion::V2 && exact == nullptr;
            const xml::Element *payload = isOther ? nullptr : payloadIn(*items, item);
            done(payload != nullptr ? xmpp::OmemoBundle::fromXml(*payload) : failure(stream::IqError::ItemNotFound));
        });
}

void DeviceQuestions::publishList(const xmpp::OmemoDeviceList &list, std::function<void(Status)> done)
{
    m_publisher.publish(xmpp::omemoDeviceListNode(list.version), {kSingleton, list.toXml(), {}},
                        {xmpp::PepAccess::Open, true, 1, true}, std::move(done));
}

void DeviceQuestions::publishBundle(quint32 device, const xmpp::OmemoBundle &bundle, std::function<void(Status)> done)
{
    const bool isVersion2 = bundle.version == xmpp::OmemoVersion::V2;
    m_publisher.publish(xmpp::omemoBundleNode(bundle.version, device),
                        {xmpp::omemoBundleItem(bundle.version, device), bundle.toXml(), {}},
                        {xmpp::PepAccess::Open, true, isVersion2 ? 0 : 1, true}, std::move(done));
}

} // namespace wardline::service
