// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/sender_check.h"

namespace wardline::xmpp {

bool isOwnAccount(const model::Jid &from, const model::Jid &own)
{
    return !own.isEmpty() && (from.isEmpty() || from == own.bare());
}

bool isAnswerFrom(const model::Jid &from, const model::Jid &askedTo, const model::Jid &own)
{
    if (!askedTo.isEmpty() && askedTo != own.bare()) {
        return from == askedTo;
    }
    const bool isServer = from.local().isEmpty() && from.isBare() && from.domain() == own.domain();
    return isOwnAccount(from, own) || from == own || (askedTo.isEmpty() && isServer);
}

bool isArchive(const model::Jid &from, const model::Jid &archive, const model::Jid &own)
{
    if (archive.isEmpty() || archive == own.bare()) {
        return isOwnAccount(from, own);
    }
    return from == archive.bare();
}

} // namespace wardline::xmpp
