// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/refusal_facts.h"

#include <algorithm>

namespace wardline::service {

using std::chrono::milliseconds;

RefusalFacts::RefusalFacts(Environment &environment)
    : m_environment(environment)
{
}

void RefusalFacts::begin()
{
    ++m_attempt;
    m_clockSkew.reset();
}

void RefusalFacts::delay(const model::Jid &account, std::chrono::seconds wait)
{
    m_delayedAccount = account.bare();
    m_delayedUntil = m_environment.clock.monotonic() + wait;
}

milliseconds RefusalFacts::delayOf(const model::Jid &account) const
{
    if (account.bare() != m_delayedAccount) {
        return {};
    }
    const auto left = std::chrono::duration_cast<milliseconds>(m_delayedUntil - m_environment.clock.monotonic());
    return std::max(left, milliseconds(0));
}

void RefusalFacts::compareClocks(RelayLink &link, QObject *context, std::function<void()> known)
{
    const Instant asked = m_environment.clock.now();
    link.askClock(context,
                  [this, asked, attempt = m_attempt, known = std::move(known)](std::optional<Instant> relayTime) {
                      if (!relayTime || attempt != m_attempt) {
                          return;
                      }
                      const Instant now = m_environment.clock.now();
                      m_clockSkew = *relayTime - (asked + (now - asked) / 2);
                      known();
                  });
}

} // namespace wardline::service
