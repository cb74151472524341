// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"
#include "core/omemo/message_protection.h"
#include "core/service/live/content_reader.h"
#include "core/store/omemo_store.h"
#include "core/trust/recipient_plan.h"
#include "core/trust/trust_messages.h"
#include "core/trust/trust_policy.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace wardline::service {

/// What an own device, or its owner's other one, said of a device, and what counts here now.
struct ToldTrust
{
    model::DeviceAddress device;
    bool isTrusted = true;
};

/// How much is held back (Unreadable::UncertifiedDevice), so that nobody fills the disk with what nobody may read.
struct HeldSpace
{
    struct Share
    {
        int messages = 0;
        qint64 bytes = 0;
    };
    struct OfSender
    {
        Share all;
        QHash<quint32, Share> devices;
    };
    QHash<std::pair<model::Jid, model::Jid>, OfSender> ofSender; ///< in a conversation
    Share all;
    /// What was counted since the rows were: a transaction may be undone, and the same message comes again.
    QSet<QByteArray> counted;
    MonotonicInstant read{}; ///< when the rows were
};

/// What encryption works with on the writing thread of the store: the engine, and how devices are judged. Holds no
/// keys: those are read from the open store for each transaction. Made with a session and gone with it; shared by the
/// jobs that are under way. Used on the writing thread alone.
struct OmemoContext
{
    OmemoContext(Random &random, const Clock &time, model::Jid self, trust::TrustRules rules)
        : protection(omemo::makeOmemo(random, time))
        , engine(*protection)
        , clock(time)
        , own(std::move(self))
        , trustRules(rules)
    {
    }

    std::unique_ptr<omemo::MessageProtection> protection;
    omemo::MessageProtection &engine;
    const Clock &clock;
    model::Jid own; ///< bare
    trust::TrustRules trustRules;
    /// What own devices and others said that cannot count yet (XEP-0450); read from the store when it is needed first.
    std::optional<trust::WaitingDecisions> waitingDecisions;
    /// Counted when it is needed first, and again when it seems full; forgotten when something was shown.
    std::optional<HeldSpace> heldSpace;
    /// What nobody misses where it does not open (receipts, reactions, words between programs) and whose keys may come
    /// with older messages: tried again with what waits in rows. Not kept over a restart.
    QList<SealedStanza> quietPending;
    /// Told of decisions that waited for a key and count now that it was seen, on the writing thread. Set by whom
    /// writes them into the audit log.
    std::function<void(const QList<ToldTrust> &)> decided;
    /// What the organisation says of a device; none where it says nothing. Any thread.
    std::function<trust::Certification(const model::KnownDevice &)> certification;

    /// Whether the organisation stands for any device of a person. Any thread.
    std::function<bool(const model::Jid &)> standsFor;

    [[nodiscard]] trust::Certification certificationOf(const model::KnownDevice &device) const
    {
        return certification ? certification(device) : trust::Certification();
    }
};

/// What waits, as it was kept.
[[nodiscard]] Result<trust::WaitingDecisions *> waitingIn(OmemoContext &context, store::OmemoStore &store);
[[nodiscard]] Status keepWaiting(OmemoContext &context, store::OmemoStore &store);

/// A person's devices with what is thought of each and which can be written to.
[[nodiscard]] Result<trust::CandidatePerson> candidateOf(OmemoContext &context, store::OmemoStore &store,
                                                         const model::Jid &person);

/// The trust in a device that just sent something. One that its person does not list is believed only when a person
/// said so.
[[nodiscard]] Result<model::Trust> trustOfSender(OmemoContext &context, store::OmemoStore &store,
                                                 const model::KnownDevice &device);

} // namespace wardline::service
