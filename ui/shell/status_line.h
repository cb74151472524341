// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/account_session.h"
#include "core/service/lock_service.h"
#include "core/service/workstation.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <memory>

namespace wardline::ui {

class Button;
class IconButton;
class IconLabel;
class Words;

/// What is true of the connection, the session, the policy and the lock, in words, all the time.
class StatusLine final : public QWidget
{
    Q_OBJECT
public:
    StatusLine(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);

    void setSession(service::AccountSession *session);
    /// A band above the work says already what waits.
    void setWaitingSaid(bool isSaid);

Q_SIGNALS:
    void waitingChosen();
    /// Why nothing could be heard is to be seen.
    void soundChosen();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void refreshSound();
    void showPolicy();
    void fit();

    const Context &m_context;
    service::Workstation &m_workstation;
    service::AccountSession *m_session = nullptr;
    IconLabel *m_icon;
    QString m_trouble; ///< why there is no connection
    QString m_words; ///< of the connection, whole
    bool m_isOffline = false;
    bool m_isWaitingSaid = false;
    Words *m_connection;
    Button *m_retry;
    Button *m_waiting; ///< how many messages have not left
    Words *m_clock; ///< that the clocks differ
    Words *m_receiving;
    Words *m_sound;
    IconButton *m_soundMark; ///< leads to the settings of the sound
    Words *m_policy;
    Words *m_lock;
    std::unique_ptr<Timer> m_timer;
};

} // namespace wardline::ui
