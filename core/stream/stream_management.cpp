// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/stream_management.h"

#include "core/stream/stream_error.h"

#include <algorithm>
#include <utility>

namespace wardline::stream {

StanzaHandle StreamManagement::sent(xml::Element stanza)
{
    const StanzaHandle handle {m_nextHandle++};
    ++m_sent;
    m_unacked.push_back({handle, std::move(stanza)});
    return handle;
}

/// XEP-0198 4: the counter is 32 bits and wraps, so that only the distance from the last one means anything.
Result<std::vector<StanzaHandle>> StreamManagement::acknowledged(std::uint32_t h)
{
    const std::uint32_t newly = h - static_cast<std::uint32_t>(m_acked);
    if (newly > m_unacked.size()) {
        return failure(StreamError::AcknowledgementWrong);
    }
    std::vector<StanzaHandle> handles;
    handles.reserve(newly);
    for (std::uint32_t i = 0; i < newly; ++i) {
        handles.push_back(m_unacked.front().handle);
        m_unacked.pop_front();
    }
    m_acked += newly;
    return handles;
}

ReceivedToken StreamManagement::received()
{
    return {++m_received};
}

void StreamManagement::markHandled(ReceivedToken token)
{
    if (token.value <= m_handled || token.value > m_received) {
        return;
    }
    m_handledAhead.insert(token.value);
    while (!m_handledAhead.empty() && *m_handledAhead.begin() == m_handled + 1) {
        m_handledAhead.erase(m_handledAhead.begin());
        ++m_handled;
    }
}

void StreamManagement::markHandledThrough(ReceivedToken token)
{
    if (token.value <= m_handled || token.value > m_received) {
        return;
    }
    m_handled = token.value;
    m_handledAhead.erase(m_handledAhead.begin(), m_handledAhead.upper_bound(m_handled));
    while (!m_handledAhead.empty() && *m_handledAhead.begin() == m_handled + 1) {
        m_handledAhead.erase(m_handledAhead.begin());
        ++m_handled;
    }
}

std::deque<UnackedStanza> StreamManagement::takeUnacked()
{
    m_sent = m_acked; // what is sent again is counted again, from where the relay stands
    return std::exchange(m_unacked, {});
}

void StreamManagement::resent(UnackedStanza stanza)
{
    ++m_sent;
    m_unacked.push_back(std::move(stanza));
}

void StreamManagement::forgetUnhandled()
{
    m_received = m_handled;
    m_handledAhead.clear();
}

void StreamManagement::restart()
{
    *this = StreamManagement(m_nextHandle);
}

void StreamManagement::setCountsForTest(std::uint64_t sentCount, std::uint64_t receivedCount)
{
    m_sent = m_acked = sentCount;
    m_received = m_handled = receivedCount;
}

} // namespace wardline::stream
