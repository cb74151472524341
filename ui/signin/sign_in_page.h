// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/centred_page.h"
#include "ui/kit/context.h"

#include <memory>

class QLineEdit;

namespace wardline::ui {

class Banner;
class Button;
class CodeEdit;
class SecretEdit;
class Words;

/// Collects account, password and code together and hands them over at once, so that a refusal cannot tell which was
/// wrong. All secrets are gone from the page the moment they are handed over.
class SignInPage final : public CentredPage
{
    Q_OBJECT
public:
    SignInPage(const Context &context, service::SignInService &signIn, QWidget *parent = nullptr);

    /// Empty fields, the cursor where typing starts.
    void begin();
    /// The next one at this page may be somebody else.
    void forgetPerson();
    void showError(const Error &error);
    void showNotice(const QString &words);
    /// Follows the service's state.
    void showState(model::SignInState state);

private:
    enum class Second { Code, RecoveryCode, Ticket };

    void buildHead();
    void buildFields();
    void buildFoot();
    void showKnownAccounts();
    void chooseSecond(Second second);
    void submit();
    void complain(service::ServiceError error, QWidget *field);
    void tick();
    void setBusy(bool isBusy);
    [[nodiscard]] std::optional<model::Jid> typedAccount() const;
    [[nodiscard]] std::optional<QUrl> typedRelay() const;

    const Context &m_context;
    service::SignInService &m_signIn;
    service::SignInDefaults m_defaults;
    Second m_second = Second::Code;
    Banner *m_banner = nullptr;
    QWidget *m_known = nullptr;
    QLineEdit *m_account = nullptr;
    QLineEdit *m_relay = nullptr;
    SecretEdit *m_password = nullptr;
    Words *m_capsLock = nullptr;
    QWidget *m_codeBox = nullptr;
    CodeEdit *m_code = nullptr;
    Words *m_nextCode = nullptr;
    QWidget *m_recoveryBox = nullptr;
    SecretEdit *m_recovery = nullptr;
    QWidget *m_ticketBox = nullptr;
    SecretEdit *m_ticket = nullptr;
    Button *m_useRecovery = nullptr;
    Button *m_firstTime = nullptr;
    Button *m_submit = nullptr;
    Button *m_cancel = nullptr;
    Words *m_progress = nullptr;
    QWidget *m_fields = nullptr;
    std::unique_ptr<Timer> m_timer;
};

} // namespace wardline::ui
