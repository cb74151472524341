// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/motion.h"

#include "ui/kit/theme.h"

#include <QVariantAnimation>

#include <utility>

namespace wardline::ui {

Motion::Motion(const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_animation(new QVariantAnimation(this))
{
    m_animation->setDuration(kMilliseconds);
    m_animation->setEasingCurve(QEasingCurve::OutCubic);
    connect(m_animation, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        if (m_step) {
            m_step(value.toInt());
        }
    });
    connect(m_animation, &QVariantAnimation::finished, this, [this] {
        m_step = {};
        if (const auto done = std::exchange(m_done, {})) {
            done();
        }
    });
}

void Motion::run(int from, int to, std::function<void(int)> step, std::function<void()> done)
{
    m_step = {};
    m_done = {};
    m_animation->stop();
    if (m_theme.reducedMotion() || from == to) {
        step(to);
        if (done) {
            done();
        }
        return;
    }
    m_animation->setStartValue(from);
    m_animation->setEndValue(to);
    m_step = std::move(step);
    m_done = std::move(done);
    m_step(from); // at once: the first tick comes a frame later, and what comes in would be seen where it ends
    m_animation->start();
}

bool Motion::isRunning() const
{
    return m_animation->state() == QAbstractAnimation::Running;
}

void Motion::finish()
{
    if (isRunning()) {
        m_animation->setCurrentTime(kMilliseconds);
    }
}

} // namespace wardline::ui
