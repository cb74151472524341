// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/content_reader.h"

#include "core/service/live/file_reading.h"
#include "core/xmpp/payload.h"
#include "core/xmpp/wardline_unreadable.h"
#include "core/xmpp/wardline_urgency.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0333_markers.h"
#include "core/xmpp/xep0372_references.h"
#include "core/xmpp/xep0424_retract.h"
#include "core/xmpp/xep0425_moderate.h"
#include "core/xmpp/xep0428_fallback.h"
#include "core/xmpp/xep0444_reactions.h"
#include "core/xmpp/xep0447_file_sharing.h"
#include "core/xmpp/xep0461_reply.h"

namespace wardline::service {

namespace {

/// A payload that is there and well-formed.
template <typename T>
std::optional<T> find(const Said &said)
{
    const auto found = xmpp::findPayload<T>(said.payloads);
    return found ? *found : std::nullopt;
}

std::optional<store::QuoteTarget> quoteOf(const Captured &captured, const Said &said)
{
    const auto reply = find<xmpp::Reply>(said);
    if (!reply || reply->id.size() > store::kMaxIdLength) {
        return std::nullopt;
    }
    const model::Message &message = captured.incoming.message;
    store::QuoteTarget quote;
    quote.id = reply->id;
    quote.isStanzaId = captured.isRoom;
    if (captured.isRoom) {
        quote.sender = captured.realAddress(reply->to);
    } else {
        // Who is not named is the other one: people rarely answer themselves.
        const model::Jid to = reply->to.bare();
        const model::Jid other = message.isOwn ? message.conversation : captured.own;
        quote.sender = to == captured.own || to == message.conversation ? to : other;
    }
    return quote;
}

bool namesMe(const Captured &captured, const Said &said)
{
    const model::Jid &conversation = captured.incoming.message.conversation;
    for (const xmpp::MentionReference &mention : xmpp::mentionsIn(said.payloads)) {
        const bool isMe = mention.person.bare() == captured.own
            || (mention.person.bare() == conversation && !mention.person.isBare()
                && captured.realAddress(mention.person) == captured.own);
        if (isMe) {
            return true;
        }
    }
    return false;
}

store::MessageAction actionAt(const Captured &captured, const Said &said)
{
    const model::Message &message = captured.incoming.message;
    store::MessageAction action;
    action.conversation = message.conversation;
    action.actor = message.sender;
    action.actorName = message.senderName;
    action.isOwn = message.isOwn;
    action.time = message.time;
    action.occupantId = captured.incoming.occupantId;
    action.isSealed = said.encryption == model::EncryptionState::EndToEnd;
    action.trust = said.trust;
    action.others = captured.isRoom ? QList<model::Jid>() : QList<model::Jid>{captured.own, message.conversation};
    return action;
}

std::optional<store::MessageAction> actionOf(const Captured &captured, const Said &said)
{
    store::MessageAction action = actionAt(captured, said);
    const model::Message &message = captured.incoming.message;
    action.wireId = message.originId.isEmpty() ? captured.wireId : message.originId;
    if (const auto retracted = xmpp::retractedId(said.payloads); retracted && *retracted) {
        action.kind = store::ActionKind::Retraction;
        action.target = {(*retracted)->id, captured.isRoom && !(*retracted)->isOriginId, {message.sender}};
        action.others.removeAll(message.sender);
    } else if (const auto reactions = find<xmpp::Reactions>(said)) {
        const bool isText =
            said.body && !said.body->isEmpty() && !xmpp::isAllFallback(said.payloads, xmpp::Reactions::kNamespace);
        if (isText) {
            return std::nullopt;
        }
        action.kind = store::ActionKind::Reactions;
        action.target = {reactions->id, captured.isRoom, action.others};
        action.emoji = reactions->emoji;
    } else {
        return std::nullopt;
    }
    if (action.target.isStanzaId) {
        action.target.senders.clear();
    }
    const bool fits = action.target.id.size() <= store::kMaxIdLength && action.wireId.size() <= store::kMaxIdLength;
    return fits ? std::optional(action) : std::nullopt;
}

/// XEP-0308 5: only the sender corrects, and only within the conversation.
std::optional<store::MessageAction> correctionOf(const Captured &captured, const Said &said,
                                                 const xmpp::Correction &correction, const model::Message &message)
{
    store::MessageAction action = actionAt(captured, said);
    action.kind = store::ActionKind::Correction;
    action.target = {correction.id, false, {message.sender}};
    action.wireId = !message.originId.isEmpty() ? message.originId
        : !captured.incoming.wireId.isEmpty()   ? captured.incoming.wireId
                                                : message.stanzaId;
    action.text = message;
    action.text.originId = correction.id;
    action.others.removeAll(message.sender);
    const bool fits = action.target.id.size() <= store::kMaxIdLength && action.wireId.size() <= store::kMaxIdLength;
    return fits ? std::optional(action) : std::nullopt;
}

constexpr qsizetype kMaxMarks = 64; ///< in one stanza

/// What is owed to the sender of a message about it; nothing where it has no name to be called by.
std::optional<OwedMark> owedFor(const Captured &captured)
{
    const model::Message &place = captured.incoming.message;
    const QString id = place.originId.isEmpty() ? captured.wireId : place.originId;
    const bool isNamed = captured.mayOweReceipt && !id.isEmpty() && place.sender.isBare() && !place.sender.isEmpty();
    return isNamed ? std::optional(OwedMark{place.conversation, place.sender, id}) : std::nullopt;
}

bool asksFor(const Said &said)
{
    const auto marker = find<xmpp::ChatMarker>(said);
    return xmpp::hasPayload<xmpp::ReceiptRequest>(said.payloads)
        || (marker && marker->kind == xmpp::ChatMarker::Kind::Markable);
}

/// XEP-0184 and XEP-0333: receipts and markers count only from a real person, and by the clock of the relay.
QList<store::DeliveryMark> marksOf(const Captured &captured, const Said &said)
{
    QList<store::DeliveryMark> marks;
    const model::Message &place = captured.incoming.message;
    const bool isOpen = said.encryption == model::EncryptionState::NotEncrypted;
    if (place.isOwn || !place.sender.isBare() || (isOpen && !captured.takesOpenMarks)) {
        return marks;
    }
    using Kind = store::DeliveryMark::Kind;
    const auto add = [&](Kind kind, const QString &id, bool isStanzaId) {
        if (!id.isEmpty() && id.size() <= store::kMaxIdLength && marks.size() < kMaxMarks) {
            marks.append({kind, captured.own, place.sender, place.conversation, id, isStanzaId, place.time});
        }
    };
    for (const xml::Element &payload : said.payloads) {
        if (xmpp::isPayload<xmpp::Receipt>(payload)) {
            if (const auto receipt = xmpp::Receipt::fromXml(payload)) {
                add(Kind::Arrived, receipt->id, false);
            }
        } else if (xmpp::isPayload<xmpp::ChatMarker>(payload)) {
            const auto marker = xmpp::ChatMarker::fromXml(payload);
            if (marker && marker->kind == xmpp::ChatMarker::Kind::Displayed) {
                add(Kind::Opened, marker->id, captured.isRoom);
            }
        } else if (said.encryption == model::EncryptionState::EndToEnd
                   && xmpp::isPayload<xmpp::UnreadableReport>(payload)) {
            if (const auto report = xmpp::UnreadableReport::fromXml(payload)) {
                add(Kind::Unable, report->id, false);
            }
        }
    }
    return marks;
}

/// What is longer than is kept ends in a sign that says so.
QString shortened(const QString &body)
{
    if (body.size() * 3 <= store::kMaxBodyBytes) {
        return body;
    }
    const QByteArray utf8 = body.toUtf8();
    if (utf8.size() <= store::kMaxBodyBytes) {
        return body;
    }
    const QString sign = QStringLiteral("\n[\u2026]");
    QString cut = QString::fromUtf8(utf8.first(store::kMaxBodyBytes - sign.toUtf8().size()));
    while (cut.endsWith(QChar::ReplacementCharacter)) {
        cut.chop(1); // half a character
    }
    return cut + sign;
}

/// Text, files, mentions and what it answers; false when there is nothing to keep.
bool readText(const Captured &captured, const Said &said, store::IncomingMessage &incoming)
{
    model::Message &message = incoming.message;
    const SaidFiles files = filesIn(said);
    if (files.attachments.isEmpty() && (!said.body || said.body->isEmpty())) {
        // Nothing said; or the archive says that what was said is gone.
        const auto tombstone = captured.isFromArchive && said.encryption == model::EncryptionState::NotEncrypted
            ? xmpp::archivedTombstone(said.payloads)
            : std::nullopt;
        if (!tombstone) {
            return false;
        }
        message.tombstone = model::Tombstone{tombstone->isModerated, {}, tombstone->stamp.value_or(message.time), {}};
        return true;
    }
    message.encryption = said.encryption;
    message.trust = said.trust;
    if (const auto urgency = find<xmpp::UrgencyMark>(said);
        urgency && said.encryption == model::EncryptionState::EndToEnd) {
        message.urgency = urgency->level;
    }
    message.attachments = files.attachments;
    incoming.files = files.sources;
    if (said.body && !files.isBodyALink) {
        const xmpp::Trimmed own = xmpp::withoutFallback(*said.body, said.payloads, xmpp::FileSharing::kNamespace);
        const xmpp::Trimmed text = xmpp::withoutFallback(own.text, said.payloads, xmpp::Reply::kNamespace);
        const bool isEmptied = text.text.trimmed().isEmpty() && files.attachments.isEmpty();
        message.body = isEmptied ? *said.body : text.text;
    }
    incoming.quote = quoteOf(captured, said);
    message.mentionsMe = !message.isOwn && namesMe(captured, said);
    message.body = shortened(message.body);
    return true;
}

} // namespace

model::Jid Captured::realAddress(const model::Jid &occupant) const
{
    const bool isHere = isRoom && occupant.bare() == incoming.message.conversation;
    return isHere ? occupants.value(occupant.resource()).real : model::Jid();
}

Said Said::inEnvelope(const QList<xml::Element> &elements)
{
    Said said;
    said.encryption = model::EncryptionState::EndToEnd;
    for (const xml::Element &element : elements) {
        if (element.is(u"body", u"jabber:client")) {
            if (!said.body) {
                said.body = element.text();
            }
        } else {
            said.payloads.append(element);
        }
    }
    return said;
}

model::Jid Reading::conversation() const
{
    return !marks.isEmpty() ? marks.constFirst().conversation
        : message           ? message->message.conversation
        : action            ? action->conversation
        : sealed            ? sealed->captured.incoming.message.conversation
                            : model::Jid();
}

bool Reading::isOwn() const
{
    return message ? message->message.isOwn
        : action   ? action->isOwn
                   : sealed && sealed->captured.incoming.message.isOwn;
}

Reading unreadable(const Captured &captured, model::Unreadable reason)
{
    Reading reading;
    reading.stanzaId = captured.incoming.message.stanzaId;
    reading.archive = captured.incoming.archive;
    reading.time = captured.incoming.message.time;
    reading.message = captured.incoming;
    reading.message->message.encryption = model::EncryptionState::EndToEnd;
    reading.message->message.unreadable = reason;
    if (reason == model::Unreadable::NotForThisDevice || reason == model::Unreadable::BrokenSession) {
        reading.owesUnreadable = owedFor(captured);
    }
    return reading;
}

Reading readContent(const Captured &captured, const Said &said)
{
    Reading reading;
    const model::Message &place = captured.incoming.message;
    reading.stanzaId = place.stanzaId;
    reading.archive = captured.incoming.archive;
    reading.time = place.time;
    if (const auto moderation = xmpp::moderationIn(said.payloads); !moderation || *moderation) {
        reading.isForged = true; // only the room says that
        return reading;
    }
    reading.marks = marksOf(captured, said);
    if (xmpp::hasPayload<xmpp::ReceiptRequest>(said.payloads)) {
        reading.owesReceipt = owedFor(captured);
    }
    // Does it do something to another message? The text of such a stanza is for programs that do not know it.
    reading.action = actionOf(captured, said);
    if (reading.action) {
        return reading;
    }
    store::IncomingMessage incoming = captured.incoming;
    if (!readText(captured, said, incoming)) {
        reading.owesReceipt.reset(); // nothing is kept, so that nothing arrived
        return reading;
    }
    if (const auto correction = find<xmpp::Correction>(said); correction && !incoming.message.tombstone) {
        reading.action = correctionOf(captured, said, *correction, incoming.message);
        return reading;
    }
    incoming.message.asks = !incoming.message.isOwn && asksFor(said);
    reading.message = std::move(incoming);
    return reading;
}

} // namespace wardline::service
