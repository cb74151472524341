// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/settings/settings_section.h"

namespace wardline::ui {

class DevicePane;

/// One's own devices: what others compare, and how far this one's certificate is. Empty while nobody is signed in.
class DeviceSettings final : public SettingsSection
{
    Q_OBJECT
public:
    DeviceSettings(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);
    void refresh() override;

private:
    service::Workstation &m_workstation;
    DevicePane *m_pane;
};

} // namespace wardline::ui
