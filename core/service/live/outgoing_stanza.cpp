// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/outgoing_stanza.h"

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

Result<QByteArray> OutgoingStanzas::text(const model::Message &message, const QList<Mention> &mentions,
                                         const std::optional<model::Message> &answered, const QString &replaces) const
{
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
        stanza.add(xmpp::Reply{target->id, to});
        stanza.add(xmpp::Fallback{xmpp::Reply::kNamespace.toString(), xmpp::Fallback::Range{0, shift}});
    }
    for (const Mention &mention : mentions.first(std::min(mentions.size(), xmpp::MentionReference::kMaxPerMessage))) {
        if (mention.start < 0 || mention.length <= 0 || mention.start + mention.length > message.body.size()
            || mention.person.isEmpty()) {
            continue;
        }
        const qsizetype begin = shift + xmpp::codePointsIn(QStringView(message.body).first(mention.start));
        const qsizetype length = xmpp::codePointsIn(QStringView(message.body).sliced(mention.start, mention.length));
        stanza.add(xmpp::MentionReference{mention.person.bare(), begin, begin + length});
    }
    if (!replaces.isEmpty()) {
        stanza.add(xmpp::Correction{replaces});
    } else if (stanza.type == xmpp::MessageType::Chat) {
        stanza.add(xmpp::ReceiptRequest());
    }
    stanza.add(xmpp::ChatMarker::markable());
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store));
    auto content = m_parts.cipher.encrypt(message.conversation, {body});
    if (!content) {
        return std::unexpected(Error(ServiceError::NotAllowed, content.error().toLogString()));
    }
    xml::Element element = stanza.toXml();
    for (xml::Element &part : content->payload) {
        element.add(std::move(part));
    }
    return xml::writeXml(element);
}

QByteArray OutgoingStanzas::action(const model::Jid &conversation, const QString &originId, const xml::Element &payload,
                                   const QString &fallback, QStringView fallbackNamespace) const
{
    xmpp::MessageStanza stanza = frame(conversation, originId);
    stanza.payloads.append(payload);
    if (!fallback.isEmpty()) {
        stanza.body = fallback;
        stanza.add(xmpp::Fallback{fallbackNamespace.toString(), std::nullopt});
    }
    stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store));
    return xml::writeXml(stanza.toXml());
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
