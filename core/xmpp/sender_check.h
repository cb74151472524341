// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"

/// Who may say what about the own account. Every wrapper that carries somebody else's words or changes our state (carbons, MAM
/// results, roster pushes, IQ answers, PEP events) asks here, so that a reviewer reads one file.
namespace wardline::xmpp {

/// RFC 6121 2.1.6, XEP-0280 11: on behalf of the own account speaks only its server, with no `from` or the bare address. Not even
/// another device of ours (the full address) may.
[[nodiscard]] bool isOwnAccount(const model::Jid &from, const model::Jid &own);

/// RFC 6120 8.1.2.1, 10.3.3: whether an answer with this `from` belongs to a request that was sent to `askedTo`. A request without
/// `to` goes to the own account, which answers with no `from`, the bare or the full own address, or the server's domain.
[[nodiscard]] bool isAnswerFrom(const model::Jid &from, const model::Jid &askedTo, const model::Jid &own);

/// Whether a stanza comes from the archive that was asked: the room's bare address, or the own account.
[[nodiscard]] bool isArchive(const model::Jid &from, const model::Jid &archive, const model::Jid &own);

} // namespace wardline::xmpp
