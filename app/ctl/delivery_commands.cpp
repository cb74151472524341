// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/delivery_commands.h"

#include "app/ctl/error_words.h"
#include "app/ctl/message_lines.h"
#include "core/service/delivery_service.h"
#include "core/service/live/futures.h"

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

QJsonValue timeOrNull(const std::optional<Instant> &time)
{
    return time ? QJsonValue(isoTime(*time)) : QJsonValue();
}

QString whatWord(service::WaitingItem::What what)
{
    switch (what) {
    case service::WaitingItem::What::Message:
        return u"message"_s;
    case service::WaitingItem::What::Correction:
        return u"correction"_s;
    case service::WaitingItem::What::Retraction:
        return u"retraction"_s;
    case service::WaitingItem::What::Reactions:
        return u"reactions"_s;
    }
    return {};
}

void printReport(SessionContext &context, const model::Message &message, const service::DeliveryReport &report)
{
    const model::DeliveryCounts &counts = report.counts;
    context.output.result(
        {{u"id"_s, publicId(message)},
         {u"state"_s, model::deliveryStateWord(message.state)},
         {u"trouble"_s, report.trouble ? QJsonValue(model::deliveryTroubleWord(*report.trouble)) : QJsonValue()},
         {u"recipients"_s, counts.recipients},
         {u"arrived"_s, counts.arrived},
         {u"opened"_s, counts.opened},
         {u"unable"_s, counts.unable},
         {u"asks"_s, report.asksForReceipts}},
        publicId(message) % u' ' % model::deliveryStateWord(message.state) % u' ' % QString::number(counts.arrived)
            % u'/' % QString::number(counts.recipients) % u' ' % QString::number(counts.opened));
    for (const service::PersonDelivery &person : report.people) {
        context.output.result({{u"id"_s, publicId(message)},
                               {u"person"_s, person.person.toString()},
                               {u"name"_s, person.name},
                               {u"arrived"_s, timeOrNull(person.arrived)},
                               {u"opened"_s, timeOrNull(person.opened)},
                               {u"unable"_s, timeOrNull(person.unable)}},
                              u"  "_s % person.name % u": "_s
                                  % (person.opened        ? u"opened "_s % isoTime(*person.opened)
                                         : person.arrived ? u"arrived "_s % isoTime(*person.arrived)
                                         : person.unable  ? u"cannot read it"_s
                                                          : u"-"_s));
    }
}

} // namespace

Prepared listOutbox(Words words)
{
    if (!words.isSpent()) {
        return {};
    }
    return [](SessionContext &context, const Finish &finish) {
        service::afterwards(
            context.session.delivery().waiting(), &context.session,
            [&context, finish](const Result<QList<service::WaitingItem>> &items) {
                if (!items) {
                    refuse(context, items.error(), finish);
                    return;
                }
                for (const service::WaitingItem &item : *items) {
                    context.output.result(
                        {{u"position"_s, item.position},
                         {u"what"_s, whatWord(item.what)},
                         {u"room"_s, item.conversation.toString()},
                         {u"title"_s, item.title},
                         {u"urgency"_s, item.urgency ? QJsonValue(model::urgencyWord(*item.urgency)) : QJsonValue()},
                         {u"written"_s, isoTime(item.written)},
                         {u"may_have_left"_s, item.mayHaveLeft},
                         {u"body"_s, item.text}},
                        QString::number(item.position) % u' ' % isoTime(item.written) % u' ' % item.title % u": "_s
                            % item.text);
                }
                finish(Done);
            });
    };
}

Prepared cancelWaiting(Words words)
{
    const auto position = words.next();
    bool isNumber = false;
    const qint64 number = position ? position->toLongLong(&isNumber) : 0;
    if (!isNumber || number <= 0 || !words.isSpent()) {
        return {};
    }
    return [number](SessionContext &context, const Finish &finish) {
        service::afterwards(context.session.delivery().cancel(number), &context.session,
                            [&context, finish](const Status &done) {
                                if (!done) {
                                    refuse(context, done.error(), finish);
                                    return;
                                }
                                finish(Done);
                            });
    };
}

Prepared showDelivery(Words words)
{
    const auto conversation = conversationFrom(words, u"--room"_s, u"--with"_s);
    const auto id = words.next();
    if (!conversation || !id || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        findMessage(context, *conversation, *id, [&context, finish](std::optional<model::Message> found) {
            if (!found) {
                refuse(context, Error(service::ServiceError::NoSuchMessage), finish);
                return;
            }
            service::afterwards(context.session.delivery().report(found->id), &context.session,
                                [&context, message = *found, finish](const Result<service::DeliveryReport> &report) {
                                    if (!report) {
                                        refuse(context, report.error(), finish);
                                        return;
                                    }
                                    printReport(context, message, *report);
                                    finish(Done);
                                });
        });
    };
}

} // namespace wardline::ctl
