// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/relay_link.h"

#include <functional>
#include <optional>

namespace wardline::service {

/// What a refused sign-in leaves behind that helps the next one: how long to wait, and whether the clocks differ. Says
/// nothing of which part was wrong. Main thread.
class RefusalFacts
{
public:
    explicit RefusalFacts(Environment &environment);

    /// A new attempt begins: what is known of the clocks may be old.
    void begin();
    void delay(const model::Jid &account, std::chrono::seconds wait);
    [[nodiscard]] std::chrono::milliseconds delayOf(const model::Jid &account) const;
    /// Codes depend on the time, so a refusal is a reason to compare clocks, whatever was wrong. `known` is called when
    /// the relay told, unless another attempt has begun or `context` is gone.
    void compareClocks(RelayLink &link, QObject *context, std::function<void()> known);
    [[nodiscard]] std::optional<std::chrono::milliseconds> clockSkew() const { return m_clockSkew; }

private:
    Environment &m_environment;
    std::optional<std::chrono::milliseconds> m_clockSkew;
    model::Jid m_delayedAccount;
    MonotonicInstant m_delayedUntil{};
    int m_attempt = 0;
};

} // namespace wardline::service
