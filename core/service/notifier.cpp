// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/notifier.h"

#include "core/base/when_finished.h"
#include "core/service/account_session.h"
#include "core/service/message_service.h"
#include "core/service/room_service.h"
#include "core/service/workstation.h"

#include <algorithm>

namespace wardline::service {

namespace {

constexpr qsizetype kMaxIds = 999; ///< more are not counted one by one
constexpr qsizetype kMaxKeptText = 1000; ///< of names and bodies, UTF-16 units
constexpr qsizetype kMaxReasons = 2000;

} // namespace

Notifier::Notifier(Workstation &workstation, const NotificationSettings &settings, const Clock &clock,
                   TimerFactory &timers, InView inView, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_inView(std::move(inView))
    , m_timer(timers.createTimer([this] { tell(Which::Changed); }))
{
    connect(&workstation, &Workstation::sessionChanged, this, &Notifier::onSessionChanged);
    connect(&settings, &NotificationSettings::changed, this, [this] {
        // What may be said has changed; at a lock the settings hear of it first, and there is nothing more to say then.
        if (!m_shown.empty() && m_settings.isOpen()) {
            tell(Which::All);
        }
    });
    onSessionChanged(workstation.session());
}

Notifier::~Notifier() = default;

void Notifier::onSessionChanged(AccountSession *session)
{
    m_questions.reset();
    m_timer->stop();
    m_waiting.clear();
    m_reasons.clear();
    m_ringsNext = m_ringsUrgently = false;
    m_hasTold = m_hasRung = false;
    m_shown.clear();
    m_session = session;
    Q_EMIT allWithdrawn();
    if (!session) {
        return;
    }
    m_questions = std::make_unique<QObject>();
    MessageService &messages = session->messages();
    connect(&messages, &MessageService::messagesStored, m_questions.get(),
            [this](const model::Jid &, const QList<model::MessageId> &ids) { onStored(ids); });
    connect(&messages, &MessageService::messageChanged, m_questions.get(),
            [this](const model::Jid &conversation, model::MessageId id) {
                const auto waiting = m_waiting.find(conversation);
                if (waiting != m_waiting.end() && waiting->second.ids.contains(id)) {
                    ask({id}, &Notifier::reconsider);
                }
            });
    connect(&session->rooms(), &RoomService::conversationsChanged, m_questions.get(), [this] { dropWhatWasRead(); });
}

/// A page of history costs one row: when its newest message is old, all of them are.
void Notifier::onStored(const QList<model::MessageId> &ids)
{
    if (ids.size() <= 1) {
        ask(ids, &Notifier::consider);
        return;
    }
    whenFinished(m_session->messages().byIds({ids.last()}), m_questions.get(),
                 [this, ids](const QFuture<Result<QList<model::Message>>> &answer) {
                     if (answer.isCanceled() || !answer.result() || answer.result()->isEmpty()) {
                         return;
                     }
                     const model::Message newest = answer.result()->last();
                     if (m_clock.now() - newest.time <= kUrgentNewsLasts) {
                         ask(ids.last(std::min(ids.size(), kMaxIds)), &Notifier::consider);
                     }
                 });
}

void Notifier::ask(const QList<model::MessageId> &ids, void (Notifier::*take)(const model::Message &))
{
    whenFinished(m_session->messages().byIds(ids), m_questions.get(),
                 [this, take](const QFuture<Result<QList<model::Message>>> &answer) {
                     if (answer.isCanceled() || !answer.result()) {
                         return; // the list of conversations still shows that something is unread
                     }
                     const QList<model::Message> messages = *answer.result();
                     for (const model::Message &message : messages) {
                         (this->*take)(message);
                     }
                 });
}

void Notifier::consider(const model::Message &message)
{
    const auto summary = m_session->rooms().conversation(message.conversation);
    AlertQuestion question;
    question.isOwn = message.isOwn;
    question.isTakenBack = message.tombstone.has_value();
    question.isDirect = summary && summary->kind == model::ConversationKind::Direct;
    question.mentionsMe = message.mentionsMe;
    question.isInView = m_inView() == message.conversation;
    question.isQuietTime = m_settings.isQuietAt(m_clock.now());
    question.urgency = message.urgency;
    question.level = m_settings.levelFor(message.conversation);
    // What was kept back for long is no news; what waited for a network, or bears a slow clock, is.
    const bool isOld = message.written && message.time - *message.written > kStillNews;
    question.age = m_clock.now() - (isOld ? *message.written : message.time);
    const AlertReason reason = decideAlert(question);
    if (!message.isOwn && (m_reasons.size() < kMaxReasons || m_reasons.contains(message.conversation))) {
        m_reasons.insert(message.conversation, reason);
        Q_EMIT decided(message.conversation);
    }
    const bool isStat = message.urgency == model::Urgency::Stat;
    if (isTold(reason)) {
        remember(message, summary);
        m_ringsNext = true;
        m_ringsUrgently = m_ringsUrgently || isUrgent(message.urgency);
        schedule(isUrgent(message.urgency));
    } else if (reason == AlertReason::InView && isStat) {
        m_ringsNext = m_ringsUrgently = true; // whoever has it open may be standing two steps away
        schedule(true);
    }
}

void Notifier::remember(const model::Message &message, const std::optional<model::ConversationSummary> &summary)
{
    Waiting &waiting = m_waiting[message.conversation];
    waiting.ids.append(message.id);
    if (waiting.ids.size() > kMaxIds) {
        waiting.urgentIds.removeOne(waiting.ids.takeFirst());
    }
    if (isUrgent(message.urgency)) {
        waiting.urgentIds.append(message.id);
    }
    waiting.isStat = waiting.isStat || message.urgency == model::Urgency::Stat;
    waiting.isDirect = summary && summary->kind == model::ConversationKind::Direct;
    waiting.isNew = true;
    waiting.room = summary ? summary->title.left(kMaxKeptText) : QString();
    waiting.sender = message.senderName.left(kMaxKeptText);
    waiting.text = message.body.left(kMaxKeptText);
}

/// A message somebody is told of was corrected or taken back: what the desktop shows must not outlive it.
void Notifier::reconsider(const model::Message &message)
{
    const auto found = m_waiting.find(message.conversation);
    if (found == m_waiting.end()) {
        return;
    }
    Waiting &waiting = found->second;
    const bool isNewest = !waiting.ids.isEmpty() && waiting.ids.last() == message.id;
    if (message.tombstone) {
        waiting.ids.removeOne(message.id);
        waiting.urgentIds.removeOne(message.id);
    }
    if (waiting.ids.isEmpty()) {
        forget(message.conversation);
        return;
    }
    const QString text = message.tombstone ? QString() : message.body.left(kMaxKeptText);
    if (isNewest && text != waiting.text) {
        waiting.text = text;
        if (m_settings.content() == NotificationContent::Text) {
            waiting.isNew = true;
            schedule(false);
        }
    }
}

void Notifier::dropWhatWasRead()
{
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        Waiting &waiting = it->second;
        const auto summary = m_session->rooms().conversation(it->first);
        // A summary that does not know the message yet says nothing about it.
        if (summary && !(summary->lastMessage < waiting.ids.last())) {
            while (waiting.ids.size() > std::max(0, summary->unread)) {
                waiting.urgentIds.removeOne(waiting.ids.takeFirst());
            }
        }
        const bool isGone = !summary || waiting.ids.isEmpty();
        it = isGone ? m_waiting.erase(it) : std::next(it);
    }
    withdrawWhatIsDone();
}

void Notifier::withdrawWhatIsDone()
{
    for (auto it = m_shown.begin(); it != m_shown.end();) {
        const bool isDone = it->first.isEmpty() ? m_waiting.empty() : !m_waiting.contains(it->first);
        if (!isDone) {
            ++it;
            continue;
        }
        const model::Jid conversation = it->first;
        it = m_shown.erase(it);
        Q_EMIT withdrawn(conversation);
    }
}

void Notifier::forget(const model::Jid &conversation)
{
    if (conversation.isEmpty()) {
        m_waiting.clear();
    } else {
        m_waiting.erase(conversation);
    }
    withdrawWhatIsDone();
}

std::optional<AlertReason> Notifier::lastReason(const model::Jid &conversation) const
{
    const auto found = m_reasons.constFind(conversation);
    return found == m_reasons.cend() ? std::nullopt : std::optional(*found);
}

void Notifier::schedule(bool isPressing)
{
    if (isPressing) {
        m_timer->start(std::chrono::milliseconds(0));
    } else if (!m_timer->isActive()) {
        const auto since = m_clock.monotonic() - m_lastTold;
        const auto rest = m_hasTold && since < kPause ? kPause - since : std::chrono::milliseconds(0);
        m_timer->start(std::max<std::chrono::milliseconds>(kGather, rest));
    }
}

void Notifier::tell(Which which)
{
    m_lastTold = m_clock.monotonic();
    m_hasTold = true;
    const std::map<model::Jid, Notice> due = notices();
    for (auto it = m_shown.begin(); it != m_shown.end();) {
        if (due.contains(it->first)) {
            ++it;
            continue;
        }
        const model::Jid conversation = it->first;
        it = m_shown.erase(it);
        Q_EMIT withdrawn(conversation);
    }
    for (const auto &[conversation, notice] : due) {
        const auto shown = m_shown.find(conversation);
        const bool isUnseen = shown == m_shown.end();
        if (isUnseen || ((which == Which::All || hasNews(conversation)) && shown->second != notice)) {
            m_shown[conversation] = notice;
            Q_EMIT noticed(notice);
        }
    }
    for (auto &[conversation, waiting] : m_waiting) {
        waiting.isNew = false;
    }
    ring();
}

bool Notifier::hasNews(const model::Jid &conversation) const
{
    return std::any_of(m_waiting.begin(), m_waiting.end(), [&conversation](const auto &entry) {
        return entry.second.isNew && (conversation.isEmpty() || entry.first == conversation);
    });
}

void Notifier::ring()
{
    const bool isDue = std::exchange(m_ringsNext, false);
    const bool isUrgently = std::exchange(m_ringsUrgently, false);
    const MonotonicInstant now = m_clock.monotonic();
    if (!isDue || !m_settings.isSoundOn() || (!isUrgently && m_hasRung && now - m_lastRing < kBetweenRings)) {
        return;
    }
    m_lastRing = now;
    m_hasRung = true;
    Q_EMIT rang(isUrgently);
}

std::map<model::Jid, Notice> Notifier::notices() const
{
    std::map<model::Jid, Notice> result;
    if (m_waiting.empty()) {
        return result;
    }
    const bool isAnonymous = m_settings.content() == NotificationContent::Nothing;
    if (isAnonymous || m_waiting.size() > kMaxNotices) {
        result.emplace(model::Jid(), noticeOfAll());
        return result;
    }
    for (const auto &[conversation, waiting] : m_waiting) {
        result.emplace(conversation, noticeOf(conversation, waiting));
    }
    return result;
}

Notice Notifier::noticeOf(const model::Jid &conversation, const Waiting &waiting) const
{
    const NotificationContent content = m_settings.content();
    Notice notice;
    notice.conversation = notice.opens = conversation;
    notice.messages = static_cast<int>(waiting.ids.size());
    notice.conversations = 1;
    notice.urgent = static_cast<int>(waiting.urgentIds.size());
    notice.isStat = waiting.isStat && notice.urgent > 0;
    notice.isDirect = waiting.isDirect;
    notice.sender = waiting.sender;
    if (content >= NotificationContent::Room && !waiting.isDirect) {
        notice.room = waiting.room;
    }
    if (content >= NotificationContent::Text) {
        notice.text = waiting.text;
    }
    return notice;
}

Notice Notifier::noticeOfAll() const
{
    Notice notice;
    notice.isDirect = m_waiting.size() == 1 && m_waiting.begin()->second.isDirect;
    std::pair<bool, model::MessageId> best{false, {}};
    for (const auto &[conversation, waiting] : m_waiting) {
        notice.messages += static_cast<int>(waiting.ids.size());
        notice.urgent += static_cast<int>(waiting.urgentIds.size());
        notice.isStat = notice.isStat || (waiting.isStat && !waiting.urgentIds.isEmpty());
        const std::pair<bool, model::MessageId> candidate{!waiting.urgentIds.isEmpty(), waiting.ids.last()};
        if (notice.opens.isEmpty() || best < candidate) {
            best = candidate;
            notice.opens = conversation;
        }
    }
    notice.conversations = static_cast<int>(m_waiting.size());
    return notice;
}

} // namespace wardline::service
