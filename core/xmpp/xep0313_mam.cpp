// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0313_mam.h"

#include "core/xmpp/sender_check.h"
#include "core/xmpp/wire.h"
#include "core/xmpp/xep0004_data_forms.h"
#include "core/xmpp/xep0082_time.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = MamQuery::kNamespace;

Result<std::optional<Instant>> readTime(const DataForm &form, QStringView var)
{
    const QString text = form.value(var);
    if (text.isEmpty()) {
        return std::optional<Instant>();
    }
    const std::optional<Instant> time = parseDateTime(text);
    if (!time) {
        return failure(XmppError::BadValue, var.toString());
    }
    return time;
}

Status readForm(const DataForm &form, MamQuery &query)
{
    if (const QString with = form.value(u"with"); !with.isEmpty()) {
        const std::optional<model::Jid> jid = model::Jid::parse(with);
        if (!jid) {
            return failure(XmppError::BadAddress, QStringLiteral("with"));
        }
        query.with = *jid;
    }
    WARDLINE_TRY(query.start, readTime(form, u"start"));
    WARDLINE_TRY(query.end, readTime(form, u"end"));
    query.beforeId = form.value(u"before-id");
    query.afterId = form.value(u"after-id");
    if (const FormField *ids = form.field(u"ids"); ids != nullptr) {
        query.ids = ids->values;
    }
    query.includeGroupChat = wire::parseBoolean(form.value(u"include-groupchat"));
    return {};
}

DataForm writeForm(const MamQuery &query)
{
    DataForm form = DataForm::submit(kNs);
    if (!query.with.isEmpty()) {
        form.set(u"with", query.with.toString());
    }
    if (query.start) {
        form.set(u"start", dateTimeText(*query.start));
    }
    if (query.end) {
        form.set(u"end", dateTimeText(*query.end));
    }
    if (!query.beforeId.isEmpty()) {
        form.set(u"before-id", query.beforeId);
    }
    if (!query.afterId.isEmpty()) {
        form.set(u"after-id", query.afterId);
    }
    if (!query.ids.isEmpty()) {
        form.set(u"ids", query.ids);
    }
    if (query.includeGroupChat) {
        form.set(u"include-groupchat", *query.includeGroupChat ? QStringLiteral("true") : QStringLiteral("false"));
    }
    return form;
}

} // namespace

Result<MamQuery> MamQuery::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    MamQuery query;
    WARDLINE_TRY(query.queryId, wire::text(element, u"queryid"));
    WARDLINE_TRY(query.node, wire::text(element, u"node"));
    WARDLINE_TRY(const std::optional<DataForm> form, findPayload<DataForm>(element.children()));
    if (form) {
        WARDLINE_CHECK(readForm(*form, query));
    }
    WARDLINE_TRY(query.page, findPayload<RsmRequest>(element.children()));
    query.flipPage = element.hasChild(u"flip-page", kNs);
    return query;
}

xml::Element MamQuery::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"queryid", queryId);
    element.setOptionalAttribute(u"node", node);
    if (DataForm form = writeForm(*this); form.fields.size() > 1) {
        element.add(form.toXml());
    }
    if (page) {
        element.add(page->toXml());
    }
    if (flipPage) {
        element.add(xml::Element(u"flip-page", kNs));
    }
    return element;
}

Result<MamResult> MamResult::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    MamResult result;
    WARDLINE_TRY(result.queryId, wire::text(element, u"queryid"));
    WARDLINE_TRY(result.archiveId, wire::requiredText(element, u"id"));
    WARDLINE_TRY(std::optional<Forwarded> forwarded, findPayload<Forwarded>(element.children()));
    if (!forwarded) {
        return failure(XmppError::Missing, QStringLiteral("forwarded"));
    }
    result.forwarded = *std::move(forwarded);
    return result;
}

xml::Element MamResult::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"queryid", queryId);
    element.setAttribute(u"id", archiveId);
    element.add(forwarded.toXml());
    return element;
}

Result<MamFin> MamFin::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    MamFin fin;
    WARDLINE_TRY(fin.isComplete, wire::boolean(element, u"complete", false));
    WARDLINE_TRY(fin.isStable, wire::boolean(element, u"stable", true));
    WARDLINE_TRY(fin.queryId, wire::text(element, u"queryid"));
    WARDLINE_TRY(const std::optional<RsmResult> page, findPayload<RsmResult>(element.children()));
    fin.page = page.value_or(RsmResult());
    return fin;
}

xml::Element MamFin::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"queryid", queryId);
    if (isComplete) {
        element.setAttribute(u"complete", u"true");
    }
    if (!isStable) {
        element.setAttribute(u"stable", u"false");
    }
    element.add(page.toXml());
    return element;
}

Result<std::optional<MamResult>> unwrapMamResult(const MessageStanza &outer, const MamExpectation &expected)
{
    if (!outer.has<MamResult>()) {
        return std::optional<MamResult>();
    }
    if (!isArchive(outer.from, expected.archive, expected.own)) {
        return failure(XmppError::ForeignSender);
    }
    WARDLINE_TRY(std::optional<MamResult> result, outer.payload<MamResult>());
    if (expected.queryId.isEmpty() || result->queryId != expected.queryId) {
        return failure(XmppError::ForeignQuery);
    }
    return result;
}

} // namespace wardline::xmpp
