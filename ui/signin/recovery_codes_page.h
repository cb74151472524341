// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/centred_page.h"

#include <vector>

class QGridLayout;

namespace wardline::ui {

class Button;
class SecretText;

/// Shows the ten recovery codes once.
class RecoveryCodesPage final : public CentredPage
{
    Q_OBJECT
public:
    RecoveryCodesPage(const Theme &theme, service::SignInService &signIn, QWidget *parent = nullptr);

    void begin();
    void clear();

private:
    void copyAll();

    service::SignInService &m_signIn;
    QGridLayout *m_grid;
    Button *m_kept;
    std::vector<SecretText *> m_codes;
};

} // namespace wardline::ui
