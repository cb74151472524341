// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace wardline::xmpp {

/// XEP-0420: what stands inside an encrypted message, with the affixes that bind it to its sender and place.
struct SceEnvelope
{
    static constexpr qsizetype kMaxBytes = 192 * 1024;
    static constexpr int kMaxPadding = 200;

    QList<xml::Element> content; ///< the extensions, body among them, in their own namespaces
    std::optional<model::Jid> from; ///< bare
    std::optional<model::Jid> to; ///< the room in a room (its bare address), else the bare address written to
    std::optional<Instant> time;
    QByteArray padding; ///< rpad: its length hides that of the content

    /// The serialised envelope, UTF-8. Default namespaces, and `xmlns` literally on from and to, which converse.js
    /// looks for.
    [[nodiscard]] QByteArray toBytes() const;
    /// Capped, no DTD, exactly one envelope with one content. Malformed.
    [[nodiscard]] static Result<SceEnvelope> fromBytes(QByteArrayView bytes);
};

/// Whether XEP-0420 lets an element stand inside the envelope; what routing needs (hints, stanza-ids, addresses,
/// the encrypted element itself) may not, and is dropped on receipt.
[[nodiscard]] bool mayBeEnveloped(const xml::Element &element);

} // namespace wardline::xmpp
