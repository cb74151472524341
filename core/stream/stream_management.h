// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <set>
#include <vector>

namespace wardline::stream {

/// Names a stanza that was sent, until it is acknowledged. Unique over a stream and all streams that resume it.
struct StanzaHandle {
    std::uint64_t value = 0;
    auto operator<=>(const StanzaHandle &) const = default;
};

/// Names a stanza that was received, in order of arrival over a stream and all that resume it.
struct ReceivedToken {
    std::uint64_t value = 0;
    auto operator<=>(const ReceivedToken &) const = default;
};

struct UnackedStanza {
    StanzaHandle handle;
    xml::Element stanza;
    bool operator==(const UnackedStanza &) const = default;
};

/// XEP-0198 counting: what was sent and not yet acknowledged, what was received and handled. Pure; no element is made here.
///
/// Counters on the wire are 32 bits and wrap. The count we report grows only over stanzas the caller has marked handled, which
/// it does when they are durably stored; order of marking is free, the count covers the unbroken run from the beginning.
class StreamManagement
{
public:
    /// Counts one outgoing stanza and keeps it until acknowledged.
    StanzaHandle sent(xml::Element stanza);
    /// A handle for a stanza that is not counted, where the relay has no stream management.
    StanzaHandle issueHandle() { return {m_nextHandle++}; }
    /// XEP-0198 4: `h` from `<a/>`, `<resumed/>` or `<failed/>`. The handles it covers, oldest first. AcknowledgementWrong when it
    /// names more than was sent or goes back.
    [[nodiscard]] Result<std::vector<StanzaHandle>> acknowledged(std::uint32_t h);
    /// Counts one incoming stanza.
    ReceivedToken received();
    /// That one is stored. Marking twice, or one never received, changes nothing.
    void markHandled(ReceivedToken token);
    /// All up to and including that one.
    void markHandledThrough(ReceivedToken token);

    /// The `h` to report.
    [[nodiscard]] std::uint32_t handledCount() const { return static_cast<std::uint32_t>(m_handled); }
    [[nodiscard]] bool allHandled() const { return m_handled == m_received; }
    [[nodiscard]] const std::deque<UnackedStanza> &unacked() const { return m_unacked; }

    /// After `<resumed/>` and acknowledged(h): takes what the relay has not seen, to be sent again through resent().
    [[nodiscard]] std::deque<UnackedStanza> takeUnacked();
    void resent(UnackedStanza stanza);
    /// What was received on the broken connection and never marked handled will be sent again by the relay: forget it, so that
    /// counting goes on from what was reported. Before resuming.
    void forgetUnhandled();
    /// A new session that does not continue this one: counts from zero, handles go on being unique.
    void restart();
    /// Tests of wrap-around start here.
    void setCountsForTest(std::uint64_t sentCount, std::uint64_t receivedCount);

    StreamManagement() = default;

private:
    explicit StreamManagement(std::uint64_t nextHandle)
        : m_nextHandle(nextHandle)
    {
    }

    std::uint64_t m_acked = 0; // stanzas the relay has acknowledged
    std::uint64_t m_sent = 0;
    std::uint64_t m_received = 0;
    std::uint64_t m_handled = 0; // of those, the unbroken run handled
    std::uint64_t m_nextHandle = 1;
    std::set<std::uint64_t> m_handledAhead;
    std::deque<UnackedStanza> m_unacked;
};

/// What one stream leaves to the next so that it can resume (XEP-0198 5). Holds stanzas: keep it in memory only.
struct ResumeState {
    QString id; ///< `previd`
    model::Jid jid; ///< the full address the session is bound to
    std::chrono::seconds maximum {0}; ///< how long the relay says it waits; 0: it did not say
    bool carbonsEnabled = false;
    StreamManagement counts;
};

} // namespace wardline::stream
