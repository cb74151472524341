// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0030_disco.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"

#include <algorithm>

namespace wardline::xmpp {

namespace {

Result<DiscoIdentity> readIdentity(const xml::Element &element)
{
    DiscoIdentity identity;
    WARDLINE_TRY(identity.category, wire::requiredText(element, u"category"));
    WARDLINE_TRY(identity.type, wire::requiredText(element, u"type"));
    WARDLINE_TRY(identity.name, wire::text(element, u"name", wire::kMaxLine));
    WARDLINE_TRY(identity.language, wire::text(element, u"xml:lang"));
    return identity;
}

} // namespace

bool DiscoInfo::hasFeature(QStringView feature) const
{
    return features.contains(feature);
}

bool DiscoInfo::hasIdentity(QStringView category, QStringView type) const
{
    return std::any_of(identities.begin(), identities.end(), [category, type](const DiscoIdentity &identity) {
        return identity.category == category && identity.type == type;
    });
}

const DataForm *DiscoInfo::form(QStringView formType) const
{
    for (const DataForm &form : forms) {
        if (form.formType() == formType) {
            return &form;
        }
    }
    return nullptr;
}

Result<DiscoInfo> DiscoInfo::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    if (element.children().size() > wire::kMaxItems) {
        return failure(XmppError::TooLarge);
    }
    DiscoInfo info;
    WARDLINE_TRY(info.node, wire::text(element, u"node"));
    for (const xml::Element &child : element.children()) {
        if (child.is(u"identity", kNamespace)) {
            WARDLINE_TRY(DiscoIdentity identity, readIdentity(child));
            info.identities.append(std::move(identity));
        } else if (child.is(u"feature", kNamespace)) {
            WARDLINE_TRY(QString feature, wire::requiredText(child, u"var"));
            info.features.append(std::move(feature));
        } else if (isPayload<DataForm>(child)) {
            if (Result<DataForm> form = DataForm::fromXml(child)) {
                info.forms.append(*std::move(form));
            }
        }
    }
    return info;
}

xml::Element DiscoInfo::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"node", node);
    for (const DiscoIdentity &identity : identities) {
        xml::Element child(u"identity", kNamespace);
        child.setAttribute(u"category", identity.category);
        child.setAttribute(u"type", identity.type);
        child.setOptionalAttribute(u"name", identity.name);
        child.setOptionalAttribute(u"xml:lang", identity.language);
        element.add(std::move(child));
    }
    for (const QString &feature : features) {
        xml::Element child(u"feature", kNamespace);
        child.setAttribute(u"var", feature);
        element.add(std::move(child));
    }
    for (const DataForm &form : forms) {
        element.add(form.toXml());
    }
    return element;
}

Result<DiscoItems> DiscoItems::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    if (element.children().size() > wire::kMaxItems) {
        return failure(XmppError::TooLarge);
    }
    DiscoItems items;
    WARDLINE_TRY(items.node, wire::text(element, u"node"));
    for (const xml::Element &child : element.children()) {
        if (!child.is(u"item", kNamespace)) {
            continue;
        }
        const Result<model::Jid> jid = wire::requiredJid(child, u"jid");
        if (!jid) {
            continue; // one foreign address does not hide the others
        }
        DiscoItem item {.jid = *jid, .name = {}, .node = {}};
        WARDLINE_TRY(item.name, wire::text(child, u"name", wire::kMaxLine));
        WARDLINE_TRY(item.node, wire::text(child, u"node"));
        items.items.append(std::move(item));
    }
    WARDLINE_TRY(items.page, findPayload<RsmResult>(element.children()));
    return items;
}

xml::Element DiscoItems::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"node", node);
    for (const DiscoItem &item : items) {
        xml::Element child(u"item", kNamespace);
        child.setAttribute(u"jid", item.jid.toString());
        child.setOptionalAttribute(u"name", item.name);
        child.setOptionalAttribute(u"node", item.node);
        element.add(std::move(child));
    }
    if (page) {
        element.add(page->toXml());
    }
    return element;
}

} // namespace wardline::xmpp
