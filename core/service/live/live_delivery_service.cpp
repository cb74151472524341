// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_delivery_service.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"

#include <algorithm>
#include <vector>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kTellsWritingKey = u"tells-writing"_s;
constexpr std::size_t kAuditedObjects = 64; ///< what one audit event holds
constexpr int kShownText = 200; ///< characters of what waits, in a list
constexpr int kPrintedText = 120; ///< characters of what waits, on paper

WaitingItem::What whatOf(const store::ListedEntry &entry)
{
    switch (entry.action.value_or(store::ActionKind::Moderation)) {
    case store::ActionKind::Correction:
        return WaitingItem::What::Correction;
    case store::ActionKind::Retraction:
        return WaitingItem::What::Retraction;
    case store::ActionKind::Reactions:
        return WaitingItem::What::Reactions;
    case store::ActionKind::Moderation: // never queued: nothing, that is the message itself
        return WaitingItem::What::Message;
    }
    return WaitingItem::What::Message;
}

int rankOf(const std::optional<model::Urgency> &urgency)
{
    return urgency ? static_cast<int>(*urgency) + 1 : 0;
}

/// Opened, then arrived, then those of whom nothing is known.
int rankOf(const PersonDelivery &person)
{
    return person.opened ? 0 : person.arrived ? 1 : person.unable ? 2 : 3;
}

} // namespace

LiveDeliveryService::LiveDeliveryService(SessionParts &parts, const LiveRoomService &rooms,
                                         LiveMessageService &messages, QObject *parent)
    : DeliveryService(parent)
    , m_parts(parts)
    , m_rooms(rooms)
    , m_messages(messages)
{
    connect(&messages, &LiveMessageService::outboxChanged, this, [this] {
        refreshOldest();
        Q_EMIT waitingChanged();
    });
    connect(&messages.writingStates(), &WritingStates::changed, this, &DeliveryService::writingChanged);
}

void LiveDeliveryService::start()
{
    refreshOldest();
    afterwards(m_parts.store().settings().value(kTellsWritingKey), this,
               [this](const Result<std::optional<QByteArray>> &stored) {
                   if (stored && *stored) {
                       m_messages.writingStates().setTells(**stored != "0");
                       Q_EMIT tellsWritingChanged();
                   }
               });
}

void LiveDeliveryService::refreshOldest()
{
    afterwards(m_parts.store().outbox().oldest(), this, [this](const Result<std::optional<Instant>> &oldest) {
        if (oldest && *oldest != m_oldest) {
            m_oldest = *oldest;
            Q_EMIT waitingChanged();
        }
    });
}

QFuture<Result<DeliveryReport>> LiveDeliveryService::report(model::MessageId id)
{
    auto [future, done] = promised<Result<DeliveryReport>>();
    afterwards(m_parts.store().messages().message(id), this,
               [this, id, done = done](const Result<std::optional<model::Message>> &stored) {
                   if (!stored || !*stored) {
                       done(failure(ServiceError::NoSuchMessage));
                       return;
                   }
                   if (!(*stored)->isOwn) {
                       done(failure(ServiceError::NotAllowed));
                       return;
                   }
                   afterwards(m_parts.store().messages().marks(id), this,
                              [this, message = **stored, done](const Result<QList<store::PersonMarks>> &marks) {
                                  if (!marks) {
                                      done(std::unexpected(foldProfileError(marks.error())));
                                      return;
                                  }
                                  done(reportOf(message, *marks));
                              });
               });
    return future;
}

DeliveryReport LiveDeliveryService::reportOf(const model::Message &message,
                                             const QList<store::PersonMarks> &marks) const
{
    DeliveryReport report;
    report.counts = message.counts;
    report.trouble = message.trouble;
    report.asksForReceipts = m_messages.asksForReceipts(message.conversation);
    QHash<model::Jid, PersonDelivery> people;
    const auto add = [&](const model::Jid &jid) -> PersonDelivery & {
        PersonDelivery &person = people[jid];
        person.person = jid;
        person.name = m_parts.people.nameOf(jid);
        person.role = m_parts.people.roleOf(jid);
        return person;
    };
    const QList<model::Jid> members = m_rooms.isRoom(message.conversation) ? m_rooms.affiliated(message.conversation)
                                                                           : QList<model::Jid>{message.conversation};
    for (const model::Jid &member : members) {
        if (member != m_parts.own) {
            add(member);
        }
    }
    for (const store::PersonMarks &mark : marks) {
        PersonDelivery &person = add(mark.person);
        person.arrived = mark.arrived;
        person.opened = mark.opened;
        person.unable = mark.unable;
    }
    report.people = people.values();
    std::sort(report.people.begin(), report.people.end(), [](const PersonDelivery &a, const PersonDelivery &b) {
        const int order = rankOf(a) - rankOf(b);
        return order != 0 ? order < 0 : QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return report;
}

QFuture<Result<QList<WaitingItem>>> LiveDeliveryService::waiting()
{
    return mapped(m_parts.store().outbox().listed(kShownText), this,
                  [this](const Result<QList<store::ListedEntry>> &entries) -> Result<QList<WaitingItem>> {
                      if (!entries) {
                          return std::unexpected(foldProfileError(entries.error()));
                      }
                      QList<WaitingItem> items;
                      for (const store::ListedEntry &entry : *entries) {
                          const auto summary = m_rooms.conversation(entry.conversation);
                          items.append({entry.position, entry.message, entry.conversation,
                                        summary ? summary->title : entry.title, whatOf(entry), entry.urgency,
                                        entry.written, entry.text, entry.attempts > 0});
                      }
                      std::stable_sort(items.begin(), items.end(), [](const WaitingItem &a, const WaitingItem &b) {
                          return rankOf(a.urgency) > rankOf(b.urgency);
                      });
                      return items;
                  });
}

QFuture<Status> LiveDeliveryService::cancel(qint64 position)
{
    auto [future, done] = promised<Status>();
    afterwards(waiting(), this, [this, position, done = done](const Result<QList<WaitingItem>> &items) {
        const auto found = !items ? QList<WaitingItem>::const_iterator()
                                  : std::find_if(items->cbegin(), items->cend(), [position](const WaitingItem &item) {
                                        return item.position == position;
                                    });
        if (!items || found == items->cend()) {
            done(failure(ServiceError::NoSuchMessage));
        } else if (found->mayHaveLeft) {
            done(failure(ServiceError::TooLate));
        } else if (found->what == WaitingItem::What::Message) {
            afterwards(m_messages.retract(found->message), this, [done](const Status &status) { done(status); });
        } else {
            afterwards(m_messages.cancelAction(position, found->conversation, found->message), this,
                       [done](const Status &status) { done(status); });
        }
    });
    return future;
}

model::OpenItemsDetail LiveDeliveryService::mayPrint() const
{
    return m_parts.environment.rules.printsOpenItems;
}

OpenItem LiveDeliveryService::trimmed(OpenItem item) const
{
    if (mayPrint() < model::OpenItemsDetail::Titles) {
        item.title.clear();
    }
    item.text = mayPrint() < model::OpenItemsDetail::Texts ? QString() : item.text.left(kPrintedText);
    return item;
}

QFuture<Result<OpenItems>> LiveDeliveryService::openItemsForPrint()
{
    if (mayPrint() == model::OpenItemsDetail::Nothing) {
        return finished(Result<OpenItems>(failure(ServiceError::NotAllowed)));
    }
    return mapped(waiting(), this, [this](const Result<QList<WaitingItem>> &items) -> Result<OpenItems> {
        if (!items) {
            return std::unexpected(items.error());
        }
        OpenItems open;
        QSet<model::Jid> named;
        open.detail = mayPrint();
        open.made = m_parts.environment.clock.now();
        for (const WaitingItem &item : *items) {
            named.insert(item.conversation);
            open.items.append(trimmed({OpenItem::What::Waiting, item.title, item.text, item.urgency, item.written, 1}));
        }
        for (const model::ConversationSummary &summary : m_rooms.conversations()) {
            if (summary.unread > 0 || !summary.draft.isEmpty()) {
                named.insert(summary.jid);
            }
            if (summary.unread > 0) {
                open.items.append(trimmed({OpenItem::What::Unread, summary.title, summary.lastBody, std::nullopt,
                                           summary.lastTime, summary.unread}));
            }
            if (!summary.draft.isEmpty()) {
                open.items.append(
                    trimmed({OpenItem::What::Draft, summary.title, summary.draft, std::nullopt, summary.lastTime, 1}));
            }
        }
        std::vector<audit::AuditObject> objects;
        for (const model::Jid &conversation : std::as_const(named)) {
            if (objects.size() < kAuditedObjects) {
                objects.push_back({audit::AuditObjectKind::Room, conversation.toString()});
            }
        }
        if (objects.empty()) {
            objects.push_back({audit::AuditObjectKind::Person, m_parts.own.toString()});
        }
        (void)m_parts.profile.record({audit::AuditEventType::Printed,
                                      m_parts.own.toString(),
                                      audit::AuditOutcome::Success,
                                      {},
                                      std::move(objects),
                                      {}});
        return open;
    });
}

void LiveDeliveryService::setWriting(const model::Jid &conversation, bool isWriting)
{
    m_messages.writingStates().setWriting(conversation, isWriting);
}

QStringList LiveDeliveryService::writing(const model::Jid &conversation) const
{
    return m_messages.writingStates().names(conversation);
}

bool LiveDeliveryService::mayTellWriting() const
{
    return m_parts.environment.rules.tellsWriting;
}

bool LiveDeliveryService::tellsWriting() const
{
    return m_messages.writingStates().tells();
}

void LiveDeliveryService::setTellsWriting(bool tells)
{
    m_messages.writingStates().setTells(tells);
    (void)m_parts.store().settings().setValue(kTellsWritingKey, tells ? "1" : "0");
    Q_EMIT tellsWritingChanged();
}

} // namespace wardline::service
