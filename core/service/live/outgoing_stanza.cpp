// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/outgoing_stanza.h"

#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/wardline_urgency.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0333_markers.h"
#include "core/xmpp/xep0334_hints.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xep0372_references.h"
#include "core/xmpp/xep0428_fallback.h"
#include "core/xmpp/xep0447_file_sharing.h"
#include "core/xmpp/xep0461_reply.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kQuotedLength = 200;

/// The quoted text for programs that know no answers: each line behind "> ".
QString fallbackQuote(const QString &text)
{
    QString quoted = u"> "_s % text.left(kQuotedLength);
    quoted.replace(u'\n', u"\n> "_s);
    return quoted % u'\n';
}

xml::Element bodyElement(const QString &text)
{
    xml::Element body(u"body", xmpp::MessageStanza::kNamespace);
    body.setText(text);
    return body;
}

} // namespace

OutgoingStanzas::OutgoingStanzas(SessionParts &parts, const LiveRoomService &rooms)
    : m_parts(parts)
    , m_rooms(rooms)
{
}

xmpp::MessageStanza OutgoingStanzas::frame(const model::Jid &conversation, const QString &originId) const
{
    xmpp::MessageStanza stanza;
    stanza.to = conversation;
    stanza.id = originId;
    stanza.type = m_rooms.isRoom(conversation) ? xmpp::MessageType::GroupChat : xmpp::MessageType::Chat;
    stanza.add(xmpp::OriginId{originId});
    return stanza;
}

bool OutgoingStanzas::asksForReceipts(const model::Jid &conversation) const
{
    return !m_rooms.isRoom(conversation)
        || m_rooms.affiliated(conversation).size() <= m_parts.environment.rules.receiptsRoomMembers;
}

int OutgoingStanzas::recipientsOf(const model::Jid &conversation) const
{
    if (!m_rooms.isRoom(conversation)) {
        return 1;
    }
    const QList<model::Jid> members = m_rooms.affiliated(conversation);
    return static_cast<int>(members.size()) - (members.contains(m_parts.own) ? 1 : 0);
}

Outgoing OutgoingStanzas::text(const model::Message &message, const QList<Mention> &mentions,
                               const std::optional<model::Message> &answered, const QString &replaces) const
{
    Outgoing outgoing;
    outgoing.isForThoseOfNow = replaces.isEmpty();
    xmpp::MessageStanza stanza = frame(message.conversation, message.originId);
    QString body = message.body;
    const auto target = answered ? targetOf(*answered) : std::nullopt;
    qsizetype shift = 0;
    if (target) {
        const QString quote = xml::writableText(fallbackQuote(answered->body));
        shift = xmpp::codePointsIn(quote);
        body = quote % body;
        model::Jid to = answered->sender;
        if (const RoomState *room = m_rooms.state(message.conversation)) {
            const QString nick = room->nickOf(answered->sender);
            to = nick.isEmpty() ? model::Jid() : message.conversation.withResource(nick).value_or(model::Jid());
        }
        outgoing.content.append(xmpp::Reply{target->id, to}.toXml());
        outgoing.content.append(
            xmpp::Fallback{xmpp::Reply::kNamespace.toString(), xmpp::Fallback::Range{0, shift}}.toXml());
    }
    for (const Mention &mention : mentions.first(std::min(mentions.size(), xmpp::MentionReference::kMaxPerMessage))) {
        if (mention.start < 0 || mention.length <= 0 || mention.start + mention.length > message.body.size()
            || mention.person.isEmpty()) {
            continue;
        }
        const qsizetype begin = shift + xmpp::codePointsIn(QStringView(message.body).first(mention.start));
        const qsizetype length = xmpp::codePointsIn(QStringView(message.body).sliced(mention.start, mention.length));
        outgoing.content.append(xmpp::MentionReference{mention.person.bare(), begin, begin + length}.toXml());
    }
    if (!replaces.isEmpty()) {
        outgoing.content.append(xmpp::Correction{replaces}.toXml());
    } else if (asksForReceipts(message.conversation)) {
        outgoing.content.append(xmpp::ReceiptRequest().toXml());
    }
    if (asksForReceipts(message.conversation)) {
        outgoing.content.append(xmpp::ChatMarker::markable().toXml());
    }
    if (message.urgency) {
        outgoing.content.append(xmpp::UrgencyMark{*message.urgency}.toXml());
    }
    outgoing.content.append(bodyElement(body));
    outgoing.legacyBody = body;
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store));
    outgoing.outer = stanza.toXml();
    return outgoing;
}

Outgoing OutgoingStanzas::file(const model::Message &message, const model::Attachment &file,
                               const files::AesgcmLink &link, const QByteArray &sha256) const
{
    Outgoing outgoing;
    xmpp::MessageStanza stanza = frame(message.conversation, message.originId);
    xmpp::FileSharing sharing;
    sharing.isInline = file.mediaType.startsWith(u"image/"_s);
    sharing.file.name = file.name;
    sharing.file.mediaType = file.mediaType;
    sharing.file.size = file.size;
    sharing.file.pixels = file.pixels;
    sharing.file.sha256 = sha256;
    sharing.encrypted = xmpp::EncryptedSource{xmpp::EncryptedSource::kAes256Gcm.toString(), link.key.key, link.key.nonce,
                                              {}, link.url.toString(QUrl::FullyEncoded)};
    if (!file.thumbnail.isEmpty()) {
        const bool isPng = file.thumbnail.startsWith("\x89PNG");
        const xmpp::BitOfBinary bits = xmpp::BitOfBinary::of(file.thumbnail, isPng ? u"image/png"_s : u"image/jpeg"_s);
        sharing.file.thumbnail = xmpp::Thumbnail{u"cid:"_s + bits.cid, bits.mediaType, {}};
        outgoing.content.append(bits.toXml());
    }
    outgoing.content.append(sharing.toXml());
    if (message.urgency) {
        outgoing.content.append(xmpp::UrgencyMark{*message.urgency}.toXml());
    }
    outgoing.content.append(xmpp::Fallback{xmpp::FileSharing::kNamespace.toString(), std::nullopt}.toXml());
    if (stanza.type == xmpp::MessageType::Chat) {
        outgoing.content.append(xmpp::ReceiptRequest().toXml());
    }
    outgoing.content.append(xmpp::ChatMarker::markable().toXml());
    outgoing.legacyBody = link.toText();
    outgoing.content.append(bodyElement(outgoing.legacyBody));
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store));
    outgoing.outer = stanza.toXml();
    return outgoing;
}

Outgoing OutgoingStanzas::action(const model::Jid &conversation, const QString &originId, const xml::Element &payload,
                                 const QString &fallback, QStringView fallbackNamespace) const
{
    Outgoing outgoing;
    outgoing.isForThoseOfNow = false;
    xmpp::MessageStanza stanza = frame(conversation, originId);
    outgoing.content.append(payload);
    if (!fallback.isEmpty()) {
        outgoing.content.append(bodyElement(fallback));
        outgoing.content.append(xmpp::Fallback{fallbackNamespace.toString(), std::nullopt}.toXml());
        outgoing.legacyBody = fallback;
    }
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store));
    outgoing.outer = stanza.toXml();
    return outgoing;
}

void OutgoingStanzas::leave(const model::Jid &conversation, const Outgoing &outgoing,
                            const QList<model::DeviceAddress> &leaveOut,
                            const std::function<void(Result<Leaving>)> &done) const
{
    if (m_parts.encryption != nullptr) {
        m_parts.encryption->prepare(conversation, outgoing, leaveOut, done);
    } else {
        done(openly(outgoing));
    }
}

Error OutgoingStanzas::refusal(const model::Jid &conversation, const Leaving &leaving, const Error &error) const
{
    if (!leaving.report || !leaving.report->wasRefused) {
        return foldProfileError(error);
    }
    m_parts.encryption->settle(conversation, leaving, false);
    return Error(ServiceError::NotEverybodyCanRead);
}

void OutgoingStanzas::stored(const model::Jid &conversation, const Leaving &leaving) const
{
    if (leaving.report) {
        m_parts.encryption->settle(conversation, leaving, true);
    }
}

std::optional<store::MessageTarget> OutgoingStanzas::targetOf(const model::Message &message) const
{
    const bool isRoom = m_rooms.isRoom(message.conversation);
    const QString &id = isRoom ? message.stanzaId : message.originId;
    if (id.isEmpty()) {
        return std::nullopt;
    }
    return store::MessageTarget{id, isRoom, isRoom ? QList<model::Jid>() : QList<model::Jid>{message.sender}};
}

std::optional<store::QuoteTarget> OutgoingStanzas::quoteOf(const model::Message &answered) const
{
    const auto target = targetOf(answered);
    return target ? std::optional(store::QuoteTarget{target->id, target->isStanzaId, answered.sender}) : std::nullopt;
}

Leaving openly(const Outgoing &outgoing)
{
    xml::Element stanza = outgoing.outer;
    for (const xml::Element &element : outgoing.content) {
        if (!element.is(xmpp::UrgencyMark::kName, xmpp::UrgencyMark::kNamespace)) { // only inside of the encryption
            stanza.add(element);
        }
    }
    Leaving leaving;
    leaving.seal = [bytes = xml::writeXml(stanza)](store::WritableDatabase &) -> Result<store::SealedStanza> { return store::SealedStanza(bytes); };
    return leaving;
}

} // namespace wardline::service
