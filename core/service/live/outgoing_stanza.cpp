// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/outgoing_stanza.h"

#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0308_correct.h"
#include "core/xmpp/xep0333_markers.h"
#include "core/xmpp/xep0334_hints.h"
#include "core/xmpp/xep0359_sid.h"
#include "core/xmpp/xep0372_references.h"
#include "core/xmpp/xep0428_fallback.h"
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

Outgoing OutgoingStanzas::text(const model::Message &message, const QList<Mention> &mentions,
                               const std::optional<model::Message> &answered, const QString &replaces) const
{
    Outgoing outgoing;
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
    } else if (stanza.type == xmpp::MessageType::Chat) {
        outgoing.content.append(xmpp::ReceiptRequest().toXml());
    }
    outgoing.content.append(xmpp::ChatMarker::markable().toXml());
    outgoing.content.append(bodyElement(body));
    outgoing.legacyBody = body;
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store));
    outgoing.outer = stanza.toXml();
    return outgoing;
}

Outgoing OutgoingStanzas::action(const model::Jid &conversation, const QString &originId, const xml::Element &payload,
                                 const QString &fallback, QStringView fallbackNamespace) const
{
    Outgoing outgoing;
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

} // namespace wardline::service
