// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0334_hints.h"

#include "core/xmpp/wire.h"

#include <algorithm>

namespace wardline::xmpp {

namespace {

constexpr QStringView kNs = u"urn:xmpp:hints";

constexpr wire::Words<Hint, 4> kHints {{
    {Hint::NoPermanentStore, u"no-permanent-store"},
    {Hint::NoStore, u"no-store"},
    {Hint::NoCopy, u"no-copy"},
    {Hint::Store, u"store"},
}};

} // namespace

xml::Element hintElement(Hint hint)
{
    return xml::Element(wire::toWord(kHints, hint), kNs);
}

bool hasHint(const QList<xml::Element> &payloads, Hint hint)
{
    const QStringView name = wire::toWord(kHints, hint);
    return std::any_of(payloads.begin(), payloads.end(), [name](const xml::Element &payload) { return payload.is(name, kNs); });
}

} // namespace wardline::xmpp
