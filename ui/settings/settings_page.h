// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/context.h"
#include "ui/kit/icons.h"

#include <QWidget>

class QButtonGroup;
class QGridLayout;
class QStackedWidget;

namespace wardline::ui {

class SettingsSection;

/// The settings: sections at the side, or above where the window is narrow, and the chosen one beside them.
class SettingsPage final : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);

    /// All sections read policy and session again.
    void refresh();
    /// Opens the section with that object name; nothing happens for one that is not there.
    void openSection(const QString &name);
    [[nodiscard]] QString section() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addSection(SettingsSection *section, Icon icon, const QString &words);
    void layOut();
    void beginAtTop(int section);

    const Context &m_context;
    QButtonGroup *m_group;
    QWidget *m_navigation;
    QGridLayout *m_buttons;
    QStackedWidget *m_sections;
};

} // namespace wardline::ui
