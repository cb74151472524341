// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/change_commands.h"

#include "app/ctl/error_words.h"
#include "app/ctl/message_lines.h"
#include "core/service/live/futures.h"

#include <QCoreApplication>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kPatience{60};

/// What is done to a message, and how one sees that it was done.
struct Change
{
    std::function<QFuture<Status>(model::MessageId)> act;
    std::function<bool(const model::Message &)> isDone;
};

/// Finds a message, changes it, and waits until the relay has been told and the message is what it should be.
class Changing final : public QObject
{
public:
    Changing(SessionContext &context, model::Jid conversation, Change change, Finish finish)
        : QObject(&context.session)
        , m_context(context)
        , m_conversation(std::move(conversation))
        , m_change(std::move(change))
        , m_finish(std::move(finish))
        , m_patience(context.environment.timers.createTimer([this] { look(true); }))
    {
        connect(&context.session.messages(), &service::MessageService::messageChanged, this, [this] { look(false); });
        connect(&context.session, &service::AccountSession::connectionChanged, this, [this] { look(false); });
    }

    void start(const QString &id)
    {
        findMessage(m_context, m_conversation, id, [this](std::optional<model::Message> found) {
            if (!found) {
                fail(Error(service::ServiceError::NoSuchMessage));
                return;
            }
            m_id = found->id;
            service::afterwards(m_change.act(m_id), this, [this](const Status &status) {
                if (!status) {
                    fail(status.error());
                    return;
                }
                m_hasActed = true;
                m_patience->start(kPatience);
                look(false);
            });
        });
    }

private:
    void look(bool isLast)
    {
        if (!m_hasActed) {
            return;
        }
        service::afterwards(m_context.session.profile().store().outbox().count(), this,
                            [this, isLast](const Result<int> &waiting) {
                                const auto phase = m_context.session.connection().phase;
                                const bool isCutOff = phase != service::ConnectionPhase::Online
                                    && phase != service::ConnectionPhase::Connecting;
                                if (waiting.value_or(0) > 0) {
                                    if (isLast || isCutOff) {
                                        fail(Error(service::ServiceError::RelayNotReachable));
                                    }
                                    return;
                                }
                                judge(isLast || isCutOff);
                            });
    }

    void judge(bool isLast)
    {
        service::afterwards(m_context.session.messages().byIds({m_id}), this,
                            [this, isLast](const Result<QList<model::Message>> &found) {
                                const bool isDone = found && !found->isEmpty() && m_change.isDone(found->first());
                                if (isDone && m_finish) {
                                    const QString id = publicId(found->first());
                                    const QString state = model::deliveryStateWord(found->first().state);
                                    m_context.output.result({{u"id"_s, id}, {u"state"_s, state}}, id % u' ' % state);
                                    leave(Done);
                                } else if (!isDone && isLast) {
                                    m_context.output.note(QCoreApplication::translate(
                                        "wardlinectl", "The room or the relay refused the change."));
                                    leave(Failed);
                                }
                            });
    }

    void fail(const Error &error)
    {
        if (m_finish) {
            m_context.output.note(errorWords(error));
            sayObstacles(m_context, m_conversation, error);
            leave(exitCodeFor(error));
        }
    }

    void leave(int exitCode)
    {
        if (const Finish finish = std::exchange(m_finish, nullptr)) {
            m_patience->stop();
            deleteLater();
            finish(exitCode);
        }
    }

    SessionContext &m_context;
    model::Jid m_conversation;
    Change m_change;
    Finish m_finish;
    std::unique_ptr<Timer> m_patience;
    model::MessageId m_id;
    bool m_hasActed = false;
};

Prepared prepare(const model::Jid &conversation, const QString &id,
                 std::function<Change(service::MessageService &messages)> change)
{
    return [=](SessionContext &context, const Finish &finish) {
        if (!context.session.rooms().conversation(conversation)) {
            refuse(context, Error(service::ServiceError::NoSuchConversation), finish);
            return;
        }
        (new Changing(context, conversation, change(context.session.messages()), finish))->start(id);
    };
}

} // namespace

Prepared correctMessage(Words words)
{
    const auto conversation = conversationFrom(words, u"--room"_s, u"--with"_s);
    const auto leaveOut = leftOutBy(words);
    const auto id = words.next();
    const auto text = words.next();
    if (!conversation || !id || !text || !leaveOut || !words.isSpent()) {
        return {};
    }
    return prepare(*conversation, *id, [text = *text, leaveOut = *leaveOut](service::MessageService &messages) {
        return Change{[&messages, text, leaveOut](model::MessageId message) {
                          return messages.correct(message, {.text = text, .leaveOut = leaveOut});
                      },
                      [text](const model::Message &message) { return message.body == text; }};
    });
}

Prepared showHeldMessage(Words words)
{
    const auto conversation = conversationFrom(words, u"--room"_s, u"--with"_s);
    const auto id = words.next();
    if (!conversation || !id || !words.isSpent()) {
        return {};
    }
    return prepare(*conversation, *id, [](service::MessageService &messages) {
        return Change{[&messages](model::MessageId message) { return messages.showHeld(message); },
                      [](const model::Message &message) { return !message.unreadable; }};
    });
}

Prepared retractMessage(Words words)
{
    const auto conversation = conversationFrom(words, u"--room"_s, u"--with"_s);
    const auto leaveOut = leftOutBy(words);
    const auto id = words.next();
    if (!conversation || !id || !leaveOut || !words.isSpent()) {
        return {};
    }
    return prepare(*conversation, *id, [leaveOut = *leaveOut](service::MessageService &messages) {
        return Change{[&messages, leaveOut](model::MessageId message) { return messages.retract(message, leaveOut); },
                      [](const model::Message &message) {
                          return message.tombstone && message.state != model::DeliveryState::Failed;
                      }};
    });
}

Prepared moderateMessage(Words words)
{
    const auto room = words.option(u"--room"_s);
    const auto jid = room ? model::Jid::parse(*room) : std::nullopt;
    const QString reason = words.option(u"--reason"_s).value_or(QString());
    const auto id = words.next();
    if (!jid || !jid->isBare() || !id || !words.isSpent()) {
        return {};
    }
    return prepare(*jid, *id, [reason](service::MessageService &messages) {
        return Change{[&messages, reason](model::MessageId message) { return messages.moderate(message, reason); },
                      [](const model::Message &message) { return message.tombstone.has_value(); }};
    });
}

Prepared reactToMessage(Words words)
{
    const auto conversation = conversationFrom(words, u"--room"_s, u"--with"_s);
    const auto leaveOut = leftOutBy(words);
    const auto id = words.next();
    QStringList emoji;
    while (const auto next = words.next()) {
        emoji.append(*next);
    }
    if (!conversation || !id || !leaveOut || !words.isSpent()) {
        return {};
    }
    emoji.removeDuplicates();
    return prepare(*conversation, *id, [emoji, leaveOut = *leaveOut](service::MessageService &messages) {
        return Change{
            [&messages, emoji, leaveOut](model::MessageId message) { return messages.react(message, emoji, leaveOut); },
            [emoji](const model::Message &message) {
                QStringList own;
                for (const model::Reaction &reaction : message.reactions) {
                    if (reaction.isOwn) {
                        own.append(reaction.emoji);
                    }
                }
                return QSet<QString>(own.begin(), own.end()) == QSet<QString>(emoji.begin(), emoji.end());
            }};
    });
}

} // namespace wardline::ctl
