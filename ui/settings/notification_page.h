// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/settings/settings_section.h"

namespace wardline::ui {

class NotificationSettingsSection;

/// How one is told of messages, as a page of the settings.
class NotificationPage final : public SettingsSection
{
    Q_OBJECT
public:
    NotificationPage(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);
    void refresh() override;

private:
    NotificationSettingsSection *m_settings;
};

} // namespace wardline::ui
