// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/account_session.h"
#include "core/service/live/encryption.h"
#include "core/service/live/live_delivery_service.h"
#include "core/service/live/live_history_service.h"
#include "core/service/live/live_message_service.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/live_search_service.h"
#include "core/service/live/live_trust_service.h"
#include "core/service/live/locked_outbox.h"
#include "core/service/live/people_directory.h"
#include "core/service/live/session_parts.h"

#include <QJsonObject>

namespace wardline::service {

/// One person's open session: the services over an open profile and a link. Made when the profile is open, gone at lock
/// and sign-out, and with it every decrypted thing it held. Main thread.
class LiveAccountSession final : public AccountSession
{
    Q_OBJECT
public:
    LiveAccountSession(Environment &environment, Profile &profile, RelayLink &link, const model::Jid &account,
                       QObject *parent = nullptr);
    ~LiveAccountSession() override;

    /// Loads what the lists show; `done` when the session can be given to a window.
    void start(std::function<void(Status)> done);
    /// Lets go of the link and of everybody who listens: between now and its deletion nothing goes in or out.
    void retire();
    /// The link stands already: `start` was called after it was established.
    /// `done` when what other workstations are to know is on the relay, or after a few seconds.
    void flush(std::function<void()> done);
    void joinEstablished(const stream::SessionInfo &info);

    // AccountSession
    [[nodiscard]] model::Jid account() const override { return m_parts.own; }
    [[nodiscard]] ConnectionStatus connection() const override { return m_parts.link.status(); }
    [[nodiscard]] RoomService &rooms() override { return m_rooms; }
    [[nodiscard]] MessageService &messages() override { return m_messages; }
    [[nodiscard]] SearchService &search() override { return m_search; }
    [[nodiscard]] LiveHistoryService &history() override { return m_history; }
    [[nodiscard]] LiveTrustService *trust() override { return m_trust.get(); }
    [[nodiscard]] DeliveryService &delivery() override { return m_delivery; }
    [[nodiscard]] QString uiState(const QString &key) const override;
    void setUiState(const QString &key, const QString &value) override;
    void reconnectNow(SecretBytes code) override;

    /// Null where nothing is encrypted.
    [[nodiscard]] Encryption *encryption() { return m_encryption.get(); }
    [[nodiscard]] OrganisationTrust &organisation() { return m_organisation; }
    [[nodiscard]] Profile &profile() { return m_parts.profile; }
    [[nodiscard]] RelayLink &link() { return m_parts.link; }
    /// For sending while the screen is locked.
    [[nodiscard]] LeftToSend leftToSend() const;
    [[nodiscard]] int unsentCount() const { return m_messages.waitingCount(); }
    /// Rooms are joined, the directory is loaded and the newest history of everything is in the cache.
    [[nodiscard]] bool isCaughtUp() const;

Q_SIGNALS:
    void caughtUp();

private:
    [[nodiscard]] std::unique_ptr<Encryption> makeEncryption();
    void loadState(std::function<void(Status)> done);
    void purgeOld();
    void onEstablished(const stream::SessionInfo &info);
    void onStanza(const xml::Element &stanza, stream::ReceivedToken token);
    void onPresence(const xmpp::PresenceStanza &presence);
    void answerQuestions(stream::XmppStream &stream);
    void sendInitialPresence(stream::XmppStream &stream);
    void checkCaughtUp();

    PeopleDirectory m_people;
    ForgeryRecords m_forgeries;
    SessionParts m_parts;
    LiveRoomService m_rooms;
    OrganisationTrust m_organisation;
    std::unique_ptr<Encryption> m_encryption; ///< null where nothing is encrypted
    std::unique_ptr<LiveTrustService> m_trust; ///< as m_encryption
    LiveMessageService m_messages;
    LiveSearchService m_search;
    LiveHistoryService m_history;
    LiveDeliveryService m_delivery;
    std::unique_ptr<Timer> m_patience; ///< with flush
    QJsonObject m_uiState;
    bool m_wasCaughtUp = false;
};

} // namespace wardline::service
