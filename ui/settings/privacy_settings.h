// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/settings/settings_section.h"

namespace wardline::ui {

class SwitchSetting;

/// What others are told of the person, besides what the person writes.
class PrivacySettings final : public SettingsSection
{
    Q_OBJECT
public:
    PrivacySettings(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);
    void refresh() override;

private:
    service::Workstation &m_workstation;
    SwitchSetting *m_writing;
};

} // namespace wardline::ui
