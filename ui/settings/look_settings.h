// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings_section.h"

namespace wardline::ui {

class Banner;
class ChoiceSetting;
class SwitchSetting;

/// Colours, size of text, motion and language: of this computer, not of a person, because they are needed before
/// anybody signs in.
class LookSettings final : public SettingsSection
{
    Q_OBJECT
public:
    explicit LookSettings(const Context &context, QWidget *parent = nullptr);
    void refresh() override;

private:
    Banner *m_banner;
    ChoiceSetting *m_language;
    ChoiceSetting *m_scheme;
    ChoiceSetting *m_text;
    SwitchSetting *m_motion;
};

} // namespace wardline::ui
