// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/kit/button.h"
#include "ui/kit/chosen_tab_stop.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/settings/about_settings.h"
#include "ui/settings/device_settings.h"
#include "ui/settings/history_settings.h"
#include "ui/settings/lock_settings.h"
#include "ui/settings/look_settings.h"
#include "ui/settings/notification_page.h"
#include "ui/settings/policy_settings.h"
#include "ui/settings/privacy_settings.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kNavigationWidth = 232;
constexpr int kStackedBelow = 640;
} // namespace

SettingsPage::SettingsPage(const Context &context, service::Workstation &workstation, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_group(new QButtonGroup(this))
    , m_navigation(new QWidget)
    , m_buttons(new QGridLayout(m_navigation))
    , m_sections(new QStackedWidget)
{
    setObjectName(u"settingsPage"_s);
    m_navigation->setObjectName(u"settingsNavigation"_s);
    m_navigation->setAccessibleName(tr("Settings"));
    m_buttons->setContentsMargins(metrics::kSpace8, metrics::kSpace12, metrics::kSpace8, metrics::kSpace12);
    m_buttons->setSpacing(metrics::kSpace4);
    auto *box = new QBoxLayout(QBoxLayout::LeftToRight, this);
    box->setSpacing(0);
    box->addWidget(m_navigation);
    box->addWidget(m_sections, 1);
    addSection(new LookSettings(context), Icon::Look, tr("Look and language"));
    if (context.alerts) {
        addSection(new NotificationPage(context, workstation), Icon::Bell, tr("Notifications"));
    }
    addSection(new LockSettings(context, workstation), Icon::Lock, tr("Locking"));
    addSection(new DeviceSettings(context, workstation), Icon::Encrypted, tr("Your devices"));
    addSection(new HistorySettings(context, workstation), Icon::History, tr("Your messages"));
    addSection(new PrivacySettings(context, workstation), Icon::People, tr("What others see"));
    addSection(new PolicySettings(context, workstation), Icon::Policy, tr("Policy"));
    addSection(new AboutSettings(context, workstation), Icon::Info, tr("About"));
    // Not `idClicked`: the action of a screen reader toggles without a click.
    connect(m_group, &QButtonGroup::idToggled, m_sections, [this](int id, bool isChosen) {
        if (isChosen) {
            m_sections->setCurrentIndex(id);
            beginAtTop(id);
        }
    });
    connect(&context.theme, &Theme::changed, this, qOverload<>(&SettingsPage::update));
    m_group->button(0)->setChecked(true);
    makeChosenTabStop(m_group->buttons());
    layOut();
}

void SettingsPage::addSection(SettingsSection *section, Icon icon, const QString &words)
{
    auto *button = new Button(m_context.theme, Button::Kind::Quiet, words);
    button->setObjectName(section->objectName() + u"Button"_s);
    button->setLeadingIcon(icon);
    button->setStartAligned(true);
    button->setCheckable(true);
    button->setAutoExclusive(true); // a screen reader calls it one of several choices
    m_group->addButton(button, m_sections->addWidget(section));
}

/// Once it has its size.
void SettingsPage::beginAtTop(int section)
{
    if (auto *area = qobject_cast<SettingsSection *>(m_sections->widget(section))) {
        QMetaObject::invokeMethod(
            area->verticalScrollBar(), [area] { area->verticalScrollBar()->setValue(0); }, Qt::QueuedConnection);
    }
}

void SettingsPage::refresh()
{
    for (int i = 0; i < m_sections->count(); ++i) {
        if (auto *section = qobject_cast<SettingsSection *>(m_sections->widget(i))) {
            section->refresh();
        }
    }
}

void SettingsPage::openSection(const QString &name)
{
    for (int i = 0; i < m_sections->count(); ++i) {
        if (m_sections->widget(i)->objectName() == name) {
            m_sections->setCurrentIndex(i);
            m_group->button(i)->setChecked(true);
        }
    }
}

QString SettingsPage::section() const
{
    const QWidget *current = m_sections->currentWidget();
    return current ? current->objectName() : QString();
}

/// Beside the section where there is room, two in a row above it otherwise.
void SettingsPage::layOut()
{
    const bool isStacked = width() < kStackedBelow;
    const int columns = isStacked ? 2 : 1;
    const QList<QAbstractButton *> buttons = m_group->buttons();
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        m_buttons->addWidget(buttons[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
    }
    m_buttons->setRowStretch(static_cast<int>(buttons.size()), isStacked ? 0 : 1);
    m_navigation->setMinimumWidth(isStacked ? 0 : kNavigationWidth);
    m_navigation->setMaximumWidth(isStacked ? QWIDGETSIZE_MAX : kNavigationWidth);
    m_navigation->setSizePolicy(QSizePolicy::Preferred, isStacked ? QSizePolicy::Maximum : QSizePolicy::Preferred);
    if (auto *box = qobject_cast<QBoxLayout *>(layout())) {
        box->setDirection(isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    }
}

void SettingsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
    update();
}

/// The line between the two.
void SettingsPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect area = m_sections->geometry();
    const QColor line = m_context.theme.palette().divider;
    if (width() < kStackedBelow) {
        painter.fillRect(0, area.top() - 1, width(), 1, line);
    } else if (layoutDirection() == Qt::RightToLeft) {
        painter.fillRect(area.right() + 1, 0, 1, height(), line);
    } else {
        painter.fillRect(area.left() - 1, 0, 1, height(), line);
    }
}

} // namespace wardline::ui
