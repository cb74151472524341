// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/message_commands.h"

#include "app/ctl/error_words.h"
#include "app/ctl/file_commands.h"
#include "app/ctl/message_lines.h"
#include "core/service/live/encryption.h"
#include "core/service/live/futures.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

#include <deque>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 200;
constexpr std::chrono::seconds kSendPatience{60};
constexpr std::chrono::seconds kFillPatience{20};

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

/// A text that was not taken has no id; who reads the lines of `run` must know all the same what became of it.
void sayRefused(Output &output, const QString &reason)
{
    if (output.isJson()) {
        output.result({{u"state"_s, u"refused"_s}, {u"reason"_s, reason}}, {});
    }
}

/// Sends texts one after the other and follows each to the state that was asked for.
class Sending final : public QObject
{
public:
    Sending(SessionContext &context, model::Jid conversation, model::DeliveryState goal, Finish finish)
        : QObject(&context.session)
        , m_context(context)
        , m_conversation(std::move(conversation))
        , m_goal(goal)
        , m_finish(std::move(finish))
        , m_patience(context.environment.timers.createTimer([this] { conclude(); }))
    {
        connect(&context.session.messages(), &service::MessageService::messageChanged, this,
                [this](const model::Jid &where, model::MessageId) {
                    if (where == m_conversation) {
                        look();
                    }
                });
        connect(&context.session, &service::AccountSession::connectionChanged, this, [this] { look(); });
    }

    /// Who does not get what is added from now on.
    void leaveOut(const QList<model::DeviceAddress> &people) { m_leaveOut = people; }
    void setUrgency(std::optional<model::Urgency> urgency) { m_urgency = urgency; }
    /// What is added from now on answers this message.
    void answer(model::MessageId id) { m_answers = id; }

    void add(const QString &text)
    {
        ++m_pending;
        service::afterwards(m_context.session.messages().send(m_conversation, outgoing(text)), this,
                            [this](const Result<model::MessageId> &id) { take(id); });
    }

    void addFile(const QString &path, const QString &text)
    {
        ++m_pending;
        const service::OutgoingFile file{.name = QFileInfo(path).fileName(), .path = path};
        service::afterwards(m_context.session.messages().sendFile(m_conversation, file, outgoing(text)), this,
                            [this](const Result<model::MessageId> &id) { take(id); });
    }

    /// What was read from standard input.
    void add(const std::optional<SecretBytes> &read)
    {
        const auto text = read ? textFrom(*read) : std::optional(QString());
        if (!text) {
            fail(tr("The text is not UTF-8 or has control characters; it was not sent."));
            return;
        }
        QString whole = *text;
        while (whole.endsWith(u'\n')) {
            whole.chop(1);
        }
        add(whole);
    }

    void fail(const QString &words)
    {
        m_context.output.note(words);
        sayRefused(m_context.output, words);
        m_exitCode = Failed;
    }

    /// No more will be added.
    void end()
    {
        m_hasEnded = true;
        m_patience->start(kSendPatience);
        look();
    }

private:
    [[nodiscard]] service::OutgoingText outgoing(const QString &text) const
    {
        return {.text = text, .answers = m_answers, .leaveOut = m_leaveOut, .urgency = m_urgency};
    }

    void take(const Result<model::MessageId> &id)
    {
        --m_pending;
        if (id) {
            m_waiting.push_back(*id);
        } else {
            m_context.output.note(errorWords(id.error()));
            sayObstacles(m_context, m_conversation, id.error());
            sayRefused(m_context.output, errorWords(id.error()));
            m_exitCode = exitCodeFor(id.error());
        }
        look();
    }

    void look()
    {
        if (m_isLooking) {
            m_lookAgain = true;
            return;
        }
        m_isLooking = true;
        service::afterwards(
            m_context.session.messages().byIds(QList<model::MessageId>(m_waiting.begin(), m_waiting.end())), this,
            [this](const Result<QList<model::Message>> &found) {
                m_isLooking = false;
                report(found.value_or(QList<model::Message>()), false);
                if (std::exchange(m_lookAgain, false)) {
                    look();
                }
                if (!m_hasEnded || m_pending > 0) {
                    return;
                }
                if (m_waiting.empty()) {
                    leave();
                } else if (isCutOff()) {
                    conclude();
                }
            });
    }

    /// Nothing will leave for now: the relay is gone, or wants something that a command cannot give.
    [[nodiscard]] bool isCutOff() const
    {
        const service::ConnectionPhase phase = m_context.session.connection().phase;
        return phase != service::ConnectionPhase::Online && phase != service::ConnectionPhase::Connecting;
    }

    void report(const QList<model::Message> &messages, bool isLast)
    {
        for (const model::Message &message : messages) {
            const bool hasFailed = message.state == model::DeliveryState::Failed;
            if (!isLast && !hasFailed && message.state < m_goal) {
                continue;
            }
            std::erase(m_waiting, message.id);
            if (hasFailed) {
                m_exitCode = Failed;
                const auto problem = message.attachments.isEmpty() ? std::nullopt : message.attachments.first().problem;
                m_context.output.note(problem ? problemWords(*problem)
                                              : tr("The room or the relay refused the message."));
            } else if (message.state < m_goal) {
                const bool isCut = m_context.session.connection().phase != service::ConnectionPhase::Online;
                m_exitCode = isCut ? Unreachable : Failed;
            }
            m_context.output.result(
                {{u"id"_s, publicId(message)}, {u"state"_s, model::deliveryStateWord(message.state)}},
                publicId(message) % u' ' % model::deliveryStateWord(message.state));
        }
    }

    /// Time is up, or the relay is gone: say how far each has come. They stay in the outbox and leave with the next
    /// command.
    void conclude()
    {
        service::afterwards(
            m_context.session.messages().byIds(QList<model::MessageId>(m_waiting.begin(), m_waiting.end())), this,
            [this](const Result<QList<model::Message>> &found) {
                report(found.value_or(QList<model::Message>()), true);
                m_waiting.clear();
                leave();
            });
    }

    void leave()
    {
        if (const Finish finish = std::exchange(m_finish, nullptr)) {
            m_patience->stop();
            if (m_exitCode == Unreachable) {
                m_context.output.note(errorWords(Error(service::ServiceError::RelayNotReachable)));
            }
            deleteLater();
            finish(m_exitCode);
        }
    }

    SessionContext &m_context;
    model::Jid m_conversation;
    model::DeliveryState m_goal;
    model::MessageId m_answers;
    QList<model::DeviceAddress> m_leaveOut;
    std::optional<model::Urgency> m_urgency;
    Finish m_finish;
    std::unique_ptr<Timer> m_patience;
    std::deque<model::MessageId> m_waiting;
    int m_pending = 0;
    int m_exitCode = Done;
    bool m_hasEnded = false;
    bool m_isLooking = false;
    bool m_lookAgain = false;
};

void sendLines(SessionContext &context, Sending *sending)
{
    context.input.nextLine([&context, sending](std::optional<SecretBytes> line) {
        if (!line && context.input.isTooLong()) {
            sending->fail(errorWords(Error(service::ServiceError::TooLong)));
        }
        if (!line) {
            sending->end();
            return;
        }
        if (!line->isEmpty()) {
            sending->add(line);
        }
        QMetaObject::invokeMethod(
            sending, [&context, sending] { sendLines(context, sending); }, Qt::QueuedConnection);
    });
}

} // namespace

Prepared sendMessages(Words words)
{
    const bool isDirect = words.has(u"--to"_s);
    const auto conversation = conversationFrom(words, u"--room"_s, u"--to"_s);
    const QString wait = words.option(u"--wait"_s).value_or(u"relay"_s);
    const auto goal =
        wait == u"none"_s ? std::optional(model::DeliveryState::Queued) : model::deliveryStateFromWord(wait);
    const bool isLines = words.flag(u"--lines"_s);
    const auto answered = words.option(u"--reply-to"_s);
    const auto urgencyWord = words.option(u"--urgency"_s);
    const auto urgency = urgencyWord ? model::urgencyFromWord(*urgencyWord) : std::nullopt;
    const auto leaveOut = leftOutBy(words);
    const auto file = words.option(u"--file"_s);
    const auto text = file && !words.isSpent() ? words.next() : file ? std::optional(QString()) : words.next();
    const bool isGoal = goal && *goal >= model::DeliveryState::Queued && *goal <= model::DeliveryState::Seen;
    if (!conversation || !text || !isGoal || !words.isSpent() || (isLines && (*text != u"-"_s || file))
        || !leaveOut || (urgencyWord && !urgency)) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        const bool isRoom = context.session.rooms().conversation(*conversation).has_value();
        const auto sendAnswer = [&context, conversation = *conversation, goal = *goal, isLines, text = *text, file, urgency,
                                 leftOut = *leaveOut, finish](model::MessageId answers) {
            auto *sending = new Sending(context, conversation, goal, finish);
            sending->answer(answers);
            sending->leaveOut(leftOut);
            sending->setUrgency(urgency);
            if (file) {
                sending->addFile(*file, text);
                sending->end();
            } else if (isLines) {
                sendLines(context, sending);
            } else if (text == u"-"_s) {
                context.input.rest([sending](std::optional<SecretBytes> rest) {
                    sending->add(rest);
                    sending->end();
                });
            } else {
                sending->add(text);
                sending->end();
            }
        };
        const auto begin = [&context, conversation = *conversation, answered, sendAnswer, finish] {
            if (!answered) {
                sendAnswer({});
                return;
            }
            findMessage(context, conversation, *answered, [&context, sendAnswer, finish](auto found) {
                if (found) {
                    sendAnswer(found->id);
                } else {
                    sayRefused(context.output, errorWords(Error(service::ServiceError::NoSuchMessage)));
                    refuse(context, Error(service::ServiceError::NoSuchMessage), finish);
                }
            });
        };
        if (isDirect && !isRoom) {
            service::afterwards(context.session.rooms().startDirect(*conversation), &context.session,
                                [&context, begin, finish](const Status &status) {
                                    if (!status) {
                                        sayRefused(context.output, errorWords(status.error()));
                                        refuse(context, status.error(), finish);
                                        return;
                                    }
                                    begin();
                                });
            return;
        }
        begin();
    };
}

Prepared listenForMessages(Words words)
{
    const auto room = words.option(u"--room"_s);
    const auto jid = room ? model::Jid::parse(*room) : std::nullopt;
    const int seconds = words.number(u"--for"_s, 0, 1, 7 * 24 * 3600);
    const int count = words.number(u"--count"_s, 0, 1, 1'000'000);
    const bool isRead = words.flag(u"--read"_s);
    if (!words.isSpent() || (room && !jid)) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        struct State
        {
            std::unique_ptr<Timer> timer;
            std::unique_ptr<QObject> guard = std::make_unique<QObject>();
            Finish finish;
            int left = 0;
            bool isCounted = false;
        };
        auto state = std::make_shared<State>();
        state->finish = std::move(finish);
        state->left = count;
        state->isCounted = count > 0;
        const auto stop = [state](int exitCode) {
            if (const Finish done = std::exchange(state->finish, nullptr)) {
                if (state->timer) {
                    state->timer->stop();
                }
                state->guard.release()->deleteLater();
                done(exitCode);
            }
        };
        QObject::connect(
            &context.session.messages(), &service::MessageService::messagesStored, state->guard.get(),
            [&context, jid, state, stop, isRead](const model::Jid &where, const QList<model::MessageId> &ids) {
                if (jid && where != *jid) {
                    return;
                }
                service::afterwards(
                    context.session.messages().byIds(ids), &context.session,
                    [&context, state, stop, isRead](const Result<QList<model::Message>> &messages) {
                        QList<model::Message> heard;
                        for (const model::Message &message : messages.value_or(QList<model::Message>())) {
                            const bool isWanted =
                                !message.isOwn && state->finish && (!state->isCounted || heard.size() < state->left);
                            if (isWanted) {
                                heard.append(message);
                                if (isRead) {
                                    context.session.messages().markRead(message.conversation, message.id);
                                }
                            }
                        }
                        state->left -= static_cast<int>(heard.size());
                        printAll(context, heard, [&context, state, stop] {
                            if (!state->isCounted || state->left > 0) {
                                return;
                            }
                            // Who wrote is told that it arrived, first.
                            if (service::Encryption *encryption = context.session.encryption()) {
                                encryption->whenTold([stop] { stop(Done); });
                            } else {
                                stop(Done);
                            }
                        });
                    });
            });
        QObject::connect(&context.session.messages(), &service::MessageService::messageAltered, state->guard.get(),
                         [&context, jid, state](const service::MessageAlteration &change) {
                             if (change.isOwn || (jid && change.conversation != *jid)) {
                                 return;
                             }
                             service::afterwards(context.session.messages().byIds({change.id}), &context.session,
                                                 [&context, state, change](const Result<QList<model::Message>> &found) {
                                                     if (state->finish && found && !found->isEmpty()) {
                                                         printChange(context, change, found->first());
                                                     }
                                                 });
                         });
        if (seconds > 0) {
            // With --count, time running out before the count is a failure; without it, the time is all that was asked
            // for.
            state->timer = context.environment.timers.createTimer([&context, stop, isCounted = state->isCounted] {
                QMetaObject::invokeMethod(
                    &context.session, [stop, isCounted] { stop(isCounted ? Failed : Done); }, Qt::QueuedConnection);
            });
            state->timer->start(std::chrono::seconds(seconds));
        }
        context.output.note(tr("Listening."));
    };
}

namespace {

/// Prints a page of a history. Where the relay is still giving what belongs to it, it waits for that, up to a bound.
class HistoryPage final : public QObject
{
public:
    HistoryPage(SessionContext &context, model::Jid conversation, model::MessageId before, int limit, Folding folding,
                Finish finish)
        : QObject(&context.session)
        , m_context(context)
        , m_conversation(std::move(conversation))
        , m_before(before)
        , m_limit(limit)
        , m_folding(folding)
        , m_finish(std::move(finish))
        , m_patience(context.environment.timers.createTimer([this] {
            m_isLate = true;
            read();
        }))
    {
        const auto onNews = [this](const model::Jid &where) {
            m_isStale = m_isStale || where == m_conversation;
            if (m_isStale && m_isWaiting) {
                read();
            }
        };
        service::MessageService &messages = context.session.messages();
        connect(&messages, &service::MessageService::messagesStored, this, onNews);
        connect(&messages, &service::MessageService::historyChanged, this, onNews);
        m_patience->start(kFillPatience);
        read();
    }

private:
    void read()
    {
        m_isWaiting = false;
        m_isStale = false;
        service::MessageService &messages = m_context.session.messages();
        service::afterwards(m_before.isValid() ? messages.before(m_conversation, m_before, m_limit)
                                               : messages.newest(m_conversation, m_limit),
                            this, [this](const Result<service::MessagePage> &page) { take(page); });
    }

    void take(const Result<service::MessagePage> &page)
    {
        if (!m_finish) {
            return;
        }
        if (page && page->isBeingFilled && page->messages.size() < m_limit && !m_isLate) {
            m_isWaiting = true;
            if (m_isStale) {
                read(); // something came while this page was read
            }
            return;
        }
        const Finish finish = std::exchange(m_finish, nullptr);
        m_patience->stop();
        deleteLater();
        if (!page) {
            refuse(m_context, page.error(), finish);
            return;
        }
        printAll(
            m_context, page->messages, [finish] { finish(Done); }, m_folding);
    }

    SessionContext &m_context;
    model::Jid m_conversation;
    model::MessageId m_before;
    int m_limit;
    Folding m_folding;
    Finish m_finish;
    std::unique_ptr<Timer> m_patience;
    bool m_isWaiting = false;
    bool m_isStale = false; ///< something came since the page was asked for
    bool m_isLate = false;
};

/// What is known of an archive: where stretches are missing, and whether anything waits to be fetched or sent.
void printGaps(SessionContext &context, const model::Jid &conversation, bool isRoom, const Finish &finish)
{
    const model::Jid archive = isRoom ? conversation : context.session.account();
    service::afterwards(context.session.profile().store().messages().archiveRanges(archive), &context.session,
                        [&context, conversation, finish](const Result<QList<store::ArchiveRange>> &ranges) {
                            if (!ranges) {
                                refuse(context, ranges.error(), finish);
                                return;
                            }
                            QJsonArray gaps;
                            QString lines;
                            for (qsizetype i = 1; i < ranges->size(); ++i) {
                                const QString after = isoTime(ranges->at(i - 1).lastTime);
                                const QString before = isoTime(ranges->at(i).firstTime);
                                gaps.append(QJsonObject{{u"after"_s, after}, {u"before"_s, before}});
                                lines += tr("Not fetched yet: from %1 to %2\n").arg(after, before);
                            }
                            const bool reachesStart = !ranges->isEmpty() && ranges->first().reachesStart;
                            context.output.result({{u"room"_s, conversation.toString()},
                                                   {u"gaps"_s, gaps},
                                                   {u"stretches"_s, int(ranges->size())},
                                                   {u"reaches_start"_s, reachesStart},
                                                   {u"caught_up"_s, context.session.isCaughtUp()},
                                                   {u"waiting"_s, context.session.unsentCount()}},
                                                  gaps.isEmpty() ? tr("No gaps.") : lines.trimmed());
                            finish(Done);
                        });
}

} // namespace

Prepared showHistory(Words words)
{
    const bool isRoom = words.has(u"--room"_s);
    const bool isGaps = words.flag(u"--gaps"_s);
    const auto conversation = conversationFrom(words, u"--room"_s, u"--with"_s);
    const auto before = words.option(u"--before"_s);
    const int limit = words.number(u"--limit"_s, kPage, 1, 500);
    const Folding folding = words.flag(u"--each"_s) ? Folding::EachByItself : Folding::Folded;
    if (!conversation || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (!context.session.rooms().conversation(*conversation)) {
            refuse(context, Error(service::ServiceError::NoSuchConversation), finish);
            return;
        }
        if (isGaps) {
            printGaps(context, *conversation, isRoom, finish);
            return;
        }
        if (!before) {
            new HistoryPage(context, *conversation, {}, limit, folding, finish); // deletes itself
            return;
        }
        findMessage(
            context, *conversation, *before,
            [&context, conversation = *conversation, limit, folding, finish](std::optional<model::Message> place) {
                if (!place) {
                    refuse(context, Error(service::ServiceError::NoSuchConversation), finish);
                    return;
                }
                new HistoryPage(context, conversation, place->id, limit, folding, finish); // deletes itself
            });
    };
}

Prepared searchMessages(Words words)
{
    service::SearchQuery query;
    const auto room = words.option(u"--room"_s);
    query.limit = words.number(u"--limit"_s, 50, 1, 500);
    const auto text = words.next();
    if (room) {
        query.conversation = model::Jid::parse(*room);
    }
    if (!text || !words.isSpent() || (room && !query.conversation)) {
        return {};
    }
    query.text = *text;
    return [=](SessionContext &context, const Finish &finish) {
        service::afterwards(context.session.search().search(query), &context.session,
                            [&context, finish](const Result<QList<service::SearchHit>> &hits) {
                                if (!hits) {
                                    refuse(context, hits.error(), finish);
                                    return;
                                }
                                QList<model::MessageId> ids;
                                for (const service::SearchHit &hit : *hits) {
                                    ids.append(hit.message.id);
                                }
                                // Whole messages, newest first: what a script finds is what history shows.
                                service::afterwards(
                                    context.session.messages().byIds(ids), &context.session,
                                    [&context, finish](const Result<QList<model::Message>> &messages) {
                                        const QList<model::Message> found = messages.value_or(QList<model::Message>());
                                        printAll(context, QList<model::Message>(found.crbegin(), found.crend()),
                                                 [finish] { finish(Done); });
                                    });
                            });
    };
}

} // namespace wardline::ctl
