// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/context.h"

#include <QScrollArea>

class QGridLayout;

namespace wardline::ui {

/// The look, which the person chooses, and the policy in force, each value with where it comes from.
class SettingsPage final : public QScrollArea
{
    Q_OBJECT
public:
    SettingsPage(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);

    /// Reads the policy again.
    void refresh();

private:
    QWidget *makeAppearance();
    QWidget *makeAbout();

    const Context &m_context;
    service::Workstation &m_workstation;
    QGridLayout *m_policy;
    QWidget *m_policyBox;
};

} // namespace wardline::ui
