// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include "core/service/delivery_service.h"
#include "ui/kit/alerts.h"
#include "ui/kit/button.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"
#include "ui/kit/words.h"
#include "ui/notifications/notification_words.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kSmallIcon = 16;
}

StatusLine::StatusLine(const Context &context, service::Workstation &workstation, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workstation(workstation)
    , m_icon(new IconLabel(context.theme, Icon::Offline, kSmallIcon, &Palette::concern))
    , m_connection(new Words(context.theme, FontRole::Caption))
    , m_retry(new Button(context.theme, Button::Kind::Quiet, tr("Try now")))
    , m_waiting(new Button(context.theme, Button::Kind::Quiet, QString()))
    , m_clock(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Concern))
    , m_receiving(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_sound(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Concern))
    , m_soundMark(new IconButton(context.theme, Icon::Warning, QString()))
    , m_policy(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_lock(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_timer(context.timers.createTimer([this] { refresh(); }))
{
    setObjectName(u"statusLine"_s);
    m_connection->setObjectName(u"connectionWords"_s);
    m_retry->setObjectName(u"retryNow"_s);
    m_waiting->setObjectName(u"waitingToBeSent"_s);
    m_clock->setObjectName(u"clockWords"_s);
    m_receiving->setObjectName(u"receivingWords"_s);
    m_sound->setObjectName(u"soundWords"_s);
    m_policy->setObjectName(u"policyWords"_s);
    m_lock->setObjectName(u"timeToLock"_s);
    for (Words *words : {m_connection, m_clock, m_receiving, m_sound, m_policy, m_lock}) {
        words->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
        words->setMinimumWidth(0);
    }
    setMinimumHeight(metrics::kTarget);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace12, 0, metrics::kSpace12, 0);
    row->setSpacing(metrics::kSpace16);
    row->addWidget(m_icon);
    row->addSpacing(-metrics::kSpace8);
    row->addWidget(m_connection);
    row->addWidget(m_retry);
    row->addWidget(m_waiting);
    row->addWidget(m_receiving);
    row->addStretch(1);
    row->addWidget(m_clock);
    auto *sound = new QHBoxLayout; // by itself, so that nothing is pushed together while there is none
    sound->setSpacing(metrics::kSpace4);
    sound->addWidget(m_soundMark);
    sound->addWidget(m_sound);
    row->addLayout(sound);
    row->addWidget(m_policy);
    row->addWidget(m_lock);
    connect(m_retry, &Button::clicked, this, [this] {
        if (m_session) {
            m_session->reconnectNow({});
        }
    });
    connect(m_waiting, &Button::clicked, this, &StatusLine::waitingChosen);
    m_waiting->hide();
    m_soundMark->setObjectName(u"soundMark"_s);
    m_soundMark->setConcerned(true);
    connect(m_soundMark, &IconButton::clicked, this, &StatusLine::soundChosen);
    if (context.alerts) {
        connect(&context.alerts->sound, &service::SoundPlayer::stateChanged, this, &StatusLine::refreshSound);
        connect(&context.alerts->settings, &service::NotificationSettings::changed, this, &StatusLine::refreshSound);
    }
    refreshSound();
    connect(&context.theme, &Theme::changed, this, qOverload<>(&StatusLine::update));
}

void StatusLine::setSession(service::AccountSession *session)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->delivery().disconnect(this);
    }
    m_session = session;
    if (session) {
        connect(&session->delivery(), &service::DeliveryService::waitingChanged, this, &StatusLine::refresh);
        connect(session, &service::AccountSession::connectionChanged, this, &StatusLine::refresh);
        refresh();
    } else {
        m_timer->stop();
    }
}

/// Which files that is, is for whoever asks.
void StatusLine::showPolicy()
{
    QStringList files;
    const auto lines = m_workstation.policy();
    for (const service::PolicyLine &line : lines) {
        const bool isFile = line.origin.contains(u'/') || line.origin.contains(u'\\');
        if (isFile && !files.contains(line.origin)) {
            files.append(line.origin);
        }
    }
    m_policy->setText(files.isEmpty() ? tr("No policy: usual settings") : tr("Your organisation's policy"));
    m_policy->setToolTip(files.join(u'\n'));
    m_policy->setAccessibleDescription(files.join(u", "_s));
}

void StatusLine::refresh()
{
    if (!m_session) {
        return;
    }
    const Instant now = m_context.clock.now();
    const service::ConnectionStatus status = m_session->connection();
    const bool isOnline = status.phase == service::ConnectionPhase::Online;
    m_icon->show(isOnline ? Icon::Online : Icon::Offline, isOnline ? &Palette::ok : &Palette::concern);
    m_words = connectionWords(status, now);
    m_isOffline = !isOnline && status.phase != service::ConnectionPhase::Connecting;
    m_connection->setAccessibleName(m_words);
    m_connection->setInk(isOnline ? Words::Ink::Text : Words::Ink::Concern);
    m_trouble = connectionTroubleWords(status);
    m_connection->setAccessibleDescription(connectionTroubleWords(status));
    m_clock->setText(clockWords(status));
    m_retry->setVisible(status.phase == service::ConnectionPhase::WaitingToRetry);
    m_receiving->setText(isOnline && status.receivingUntil > now
                             ? tr("Receiving until %1").arg(momentWords(status.receivingUntil, now))
                             : QString());
    showPolicy();
    const auto toLock = m_workstation.lock().timeToLock();
    m_lock->setText(toLock ? tr("Locks in %1").arg(durationWords(*toLock)) : QString());
    fit();
    m_timer->start(std::chrono::seconds(1));
}

void StatusLine::refreshSound()
{
    const Alerts *alerts = m_context.alerts;
    const service::SoundState state = alerts ? alerts->sound.state() : service::SoundState::Unknown;
    const bool isOn = !alerts || alerts->settings.isSoundOn();
    m_sound->setText(soundOffWords(state, isOn));
    m_sound->setToolTip(soundReasonWords(state, isOn));
    m_soundMark->setWords(m_sound->text().isEmpty() ? QString() : tr("%1. See the settings").arg(m_sound->text()));
    m_soundMark->setAccessibleDescription(m_sound->toolTip());
    fit();
}

/// Where there is not room for all, what matters least goes first: it is in the settings too.
void StatusLine::fit()
{
    const QMargins margins = contentsMargins() + layout()->contentsMargins();
    int room = width() - margins.left() - margins.right() - kSmallIcon - metrics::kSpace8;
    const bool isRetrying = m_session && m_session->connection().phase == service::ConnectionPhase::WaitingToRetry;
    const auto takes = [&](QWidget *part) { return part->sizeHint().width() + metrics::kSpace16; };
    room -= isRetrying ? takes(m_retry) : 0;
    const QFontMetrics letters(m_context.theme.font(FontRole::Caption));
    const QString shortWords = m_isOffline ? tr("No connection") : m_words;
    const int waiting = m_session ? m_session->delivery().waitingCount() : 0;
    const bool isShown = waiting > 0 && !m_isWaitingSaid;
    m_waiting->setVisible(isShown);
    m_waiting->setText(tr("%Ln wait(s) to be sent", nullptr, waiting));
    m_waiting->setAccessibleName(m_waiting->text());
    if (isShown && letters.horizontalAdvance(shortWords) > room - takes(m_waiting)) {
        //: messages, where there is no room to say that they wait to be sent
        m_waiting->setText(tr("%Ln waiting", nullptr, waiting));
    }
    room -= isShown ? takes(m_waiting) : 0;
    const QString words = letters.horizontalAdvance(m_words) > room ? shortWords : m_words;
    m_connection->setText(letters.elidedText(words, Qt::ElideRight, std::max(0, room)));
    const QString whole = m_connection->text() == m_words ? QString() : m_words;
    m_connection->setToolTip(whole.isEmpty() ? m_trouble : m_trouble.isEmpty() ? whole : whole + u'\n' + m_trouble);
    room -= std::min(m_connection->sizeHint().width(), room);
    const bool isSoundOff = !m_sound->text().isEmpty();
    const int soundTakes = takes(m_soundMark) + takes(m_sound) - metrics::kSpace12;
    const bool hasSoundRoom = isSoundOff && soundTakes <= room;
    m_sound->setVisible(hasSoundRoom);
    m_soundMark->setVisible(isSoundOff); // where the words have no room, the mark still says it
    room -= hasSoundRoom ? soundTakes : isSoundOff ? takes(m_soundMark) : 0;
    for (Words *part : {m_clock, m_lock, m_receiving, m_policy}) {
        const bool hasRoom = !part->text().isEmpty() && takes(part) <= room;
        part->setVisible(hasRoom);
        room -= hasRoom ? takes(part) : 0;
    }
}

void StatusLine::setWaitingSaid(bool isSaid)
{
    if (m_isWaitingSaid != isSaid) {
        m_isWaitingSaid = isSaid;
        fit();
    }
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, m_context.theme.palette().divider);
}

} // namespace wardline::ui
