// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/omemo/omemo_engine.h"

namespace wardline::omemo {

/// The envelope of XEP-0420 around some content, with the affixes that bind it to its sender, its place and its time,
/// and random padding. Bytes to be encrypted.
[[nodiscard]] QByteArray sealEnvelope(Random &random, Instant now, const Place &place,
                                      const QList<xml::Element> &elements);

/// What a received envelope says.
struct OpenedEnvelope
{
    QList<xml::Element> content;
    std::optional<Instant> written; ///< when it was sealed, by its sender's clock
};

/// A received envelope. EnvelopeMismatch if its affixes do not fit the arrival, Malformed, TooLarge.
/// What may not be inside is dropped (XEP-0420 7).
[[nodiscard]] Result<OpenedEnvelope> openEnvelope(const SecretBytes &bytes, const SealedArrival &arrival);

} // namespace wardline::omemo
