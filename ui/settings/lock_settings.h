// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/settings/settings_section.h"

namespace wardline::ui {

/// When the screen locks and how long one stays signed in. The policy says it; this page says what it said.
class LockSettings final : public SettingsSection
{
    Q_OBJECT
public:
    LockSettings(const Context &context, const service::Workstation &workstation, QWidget *parent = nullptr);
    void refresh() override;

private:
    const service::Workstation &m_workstation;
    QWidget *m_facts;
};

} // namespace wardline::ui
