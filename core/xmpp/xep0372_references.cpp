// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0372_references.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"

#include <QUrl>

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

namespace {
constexpr QStringView kScheme = u"xmpp:";
constexpr QStringView kMention = u"mention";
} // namespace

Result<MentionReference> MentionReference::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    if (element.attribute(u"type") != kMention) {
        return failure(XmppError::BadValue);
    }
    WARDLINE_TRY(const QString uri, wire::requiredText(element, u"uri"));
    if (!uri.startsWith(kScheme)) {
        return failure(XmppError::BadValue);
    }
    QString address = uri.mid(kScheme.size());
    address.truncate(std::min(address.indexOf(u'?') < 0 ? address.size() : address.indexOf(u'?'), address.size()));
    const auto person = model::Jid::parse(QUrl::fromPercentEncoding(address.toUtf8()));
    if (!person) {
        return failure(XmppError::BadAddress);
    }
    MentionReference mention;
    mention.person = *person;
    if (const auto begin = wire::parseCount(element.attribute(u"begin"))) {
        mention.begin = *begin;
    }
    if (const auto end = wire::parseCount(element.attribute(u"end"))) {
        mention.end = *end;
    }
    return mention;
}

xml::Element MentionReference::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"type", kMention);
    element.setAttribute(u"uri", QString(kScheme % QString::fromLatin1(QUrl::toPercentEncoding(person.toString(), "@/"))));
    if (begin && end) {
        element.setAttribute(u"begin", QString::number(*begin));
        element.setAttribute(u"end", QString::number(*end));
    }
    return element;
}

QList<MentionReference> mentionsIn(const QList<xml::Element> &payloads)
{
    QList<MentionReference> mentions;
    for (const xml::Element &payload : payloads) {
        if (mentions.size() == MentionReference::kMaxPerMessage) {
            break;
        }
        if (isPayload<MentionReference>(payload)) {
            if (auto mention = MentionReference::fromXml(payload)) {
                mentions.append(*std::move(mention));
            }
        }
    }
    return mentions;
}

} // namespace wardline::xmpp
