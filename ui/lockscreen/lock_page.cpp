// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/lock_page.h"

#include "ui/kit/alerts.h"
#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/caps_lock_note.h"
#include "ui/kit/error_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"
#include "ui/notifications/notification_words.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

LockPage::LockPage(const Context &context, service::LockService &lock, QWidget *parent)
    : CentredPage(context.theme, parent)
    , m_context(context)
    , m_lock(lock)
    , m_clock(new Words(context.theme, FontRole::Clock))
    , m_reason(new Words(context.theme, FontRole::Body, QString(), nullptr, Words::Ink::Muted))
    , m_who(new Words(context.theme, FontRole::Page))
    , m_banner(new Banner(context.theme))
    , m_password(new SecretEdit(context.theme))
    , m_unlock(new Button(context.theme, Button::Kind::Primary, tr("Unlock")))
    , m_facts(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_sound(new Banner(context.theme))
    , m_timer(context.timers.createTimer([this] { tick(); }))
{
    setObjectName(u"lockPage"_s);
    m_clock->setAlignment(Qt::AlignCenter);
    m_clock->setObjectName(u"lockClock"_s);
    m_reason->setAlignment(Qt::AlignCenter);
    m_reason->setObjectName(u"lockReason"_s);
    m_reason->setWordWrap(true);
    m_who->setAlignment(Qt::AlignCenter);
    m_who->setObjectName(u"lockedPerson"_s);
    m_who->setWordWrap(true);
    m_facts->setAlignment(Qt::AlignCenter);
    m_facts->setWordWrap(true);
    m_facts->hide();
    m_facts->setObjectName(u"lockFacts"_s);
    m_sound->setObjectName(u"lockSound"_s);
    m_clock->setAccessibleName(tr("Time of day")); // or it would be read out as it changes
    column().addWidget(m_clock);
    column().addWidget(m_reason);
    column().addWidget(m_who);
    m_banner->setObjectName(u"lockBanner"_s);
    column().addWidget(m_banner);
    m_password->setObjectName(u"unlockPassword"_s);
    auto *capsLock = new CapsLockNote(context, *m_password);
    capsLock->setObjectName(u"lockCapsLock"_s);
    addField(tr("Password"), m_password, capsLock);
    m_unlock->setObjectName(u"unlock"_s);
    foot().addWidget(m_unlock);
    auto *other = new Button(context.theme, Button::Kind::Outlined, tr("Someone else"));
    other->setObjectName(u"someoneElse"_s);
    other->setToolTip(tr("Signs this person out and shows the sign-in page"));
    other->setAccessibleDescription(other->toolTip());
    foot().addWidget(other);
    foot().addWidget(m_facts);
    foot().addWidget(m_sound);

    if (context.alerts != nullptr) {
        connect(&context.alerts->sound, &service::SoundPlayer::stateChanged, this, &LockPage::showSound);
    }
    connect(m_password, &SecretEdit::returnPressed, this, &LockPage::unlock);
    connect(m_unlock, &Button::clicked, this, &LockPage::unlock);
    connect(other, &Button::clicked, this, &LockPage::someoneElse);
}

void LockPage::begin()
{
    m_banner->dismiss();
    m_password->clear();
    m_isWorking = false;
    m_isDelayed = false;
    tick();
    m_password->setFocus(Qt::OtherFocusReason);
}

void LockPage::clear()
{
    m_timer->stop();
    m_password->clear();
    m_who->clear();
    m_facts->clear();
}

void LockPage::tick()
{
    const Instant now = m_context.clock.now();
    const service::LockedView view = m_lock.lockedView();
    m_clock->setText(clockTime(now));
    m_reason->setText(tr("Locked: %1, since %2").arg(lockReasonWords(view.reason), momentWords(view.since, now)));
    m_who->setText(view.name.isEmpty() ? plainName(view.account.toString()) : plainName(view.name));
    showFacts(view, now);
    showSound();
    showDelay();
    m_timer->start(std::chrono::seconds(1));
}

void LockPage::showFacts(const service::LockedView &view, Instant now)
{
    QStringList facts;
    if (view.receivingUntil > now) {
        facts << tr("Receiving until %1").arg(momentWords(view.receivingUntil, now));
    } else {
        facts << tr("Nobody is receiving here");
    }
    if (view.unsent > 0) {
        facts << (view.isSending ? tr("%Ln message(s) wait and go on being sent behind the lock", nullptr, view.unsent)
                                 : tr("%Ln message(s) have not left yet", nullptr, view.unsent));
    }
    m_facts->setText(facts.join(u'\n'));
    m_facts->show();
}

void LockPage::showSound()
{
    const Alerts *alerts = m_context.alerts;
    const service::SoundState state = alerts ? alerts->sound.state() : service::SoundState::Unknown;
    const bool isOn = !alerts || alerts->settings.isSoundOn();
    if (const QString off = soundOffWords(state, isOn); off.isEmpty()) {
        m_sound->dismiss();
    } else {
        m_sound->say(Banner::Kind::Concern, off + u". "_s + soundReasonWords(state, isOn), {}, false);
    }
}

/// The seconds are counted on the button, which cannot be pressed meanwhile; the banner says it once.
void LockPage::showDelay()
{
    const auto delay = m_lock.unlockDelay();
    const bool isDelayed = delay.count() > 0;
    if (isDelayed && !m_isDelayed) {
        m_banner->say(Banner::Kind::Concern, tr("Too many attempts. Unlocking is held back for a moment."), {}, false);
    } else if (!isDelayed && m_isDelayed) {
        m_banner->dismiss();
    }
    const bool isOver = m_isDelayed && !isDelayed;
    m_isDelayed = isDelayed;
    if (m_password->hasFocus() && (m_isDelayed || m_isWorking)) {
        setFocus(Qt::OtherFocusReason); // else it would go on to the button that signs out, and what is typed with it
    }
    m_password->setEnabled(!m_isDelayed && !m_isWorking);
    m_unlock->setEnabled(!m_isDelayed && !m_isWorking);
    m_unlock->setText(m_isWorking       ? tr("Unlocking …")
                          : m_isDelayed ? tr("Try again in %1").arg(durationWords(delay))
                                        : tr("Unlock"));
    if (isOver) {
        m_password->setFocus(Qt::OtherFocusReason);
    }
}

/// Escape empties the field.
void LockPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        m_password->clear();
        m_password->setFocus(Qt::OtherFocusReason);
        return;
    }
    CentredPage::keyPressEvent(event);
}

void LockPage::unlock()
{
    if (m_isWorking || m_isDelayed) {
        return;
    }
    if (m_password->isEmpty()) {
        m_password->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_isWorking = true;
    const auto attempt = m_lock.unlock(m_password->take());
    showDelay();
    whenDone(attempt, this, [this](const Status &outcome) {
        m_isWorking = false;
        showDelay();
        if (outcome) {
            return; // the session comes and the window swaps the page
        }
        if (!m_isDelayed) {
            m_banner->say(Banner::Kind::Error,
                          outcome.error().is(service::ServiceError::WrongCredentials) ? tr("That is not the password.")
                                                                                      : errorWords(outcome.error()));
        }
        m_password->setFocus(Qt::OtherFocusReason);
    });
}

} // namespace wardline::ui
