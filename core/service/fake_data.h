// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/message.h"
#include "core/service/connection_status.h"
#include "core/service/message_service.h"
#include "core/service/room_service.h"
#include "core/service/trust_service.h"

#include <QSet>

#include <map>
#include <utility>

namespace wardline::service {

/// What the fake services show and keep: one person's profile in memory. It outlives a lock, as the encrypted cache
/// does.
struct FakeData
{
    model::Jid account;
    Colleague self;
    QList<model::ConversationSummary> conversations;
    std::map<model::Jid, QList<model::Member>> members;
    QList<Colleague> colleagues;
    std::map<model::Jid, QList<model::Message>> messages; ///< oldest first
    std::map<model::Jid, model::MessageId> firstUnread;
    std::map<model::Jid, QList<HistoryGap>> gaps; ///< oldest first
    std::map<model::MessageId, QList<MessageVersion>> versions; ///< of corrected messages, oldest first
    std::map<std::pair<model::MessageId, int>, QByteArray> files; ///< by message and place
    std::map<model::Jid, ConversationEncryption> encryption; ///< where it is more than what the summary says
    OrganisationView organisation;
    OwnCertificate ownCertificate;
    std::map<model::Jid, QList<ShownDevice>> devices; ///< by person
    std::map<model::Jid, ShownDevice> asking; ///< devices that people ask the organisation to certify
    QSet<std::pair<model::Jid, model::DeviceAddress>> admitted; ///< conversation, device
    QString ownCode;
    QStringList safetyNumber; ///< with everybody; empty: keys are missing
    bool mayVouch = false;
    MessageRights rights{.mayAnswer = true, .mayReact = true, .maySave = true};
    bool canSendFiles = false;
    std::map<model::Jid, Draft> drafts;
    std::map<QString, QString> uiState;
    QSet<model::Jid> beingFilled; ///< rooms whose history is still being fetched
    ConnectionStatus connection;
    std::optional<model::RoomKind> fixedRoomKind; ///< by policy
    std::optional<ServiceError> roomError; ///< what joining, creating and granting answer
    qint64 nextId = 1;
};

} // namespace wardline::service
