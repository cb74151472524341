// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/sign_in_view.h"

#include "ui/kit/error_words.h"
#include "ui/signin/enrolment_page.h"
#include "ui/signin/recovery_codes_page.h"
#include "ui/signin/sign_in_page.h"

namespace wardline::ui {

using namespace Qt::StringLiterals;

SignInView::SignInView(const Context &context, service::SignInService &signIn, QWidget *parent)
    : QStackedWidget(parent)
    , m_signIn(signIn)
    , m_signInPage(new SignInPage(context, signIn))
    , m_enrolmentPage(new EnrolmentPage(context, signIn))
    , m_recoveryPage(new RecoveryCodesPage(context, signIn))
    , m_oldCachePage(new OldCachePage(context, signIn))
{
    setObjectName(u"signInView"_s);
    for (QWidget *page :
         std::initializer_list<QWidget *>{m_signInPage, m_enrolmentPage, m_recoveryPage, m_oldCachePage}) {
        addWidget(page);
    }
    connect(m_oldCachePage, &OldCachePage::cancelled, this, [this] {
        m_question.reset();
        begin();
    });
    connect(&signIn, &service::SignInService::stateChanged, this, &SignInView::onStateChanged);
    connect(&signIn, &service::SignInService::failed, this, &SignInView::onFailed);
    connect(&signIn, &service::SignInService::signedOutBy, this, [this](const Error &reason) {
        m_signInPage->showNotice(tr("You were signed out. %1").arg(errorWords(reason)));
    });
}

void SignInView::suggestAccount(const QString &account)
{
    m_signInPage->suggestAccount(account);
}

void SignInView::begin()
{
    m_enrolmentPage->clear();
    m_recoveryPage->clear();
    m_oldCachePage->clear();
    setCurrentWidget(m_signInPage);
    m_signInPage->begin();
}

void SignInView::onStateChanged(model::SignInState state)
{
    switch (state) {
    case model::SignInState::Enrolling:
        setCurrentWidget(m_enrolmentPage);
        m_enrolmentPage->begin();
        return;
    case model::SignInState::ShowingRecoveryCodes:
        m_enrolmentPage->clear();
        setCurrentWidget(m_recoveryPage);
        m_recoveryPage->begin();
        return;
    case model::SignInState::SignedIn:
        m_question.reset();
        m_signInPage->forgetPerson();
        begin();
        return;
    case model::SignInState::SignedOut:
        begin();
        return;
    case model::SignInState::Connecting:
    case model::SignInState::Proving:
    case model::SignInState::OpeningProfile:
        setCurrentWidget(m_signInPage);
        m_signInPage->showState(state);
        return;
    }
}

void SignInView::onFailed(const Error &error)
{
    if (m_signIn.state() == model::SignInState::Enrolling) {
        m_enrolmentPage->showError(error);
    } else if (error.is(service::ServiceError::PasswordChanged)) {
        askAboutCache(OldCachePage::Cause::PasswordChanged);
    } else if (error.is(service::ServiceError::ProfileDamaged)) {
        askAboutCache(OldCachePage::Cause::Damaged);
    } else if (m_question && error.is(service::ServiceError::WrongCredentials)) {
        askAboutCache(*m_question);
        m_oldCachePage->showError(error);
    } else {
        m_question.reset();
        m_signInPage->showError(error);
    }
}

void SignInView::askAboutCache(OldCachePage::Cause cause)
{
    m_question = cause;
    setCurrentWidget(m_oldCachePage);
    m_oldCachePage->begin(cause);
}

} // namespace wardline::ui
