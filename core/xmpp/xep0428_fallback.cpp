// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0428_fallback.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {
constexpr QStringView kBody = u"body";
constexpr QStringView kStart = u"start";
constexpr QStringView kEnd = u"end";
} // namespace

Result<Fallback> Fallback::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Fallback fallback;
    WARDLINE_TRY(fallback.forNamespace, wire::text(element, u"for"));
    const xml::Element *body = element.child(kBody, kNamespace);
    if (body == nullptr || !body->hasAttribute(kStart) || !body->hasAttribute(kEnd)) {
        return fallback;
    }
    const auto start = wire::parseCount(body->attribute(kStart));
    const auto end = wire::parseCount(body->attribute(kEnd));
    if (!start || !end || *start > *end) {
        return failure(XmppError::BadValue);
    }
    fallback.body = Range{*start, *end};
    return fallback;
}

xml::Element Fallback::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"for", forNamespace);
    xml::Element part(kBody, kNamespace);
    if (body) {
        part.setAttribute(kStart, QString::number(body->start));
        part.setAttribute(kEnd, QString::number(body->end));
    }
    element.add(part);
    return element;
}

bool isAllFallback(const QList<xml::Element> &payloads, QStringView forNamespace)
{
    for (const xml::Element &payload : payloads) {
        if (!isPayload<Fallback>(payload)) {
            continue;
        }
        const auto fallback = Fallback::fromXml(payload);
        if (fallback && fallback->forNamespace == forNamespace && !fallback->body) {
            return true;
        }
    }
    return false;
}

Trimmed withoutFallback(const QString &body, const QList<xml::Element> &payloads, QStringView forNamespace)
{
    for (const xml::Element &payload : payloads) {
        if (!isPayload<Fallback>(payload)) {
            continue;
        }
        const auto fallback = Fallback::fromXml(payload);
        if (!fallback || fallback->forNamespace != forNamespace || !fallback->body) {
            continue;
        }
        const auto start = unitsFor(body, fallback->body->start);
        const auto end = unitsFor(body, fallback->body->end);
        if (start && end && *start <= *end) {
            return {body.left(*start) + body.mid(*end), *start == 0 ? *end : 0};
        }
    }
    return {body, 0};
}

std::optional<qsizetype> unitsFor(QStringView text, qsizetype codePoints)
{
    qsizetype units = 0;
    for (qsizetype i = 0; i < codePoints; ++i) {
        if (units >= text.size()) {
            return std::nullopt;
        }
        const bool isPair = text.at(units).isHighSurrogate() && units + 1 < text.size() && text.at(units + 1).isLowSurrogate();
        units += isPair ? 2 : 1;
    }
    return units;
}

qsizetype codePointsIn(QStringView text)
{
    qsizetype points = 0;
    for (qsizetype i = 0; i < text.size(); ++i, ++points) {
        i += text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate() ? 1 : 0;
    }
    return points;
}

} // namespace wardline::xmpp
