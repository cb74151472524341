// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/notification_page.h"

#include "ui/settings/notification_settings.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

NotificationPage::NotificationPage(const Context &context, service::Workstation &workstation, QWidget *parent)
    : SettingsSection(context, tr("Notifications"), parent)
    , m_settings(new NotificationSettingsSection(context, workstation))
{
    setObjectName(u"notificationSettings"_s);
    column().addWidget(m_settings);
}

void NotificationPage::refresh()
{
    m_settings->refresh();
}

} // namespace wardline::ui
