// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/omemo_context.h"
#include "core/store/message_store.h"
#include "core/xml/element.h"

#include <QList>
#include <QSet>

#include <memory>

namespace wardline::service {

/// Something that is to leave encrypted, with everything that is known of it on the main thread.
struct SealRequest
{
    omemo::Place place;
    QList<model::Jid> people; ///< who should be able to read it, ourselves among them; real bare addresses
    trust::PlanRules rules;
    QSet<model::DeviceAddress> leftOut; ///< for this once
    QSet<model::Jid> unasked; ///< of the people: nobody was asked about them yet, and they get nothing
    bool isForThoseOfNow = false; ///< Outgoing::isForThoseOfNow
    xml::Element outer; ///< the stanza: its address, ids, hints and fall-back text; nothing of the content
    omemo::Content content;
};

enum class SealError {
    Refused, ///< somebody could not read it: the plan says who and why
};

/// Whom it goes to, or why it does not go. Read it after the store has answered.
struct SealReport
{
    trust::RecipientPlan plan;
    bool wasRefused = false; ///< by the plan: nothing was stored or changed
};

/// Plans on the writing thread with what is known there, encrypts, and advances the sessions in the transaction that
/// stores the message and queues the stanza. Fails with SealError::Refused where the plan has obstacles.
[[nodiscard]] store::SealStanza sealer(std::shared_ptr<OmemoContext> context, std::shared_ptr<SealReport> report,
                                       SealRequest request);

/// Plans as `sealer` does and changes nothing: gives out `placeholder`, or fails with SealError::Refused.
[[nodiscard]] store::SealStanza planChecker(std::shared_ptr<OmemoContext> context, std::shared_ptr<SealReport> report,
                                            SealRequest request, QByteArray placeholder);

/// The plan alone.
[[nodiscard]] Result<trust::RecipientPlan> planFor(OmemoContext &context, store::OmemoStore &store,
                                                   const SealRequest &request);

} // namespace wardline::service

template <>
struct wardline::ErrorDomain<wardline::service::SealError>
{
    static constexpr const char *name = "seal";
};
