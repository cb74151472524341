// SPDX-License-Identifier: GPL-3.0-or-later
// How far messages have come, as others tell us and as we tell them. The rest of the class is in
// live_message_service.cpp.
#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/service/live/live_message_service.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0333_markers.h"

#include <utility>

namespace wardline::service {

void LiveMessageService::takeReceipt(const xmpp::MessageStanza &message)
{
    if (message.type == xmpp::MessageType::GroupChat || m_rooms.isRoom(message.from.bare())) {
        return; // in rooms we ask for none
    }
    std::optional<std::pair<QString, model::DeliveryState>> news;
    if (const auto receipt = message.payload<xmpp::Receipt>(); receipt && *receipt) {
        news = {(*receipt)->id, model::DeliveryState::OnDevice};
    } else if (const auto marker = message.payload<xmpp::ChatMarker>();
               marker && *marker && (*marker)->kind == xmpp::ChatMarker::Kind::Displayed) {
        news = {(*marker)->id, model::DeliveryState::Seen};
    }
    if (!news) {
        return;
    }
    const model::Jid conversation = message.from.bare();
    if (m_parts.encryption == nullptr) {
        advance(conversation, news->first, news->second);
        return;
    }
    m_parts.encryption->believesOpenly(conversation, [this, conversation, news = *news](bool isBelieved) {
        if (isBelieved) {
            advance(conversation, news.first, news.second);
        }
    });
}

/// Looked up by conversation and id, so that only whom a message went to can say that it arrived.
void LiveMessageService::advance(const model::Jid &conversation, const QString &originId, model::DeliveryState state)
{
    afterwards(m_parts.store().messages().advanceStateByOriginId(conversation, m_parts.own, originId, state), this,
               [this, conversation](const Result<model::MessageId> &id) {
                   if (id) {
                       Q_EMIT messageChanged(conversation, *id);
                   }
               });
}

QFuture<Status> LiveMessageService::showHeld(model::MessageId id)
{
    auto [future, done] = promised<Status>();
    if (m_parts.encryption == nullptr) {
        done(failure(ServiceError::NotAllowed));
        return future;
    }
    afterwards(m_parts.store().messages().message(id), this,
               [this, done](const Result<std::optional<model::Message>> &stored) {
                   if (!stored) {
                       done(std::unexpected(foldProfileError(stored.error())));
                   } else if (!*stored) {
                       done(failure(ServiceError::NoSuchMessage));
                   } else if ((*stored)->unreadable != model::Unreadable::UncertifiedDevice) {
                       done(failure(ServiceError::NotAllowed));
                   } else {
                       m_parts.encryption->show(**stored, done);
                   }
               });
    return future;
}

} // namespace wardline::service
