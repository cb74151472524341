// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/account_session.h"
#include "core/service/fake_delivery_service.h"
#include "core/service/fake_history_service.h"
#include "core/service/fake_message_service.h"
#include "core/service/fake_room_service.h"
#include "core/service/fake_search_service.h"
#include "core/service/fake_trust_service.h"
#include "core/service/service_error.h"

namespace wardline::service {

/// A session over FakeData.
class FakeAccountSession final : public AccountSession
{
public:
    FakeAccountSession(FakeData &data, const Clock &clock)
        : fakeRooms(data)
        , fakeMessages(data, clock)
        , fakeSearch(data)
        , fakeTrust(data)
        , m_data(data)
    {
        fakeMessages.onRead = [this](const model::Jid &conversation, model::MessageId) { noteRead(conversation); };
    }

    [[nodiscard]] model::Jid account() const override { return m_data.account; }
    [[nodiscard]] ConnectionStatus connection() const override { return m_data.connection; }
    [[nodiscard]] RoomService &rooms() override { return fakeRooms; }
    [[nodiscard]] MessageService &messages() override { return fakeMessages; }
    [[nodiscard]] SearchService &search() override { return fakeSearch; }
    [[nodiscard]] HistoryService &history() override { return fakeHistory; }
    [[nodiscard]] TrustService *trust() override { return &fakeTrust; }
    [[nodiscard]] DeliveryService &delivery() override { return fakeDelivery; }
    [[nodiscard]] QString uiState(const QString &key) const override
    {
        const auto found = m_data.uiState.find(key);
        return found == m_data.uiState.end() ? QString() : found->second;
    }
    void setUiState(const QString &key, const QString &value) override { m_data.uiState[key] = value; }
    void reconnectNow(SecretBytes code) override
    {
        ++reconnects;
        lastCode = std::move(code);
    }

    void setConnection(const ConnectionStatus &status)
    {
        m_data.connection = status;
        Q_EMIT connectionChanged();
    }

    void announceStoreFailure(ServiceError error) { Q_EMIT storeFailed(Error(error)); }
    void announceClose() { Q_EMIT aboutToClose(); }

    FakeRoomService fakeRooms;
    FakeMessageService fakeMessages;
    FakeSearchService fakeSearch;
    FakeHistoryService fakeHistory;
    FakeTrustService fakeTrust;
    FakeDeliveryService fakeDelivery;
    int reconnects = 0;
    SecretBytes lastCode;

private:
    void noteRead(const model::Jid &conversation)
    {
        for (auto &summary : m_data.conversations) {
            if (summary.jid == conversation && summary.unread > 0) {
                summary.unread = summary.urgent = summary.stat = 0;
                fakeRooms.announceConversations();
            }
        }
    }

    FakeData &m_data;
};

} // namespace wardline::service
