// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
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
        Store, ///< nothing can be kept
        Outcome, ///< how what somebody did just now went
    };

    explicit WorkNotices(const Context &context, QWidget *parent = nullptr);

    void sayLockImminent();
    /// The cache is damaged or the disk full, with the next step. Once it was closed it comes again after a minute.
    void sayStoreFailed(const Error &error);
    void sayOutcome(Banner::Kind kind, const QString &words);
    void withdraw(Topic topic);
    void withdrawAll();

Q_SIGNALS:
    /// A damaged cache is fetched anew after signing out.
    void signOutChosen();

private:
    void fit();
    [[nodiscard]] Banner &strip(Topic topic) { return *m_strips.at(static_cast<std::size_t>(topic)); }

    const Context &m_context;
    std::unique_ptr<Timer> m_fade; ///< what was only good to know goes by itself
    std::array<Banner *, 3> m_strips{};
    std::optional<MonotonicInstant> m_storeClosedAt;
};

} // namespace wardline::ui
