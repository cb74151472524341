// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/privacy_settings.h"

#include "core/service/account_session.h"
#include "core/service/delivery_service.h"
#include "ui/kit/metrics.h"
#include "ui/kit/policy_words.h"
#include "ui/settings/switch_setting.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

PrivacySettings::PrivacySettings(const Context &context, service::Workstation &workstation, QWidget *parent)
    : SettingsSection(context, tr("What others see"), parent)
    , m_workstation(workstation)
    , m_writing(new SwitchSetting(context.theme, u"tellsWriting"_s, tr("Others see that you are writing"),
                                  tr("Only that, never the text, and not in large rooms.")))
{
    setObjectName(u"privacySettings"_s);
    column().addWidget(m_writing);
    column().addSpacing(metrics::kSpace8);
    addNote(
        tr("Senders see when a message has arrived here and when you opened it. It counts as opened only while this "
           "window is unlocked, in front and shows it. Care teams rely on that, so it cannot be switched off here."));
    connect(m_writing, &SwitchSetting::switched, this, [this](bool isOn) {
        if (service::AccountSession *session = m_workstation.session()) {
            session->delivery().setTellsWriting(isOn);
        }
    });
    refresh();
}

void PrivacySettings::refresh()
{
    service::AccountSession *session = m_workstation.session();
    const QList<service::PolicyLine> policy = m_workstation.policy();
    const service::PolicyLine *line = findPolicyLine(policy, u"messages.writing"_s);
    m_writing->setFixed(session && !session->delivery().mayTellWriting() ? line : nullptr);
    m_writing->setOn(session && session->delivery().tellsWriting());
    m_writing->setEnabled(session && session->delivery().mayTellWriting());
}

} // namespace wardline::ui
