// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/payload.h"
#include "core/xmpp/stanza_error.h"

#include <optional>

namespace wardline::xmpp {

/// RFC 6121 5.2.2. An unknown type reads as Normal, as the RFC demands.
enum class MessageType { Normal, Chat, GroupChat, Headline, Error };

/// A message stanza: the core fields of RFC 6121 5 and everything else as payloads, which are read one by one where they matter.
///
/// `from` says what the stream said; nothing here vouches for it. Where several languages are given, the text without a language
/// wins, else the first. Value type, any thread.
struct MessageStanza {
    static constexpr QStringView kName = u"message";
    static constexpr QStringView kNamespace = u"jabber:client";

    model::Jid from; ///< empty: from the own account's server side
    model::Jid to;
    QString id;
    MessageType type = MessageType::Normal;
    std::optional<QString> body;
    std::optional<QString> subject; ///< present but empty: the subject is removed
    QString thread;
    std::optional<StanzaError> error; ///< only with type Error
    QList<xml::Element> payloads; ///< all children but the fields above, in order

    /// `findPayload` over the payloads.
    template <Payload T>
    [[nodiscard]] Result<std::optional<T>> payload() const
    {
        return findPayload<T>(payloads);
    }
    template <Payload T>
    [[nodiscard]] bool has() const
    {
        return hasPayload<T>(payloads);
    }
    template <Payload T>
    MessageStanza &add(const T &value)
    {
        payloads.append(value.toXml());
        return *this;
    }

    [[nodiscard]] static Result<MessageStanza> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MessageStanza &) const = default;
};

} // namespace wardline::xmpp
