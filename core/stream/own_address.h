// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"

namespace wardline::stream {

/// Who we are on this stream, and which senders may speak for us or our server. The one place that decides it. Value type.
class OwnAddress
{
public:
    OwnAddress() = default;
    explicit OwnAddress(const model::Jid &full);

    [[nodiscard]] const model::Jid &full() const { return m_full; }
    [[nodiscard]] model::Jid bare() const { return m_full.bare(); }
    /// Our server speaking for our account: no sender, or our bare address (RFC 6120 8.1.2.1). What roster pushes, carbons and our
    /// own archive must come from.
    [[nodiscard]] bool isOwnAccount(const model::Jid &from) const;
    /// Whether `from` may answer what was asked of `asked` (RFC 6120 10.3.3): that very address; for our own account also no sender
    /// or our full address; for our own server also no sender.
    [[nodiscard]] bool mayAnswer(const model::Jid &asked, const model::Jid &from) const;

private:
    model::Jid m_full;
};

} // namespace wardline::stream
