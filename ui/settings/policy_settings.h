// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/settings/settings_section.h"

class QGridLayout;

namespace wardline::ui {

/// What the organisation decided: every setting of the policy in words, its value, and where that comes from.
class PolicySettings final : public SettingsSection
{
    Q_OBJECT
public:
    PolicySettings(const Context &context, const service::Workstation &workstation, QWidget *parent = nullptr);
    void refresh() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addLine(QGridLayout &grid, int row, const service::PolicyLine &line);

    const service::Workstation &m_workstation;
    QWidget *m_box;
    bool m_isNarrow = false; ///< where a value comes from stands below it
};

} // namespace wardline::ui
