// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/context.h"
#include "ui/signin/old_cache_page.h"

#include <QStackedWidget>

#include <optional>

namespace wardline::ui {

class EnrolmentPage;
class RecoveryCodesPage;
class SignInPage;

/// Everything before the work: shows the page that belongs to the service's state.
class SignInView final : public QStackedWidget
{
    Q_OBJECT
public:
    SignInView(const Context &context, service::SignInService &signIn, QWidget *parent = nullptr);

    /// Back to the first page, empty.
    void begin();
    /// Fills in who is expected to sign in first.
    void suggestAccount(const QString &account);

private:
    void onStateChanged(model::SignInState state);
    void onFailed(const Error &error);
    void askAboutCache(OldCachePage::Cause cause);

    service::SignInService &m_signIn;
    SignInPage *m_signInPage;
    EnrolmentPage *m_enrolmentPage;
    RecoveryCodesPage *m_recoveryPage;
    OldCachePage *m_oldCachePage;
    std::optional<OldCachePage::Cause> m_question; ///< asked and not yet answered
};

} // namespace wardline::ui
