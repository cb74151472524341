// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0085_chat_states.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<ChatState::Kind, 5> kKinds {{
    {ChatState::Kind::Active, u"active"},
    {ChatState::Kind::Composing, u"composing"},
    {ChatState::Kind::Paused, u"paused"},
    {ChatState::Kind::Inactive, u"inactive"},
    {ChatState::Kind::Gone, u"gone"},
}};

} // namespace

Result<ChatState> ChatState::fromXml(const xml::Element &element)
{
    const std::optional<Kind> kind = wire::fromWord(kKinds, element.name());
    if (element.ns() != kNamespace || !kind) {
        return failure(XmppError::WrongElement);
    }
    return ChatState {.kind = *kind};
}

xml::Element ChatState::toXml() const
{
    return xml::Element(wire::toWord(kKinds, kind), kNamespace);
}

} // namespace wardline::xmpp
