// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0352_csi.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<ClientState::Kind, 2> kKinds {{
    {ClientState::Kind::Active, u"active"},
    {ClientState::Kind::Inactive, u"inactive"},
}};

} // namespace

Result<ClientState> ClientState::fromXml(const xml::Element &element)
{
    const std::optional<Kind> kind = wire::fromWord(kKinds, element.name());
    if (element.ns() != kNamespace || !kind) {
        return failure(XmppError::WrongElement);
    }
    return ClientState {.kind = *kind};
}

xml::Element ClientState::toXml() const
{
    return xml::Element(wire::toWord(kKinds, kind), kNamespace);
}

} // namespace wardline::xmpp
