// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/message_lines.h"

#include "app/ctl/device_commands.h"

#include "app/ctl/error_words.h"
#include "app/ctl/file_commands.h"
#include "core/model/unreadable_run.h"
#include "core/service/live/futures.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 500;

QJsonArray reactionsOf(const model::Message &message)
{
    QJsonArray reactions;
    for (const model::Reaction &reaction : message.reactions) {
        reactions.append(
            QJsonObject{{u"emoji"_s, reaction.emoji}, {u"count"_s, reaction.count}, {u"own"_s, reaction.isOwn}});
    }
    return reactions;
}

/// `answered` is the public id of the message it answers; empty when it answers none, or one that is not here.
QJsonObject asJson(const model::Message &message, const QString &answered)
{
    const QString role = model::careRoleWord(message.role.role);
    return {{u"id"_s, publicId(message)},
            {u"room"_s, message.conversation.toString()},
            {u"from"_s, message.sender.toString()},
            {u"role"_s, role.isEmpty() ? QJsonValue() : QJsonValue(role)},
            {u"time"_s, isoTime(message.time)},
            {u"written"_s, message.written ? QJsonValue(isoTime(*message.written)) : QJsonValue()},
            {u"encrypted"_s, message.encryption == model::EncryptionState::EndToEnd},
            {u"trust"_s, message.trust ? QJsonValue(trustWord(*message.trust)) : QJsonValue()},
            {u"unreadable"_s, message.unreadable ? QJsonValue(unreadableWord(*message.unreadable)) : QJsonValue()},
            {u"urgency"_s, message.urgency ? QJsonValue(model::urgencyWord(*message.urgency)) : QJsonValue()},
            {u"state"_s, model::deliveryStateWord(message.state)},
            {u"trouble"_s, message.trouble ? QJsonValue(model::deliveryTroubleWord(*message.trouble)) : QJsonValue()},
            {u"recipients"_s, message.counts.recipients},
            {u"arrived"_s, message.counts.arrived},
            {u"opened"_s, message.counts.opened},
            {u"unable"_s, message.counts.unable},
            {u"reply_to"_s, answered.isEmpty() ? QJsonValue() : QJsonValue(answered)},
            {u"reactions"_s, reactionsOf(message)},
            {u"corrected"_s, message.corrected ? QJsonValue(isoTime(*message.corrected)) : QJsonValue()},
            {u"retracted"_s, message.tombstone.has_value()},
            {u"moderated"_s, message.tombstone && message.tombstone->isModerated},
            {u"mentions_me"_s, message.mentionsMe},
            {u"files"_s, filesAsJson(message.attachments)},
            {u"body"_s, message.body}};
}

QString changeWord(service::MessageAlteration::Kind kind)
{
    switch (kind) {
    case service::MessageAlteration::Kind::Corrected:
        return u"corrected"_s;
    case service::MessageAlteration::Kind::Retracted:
        return u"retracted"_s;
    case service::MessageAlteration::Kind::Moderated:
        return u"moderated"_s;
    case service::MessageAlteration::Kind::Reacted:
        return u"reacted"_s;
    }
    return {};
}

/// The marks behind a text for people.
QString marksOf(const model::Message &message)
{
    QString marks = message.corrected ? u" (corrected)"_s : QString();
    for (const model::Reaction &reaction : message.reactions) {
        marks += u' ' % reaction.emoji % (reaction.count > 1 ? QString::number(reaction.count) : QString());
    }
    return marks;
}

QString bodyOf(const model::Message &message)
{
    return message.tombstone ? u"(retracted)"_s
        : message.unreadable ? QString(u'(' % unreadableWords(*message.unreadable) % u')')
                             : message.body;
}

/// How many messages from here on cannot be read for one reason.
qsizetype runFrom(const QList<model::Message> &messages, qsizetype first)
{
    qsizetype end = first + 1;
    while (end < messages.size() && model::continuesRun(messages.at(end - 1), messages.at(end))) {
        ++end;
    }
    return end - first;
}

QString foldedLine(const QList<model::Message> &run)
{
    const model::Unreadable reason = *run.first().unreadable;
    const bool isOfMany = std::any_of(
        run.begin(), run.end(), [&run](const model::Message &message) { return message.sender != run.first().sender; });
    return isoTime(run.first().time) % u".."_s % isoTime(run.last().time) % u' '
        % (isOfMany ? QString() : QString(run.first().senderName % u": "_s))
        % QCoreApplication::translate("wardlinectl", "%n messages", nullptr, static_cast<int>(run.size())) % u" ("_s
        % unreadableWords(reason) % u')';
}

void findFrom(SessionContext &context, const model::Jid &conversation, const QString &id, model::MessageId before,
              const std::function<void(std::optional<model::Message>)> &found)
{
    QFuture<Result<service::MessagePage>> page = before.isValid()
        ? context.session.messages().before(conversation, before, kPage)
        : context.session.messages().newest(conversation, kPage);
    service::afterwards(page, &context.session,
                        [&context, conversation, id, found](const Result<service::MessagePage> &result) {
                            if (!result || result->messages.isEmpty()) {
                                found(std::nullopt);
                                return;
                            }
                            for (const model::Message &message : result->messages) {
                                if (publicId(message) == id) {
                                    found(message);
                                    return;
                                }
                            }
                            if (!result->hasOlder) {
                                found(std::nullopt);
                                return;
                            }
                            findFrom(context, conversation, id, result->messages.first().id, found);
                        });
}

} // namespace

QString isoTime(Instant time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QString publicId(const model::Message &message)
{
    if (!message.originId.isEmpty()) {
        return message.originId;
    }
    return message.stanzaId.isEmpty() ? QString::number(message.id.value) : message.stanzaId;
}

void printAll(SessionContext &context, const QList<model::Message> &messages, std::function<void()> done,
              Folding folding)
{
    QList<model::MessageId> answered;
    for (const model::Message &message : messages) {
        if (message.quote && message.quote->id.isValid()) {
            answered.append(message.quote->id);
        }
    }
    const bool isFolded = folding == Folding::Folded && !context.output.isJson();
    const auto print = [&context, messages, isFolded, done = std::move(done)](const QList<model::Message> &known) {
        QHash<model::MessageId, QString> names;
        for (const model::Message &message : known) {
            names.insert(message.id, publicId(message));
        }
        for (qsizetype i = 0; i < messages.size(); ++i) {
            const model::Message &message = messages.at(i);
            const qsizetype run = isFolded ? runFrom(messages, i) : 1;
            if (run >= model::kFoldedFrom) {
                context.output.result({}, foldedLine(messages.mid(i, run)));
                i += run - 1;
                continue;
            }
            const QString answers = message.quote ? names.value(message.quote->id) : QString();
            context.output.result(asJson(message, answers),
                                  isoTime(message.time) % u' ' % message.senderName % u": "_s % bodyOf(message)
                                      % filesAsText(message.attachments) % marksOf(message));
        }
        done();
    };
    if (answered.isEmpty()) {
        print({});
        return;
    }
    service::afterwards(
        context.session.messages().byIds(answered), &context.session,
        [print](const Result<QList<model::Message>> &known) { print(known.value_or(QList<model::Message>())); });
}

void printChange(SessionContext &context, const service::MessageAlteration &change, const model::Message &message)
{
    using Kind = service::MessageAlteration::Kind;
    const QString id = publicId(message);
    const bool isCorrected = change.kind == Kind::Corrected;
    const bool isReaction = change.kind == Kind::Reacted;
    const QString what = changeWord(change.kind);
    const QString more = isCorrected ? message.body : isReaction ? change.emoji.join(u' ') : change.reason;
    context.output.result(
        {{u"change"_s, what},
         {u"id"_s, id},
         {u"room"_s, change.conversation.toString()},
         {u"from"_s, change.by.toString()},
         {u"name"_s, change.byName},
         {u"time"_s, isoTime(change.time)},
         {u"body"_s, isCorrected ? QJsonValue(message.body) : QJsonValue()},
         {u"emoji"_s, isReaction ? QJsonValue(QJsonArray::fromStringList(change.emoji)) : QJsonValue()},
         {u"reactions"_s, reactionsOf(message)},
         {u"reason"_s, change.kind == Kind::Moderated ? QJsonValue(change.reason) : QJsonValue()}},
        isoTime(change.time) % u' ' % change.byName % u" ("_s % what % u' ' % id % u')'
            % (more.isEmpty() ? QString() : QString(u": "_s % more)));
}

void findMessage(SessionContext &context, const model::Jid &conversation, const QString &id,
                 std::function<void(std::optional<model::Message>)> found)
{
    findFrom(context, conversation, id, {}, found);
}

std::optional<model::Jid> conversationFrom(Words &words, const QString &room, const QString &person)
{
    const auto inRoom = words.option(room);
    const auto withPerson = words.option(person);
    if (inRoom.has_value() == withPerson.has_value()) {
        return std::nullopt;
    }
    const auto jid = model::Jid::parse(inRoom ? *inRoom : *withPerson);
    return jid && jid->isBare() ? jid : std::nullopt;
}

std::optional<QList<model::DeviceAddress>> leftOutBy(Words &words)
{
    QList<model::DeviceAddress> leftOut;
    bool areAddresses = true;
    while (const auto without = words.option(u"--leave-out"_s)) {
        // JID, or JID/DEVICE for one of several devices.
        const auto person = model::Jid::parse(*without);
        bool isNumber = true;
        const quint32 device = person && !person->isBare() ? person->resource().toUInt(&isNumber) : 0;
        areAddresses = areAddresses && person.has_value() && isNumber;
        leftOut.append({person ? person->bare() : model::Jid(), device});
    }
    return areAddresses ? std::optional(leftOut) : std::nullopt;
}

void sayObstacles(SessionContext &context, const model::Jid &conversation, const Error &error)
{
    if (!error.is(service::ServiceError::NotEverybodyCanRead)) {
        return;
    }
    for (const service::EncryptionObstacle &obstacle : context.session.messages().encryption(conversation).obstacles) {
        context.output.note(obstacleWords(obstacle));
    }
}

void refuse(SessionContext &context, const Error &error, const Finish &finish)
{
    context.output.note(errorWords(error));
    finish(exitCodeFor(error));
}

} // namespace wardline::ctl
