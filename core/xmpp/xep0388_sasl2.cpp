// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0388_sasl2.h"

#include "core/xmpp/rfc6120_sasl.h"
#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr qsizetype kMaxNames = 100;

Result<QStringList> names(const xml::Element &parent, QStringView child)
{
    QStringList found;
    for (const xml::Element *element : parent.childrenNamed(child, kSasl2Namespace)) {
        if (found.size() >= kMaxNames) {
            return failure(XmppError::TooLarge);
        }
        WARDLINE_TRY(const QString name, wire::content(*element, 64));
        found.append(name.trimmed());
    }
    return found;
}

Result<std::optional<QByteArray>> readAdditionalData(const xml::Element &parent)
{
    const xml::Element *element = parent.child(u"additional-data", kSasl2Namespace);
    if (element == nullptr) {
        return std::optional<QByteArray>();
    }
    WARDLINE_TRY(QByteArray data, saslData(*element));
    return std::optional<QByteArray>(std::move(data));
}

} // namespace

Result<Sasl2Feature> Sasl2Feature::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Sasl2Feature feature;
    WARDLINE_TRY(feature.mechanisms, names(element, u"mechanism"));
    if (const xml::Element *list = element.child(u"inline", kNamespace)) {
        if (const xml::Element *bind = list->child(Bind2Feature::kName, Bind2Feature::kNamespace)) {
            WARDLINE_TRY(feature.bind2, Bind2Feature::fromXml(*bind));
        }
        if (const xml::Element *fast = list->child(FastFeature::kName, FastFeature::kNamespace)) {
            WARDLINE_TRY(feature.fast, FastFeature::fromXml(*fast));
        }
    }
    return feature;
}

xml::Element Sasl2Feature::toXml() const
{
    xml::Element element(kName, kNamespace);
    for (const QString &mechanism : mechanisms) {
        element.addText(u"mechanism", kNamespace, mechanism);
    }
    xml::Element list(u"inline", kNamespace);
    if (bind2) {
        list.add(bind2->toXml());
    }
    if (fast) {
        list.add(fast->toXml());
    }
    return element.add(std::move(list));
}

Result<Sasl2Authenticate> Sasl2Authenticate::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Sasl2Authenticate request;
    WARDLINE_TRY(request.mechanism, wire::requiredText(element, u"mechanism", 64));
    WARDLINE_TRY(request.initialResponse, wire::childContent(element, u"initial-response", 64 * 1024));
    if (const xml::Element *agent = element.child(u"user-agent", kNamespace)) {
        WARDLINE_TRY(request.userAgentId, wire::text(*agent, u"id"));
        WARDLINE_TRY(request.software, wire::childContent(*agent, u"software", wire::kMaxToken));
        WARDLINE_TRY(request.device, wire::childContent(*agent, u"device", wire::kMaxToken));
    }
    if (const xml::Element *bind = element.child(Bind2Request::kName, Bind2Request::kNamespace)) {
        WARDLINE_TRY(request.bind2, Bind2Request::fromXml(*bind));
    }
    if (const xml::Element *token = element.child(FastTokenRequest::kName, FastTokenRequest::kNamespace)) {
        WARDLINE_TRY(request.tokenRequest, FastTokenRequest::fromXml(*token));
    }
    if (const xml::Element *use = element.child(FastUse::kName, FastUse::kNamespace)) {
        WARDLINE_TRY(request.fast, FastUse::fromXml(*use));
    }
    return request;
}

xml::Element Sasl2Authenticate::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"mechanism", mechanism).addText(u"initial-response", kNamespace, initialResponse);
    xml::Element agent(u"user-agent", kNamespace);
    agent.setOptionalAttribute(u"id", userAgentId);
    if (!software.isEmpty()) {
        agent.addText(u"software", kNamespace, software);
    }
    if (!device.isEmpty()) {
        agent.addText(u"device", kNamespace, device);
    }
    element.add(std::move(agent));
    if (bind2) {
        element.add(bind2->toXml());
    }
    if (tokenRequest) {
        element.add(tokenRequest->toXml());
    }
    if (fast) {
        element.add(fast->toXml());
    }
    return element;
}

Result<Sasl2Success> Sasl2Success::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Sasl2Success success;
    WARDLINE_TRY(success.additionalData, readAdditionalData(element));
    WARDLINE_TRY(const QString address, wire::childContent(element, u"authorization-identifier", 4 * wire::kMaxToken));
    const auto jid = model::Jid::parse(address);
    if (!jid) {
        return failure(XmppError::BadAddress);
    }
    success.authorizationIdentifier = *jid;
    success.bound = element.hasChild(u"bound", kBind2Namespace);
    return success;
}

xml::Element Sasl2Success::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (additionalData) {
        element.addText(u"additional-data", kNamespace, saslText(*additionalData));
    }
    element.addText(u"authorization-identifier", kNamespace, authorizationIdentifier.toString());
    if (bound) {
        element.add(xml::Element(u"bound", kBind2Namespace));
    }
    return element;
}

Result<Sasl2Continue> Sasl2Continue::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Sasl2Continue next;
    WARDLINE_TRY(next.additionalData, readAdditionalData(element));
    const xml::Element *tasks = element.child(u"tasks", kNamespace);
    if (tasks == nullptr) {
        return failure(XmppError::Missing);
    }
    WARDLINE_TRY(next.tasks, names(*tasks, u"task"));
    return next;
}

xml::Element Sasl2Continue::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (additionalData) {
        element.addText(u"additional-data", kNamespace, saslText(*additionalData));
    }
    xml::Element list(u"tasks", kNamespace);
    for (const QString &task : tasks) {
        list.addText(u"task", kNamespace, task);
    }
    return element.add(std::move(list));
}

} // namespace wardline::xmpp
