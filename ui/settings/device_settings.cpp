// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/device_settings.h"

#include "core/service/account_session.h"
#include "core/service/room_service.h"
#include "ui/devices/device_pane.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

DeviceSettings::DeviceSettings(const Context &context, service::Workstation &workstation, QWidget *parent)
    : SettingsSection(context, tr("Your devices"), parent)
    , m_workstation(workstation)
    , m_pane(new DevicePane(context))
{
    setObjectName(u"deviceSettings"_s);
    column().addWidget(m_pane);
    column().addStretch(1);
    connect(&workstation, &service::Workstation::sessionChanged, this, &DeviceSettings::refresh);
}

void DeviceSettings::refresh()
{
    service::AccountSession *session = m_workstation.session();
    m_pane->setTrust(session ? session->trust() : nullptr);
    if (session && session->trust()) {
        const service::Colleague self = session->rooms().self();
        m_pane->show(session->account(), self.name, true, {});
    }
}

} // namespace wardline::ui
