// SPDX-License-Identifier: GPL-3.0-or-later
// What is tried again: rows without text, what nobody misses where it does not open, what is held back.
#include "core/service/live/device_records.h"
#include "core/service/live/held_messages.h"
#include "core/service/live/stanza_opener.h"
#include "core/store/sealed_messages.h"
#include "core/xml/xml_reader.h"
#include "core/xmpp/message_stanza.h"

#include <utility>

namespace wardline::service {

namespace {

/// A stanza that is kept for later says the same again; what is around it comes from the row it left.
std::optional<SealedStanza> sealedAgain(const store::SealedMessage &row, const model::Jid &own,
                                        const DeviceRules &rules)
{
    const auto element = xml::readXml(row.stanza);
    const auto stanza = element ? xmpp::MessageStanza::fromXml(*element) : std::unexpected(element.error());
    if (!stanza) {
        return std::nullopt;
    }
    SealedStanza sealed;
    sealed.stanza = row.stanza;
    sealed.encrypted = encryptedIn(stanza->payloads);
    sealed.captured.own = own;
    sealed.captured.rule = rules.of(row.message.conversation);
    sealed.captured.wireId = stanza->id;
    sealed.captured.isRoom = stanza->type == xmpp::MessageType::GroupChat;
    sealed.captured.isFromArchive = true;
    sealed.captured.incoming.message = row.message;
    sealed.captured.incoming.message.unreadable.reset();
    sealed.captured.incoming.wireId = stanza->id;
    sealed.captured.incoming.occupantId = row.occupantId;
    return sealed;
}

/// What nobody misses where it does not open. What opened stays here until it is known to be stored, by coming a second
/// time; what cannot open any more goes.
Status retryQuietly(OmemoContext &context, StanzaOpener &opener, const RetryRequest &request, RetriedBatch &retried,
                    store::IncomingBatch &batch)
{
    for (SealedStanza &sealed : std::exchange(context.quietPending, {})) {
        sealed.captured.rule = request.rules.of(sealed.captured.incoming.message.conversation);
        WARDLINE_TRY(const Reading reading, opener.open(sealed, request.isLastTry));
        if (opener.outcome() == StanzaOpener::Outcome::NotOpened) {
            continue; // it waits again, or was the last try
        }
        const model::Message &message = sealed.captured.incoming.message;
        if (!message.stanzaId.isEmpty()) {
            batch.opened.append({sealed.captured.incoming.archive, message.stanzaId, message.time});
        }
        batch.marks.append(reading.marks);
        if (reading.action) {
            batch.actions.append(*reading.action);
        }
        if (reading.message) {
            batch.messages.append(*reading.message);
        }
        if (reading.action || reading.message) {
            retried.quiet.push_back(reading);
        }
        if (opener.outcome() == StanzaOpener::Outcome::Opened) {
            context.quietPending.append(sealed);
        }
    }
    return {};
}

/// Held back, and judged anew by what is known now; nothing while it stays so.
Result<std::optional<Reading>> judgedAnew(OmemoContext &context, store::WritableDatabase &database, HeldMessage held,
                                          const DeviceRules &rules)
{
    store::OmemoStore store(database);
    WARDLINE_TRY(const auto known, store.device(held.device));
    if (!known || known->identityKey != held.identityKey) {
        return std::optional<Reading>();
    }
    WARDLINE_TRY(const model::Trust trust, trustOfSender(context, store, *known));
    const bool isRefused = trust == model::Trust::ManuallyDistrusted || trust == model::Trust::Revoked;
    const DeviceRule rule = rules.of(held.captured.incoming.message.conversation);
    // It waited because of what the room is for alone, and the room turned out to be one of a team.
    const bool isPersonCertified = context.standsFor && context.standsFor(held.device.person);
    const bool isOfTeam = !held.wasPersonCertified && rule.rule == trust::RoomDeviceRule::CertifiedFirst
        && trust != model::Trust::Undecided && rule.counts(*known, trust, isPersonCertified);
    if (isRefused || !(isOfTeam || rule.isStoodFor(*known, trust))) {
        return std::optional<Reading>(); // that nothing speaks against it any more does not make it anybody's
    }
    held.said.trust = trust;
    return std::optional(shown(held));
}

} // namespace

store::PrepareBatch prepareRetry(std::shared_ptr<OmemoContext> context, std::shared_ptr<RetriedBatch> retried,
                                 RetryRequest request)
{
    return [context = std::move(context), retried = std::move(retried),
            request = std::move(request)](store::WritableDatabase &database) -> Result<store::IncomingBatch> {
        WARDLINE_TRY(const QList<store::SealedMessage> rows, store::readSealed(database, request.after, request.limit));
        StanzaOpener opener(*context, database);
        store::IncomingBatch batch;
        if (!request.after.isValid()) {
            WARDLINE_CHECK(retryQuietly(*context, opener, request, *retried, batch));
        }
        for (const store::SealedMessage &row : rows) {
            Reading reading;
            if (const auto held = heldIn(row, context->own)) {
                WARDLINE_TRY(std::optional<Reading> judged, judgedAnew(*context, database, *held, request.rules));
                if (!judged) {
                    continue;
                }
                reading = *std::move(judged);
            } else if (const auto sealed = sealedAgain(row, context->own, request.rules)) {
                WARDLINE_TRY(reading, opener.open(*sealed, request.isLastTry));
            } else {
                reading.message = store::IncomingMessage{row.message, {}};
                reading.message->message.unreadable = model::Unreadable::BrokenSession;
            }
            const bool isHeld =
                reading.message && reading.message->message.unreadable == model::Unreadable::UncertifiedDevice;
            if (reading.message && !reading.message->sealed.isEmpty() && !isHeld) {
                continue; // it goes on waiting
            }
            store::RevealedMessage revealed{row.message.id, std::nullopt, std::nullopt};
            if (isHeld) {
                revealed.held = reading.message->sealed;
            }
            if (reading.message) {
                revealed.unreadable = reading.message->message.unreadable;
                if (!revealed.unreadable) {
                    revealed.message = *reading.message;
                }
            } else if (reading.action) {
                batch.actions.append(*reading.action);
            }
            batch.revealed.append(revealed);
            retried->rows.append({row.message.conversation, row.message.id});
            retried->readings.push_back(std::move(reading));
        }
        retried->last = rows.size() == request.limit ? rows.constLast().message.id : model::MessageId();
        retried->news = opener.news();
        if (!batch.revealed.isEmpty()) {
            context->heldSpace.reset();
        }
        return batch;
    };
}

} // namespace wardline::service
