// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings_section.h"

namespace wardline::ui {

/// Every key and what it does, from the table that the shortcuts are made from.
class KeysPage final : public SettingsSection
{
    Q_OBJECT
public:
    explicit KeysPage(const Context &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void closed();
};

} // namespace wardline::ui
