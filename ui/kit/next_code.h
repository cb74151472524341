// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <memory>

namespace wardline::ui {

class Words;

/// A ring that empties with the time step of the authenticator, and words that say when the next code comes. A code
/// works once, so somebody who signs in a second time has to wait for it. Changes once a second and is announced to
/// nobody: a screen reader reads it when asked.
class NextCode final : public QWidget
{
    Q_OBJECT
public:
    explicit NextCode(const Context &context, QWidget *parent = nullptr);

    /// What the relay's clock is ahead of ours: the authenticator goes by true time, and the relay is nearer to it.
    void setSkew(std::chrono::milliseconds skew);
    /// Says something else for a few seconds.
    void remark(const QString &words);
    [[nodiscard]] std::chrono::seconds untilNext() const;
    [[nodiscard]] QString words() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tick();

    const Context &m_context;
    Words *m_words;
    std::chrono::milliseconds m_skew{};
    int m_remarkTicks = 0;
    std::unique_ptr<Timer> m_timer;
};

} // namespace wardline::ui
