// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/kit/metrics.h"
#include "ui/kit/words.h"
#include "ui/settings/notification_settings.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QGridLayout>
#include <QRadioButton>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPageWidth = 720;

} // namespace

SettingsPage::SettingsPage(const Context &context, service::Workstation &workstation, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_workstation(workstation)
    , m_policy(nullptr)
    , m_policyBox(new QWidget)
{
    setObjectName(u"settingsPage"_s);
    setAccessibleName(tr("Settings")); // it takes the keyboard, to be scrolled
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(metrics::kSpace24, metrics::kSpace24, metrics::kSpace24, metrics::kSpace24);
    auto *content = new QWidget;
    content->setMaximumWidth(kPageWidth);
    row->addWidget(content, 1000, Qt::AlignTop);
    row->addStretch(1);
    auto *column = new QVBoxLayout(content);
    column->setSpacing(metrics::kSpace12);
    column->addWidget(new Words(context.theme, FontRole::Page, tr("Settings")));
    column->addSpacing(metrics::kSpace8);
    column->addWidget(new Words(context.theme, FontRole::Title, tr("Look")));
    column->addWidget(makeAppearance());
    if (context.alerts) {
        column->addSpacing(metrics::kSpace16);
        column->addWidget(new Words(context.theme, FontRole::Title, tr("Notifications")));
        column->addWidget(new NotificationSettingsSection(context, workstation));
    }
    column->addSpacing(metrics::kSpace16);
    column->addWidget(new Words(context.theme, FontRole::Title, tr("What your organisation decided")));
    column->addWidget(m_policyBox);
    column->addSpacing(metrics::kSpace16);
    column->addWidget(new Words(context.theme, FontRole::Title, tr("About")));
    column->addWidget(makeAbout());
    setWidget(page);
    refresh();
}

QWidget *SettingsPage::makeAppearance()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setSpacing(0);
    auto *group = new QButtonGroup(box);
    const std::pair<Scheme, QString> choices[] = {
        {Scheme::System, tr("As the desktop")},
        {Scheme::Light, tr("Light")},
        {Scheme::Dark, tr("Dark")},
        {Scheme::HighContrast, tr("High contrast, in the system's colours")},
    };
    for (const auto &[scheme, words] : choices) {
        auto *choice = new QRadioButton(words);
        choice->setObjectName(u"scheme%1"_s.arg(static_cast<int>(scheme)));
        choice->setMinimumHeight(metrics::kTarget);
        choice->setChecked(m_context.theme.scheme() == scheme);
        group->addButton(choice, static_cast<int>(scheme));
        column->addWidget(choice);
    }
    connect(group, &QButtonGroup::idClicked, this,
            [this](int id) { m_context.theme.setScheme(static_cast<Scheme>(id)); });
    return box;
}

QWidget *SettingsPage::makeAbout()
{
    const QString version = QCoreApplication::applicationVersion();
    auto *about =
        new Words(m_context.theme, FontRole::Body,
                  tr("Wardline %1, free software under the GNU General Public License, version 3 or later.\nQt %2.")
                      .arg(version, QString::fromLatin1(qVersion())));
    about->setObjectName(u"about"_s);
    about->setWordWrap(true);
    return about;
}

void SettingsPage::refresh()
{
    delete m_policyBox->layout();
    qDeleteAll(m_policyBox->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    m_policy = new QGridLayout(m_policyBox);
    m_policy->setHorizontalSpacing(metrics::kSpace24);
    m_policy->setVerticalSpacing(metrics::kSpace8);
    m_policy->setColumnStretch(1, 3);
    m_policy->setColumnStretch(2, 2);
    const auto lines = m_workstation.policy();
    if (lines.isEmpty()) {
        m_policy->addWidget(
            new Words(m_context.theme, FontRole::Body, tr("Nothing; the defaults apply."), nullptr, Words::Ink::Muted),
            0, 0);
        return;
    }
    int row = 0;
    const QString heads[] = {tr("Setting"), tr("Value"), tr("From")};
    for (int column = 0; column < 3; ++column) {
        m_policy->addWidget(new Words(m_context.theme, FontRole::Caption, heads[column], nullptr, Words::Ink::Muted),
                            row, column);
    }
    for (const service::PolicyLine &line : lines) {
        ++row;
        auto *origin =
            new Words(m_context.theme, FontRole::Body, line.isLocked ? tr("%1 (fixed)").arg(line.origin) : line.origin,
                      nullptr, Words::Ink::Muted);
        origin->setWordWrap(true);
        m_policy->addWidget(new Words(m_context.theme, FontRole::Body, line.key), row, 0, Qt::AlignTop);
        auto *value = new Words(m_context.theme, FontRole::Strong, line.value);
        value->setWordWrap(true);
        m_policy->addWidget(value, row, 1, Qt::AlignTop);
        m_policy->addWidget(origin, row, 2, Qt::AlignTop);
    }
}

} // namespace wardline::ui
