// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/lock_settings.h"

#include "ui/kit/commands.h"
#include "ui/kit/metrics.h"
#include "ui/kit/policy_words.h"
#include "ui/kit/words.h"
#include "ui/settings/policy_note.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

LockSettings::LockSettings(const Context &context, const service::Workstation &workstation, QWidget *parent)
    : SettingsSection(context, tr("Locking"), parent)
    , m_workstation(workstation)
    , m_facts(new QWidget)
{
    setObjectName(u"lockSettings"_s);
    addNote(tr("%1 locks at once, always. Otherwise your IT department decides when.").arg(keyText(Command::Lock)));
    column().addSpacing(metrics::kSpace8);
    column().addWidget(m_facts);
    refresh();
}

void LockSettings::refresh()
{
    delete m_facts->layout();
    qDeleteAll(m_facts->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto *column = new QVBoxLayout(m_facts);
    column->setSpacing(0);
    const Theme &theme = m_context.theme;
    const QList<service::PolicyLine> policy = m_workstation.policy();
    const QString keys[] = {u"lock.idle_seconds"_s, u"lock.warning_seconds"_s,        u"lock.workstation"_s,
                            u"session.max_hours"_s, u"session.offline_lease_hours"_s, u"retention.cache_days"_s};
    for (const QString &key : keys) {
        const service::PolicyLine *const line = findPolicyLine(policy, key);
        if (!line) {
            continue;
        }
        auto *name = new Words(theme, FontRole::Body, settingWords(key));
        name->setWordWrap(true);
        auto *value = new Words(theme, FontRole::Strong, settingValueWords(key, line->value));
        value->setObjectName(key);
        value->setAccessibleName(name->text() + u": "_s + value->text());
        auto *row = new QHBoxLayout;
        row->setSpacing(metrics::kSpace16);
        row->addWidget(name, 1);
        row->addWidget(value);
        column->addLayout(row);
        if (line->isLocked && !originDetail(line->origin).isEmpty()) {
            auto *note = new PolicyNote(theme);
            note->show(*line, settingWords(key));
            column->addWidget(note);
        }
        column->addSpacing(metrics::kSpace12);
    }
}

} // namespace wardline::ui
