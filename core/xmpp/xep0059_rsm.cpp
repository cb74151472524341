// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0059_rsm.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = RsmRequest::kNamespace;

Result<std::optional<int>> readCount(const xml::Element &element, QStringView child)
{
    const xml::Element *found = element.child(child, kNs);
    if (found == nullptr) {
        return std::optional<int>();
    }
    const std::optional<int> count = wire::parseCount(found->text());
    if (!count) {
        return failure(XmppError::BadValue, child.toString());
    }
    return count;
}

Result<std::optional<QString>> readId(const xml::Element &element, QStringView child)
{
    const xml::Element *found = element.child(child, kNs);
    if (found == nullptr) {
        return std::optional<QString>();
    }
    WARDLINE_TRY(QString id, wire::content(*found, wire::kMaxToken));
    return std::optional<QString>(std::move(id));
}

} // namespace

Result<RsmRequest> RsmRequest::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    RsmRequest request;
    WARDLINE_TRY(request.max, readCount(element, u"max"));
    WARDLINE_TRY(request.after, readId(element, u"after"));
    WARDLINE_TRY(request.before, readId(element, u"before"));
    WARDLINE_TRY(request.index, readCount(element, u"index"));
    return request;
}

xml::Element RsmRequest::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (max) {
        element.addText(u"max", kNs, wire::countText(*max));
    }
    if (after) {
        element.addText(u"after", kNs, *after);
    }
    if (before) {
        element.addText(u"before", kNs, *before);
    }
    if (index) {
        element.addText(u"index", kNs, wire::countText(*index));
    }
    return element;
}

Result<RsmResult> RsmResult::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    RsmResult result;
    WARDLINE_TRY(result.count, readCount(element, u"count"));
    WARDLINE_TRY(result.first, wire::childContent(element, u"first", wire::kMaxToken));
    WARDLINE_TRY(result.last, wire::childContent(element, u"last", wire::kMaxToken));
    if (const xml::Element *first = element.child(u"first", kNs); first != nullptr && first->hasAttribute(u"index")) {
        result.firstIndex = wire::parseCount(first->attribute(u"index"));
        if (!result.firstIndex) {
            return failure(XmppError::BadValue, QStringLiteral("index"));
        }
    }
    return result;
}

xml::Element RsmResult::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (!first.isEmpty()) {
        xml::Element firstElement(u"first", kNs);
        if (firstIndex) {
            firstElement.setAttribute(u"index", wire::countText(*firstIndex));
        }
        firstElement.setText(first);
        element.add(std::move(firstElement));
    }
    if (!last.isEmpty()) {
        element.addText(u"last", kNs, last);
    }
    if (count) {
        element.addText(u"count", kNs, wire::countText(*count));
    }
    return element;
}

} // namespace wardline::xmpp
