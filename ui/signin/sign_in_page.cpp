// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/sign_in_page.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/code_edit.h"
#include "ui/kit/error_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/time_words.h"
#include "ui/kit/words.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostKnownAccounts = 4;
constexpr std::chrono::seconds kCodeStep{30}; // RFC 6238 5.2, the usual time step

QLineEdit *makeLine(const QString &name)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    line->setMinimumHeight(metrics::kPrimaryTarget);
    line->setMaxLength(1024);
    return line;
}

QString progressWords(model::SignInState state)
{
    switch (state) {
    case model::SignInState::Connecting:
        return SignInPage::tr("Reaching the relay …");
    case model::SignInState::Proving:
        return SignInPage::tr("Checking who you are …");
    case model::SignInState::OpeningProfile:
        return SignInPage::tr("Opening your messages …");
    case model::SignInState::SignedOut:
    case model::SignInState::Enrolling:
    case model::SignInState::ShowingRecoveryCodes:
    case model::SignInState::SignedIn:
        return {};
    }
    return {};
}

} // namespace

SignInPage::SignInPage(const Context &context, service::SignInService &signIn, QWidget *parent)
    : CentredPage(context.theme, parent)
    , m_context(context)
    , m_signIn(signIn)
    , m_defaults(signIn.defaults())
    , m_timer(context.timers.createTimer([this] { tick(); }))
{
    setObjectName(u"signInPage"_s);
    buildHead();
    buildFields();
    buildFoot();
    chooseSecond(Second::Code);
    tick();
}

void SignInPage::buildHead()
{
    auto *mark = new QLabel;
    mark->setPixmap(applicationIcon().pixmap(QSize(48, 48), devicePixelRatioF()));
    column().addWidget(mark, 0, Qt::AlignLeading);
    column().addWidget(new Words(m_theme, FontRole::Page, tr("Sign in to Wardline")));
    m_banner = new Banner(m_theme);
    m_banner->setObjectName(u"signInBanner"_s);
    column().addWidget(m_banner);
    m_known = new QWidget;
    (new QVBoxLayout(m_known))->setSpacing(metrics::kSpace4);
    column().addWidget(m_known);
}

void SignInPage::showKnownAccounts()
{
    qDeleteAll(m_known->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    const auto accounts = m_signIn.knownAccounts();
    m_known->setVisible(!accounts.empty());
    if (accounts.empty()) {
        return;
    }
    QLayout *rows = m_known->layout();
    rows->addWidget(new Words(m_theme, FontRole::Caption, tr("Signed in here before"), nullptr, Words::Ink::Muted));
    for (std::size_t i = 0; i < std::min(accounts.size(), kMostKnownAccounts); ++i) {
        const auto &known = accounts[i];
        auto *choice = new Button(m_theme, Button::Kind::Outlined, known.account.toString());
        choice->setObjectName(u"knownAccount%1"_s.arg(i));
        choice->setLeadingIcon(Icon::Person);
        choice->setStartAligned(true);
        choice->setToolTip(tr("Last here: %1").arg(momentWords(known.lastSignIn, m_context.clock.now())));
        connect(choice, &Button::clicked, this, [this, account = known.account, relay = known.relay] {
            m_account->setText(account.toString());
            if (m_relay && relay.isValid()) {
                m_relay->setText(relay.toString());
            }
            m_password->setFocus(Qt::OtherFocusReason);
        });
        rows->addWidget(choice);
    }
}

void SignInPage::forgetPerson()
{
    m_account->setText(QString()); // unlike clear(), leaves nothing to undo
    m_banner->dismiss();
}

void SignInPage::buildFields()
{
    m_account = makeLine(u"account"_s);
    m_account->setPlaceholderText(m_defaults.domain.isEmpty() ? tr("anna@clinic.example")
                                                              : tr("Your name at %1").arg(m_defaults.domain));
    addField(tr("Account"), m_account);
    if (!m_defaults.isRelayFixed) {
        m_relay = makeLine(u"relay"_s);
        m_relay->setText(m_defaults.relay.toString());
        m_relay->setPlaceholderText(u"wss://relay.clinic.example/xmpp"_s);
        addField(tr("Relay address"), m_relay);
    }
    m_password = new SecretEdit(m_theme);
    m_password->setObjectName(u"password"_s);
    QWidget *passwordBox = addField(tr("Password"), m_password);
    m_capsLock = new Words(m_theme, FontRole::Caption, tr("Caps Lock is on"), nullptr, Words::Ink::Concern);
    m_capsLock->setObjectName(u"capsLock"_s);
    m_capsLock->hide();
    passwordBox->layout()->addWidget(m_capsLock);
    connect(m_password, &SecretEdit::capsLockChanged, m_capsLock, &QWidget::setVisible);

    m_code = new CodeEdit(m_theme);
    m_code->setObjectName(u"code"_s);
    m_codeBox = addField(tr("Code from your authenticator"), m_code);
    m_nextCode = new Words(m_theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted);
    m_nextCode->setObjectName(u"nextCode"_s);
    m_codeBox->layout()->addWidget(m_nextCode);

    m_recovery = new SecretEdit(m_theme);
    m_recovery->setObjectName(u"recoveryCode"_s);
    m_recoveryBox = addField(tr("Recovery code"), m_recovery);

    m_ticket = new SecretEdit(m_theme);
    m_ticket->setObjectName(u"ticket"_s);
    m_ticketBox = addField(tr("Enrolment ticket"), m_ticket);
    auto *hint =
        new Words(m_theme, FontRole::Caption,
                  tr("You get the ticket from your IT department. It can be used once and sets up your authenticator."),
                  nullptr, Words::Ink::Muted);
    hint->setWordWrap(true);
    m_ticketBox->layout()->addWidget(hint);
}

void SignInPage::buildFoot()
{
    m_submit = new Button(m_theme, Button::Kind::Primary, tr("Sign in"));
    m_submit->setObjectName(u"signIn"_s);
    m_progress = new Words(m_theme, FontRole::Body, QString(), nullptr, Words::Ink::Muted);
    m_progress->setObjectName(u"signInProgress"_s);
    m_progress->setAlignment(Qt::AlignCenter);
    m_progress->hide();
    m_cancel = new Button(m_theme, Button::Kind::Outlined, tr("Cancel"));
    m_cancel->setObjectName(u"cancelSignIn"_s);
    m_cancel->hide();
    column().addWidget(m_submit);
    column().addWidget(m_progress);
    column().addWidget(m_cancel);
    auto *ways = new QHBoxLayout;
    m_useRecovery = new Button(m_theme, Button::Kind::Quiet, QString());
    m_useRecovery->setObjectName(u"useRecovery"_s);
    m_firstTime = new Button(m_theme, Button::Kind::Quiet, QString());
    m_firstTime->setObjectName(u"firstTime"_s);
    ways->addWidget(m_firstTime);
    ways->addStretch(1);
    ways->addWidget(m_useRecovery);
    column().addLayout(ways);

    connect(m_submit, &Button::clicked, this, &SignInPage::submit);
    connect(m_cancel, &Button::clicked, this, [this] { m_signIn.cancel(); });
    connect(m_account, &QLineEdit::returnPressed, this, &SignInPage::submit);
    if (m_relay) {
        connect(m_relay, &QLineEdit::returnPressed, this, &SignInPage::submit);
    }
    for (SecretEdit *field : {m_password, m_recovery, m_ticket}) {
        connect(field, &SecretEdit::returnPressed, this, &SignInPage::submit);
    }
    connect(m_code, &CodeEdit::returnPressed, this, &SignInPage::submit);
    connect(m_useRecovery, &Button::clicked, this,
            [this] { chooseSecond(m_second == Second::RecoveryCode ? Second::Code : Second::RecoveryCode); });
    connect(m_firstTime, &Button::clicked, this,
            [this] { chooseSecond(m_second == Second::Ticket ? Second::Code : Second::Ticket); });
}

void SignInPage::chooseSecond(Second second)
{
    m_second = second;
    m_code->clear();
    m_recovery->clear();
    m_ticket->clear();
    m_codeBox->setVisible(second == Second::Code && m_defaults.wantsCode);
    m_recoveryBox->setVisible(second == Second::RecoveryCode);
    m_ticketBox->setVisible(second == Second::Ticket);
    m_useRecovery->setText(second == Second::RecoveryCode ? tr("Use a code") : tr("Phone not at hand?"));
    m_useRecovery->setVisible(second != Second::Ticket && m_defaults.wantsCode);
    m_firstTime->setText(second == Second::Ticket ? tr("I have an authenticator") : tr("First time here?"));
    m_firstTime->setVisible(m_defaults.wantsCode);
    m_useRecovery->updateGeometry();
    m_firstTime->updateGeometry();
}

void SignInPage::begin()
{
    showKnownAccounts();
    m_password->clear();
    chooseSecond(Second::Code);
    setBusy(false);
    (m_account->text().isEmpty() ? static_cast<QWidget *>(m_account) : m_password)->setFocus(Qt::OtherFocusReason);
}

void SignInPage::showError(const Error &error)
{
    m_banner->say(Banner::Kind::Error, errorWords(error));
    setBusy(false);
    m_password->setFocus(Qt::OtherFocusReason);
}

void SignInPage::showNotice(const QString &words)
{
    m_banner->say(Banner::Kind::Info, words);
}

void SignInPage::showState(model::SignInState state)
{
    const QString words = progressWords(state);
    m_progress->setText(words);
    setBusy(!words.isEmpty());
}

void SignInPage::setBusy(bool isBusy)
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_account, m_password, m_code, m_recovery, m_ticket,
                                                          m_useRecovery, m_firstTime}) {
        part->setEnabled(!isBusy);
    }
    if (m_relay) {
        m_relay->setEnabled(!isBusy);
    }
    m_submit->setVisible(!isBusy);
    m_progress->setVisible(isBusy);
    m_cancel->setVisible(isBusy);
    if (isBusy) {
        m_cancel->setFocus(Qt::OtherFocusReason);
    }
}

std::optional<model::Jid> SignInPage::typedAccount() const
{
    QString text = m_account->text().trimmed();
    if (!text.contains(u'@') && !m_defaults.domain.isEmpty()) {
        text = text + u'@' + m_defaults.domain;
    }
    const auto jid = model::Jid::parse(text);
    return jid && jid->isBare() && !jid->local().isEmpty() ? jid : std::nullopt;
}

std::optional<QUrl> SignInPage::typedRelay() const
{
    if (!m_relay) {
        return m_defaults.relay;
    }
    const QUrl url(m_relay->text().trimmed(), QUrl::StrictMode);
    return url.isValid() && url.scheme() == u"wss" && !url.host().isEmpty() ? std::optional(url) : std::nullopt;
}

void SignInPage::complain(service::ServiceError error, QWidget *field)
{
    m_banner->say(Banner::Kind::Error, errorWords(error));
    field->setFocus(Qt::OtherFocusReason);
}

void SignInPage::submit()
{
    const auto account = typedAccount();
    if (!account) {
        complain(service::ServiceError::BadAddress, m_account);
        return;
    }
    const auto relay = typedRelay();
    if (!relay) {
        complain(service::ServiceError::BadRelayUrl, m_relay);
        return;
    }
    if (m_password->isEmpty()) {
        m_password->setFocus(Qt::OtherFocusReason);
        return;
    }
    const bool wantsCode = m_defaults.wantsCode && m_second == Second::Code;
    if (wantsCode && !m_code->isComplete()) {
        if (m_code->hasFocus()) {
            complain(service::ServiceError::CodeMissing, m_code);
        } else {
            m_code->setFocus(Qt::OtherFocusReason);
        }
        return;
    }
    if (m_second == Second::Ticket && m_ticket->isEmpty()) {
        m_ticket->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_second == Second::RecoveryCode && m_recovery->isEmpty()) {
        m_recovery->setFocus(Qt::OtherFocusReason);
        return;
    }
    service::SignInRequest request;
    request.account = *account;
    request.relay = *relay;
    request.password = m_password->take();
    request.code = m_second == Second::RecoveryCode ? m_recovery->take() : m_code->take();
    request.enrolmentTicket = m_ticket->take();
    m_banner->dismiss();
    m_signIn.signIn(std::move(request));
}

void SignInPage::tick()
{
    using namespace std::chrono;
    const auto since = floor<seconds>(m_context.clock.now().time_since_epoch()) % kCodeStep;
    m_nextCode->setText(tr("Code already used? The next one comes in %1.").arg(durationWords(kCodeStep - since)));
    m_timer->start(1s);
}

} // namespace wardline::ui
