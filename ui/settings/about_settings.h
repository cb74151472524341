// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/settings/settings_section.h"

namespace wardline::ui {

class Words;

/// Which program this is, under which licences, and where on this computer it keeps what it keeps. For the person at
/// the help desk's telephone.
class AboutSettings final : public SettingsSection
{
    Q_OBJECT
public:
    AboutSettings(const Context &context, const service::Workstation &workstation, QWidget *parent = nullptr);
    void refresh() override;

private:
    void copy();
    [[nodiscard]] QList<std::pair<QString, QString>> places() const;

    const service::Workstation &m_workstation;
    QWidget *m_places;
    Words *m_copied;
};

} // namespace wardline::ui
