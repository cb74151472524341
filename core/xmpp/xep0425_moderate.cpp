// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0425_moderate.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"
#include "core/xmpp/xep0082_time.h"
#include "core/xmpp/xep0424_retract.h"

namespace wardline::xmpp {

namespace {

constexpr QStringView kRetracted = u"retracted";
constexpr QStringView kReason = u"reason";

Result<Moderation> readModeration(const QString &id, const xml::Element &moderated, const xml::Element &reasonHolder)
{
    Moderation moderation;
    moderation.id = id;
    WARDLINE_TRY(moderation.by, wire::jid(moderated, u"by"));
    WARDLINE_TRY(moderation.reason, wire::childContent(reasonHolder, kReason, wire::kMaxLine));
    return moderation;
}

std::optional<Instant> stampOf(const xml::Element &retracted)
{
    const auto stamp = parseDateTime(retracted.attribute(u"stamp"));
    return stamp ? std::optional(*stamp) : std::nullopt;
}

} // namespace

Result<ModerationRequest> ModerationRequest::fromXml(const xml::Element &element)
{
    ModerationRequest request;
    const xml::Element *content = &element;
    request.isOld = isPayload<Fastening>(element);
    if (request.isOld) {
        content = element.child(kName, kOldNamespace);
        if (content == nullptr) {
            return failure(XmppError::Missing);
        }
    } else {
        WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    }
    WARDLINE_TRY(request.id, wire::requiredText(element, u"id"));
    WARDLINE_TRY(request.reason, wire::childContent(*content, kReason, wire::kMaxLine));
    return request;
}

xml::Element ModerationRequest::toXml() const
{
    xml::Element element(kName, isOld ? kOldNamespace : kNamespace);
    element.add(xml::Element(Retraction::kName, isOld ? Retraction::kOldNamespace : Retraction::kNamespace));
    if (!reason.isEmpty()) {
        element.addText(kReason, element.ns(), reason);
    }
    if (!isOld) {
        element.setAttribute(u"id", id);
        return element;
    }
    return Fastening{id, {element}}.toXml();
}

Result<std::optional<Moderation>> moderationIn(const QList<xml::Element> &payloads)
{
    for (const xml::Element &payload : payloads) {
        if (isPayload<Retraction>(payload)) {
            if (const xml::Element *moderated = payload.child(Moderation::kName, Moderation::kNamespace)) {
                WARDLINE_TRY(const QString id, wire::requiredText(payload, u"id"));
                return readModeration(id, *moderated, payload);
            }
        }
        if (isPayload<Fastening>(payload)) {
            const xml::Element *moderated = payload.child(Moderation::kName, Moderation::kOldNamespace);
            if (moderated != nullptr && moderated->hasChild(Retraction::kName, Retraction::kOldNamespace)) {
                WARDLINE_TRY(const QString id, wire::requiredText(payload, u"id"));
                return readModeration(id, *moderated, *moderated);
            }
        }
    }
    return std::optional<Moderation>();
}

std::optional<ArchivedTombstone> archivedTombstone(const QList<xml::Element> &payloads)
{
    for (const xml::Element &payload : payloads) {
        if (payload.is(kRetracted, Retraction::kNamespace)) {
            return ArchivedTombstone{payload.hasChild(Moderation::kName, Moderation::kNamespace), stampOf(payload)};
        }
        if (payload.is(Moderation::kName, Moderation::kOldNamespace)) {
            if (const xml::Element *retracted = payload.child(kRetracted, Retraction::kOldNamespace)) {
                return ArchivedTombstone{true, stampOf(*retracted)};
            }
        }
        if (payload.is(kRetracted, Retraction::kOldNamespace)) {
            return ArchivedTombstone{false, stampOf(payload)};
        }
    }
    return std::nullopt;
}

} // namespace wardline::xmpp
