// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/history_service.h"
#include "core/service/workstation.h"
#include "ui/settings/settings_section.h"

#include <QPointer>

namespace wardline::ui {

class BackupPanel;
class Button;
class ChoiceSetting;
class Words;

/// How one's messages follow: what other workstations get by themselves, what one's other devices can be asked for, and
/// backups.
class HistorySettings final : public SettingsSection
{
    Q_OBJECT
public:
    HistorySettings(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);

    void refresh() override;

private:
    void makeDevices();
    void setSession(service::AccountSession *session);
    void sayRoaming();
    void sayHandOver();

    service::Workstation &m_workstation;
    QPointer<service::HistoryService> m_service;
    Words *m_roaming;
    Words *m_own;
    Words *m_handOver;
    Button *m_ask;
    Button *m_cancel;
    ChoiceSetting *m_range;
    BackupPanel *m_backup;
    QString m_chosen;
};

} // namespace wardline::ui
