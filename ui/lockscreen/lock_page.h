// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/lock_service.h"
#include "ui/kit/centred_page.h"
#include "ui/kit/context.h"

#include <memory>

namespace wardline::ui {

class Banner;
class Button;
class SecretEdit;
class Words;

/// What stands on the screen while locked: the time, why, who, one field. Knows nothing of any message.
class LockPage final : public CentredPage
{
    Q_OBJECT
public:
    LockPage(const Context &context, service::LockService &lock, QWidget *parent = nullptr);

    void begin();
    void clear();

Q_SIGNALS:
    /// Another person wants to use the workstation: sign this one out.
    void someoneElse();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tick();
    void showSound();
    void showFacts(const service::LockedView &view, Instant now);
    void unlock();
    void showDelay();

    const Context &m_context;
    service::LockService &m_lock;
    Words *m_clock;
    Words *m_reason;
    Words *m_who;
    Banner *m_banner;
    SecretEdit *m_password;
    Button *m_unlock;
    Words *m_facts;
    Banner *m_sound;
    bool m_isWorking = false;
    bool m_isDelayed = false;
    std::unique_ptr<Timer> m_timer;
};

} // namespace wardline::ui
