// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/centred_page.h"
#include "ui/kit/context.h"
#include "ui/signin/second_factor.h"

#include <memory>
#include <vector>

class QBoxLayout;
class QLabel;
class QLineEdit;

namespace wardline::ui {

class AccountChoice;
class Banner;
class Button;
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
    /// Fills in who is expected; the cursor waits behind it.
    void suggestAccount(const QString &account);
    /// The next one at this page may be somebody else.
    void forgetPerson();
    void showError(const Error &error);
    void showNotice(const QString &words);
    /// Follows the service's state.
    void showState(model::SignInState state);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHead();
    void buildFields();
    void buildFoot();
    void connectFields();
    void showKnownAccounts();
    void chooseSecond(SecondFactor::Kind kind);
    void arrangeWays();
    void fitMark();
    void placeBanner();
    void fitNotice();
    [[nodiscard]] bool isLow() const;
    void bringRefusalIntoView();
    void submit();
    void complain(service::ServiceError error, QWidget *field);
    void setBusy(bool isBusy);
    void showDelay();
    void showClockSkew();
    void noteTyping();
    [[nodiscard]] std::optional<model::Jid> typedAccount() const;
    [[nodiscard]] std::optional<QUrl> typedRelay() const;

    const Context &m_context;
    service::SignInService &m_signIn;
    service::SignInDefaults m_defaults;
    QLabel *m_mark = nullptr;
    Banner *m_banner = nullptr;
    Banner *m_clockBanner = nullptr;
    QWidget *m_known = nullptr;
    std::vector<AccountChoice *> m_choices;
    QLineEdit *m_account = nullptr;
    QLineEdit *m_relay = nullptr;
    SecretEdit *m_password = nullptr;
    SecondFactor *m_second = nullptr;
    QBoxLayout *m_ways = nullptr; ///< beside each other, or below where their words are long
    Button *m_useRecovery = nullptr;
    Button *m_firstTime = nullptr;
    Button *m_submit = nullptr;
    Button *m_cancel = nullptr;
    Words *m_progress = nullptr;
    bool m_isBusy = false;
    bool m_isPlacing = false;
    bool m_isTight = false; ///< the notice and the digits do not both fit in the column
    bool m_wasRefused = false; ///< what was typed did not fit
    bool m_isDelayed = false;
    std::unique_ptr<Timer> m_delayTimer;
    std::unique_ptr<Timer> m_leftAloneTimer;
};

} // namespace wardline::ui
