// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0444_reactions.h"

#include "core/model/emoji.h"
#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {
constexpr QStringView kReaction = u"reaction";
}

Result<Reactions> Reactions::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Reactions reactions;
    WARDLINE_TRY(reactions.id, wire::requiredText(element, u"id"));
    for (const xml::Element &child : element.children()) {
        if (reactions.emoji.size() == kMaxPerPerson) {
            break;
        }
        if (!child.is(kReaction, kNamespace) || child.text().size() > wire::kMaxToken) {
            continue;
        }
        const QString emoji = child.text().trimmed();
        if (model::isEmoji(emoji) && !reactions.emoji.contains(emoji)) {
            reactions.emoji.append(emoji);
        }
    }
    return reactions;
}

xml::Element Reactions::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    for (const QString &each : emoji) {
        element.addText(kReaction, kNamespace, each);
    }
    return element;
}

} // namespace wardline::xmpp
