// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class QVariantAnimation;

namespace wardline::ui {

class Theme;

/// Takes a length from where it is to where it should be, within 120 ms; at once where motion is reduced. Nothing else
/// in the window moves, so that all motion obeys one setting. Belongs to the widget that moves.
class Motion final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMilliseconds = 120;

    Motion(const Theme &theme, QObject *parent);

    /// Calls `step` with each length on the way and at last with `to`, then `done`. A run that has not ended is left
    /// where it is, without its `done`. With reduced motion both are called before this returns.
    void run(int from, int to, std::function<void(int)> step, std::function<void()> done = {});
    [[nodiscard]] bool isRunning() const;
    /// Ends where it was going, now.
    void finish();

private:
    const Theme &m_theme;
    QVariantAnimation *m_animation;
    std::function<void(int)> m_step;
    std::function<void()> m_done;
};

} // namespace wardline::ui
