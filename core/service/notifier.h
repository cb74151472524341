// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/timer.h"
#include "core/model/jid.h"
#include "core/model/conversation.h"
#include "core/model/message.h"
#include "core/service/notification_decision.h"
#include "core/service/notification_settings.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace wardline::service {

class AccountSession;
class Workstation;

/// What is to be said about one conversation, or about all of them together. Carries no more than policy and person
/// allow: what may not be said is empty.
struct Notice
{
    model::Jid conversation; ///< empty: all of them together
    model::Jid opens; ///< which conversation to open: the most urgent, then the latest
    int messages = 0;
    int conversations = 0;
    int urgent = 0; ///< of the messages, those that somebody must answer now
    bool isStat = false; ///< at least one of them is a STAT
    bool isDirect = false;
    QString sender; ///< of the newest
    QString room; ///< title; empty for a direct conversation
    QString text; ///< of the newest
    bool operator==(const Notice &) const = default;
};

/// Decides of which new messages the person is told, and gathers them: one notice a conversation, replaced as it grows;
/// one for all where nothing may be named or too many conversations speak at once. Takes back what was read, and
/// everything at lock and sign-out. Knows no words and no desktop. Main thread; outlives every session.
class Notifier : public QObject
{
    Q_OBJECT
public:
    /// Tells which conversation the person is looking at now: visible and with the keyboard. Empty: none.
    using InView = std::function<model::Jid()>;

    Notifier(Workstation &workstation, const NotificationSettings &settings, const Clock &clock, TimerFactory &timers,
             InView inView, QObject *parent = nullptr);
    ~Notifier() override;

    /// The person closed a notice without reading: what comes next counts from one again.
    void forget(const model::Jid &conversation);
    /// Why the person was or was not told of the newest message of a conversation; nothing if there was none in this
    /// session.
    [[nodiscard]] std::optional<AlertReason> lastReason(const model::Jid &conversation) const;

    /// So many conversations get a notice each; more are told of together.
    static constexpr int kMaxNotices = 3;
    /// What comes this close together is told at once.
    static constexpr std::chrono::milliseconds kGather{300};
    /// Notices do not change more often than this.
    static constexpr std::chrono::milliseconds kPause{2000};
    /// Ordinary messages do not ring more often than this.
    static constexpr std::chrono::milliseconds kBetweenRings{5000};

Q_SIGNALS:
    /// Show it, or put it in the place of the one about the same conversation.
    void noticed(const wardline::service::Notice &notice);
    /// A message came and it was decided whether to tell of it: lastReason() has the answer.
    void decided(const wardline::model::Jid &conversation);
    void withdrawn(const wardline::model::Jid &conversation);
    void allWithdrawn();
    /// Time for a sound. Not emitted where the person has switched sound off.
    void rang(bool isUrgent);

private:
    /// Messages of one conversation the person is told of and has not read.
    struct Waiting
    {
        QList<model::MessageId> ids; ///< in order
        QList<model::MessageId> urgentIds;
        bool isStat = false;
        bool isDirect = false;
        bool isNew = false; ///< changed since it was last told
        QString room;
        QString sender; ///< of the newest
        QString text;
    };
    enum class Which { Changed, All };

    void onSessionChanged(AccountSession *session);
    void onStored(const QList<model::MessageId> &ids);
    void ask(const QList<model::MessageId> &ids, void (Notifier::*take)(const model::Message &));
    void consider(const model::Message &message);
    void reconsider(const model::Message &message);
    void remember(const model::Message &message, const std::optional<model::ConversationSummary> &summary);
    void dropWhatWasRead();
    void withdrawWhatIsDone();
    void schedule(bool isPressing);
    void tell(Which which);
    [[nodiscard]] bool hasNews(const model::Jid &conversation) const;
    void ring();
    [[nodiscard]] std::map<model::Jid, Notice> notices() const;
    [[nodiscard]] Notice noticeOf(const model::Jid &conversation, const Waiting &waiting) const;
    [[nodiscard]] Notice noticeOfAll() const;

    const NotificationSettings &m_settings;
    const Clock &m_clock;
    const InView m_inView;
    AccountSession *m_session = nullptr;
    std::map<model::Jid, Waiting> m_waiting;
    std::map<model::Jid, Notice> m_shown; ///< by Notice::conversation
    QHash<model::Jid, AlertReason> m_reasons;
    std::unique_ptr<Timer> m_timer;
    MonotonicInstant m_lastTold{};
    MonotonicInstant m_lastRing{};
    bool m_hasTold = false;
    bool m_hasRung = false;
    bool m_ringsNext = false;
    bool m_ringsUrgently = false;
    std::unique_ptr<QObject> m_questions; ///< context of everything asked of one session
};

} // namespace wardline::service
