// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/delivery_service.h"
#include "core/service/service_error.h"

#include <QHash>

#include <map>
#include <utility>
#include <vector>

namespace wardline::service {

/// Answers what a test put into it.
class FakeDeliveryService final : public DeliveryService
{
public:
    [[nodiscard]] QFuture<Result<DeliveryReport>> report(model::MessageId id) override
    {
        const auto found = reports.find(id);
        return QtFuture::makeReadyFuture(found == reports.end()
                                             ? Result<DeliveryReport>(failure(ServiceError::NoSuchMessage))
                                             : Result<DeliveryReport>(found->second));
    }
    [[nodiscard]] QFuture<Result<QList<WaitingItem>>> waiting() override
    {
        return QtFuture::makeReadyFuture(Result<QList<WaitingItem>>(items));
    }
    [[nodiscard]] int waitingCount() const override { return static_cast<int>(items.size()); }
    [[nodiscard]] std::optional<Instant> oldestWaiting() const override
    {
        std::optional<Instant> oldest;
        for (const WaitingItem &item : items) {
            oldest = oldest ? std::min(*oldest, item.written) : item.written;
        }
        return oldest;
    }
    [[nodiscard]] QFuture<Status> cancel(qint64 position) override
    {
        cancelled.append(position);
        for (const WaitingItem &item : std::as_const(items)) {
            if (item.position == position && item.mayHaveLeft) {
                return QtFuture::makeReadyFuture(Status(failure(ServiceError::TooLate)));
            }
        }
        items.removeIf([position](const WaitingItem &item) { return item.position == position; });
        Q_EMIT waitingChanged();
        return QtFuture::makeReadyFuture(Status());
    }
    [[nodiscard]] model::OpenItemsDetail mayPrint() const override { return open.detail; }
    [[nodiscard]] QFuture<Result<OpenItems>> openItemsForPrint() override
    {
        ++printed;
        return QtFuture::makeReadyFuture(open.detail == model::OpenItemsDetail::Nothing
                                             ? Result<OpenItems>(failure(ServiceError::NotAllowed))
                                             : Result<OpenItems>(open));
    }
    void setWriting(const model::Jid &conversation, bool isWriting) override
    {
        told.emplace_back(conversation, isWriting);
    }
    [[nodiscard]] QStringList writing(const model::Jid &conversation) const override
    {
        return writers.value(conversation);
    }
    [[nodiscard]] bool mayTellWriting() const override { return policyAllowsTelling; }
    [[nodiscard]] bool tellsWriting() const override { return policyAllowsTelling && tells; }
    void setTellsWriting(bool isTold) override
    {
        tells = isTold;
        Q_EMIT tellsWritingChanged();
    }

    void setWaiting(const QList<WaitingItem> &waiting)
    {
        items = waiting;
        Q_EMIT waitingChanged();
    }
    void setWriters(const model::Jid &conversation, const QStringList &names)
    {
        writers[conversation] = names;
        Q_EMIT writingChanged(conversation);
    }

    std::map<model::MessageId, DeliveryReport> reports;
    QList<WaitingItem> items;
    OpenItems open;
    QHash<model::Jid, QStringList> writers;
    bool policyAllowsTelling = true;
    bool tells = true;
    QList<qint64> cancelled; ///< every cancel
    int printed = 0; ///< lists that were asked for
    std::vector<std::pair<model::Jid, bool>> told; ///< every setWriting
};

} // namespace wardline::service
