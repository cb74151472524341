// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/payload.h"
#include "core/xmpp/stanza_error.h"

#include <optional>

namespace wardline::xmpp {

enum class IqType { Get, Set, Result, Error };

/// A request or its answer (RFC 6120 8.2.3). Value type, any thread.
struct IqStanza {
    static constexpr QStringView kName = u"iq";
    static constexpr QStringView kNamespace = u"jabber:client";

    model::Jid from;
    model::Jid to; ///< empty: the own account
    QString id;
    IqType type = IqType::Get;
    std::optional<xml::Element> content; ///< exactly one with Get and Set, at most one with Result
    std::optional<StanzaError> error; ///< exactly with type Error

    /// Requests; the id is set by whoever sends them.
    template <Payload T>
    [[nodiscard]] static IqStanza get(const model::Jid &to, const T &value)
    {
        return {.from = {}, .to = to, .id = {}, .type = IqType::Get, .content = value.toXml(), .error = {}};
    }
    template <Payload T>
    [[nodiscard]] static IqStanza set(const model::Jid &to, const T &value)
    {
        return {.from = {}, .to = to, .id = {}, .type = IqType::Set, .content = value.toXml(), .error = {}};
    }
    /// Answers to this request: an empty result, a result with content, a refusal.
    [[nodiscard]] IqStanza answer() const;
    [[nodiscard]] IqStanza answerWith(xml::Element answer) const;
    [[nodiscard]] IqStanza refuse(StanzaErrorType type, StanzaErrorCondition condition) const;

    [[nodiscard]] bool isRequest() const { return type == IqType::Get || type == IqType::Set; }

    template <Payload T>
    [[nodiscard]] bool has() const
    {
        return content && isPayload<T>(*content);
    }
    /// The content as T: an error if it is absent, something else or malformed.
    template <Payload T>
    [[nodiscard]] Result<T> payload() const
    {
        return T::fromXml(content ? *content : xml::Element());
    }

    /// RFC 6120 8.2.3: an id and a type are required, requests have exactly one child, errors say why.
    [[nodiscard]] static Result<IqStanza> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const IqStanza &) const = default;
};

} // namespace wardline::xmpp
