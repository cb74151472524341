// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/policy_settings.h"

#include "ui/kit/metrics.h"
#include "ui/kit/policy_words.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/words.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kThreeColumnsFrom = 480;
}

PolicySettings::PolicySettings(const Context &context, const service::Workstation &workstation, QWidget *parent)
    : SettingsSection(context, tr("What your organisation decided"), parent)
    , m_workstation(workstation)
    , m_box(new QWidget)
{
    setObjectName(u"policySettings"_s);
    addNote(tr("Your IT department sets these. \"Fixed\" means that nobody can change it here."));
    column().addSpacing(metrics::kSpace8);
    column().addWidget(m_box);
    refresh();
}

void PolicySettings::refresh()
{
    delete m_box->layout();
    qDeleteAll(m_box->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto *grid = new QGridLayout(m_box);
    grid->setHorizontalSpacing(metrics::kSpace24);
    grid->setVerticalSpacing(metrics::kSpace8);
    m_isNarrow = viewport()->width() < kThreeColumnsFrom;
    grid->setColumnStretch(0, 5);
    grid->setColumnStretch(1, 4);
    grid->setColumnStretch(2, m_isNarrow ? 0 : 3);
    const Theme &theme = m_context.theme;
    const auto lines = m_workstation.policy();
    if (lines.isEmpty()) {
        grid->addWidget(
            new Words(theme, FontRole::Body, tr("Nothing; the defaults apply."), nullptr, Words::Ink::Muted), 0, 0);
        return;
    }
    const QString heads[] = {tr("Setting"), tr("Value"), tr("From")};
    for (int column = 0; column < (m_isNarrow ? 2 : 3); ++column) {
        grid->addWidget(new Words(theme, FontRole::Caption, heads[column], nullptr, Words::Ink::Muted), 0, column);
    }
    int row = 1;
    for (const service::PolicyLine &line : lines) {
        addLine(*grid, row, line);
        row += 2;
    }
}

void PolicySettings::addLine(QGridLayout &grid, int row, const service::PolicyLine &line)
{
    const Theme &theme = m_context.theme;
    const QString origin = originWords(line.origin);
    auto *from = new Words(theme, FontRole::Body, line.isLocked ? tr("%1 (fixed)").arg(origin) : origin, nullptr,
                           Words::Ink::Muted);
    from->setToolTip(originDetail(line.origin));
    from->setAccessibleDescription(originDetail(line.origin));
    auto *name = new Words(theme, FontRole::Body, settingWords(line.key));
    name->setToolTip(line.key);
    auto *value = new Words(theme, FontRole::Strong, breakable(settingValueWords(line.key, line.value)));
    value->setAccessibleName(settingValueWords(line.key, line.value));
    value->setToolTip(line.value.left(400));
    for (Words *words : {name, value, from}) {
        words->setWordWrap(true);
    }
    grid.addWidget(name, row, 0, m_isNarrow ? 2 : 1, 1, Qt::AlignTop); // beside value and origin
    grid.addWidget(value, row, 1, Qt::AlignTop);
    if (m_isNarrow) { // below its value
        from->setContentsMargins(0, 0, 0, metrics::kSpace8);
        grid.addWidget(from, row + 1, 1, Qt::AlignTop);
    } else {
        grid.addWidget(from, row, 2, Qt::AlignTop);
    }
}

void PolicySettings::resizeEvent(QResizeEvent *event)
{
    SettingsSection::resizeEvent(event);
    if (m_isNarrow != (viewport()->width() < kThreeColumnsFrom)) {
        refresh();
    }
}

} // namespace wardline::ui
