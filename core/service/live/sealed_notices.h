// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/device_rule.h"
#include "core/service/live/omemo_context.h"
#include "core/service/live/stanza_sealer.h"
#include "core/xmpp/message_stanza.h"

#include <optional>

namespace wardline::service {

/// Words between programs (receipts, markers) on their way to one person.
struct OpenNotice
{
    model::Jid person; ///< bare
    QList<xml::Element> what;
    trust::PlanRules rules;
    bool mayBeOpen = true; ///< beside the envelope too, for devices that look for it there
};

/// What a stanza gets for it.
struct SealedNotice
{
    QList<xml::Element> elements; ///< the envelope for the devices that speak omemo:2, if there are any
    bool isOpen = false; ///< somebody looks for it outside of an envelope, as devices that speak 0.3 do
};

/// Seals a notice for those devices of the person, and our own others, that read what is inside of an envelope. The
/// writing thread.
[[nodiscard]] Result<SealedNotice> sealNotice(OmemoContext &context, store::OmemoStore &store,
                                              const OpenNotice &notice);

/// Whether a person has a device from which a notice outside of an envelope is to be expected, among those that count
/// by `rule`. The writing thread.
[[nodiscard]] Result<bool> speaksOpenly(OmemoContext &context, store::OmemoStore &store, const model::Jid &person,
                                        const DeviceRule &rule);

} // namespace wardline::service
