// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/history_settings.h"

#include "ui/kit/button.h"
#include "ui/kit/button_row.h"
#include "ui/kit/history_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"
#include "ui/settings/backup_panel.h"
#include "ui/settings/choice_setting.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using service::HandOverState;

namespace {

const QString kDay = u"24"_s;
const QString kThreeDays = u"72"_s;
const QString kWeek = u"168"_s;

} // namespace

HistorySettings::HistorySettings(const Context &context, service::Workstation &workstation, QWidget *parent)
    : SettingsSection(context, tr("Your messages"), parent)
    , m_workstation(workstation)
    , m_roaming(new Words(context.theme, FontRole::Body))
    , m_own(new Words(context.theme, FontRole::Caption, {}, nullptr, Words::Ink::Muted))
    , m_handOver(new Words(context.theme, FontRole::Body))
    , m_ask(new Button(context.theme, Button::Kind::Outlined, tr("Ask my other devices")))
    , m_cancel(new Button(context.theme, Button::Kind::Quiet, tr("Cancel")))
    , m_range(new ChoiceSetting(context.theme, u"historyRange"_s, tr("How far back"),
                                {{kDay, tr("One day")}, {kThreeDays, tr("Three days")}, {kWeek, tr("One week")}}))
    , m_backup(new BackupPanel(context))
    , m_chosen(kThreeDays)
{
    setObjectName(u"historySettings"_s);
    addNote(
        tr("A new workstation cannot read what was written before you came to it. These are the ways to have it there. "
           "Keys never travel."));
    addHead(tr("On other workstations"));
    m_roaming->setObjectName(u"roamingWords"_s);
    m_roaming->setWordWrap(true);
    column().addWidget(m_roaming);
    makeDevices();
    addHead(tr("Backup"));
    addNote(tr("All messages of this workstation in one encrypted file. 24 words open it."));
    column().addWidget(m_backup);
    connect(&workstation, &service::Workstation::sessionChanged, this, &HistorySettings::setSession);
    setSession(workstation.session());
}

void HistorySettings::makeDevices()
{
    addHead(tr("From your other devices"));
    addNote(tr("A workstation of yours that is unlocked can send its messages here. Somebody there has to agree."));
    m_range->setCurrent(m_chosen);
    connect(m_range, &ChoiceSetting::chosen, this, [this](const QString &id) { m_chosen = id; });
    column().addWidget(m_range);
    m_ask->setObjectName(u"askDevices"_s);
    m_cancel->setObjectName(u"cancelHandOver"_s);
    auto *row = new ButtonRow(metrics::kSpace8);
    row->add(m_ask);
    row->add(m_cancel);
    column().addWidget(row);
    m_own->setObjectName(u"ownFingerprint"_s);
    m_own->setWordWrap(true);
    m_own->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_own->setFocusPolicy(Qt::NoFocus);
    m_own->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a text that can be marked asks for one line
    column().addWidget(m_own);
    m_handOver->setObjectName(u"handOverWords"_s);
    m_handOver->setWordWrap(true);
    column().addWidget(m_handOver);
    connect(m_ask, &Button::clicked, this, [this] {
        if (service::HistoryService *const service = m_service.data()) {
            service->askOwnDevices(std::chrono::hours(m_chosen.toInt()));
        }
    });
    connect(m_cancel, &Button::clicked, this, [this] {
        if (service::HistoryService *const service = m_service.data()) {
            service->cancelHandOver();
            m_ask->setFocus(Qt::OtherFocusReason);
        }
    });
}

void HistorySettings::setSession(service::AccountSession *session)
{
    service::HistoryService *const service = session != nullptr ? &session->history() : nullptr;
    m_service = service;
    m_backup->setService(service);
    if (service != nullptr) {
        connect(service, &service::HistoryService::roamingChanged, this, &HistorySettings::sayRoaming,
                Qt::UniqueConnection);
        connect(service, &service::HistoryService::handOverChanged, this, &HistorySettings::sayHandOver,
                Qt::UniqueConnection);
    }
    sayRoaming();
    sayHandOver();
}

void HistorySettings::refresh()
{
    if (service::HistoryService *const service = m_service.data()) {
        service->lookForDevices();
    }
    sayRoaming();
    sayHandOver();
}

void HistorySettings::sayRoaming()
{
    service::HistoryService *const service = m_service.data();
    m_roaming->setText(service != nullptr ? roamingWords(service->roaming(), m_context.clock.now()) : QString());
}

void HistorySettings::sayHandOver()
{
    service::HistoryService *const service = m_service.data();
    const HandOverState state = service != nullptr ? service->handOver() : HandOverState();
    const bool isUnderWay = state.kind == HandOverState::Kind::Asking || state.kind == HandOverState::Kind::Receiving
        || state.kind == HandOverState::Kind::Sending;
    m_ask->setEnabled(service != nullptr && !isUnderWay);
    m_cancel->setVisible(isUnderWay);
    m_handOver->setText(handOverWords(state));
    m_handOver->setVisible(!m_handOver->text().isEmpty());
    m_handOver->setInk(state.kind == HandOverState::Kind::Failed ? Words::Ink::Concern : Words::Ink::Text);
    const QString fingerprint = service != nullptr ? service->ownFingerprint() : QString();
    m_own->setText(tr("This device shows: %1").arg(fingerprint));
    m_own->setVisible(!fingerprint.isEmpty());
}

} // namespace wardline::ui
