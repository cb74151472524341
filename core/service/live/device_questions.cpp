// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/device_questions.h"

#include "core/service/live/room_questions.h"
#include "core/xmpp/xep0060_pubsub_owner.h"

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

xmpp::IqStanza configuration(const QString &node, const xmpp::PepNodeOptions &options)
{
    xmpp::PubSubConfigure configure;
    configure.node = node;
    configure.form = xmpp::nodeConfiguration(options);
    return xmpp::IqStanza::set({}, configure);
}

} // namespace

DeviceQuestions::DeviceQuestions(RelayLink &link, model::Jid own)
    : m_link(link)
    , m_own(std::move(own))
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
    publish(xmpp::omemoDeviceListNode(list.version), {kSingleton, list.toXml(), {}},
            {xmpp::PepAccess::Open, true, 1, true}, std::move(done));
}

void DeviceQuestions::publishBundle(quint32 device, const xmpp::OmemoBundle &bundle, std::function<void(Status)> done)
{
    const bool isVersion2 = bundle.version == xmpp::OmemoVersion::V2;
    publish(xmpp::omemoBundleNode(bundle.version, device),
            {xmpp::omemoBundleItem(bundle.version, device), bundle.toXml(), {}},
            {xmpp::PepAccess::Open, true, isVersion2 ? 0 : 1, true}, std::move(done));
}

void DeviceQuestions::publish(const QString &node, const xmpp::PubSubItem &item, const xmpp::PepNodeOptions &options,
                              std::function<void(Status)> done)
{
    xmpp::PubSubPublish request;
    request.node = node;
    request.items = {item};
    request.options = xmpp::publishOptions(options);
    const auto finish = [done = std::move(done)](const Result<xmpp::IqStanza> &answer) {
        done(answer ? Status() : Status(std::unexpected(answer.error())));
    };
    ask(xmpp::IqStanza::set({}, request), [this, request, options, finish](const Result<xmpp::IqStanza> &answer) {
        const bool isUnreachable = !answer
            && (answer.error().is(stream::IqError::Disconnected) || answer.error().is(stream::IqError::Timeout));
        if (answer || isUnreachable) {
            finish(answer);
        } else if (answer.error().is(stream::IqError::Conflict)) {
            reconfigure(request, options, finish);
        } else {
            publishShortly(request, options, finish);
        }
    });
}

/// XEP-0060 7.1.5: precondition-not-met comes as a conflict. The node is ours to configure.
void DeviceQuestions::reconfigure(xmpp::PubSubPublish request, const xmpp::PepNodeOptions &options,
                                  const stream::IqRouter::Answer &finish)
{
    request.options.reset();
    ask(configuration(request.node, options),
        [this, request, finish](const Result<xmpp::IqStanza> &) { ask(xmpp::IqStanza::set({}, request), finish); });
}

/// Some servers (ejabberd 23) know two options when something is published, and the others when a node is configured.
void DeviceQuestions::publishShortly(xmpp::PubSubPublish request, const xmpp::PepNodeOptions &options,
                                     const stream::IqRouter::Answer &finish)
{
    request.options = xmpp::DataForm::submit(xmpp::PubSubPublish::kOptionsForm);
    request.options->set(u"pubsub#persist_items", options.persistItems);
    request.options->set(u"pubsub#access_model", u"open"_s);
    ask(xmpp::IqStanza::set({}, request), [this, request, options, finish](const Result<xmpp::IqStanza> &answer) {
        if (!answer && answer.error().is(stream::IqError::Conflict)) {
            reconfigure(request, options, finish);
        } else if (!answer || options.maxItems == 1) {
            finish(answer);
        } else {
            // The bundles of our other devices stand in the same node: it must keep more than the newest one.
            reconfigure(request, options, finish);
        }
    });
}

} // namespace wardline::service
