// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/centred_page.h"
#include "ui/kit/context.h"

#include <memory>
#include <vector>

class QGridLayout;

namespace wardline::ui {

class Banner;
class Button;
class SecretText;

/// Shows the ten recovery codes once, to be written down, printed or copied.
class RecoveryCodesPage final : public CentredPage
{
    Q_OBJECT
public:
    RecoveryCodesPage(const Context &context, service::SignInService &signIn, QWidget *parent = nullptr);

    void begin();
    /// Nothing of the codes stays on the page or on the clipboard.
    void clear();

private:
    void copyAll();
    void lookForPrinters();
    void offer(const QStringList &printers);
    void printOn(const QString &printer);

    const Context &m_context;
    service::SignInService &m_signIn;
    Banner *m_banner;
    QGridLayout *m_grid;
    Button *m_print;
    Button *m_kept;
    std::vector<SecretText *> m_codes;
    std::unique_ptr<Timer> m_clipboardTimer;
};

} // namespace wardline::ui
