// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/service/connection_status.h"
#include "core/service/device_trust.h"
#include "ui/kit/banner.h"
#include "ui/kit/context.h"

#include <array>
#include <memory>
#include <optional>

namespace wardline::ui {

/// What is said above the work, one strip for each thing at a time, so that a new one never hides another one. Nothing
/// here takes the keyboard.
class WorkNotices final : public QWidget
{
    Q_OBJECT
public:
    enum class Topic {
        Lock, ///< it locks soon
        Downtime, ///< there has been no connection for a while
        Store, ///< nothing can be kept
        Trust, ///< a device of one's own that one may not know of, a list that was not believed
        Outcome, ///< how what somebody did just now went
    };

    explicit WorkNotices(const Context &context, QWidget *parent = nullptr);

    void sayLockImminent();
    /// The cache is damaged or the disk full, with the next step. Once it was closed it comes again after a minute.
    void sayStoreFailed(const Error &error);
    /// Whoever did not add a device should tell IT.
    void sayOwnDeviceCertified(const service::ShownDevice &device);
    /// Said once, until a list is believed again.
    void sayListRefused(bool isRefused);
    /// Since when there is no connection and why, when the relay was last heard, what waits and for how long.
    void sayDowntime(const service::ConnectionStatus &status, int waiting, const std::optional<Instant> &oldest,
                     bool leadsToOutbox);
    void sayOutcome(Banner::Kind kind, const QString &words);
    void withdraw(Topic topic);
    void withdrawAll();

Q_SIGNALS:
    /// A damaged cache is fetched anew after signing out.
    void signOutChosen();
    /// What waits to be sent is to be seen.
    void outboxChosen();

private:
    void fit();
    [[nodiscard]] Banner &strip(Topic topic) { return *m_strips.at(static_cast<std::size_t>(topic)); }

    const Context &m_context;
    std::unique_ptr<Timer> m_fade; ///< what was only good to know goes by itself
    std::array<Banner *, 5> m_strips{};
    bool m_isRefusalSaid = false;
    std::optional<MonotonicInstant> m_storeClosedAt;
};

} // namespace wardline::ui
