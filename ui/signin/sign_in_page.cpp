// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/sign_in_page.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/caps_lock_note.h"
#include "ui/kit/error_words.h"
#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/time_words.h"
#include "ui/kit/words.h"
#include "ui/signin/account_choice.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostKnownAccounts = 4;
constexpr QSize kMark{48, 48};
constexpr std::chrono::minutes kLeftAlone{5};
constexpr int kRoomForNotice = 480; ///< in lower windows it stands above the button
constexpr int kRoomForCode = 380; ///< in lower ones it scrolls with the rest
constexpr int kNoticePlace = 2; ///< in the column: below mark and title
constexpr int kRoomForMark = 640; ///< in lower windows the fields need its place
constexpr std::chrono::seconds kSkewWorthSaying{20}; ///< less than a step of the authenticator does no harm

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
        return SignInPage::tr("Reaching the server …");
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
    , m_delayTimer(context.timers.createTimer([this] { showDelay(); }))
    , m_leftAloneTimer(context.timers.createTimer([this] {
        forgetPerson();
        begin();
    }))
{
    setObjectName(u"signInPage"_s);
    buildHead();
    buildFields();
    buildFoot();
    connectFields();
    chooseSecond(SecondFactor::Kind::Code);
}

void SignInPage::buildHead()
{
    m_mark = new QLabel;
    m_mark->setObjectName(u"signInMark"_s);
    m_mark->setPixmap(applicationIcon().pixmap(kMark, devicePixelRatioF()));
    column().addWidget(m_mark, 0, Qt::AlignLeading);
    column().addWidget(new Words(m_theme, FontRole::Page, tr("Sign in to Wardline")));
    m_banner = new Banner(m_theme);
    m_banner->setObjectName(u"signInBanner"_s);
    m_banner->installEventFilter(this);
    column().addWidget(m_banner);
    m_clockBanner = new Banner(m_theme);
    m_clockBanner->setObjectName(u"clockBanner"_s);
    m_clockBanner->installEventFilter(this);
    connect(this, &CentredPage::cutChanged, this,
            [this] { QTimer::singleShot(0, this, &SignInPage::fitNotice); });
    column().addWidget(m_clockBanner);
    m_known = new QWidget;
    auto *rows = new QVBoxLayout(m_known);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(metrics::kSpace8);
    rows->addWidget(new Words(m_theme, FontRole::Caption, tr("Signed in here before"), nullptr, Words::Ink::Muted));
    for (std::size_t i = 0; i < kMostKnownAccounts; ++i) {
        auto *choice = new AccountChoice(m_context);
        choice->setObjectName(u"knownAccount%1"_s.arg(i));
        connect(choice, &AccountChoice::clicked, this, [this, choice] {
            m_account->setText(choice->known().account.toString());
            if (m_relay && choice->known().relay.isValid()) {
                m_relay->setText(choice->known().relay.toString());
            }
            m_password->setFocus(Qt::OtherFocusReason);
        });
        rows->addWidget(choice);
        m_choices.push_back(choice);
    }
    column().addWidget(m_known);
}

void SignInPage::showKnownAccounts()
{
    const auto accounts = m_signIn.knownAccounts();
    m_known->setVisible(!accounts.empty());
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        if (i < accounts.size()) {
            m_choices[i]->show(accounts[i]);
        } else {
            m_choices[i]->hide();
        }
    }
}

void SignInPage::suggestAccount(const QString &account)
{
    m_account->setText(account);
    (account.isEmpty() ? static_cast<QWidget *>(m_account) : m_password)->setFocus(Qt::OtherFocusReason);
}

void SignInPage::forgetPerson()
{
    m_account->setText(QString()); // unlike clear(), leaves nothing to undo
    m_banner->dismiss();
}

void SignInPage::buildFields()
{
    m_account = makeLine(u"account"_s);
    m_account->setPlaceholderText(m_defaults.domain.isEmpty() ? tr("anna@clinic.example") : tr("For example: anna"));
    addField(tr("Account"), m_account);
    if (!m_defaults.isRelayFixed) {
        m_relay = makeLine(u"relay"_s);
        m_relay->setText(m_defaults.relay.toString());
        m_relay->setPlaceholderText(u"wss://relay.clinic.example/xmpp"_s);
        addField(tr("Server address"), m_relay);
    }
    m_password = new SecretEdit(m_theme);
    m_password->setObjectName(u"password"_s);
    auto *capsLock = new CapsLockNote(m_context, *m_password);
    capsLock->setObjectName(u"capsLock"_s);
    addField(tr("Password"), m_password, capsLock);
    m_second = new SecondFactor(m_context);
    column().addWidget(m_second);
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
    foot().addWidget(m_submit);
    foot().addWidget(m_progress);
    foot().addWidget(m_cancel);
    m_ways = new QHBoxLayout;
    m_ways->setSpacing(0);
    m_useRecovery = new Button(m_theme, Button::Kind::Link, QString());
    m_useRecovery->setObjectName(u"useRecovery"_s);
    m_firstTime = new Button(m_theme, Button::Kind::Link, QString());
    m_firstTime->setObjectName(u"firstTime"_s);
    m_ways->addWidget(m_firstTime, 0, Qt::AlignLeading);
    m_ways->addStretch(1);
    m_ways->addWidget(m_useRecovery, 0, Qt::AlignLeading);
    foot().addLayout(m_ways);
}

void SignInPage::connectFields()
{
    using Kind = SecondFactor::Kind;
    connect(m_submit, &Button::clicked, this, &SignInPage::submit);
    connect(m_cancel, &Button::clicked, this, [this] { m_signIn.cancel(); });
    connect(m_account, &QLineEdit::returnPressed, this, &SignInPage::submit);
    connect(m_account, &QLineEdit::textChanged, this, &SignInPage::showDelay);
    if (m_relay) {
        connect(m_relay, &QLineEdit::returnPressed, this, &SignInPage::submit);
    }
    connect(m_password, &SecretEdit::returnPressed, this, &SignInPage::submit);
    connect(m_account, &QLineEdit::textEdited, this, &SignInPage::noteTyping);
    connect(m_password, &SecretEdit::edited, this, &SignInPage::noteTyping);
    connect(m_second, &SecondFactor::returnPressed, this, &SignInPage::submit);
    const auto toggle = [this](Kind kind) {
        chooseSecond(m_second->kind() == kind ? Kind::Code : kind);
        if (!m_password->isEmpty()) {
            m_second->takeFocus();
        } else {
            QWidget *const next = m_account->text().isEmpty() ? static_cast<QWidget *>(m_account) : m_password;
            next->setFocus(Qt::OtherFocusReason);
        }
    };
    connect(m_useRecovery, &Button::clicked, this, [toggle] { toggle(Kind::RecoveryCode); });
    connect(m_firstTime, &Button::clicked, this, [toggle] { toggle(Kind::Ticket); });
    connect(&m_signIn, &service::SignInService::clockSkewChanged, this, &SignInPage::showClockSkew);
}

void SignInPage::chooseSecond(SecondFactor::Kind kind)
{
    using Kind = SecondFactor::Kind;
    m_second->choose(kind, m_defaults.wantsCode);
    m_useRecovery->setText(kind == Kind::RecoveryCode ? tr("Use the authenticator") : tr("Phone not at hand?"));
    m_useRecovery->setVisible(kind != Kind::Ticket && m_defaults.wantsCode);
    m_firstTime->setText(kind == Kind::Ticket ? tr("I have an authenticator") : tr("First time here?"));
    m_firstTime->setVisible(m_defaults.wantsCode);
    arrangeWays();
}

void SignInPage::arrangeWays()
{
    m_useRecovery->updateGeometry();
    m_firstTime->updateGeometry();
    const int room = std::min(width() - 2 * metrics::kSpace16, metrics::kFormWidth);
    const int wanted = m_firstTime->sizeHint().width() + metrics::kSpace24 + m_useRecovery->sizeHint().width();
    m_ways->setDirection(wanted > room ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void SignInPage::begin()
{
    showKnownAccounts();
    m_password->clear();
    chooseSecond(SecondFactor::Kind::Code);
    setBusy(false);
    showDelay();
    (m_account->text().isEmpty() ? static_cast<QWidget *>(m_account) : m_password)->setFocus(Qt::OtherFocusReason);
}

void SignInPage::showError(const Error &error)
{
    QString words = errorWords(error);
    if (service::relayFaultOf(error) == service::RelayFault::CertificateExpired) {
        const Instant now = m_context.clock.now();
        words = tr("%1 Date and time of this computer: %2, %3.")
                    .arg(words, QLocale().toString(localDay(now), QLocale::LongFormat), clockTime(now));
    }
    m_wasRefused = error.is(service::ServiceError::WrongCredentials);
    m_banner->say(Banner::Kind::Error, words);
    setBusy(false);
    m_password->setFocus(Qt::OtherFocusReason);
    showClockSkew();
    showDelay();
    bringRefusalIntoView();
}

/// Once the notices have their places, which move what is below them.
void SignInPage::bringRefusalIntoView()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            Banner *const notice = m_banner->isHidden() ? m_clockBanner : m_banner;
            bringIntoView(isLow() ? static_cast<QWidget *>(m_password) : notice); // else the words come first
        },
        Qt::QueuedConnection);
}

/// Who began to type and went away leaves neither a name nor half a password to the next one.
void SignInPage::noteTyping()
{
    if (m_account->text().isEmpty() && m_password->isEmpty()) {
        m_leftAloneTimer->stop();
    } else {
        m_leftAloneTimer->start(kLeftAlone);
    }
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
    m_isBusy = isBusy;
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_known, m_account, m_password, m_second, m_useRecovery, m_firstTime}) {
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

/// The seconds are counted on the button, which cannot be pressed meanwhile; the banner says it once.
void SignInPage::showDelay()
{
    const auto account = typedAccount();
    const auto left = account ? m_signIn.signInDelay(*account) : std::chrono::milliseconds(0);
    const bool isDelayed = left.count() > 0;
    if (isDelayed && !m_isDelayed) {
        m_banner->say(Banner::Kind::Concern, tr("Too many attempts. Signing in is held back for a moment."), {}, false);
    } else if (!isDelayed && m_isDelayed) {
        m_banner->dismiss();
    }
    m_isDelayed = isDelayed;
    m_submit->setEnabled(!isDelayed);
    m_submit->setText(isDelayed ? tr("Try again in %1").arg(durationWords(left)) : tr("Sign in"));
    if (isDelayed) {
        m_delayTimer->start(std::chrono::seconds(1));
    } else {
        m_delayTimer->stop();
    }
}

/// Says nothing of what was wrong: it is true of the clock whoever signs in.
void SignInPage::showClockSkew()
{
    const auto skew = m_signIn.clockSkew().value_or(std::chrono::milliseconds(0));
    m_second->setClockSkew(skew);
    if (std::chrono::abs(skew) < kSkewWorthSaying) {
        m_clockBanner->dismiss();
        return;
    }
    const QString howMuch = durationWords(std::chrono::abs(skew));
    if (m_wasRefused) {
        m_banner->dismiss(); // one cause, one thing to do
    }
    const QString refused = m_wasRefused ? tr("Not signed in.") + u' ' : QString();
    m_clockBanner->say(
        Banner::Kind::Concern,
        refused
            + (skew.count() > 0
                   ? tr("The clock of this computer is %1 behind the server's, and codes depend on the time. "
                        "See that your phone shows the right time, and use its next code. Tell your IT "
                        "department about this computer.")
                         .arg(howMuch)
                   : tr("The clock of this computer is %1 ahead of the server's, and codes depend on the time. "
                        "See that your phone shows the right time, and use its next code. Tell your IT "
                        "department about this computer.")
                         .arg(howMuch)));
    if (m_wasRefused || !m_banner->isHidden()) {
        bringRefusalIntoView();
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
    if (field != nullptr) {
        field->setFocus(Qt::OtherFocusReason);
    }
}

void SignInPage::submit()
{
    if (m_isBusy || m_isDelayed) {
        return;
    }
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
    if (!m_second->isComplete()) {
        if (m_second->takeFocus() && m_second->kind() == SecondFactor::Kind::Code) {
            complain(service::ServiceError::CodeMissing, nullptr);
        }
        return;
    }
    service::SignInRequest request;
    request.account = *account;
    request.relay = *relay;
    request.password = m_password->take();
    request.code = m_second->takeCode();
    request.enrolmentTicket = m_second->takeTicket();
    m_leftAloneTimer->stop();
    m_banner->dismiss();
    m_clockBanner->dismiss();
    m_wasRefused = false;
    m_signIn.signIn(std::move(request));
}

/// Escape goes one step back: out of what runs, out of another way of proving, away with the notice.
void SignInPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        CentredPage::keyPressEvent(event);
    } else if (m_isBusy) {
        m_signIn.cancel();
    } else if (m_second->kind() != SecondFactor::Kind::Code) {
        chooseSecond(SecondFactor::Kind::Code);
        m_password->setFocus(Qt::OtherFocusReason);
    } else if (!m_isDelayed) {
        m_banner->dismiss();
    }
}

bool SignInPage::eventFilter(QObject *watched, QEvent *event)
{
    const bool isNotice = watched == m_banner || watched == m_clockBanner;
    if (isNotice && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)) {
        fitMark();
        if (!m_isPlacing) {
            QTimer::singleShot(0, this, &SignInPage::fitNotice); // once the layouts know what it needs
        }
    }
    return CentredPage::eventFilter(watched, event);
}

/// In a low window what was refused stands above the button, where it is seen beside the field that has the keyboard;
/// the other ways in scroll with the form and leave it their place.
void SignInPage::placeBanner()
{
    const bool isLow = this->isLow();
    if ((isLow ? foot() : column()).indexOf(m_ways) >= 0) {
        (isLow ? foot() : column()).removeItem(m_ways);
        m_ways->setParent(nullptr);
        (isLow ? column() : foot()).addLayout(m_ways);
    }
    const auto put = [this](QWidget *part, bool isInFoot, int place) {
        QBoxLayout &wanted = isInFoot ? foot() : column();
        if (wanted.indexOf(part) >= 0) {
            return;
        }
        const bool wasShown = !part->isHidden();
        m_isPlacing = true; // what is taken out is hidden for a moment
        (isInFoot ? column() : foot()).removeWidget(part);
        wanted.insertWidget(place, part);
        part->setVisible(wasShown);
        m_isPlacing = false;
    };
    put(m_banner, isLow, isLow ? 0 : kNoticePlace);
    put(m_clockBanner, isLow, isLow ? 1 : kNoticePlace + 1);
    put(m_second, isLow && height() >= kRoomForCode, isLow ? 2 : -1); // the digits are seen, whatever scrolls
}

bool SignInPage::isLow() const
{
    return m_isTight || height() < kRoomForNotice;
}

/// As in a low window wherever a notice would push the digits out of sight.
void SignInPage::fitNotice()
{
    const bool hasNotice = !m_banner->isHidden() || !m_clockBanner->isHidden();
    if (m_isTight ? hasNotice : !hasNotice || !isCut()) {
        return; // stays until it is read and closed, whatever the window's size
    }
    m_isTight = !m_isTight;
    placeBanner();
    bringIntoView(m_password);
}

/// The mark gives its place to what has to be read: it is there only where all the rest is.
void SignInPage::fitMark()
{
    m_mark->setVisible(height() >= kRoomForMark);
    if (!m_mark->isHidden() && isCut()) {
        m_mark->hide();
    }
}

void SignInPage::resizeEvent(QResizeEvent *event)
{
    arrangeWays();
    placeBanner();
    CentredPage::resizeEvent(event);
    fitMark();
    QTimer::singleShot(0, this, &SignInPage::fitNotice);
}

} // namespace wardline::ui
