// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/qt_timer_factory.h"

#include <QTimer>

namespace wardline {

namespace {

class QtTimer final : public Timer
{
public:
    explicit QtTimer(std::function<void()> onTimeout)
        : m_onTimeout(std::move(onTimeout))
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const std::function<void()> callback = m_onTimeout; // the callback may destroy this timer
            callback();
        });
    }
    void start(std::chrono::milliseconds delay) override { m_timer.start(delay); }
    void stop() override { m_timer.stop(); }
    [[nodiscard]] bool isActive() const override { return m_timer.isActive(); }

private:
    QTimer m_timer;
    std::function<void()> m_onTimeout;
};

} // namespace

std::unique_ptr<Timer> QtTimerFactory::createTimer(std::function<void()> onTimeout)
{
    return std::make_unique<QtTimer>(std::move(onTimeout));
}

} // namespace wardline
