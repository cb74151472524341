// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0410_self_ping.h"

#include "core/xmpp/xep0199_ping.h"

namespace wardline::xmpp {

IqStanza selfPing(const model::Jid &occupant)
{
    return IqStanza::get(occupant, Ping());
}

SelfPingVerdict selfPingVerdict(const IqStanza &answer)
{
    if (answer.type != IqType::Error) {
        return SelfPingVerdict::Joined;
    }
    const StanzaErrorCondition condition = answer.error ? answer.error->condition : StanzaErrorCondition::UndefinedCondition;
    if (condition == StanzaErrorCondition::ServiceUnavailable || condition == StanzaErrorCondition::FeatureNotImplemented
        || condition == StanzaErrorCondition::ItemNotFound) {
        return SelfPingVerdict::Joined; // the room passed it on: a device without ping, or a nick that just changed
    }
    if (condition == StanzaErrorCondition::RemoteServerNotFound || condition == StanzaErrorCondition::RemoteServerTimeout) {
        return SelfPingVerdict::Unknown;
    }
    return SelfPingVerdict::NotJoined;
}

} // namespace wardline::xmpp
