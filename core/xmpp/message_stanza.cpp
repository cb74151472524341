// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/message_stanza.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<MessageType, 5> kTypes {{
    {MessageType::Normal, u"normal"},
    {MessageType::Chat, u"chat"},
    {MessageType::GroupChat, u"groupchat"},
    {MessageType::Headline, u"headline"},
    {MessageType::Error, u"error"},
}};

/// A text that may come in several languages.
class LocalisedText
{
public:
    Status offer(const xml::Element &element, qsizetype limit)
    {
        const bool isPlain = !element.hasAttribute(u"xml:lang");
        if (m_text && (m_isPlain || !isPlain)) {
            return {};
        }
        WARDLINE_TRY(m_text, wire::content(element, limit));
        m_isPlain = isPlain;
        return {};
    }
    [[nodiscard]] std::optional<QString> take() { return std::move(m_text); }

private:
    std::optional<QString> m_text;
    bool m_isPlain = false;
};

} // namespace

Result<MessageStanza> MessageStanza::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    MessageStanza stanza;
    WARDLINE_TRY(stanza.from, wire::jid(element, u"from"));
    WARDLINE_TRY(stanza.to, wire::jid(element, u"to"));
    WARDLINE_TRY(stanza.id, wire::text(element, u"id"));
    stanza.type = wire::fromWord(kTypes, element.attribute(u"type")).value_or(MessageType::Normal);
    LocalisedText body;
    LocalisedText subject;
    for (const xml::Element &child : element.children()) {
        if (child.ns() != kNamespace) {
            stanza.payloads.append(child);
        } else if (child.name() == u"body") {
            WARDLINE_CHECK(body.offer(child, wire::kMaxBody));
        } else if (child.name() == u"subject") {
            WARDLINE_CHECK(subject.offer(child, wire::kMaxLine));
        } else if (child.name() == u"thread") {
            WARDLINE_TRY(stanza.thread, wire::content(child, wire::kMaxToken));
        } else if (child.name() == StanzaError::kName) {
            WARDLINE_TRY(stanza.error, StanzaError::fromXml(child));
        } else {
            stanza.payloads.append(child);
        }
    }
    stanza.body = body.take();
    stanza.subject = subject.take();
    return stanza;
}

xml::Element MessageStanza::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"from", from.toString());
    element.setOptionalAttribute(u"to", to.toString());
    element.setOptionalAttribute(u"id", id);
    if (type != MessageType::Normal) {
        element.setAttribute(u"type", wire::toWord(kTypes, type));
    }
    if (subject) {
        element.addText(u"subject", kNamespace, *subject);
    }
    if (body) {
        element.addText(u"body", kNamespace, *body);
    }
    if (!thread.isEmpty()) {
        element.addText(u"thread", kNamespace, thread);
    }
    for (const xml::Element &payload : payloads) {
        element.add(payload);
    }
    if (error) {
        element.add(error->toXml());
    }
    return element;
}

} // namespace wardline::xmpp
