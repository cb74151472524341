// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QByteArray>
#include <QString>

namespace wardline::trust {

inline constexpr QStringView kTrustNamespace = u"urn:wardline:trust:0";

/// PEP nodes of the authority's account (FORMATS.md 8).
[[nodiscard]] QString epochNode();
[[nodiscard]] QString manifestNode();
[[nodiscard]] QString pagesNode();
[[nodiscard]] QString currentItem();
/// PEP nodes of everybody's own account: what a device asked for, and what it got; an item for each device, its number.
[[nodiscard]] QString requestsNode();
[[nodiscard]] QString statementsNode();
/// The item of a page: its digest in hex.
[[nodiscard]] QString pageItem(const QByteArray &digest);

/// The payload of an item: a document or page in Base64.
struct TrustDocument
{
    static constexpr QStringView kName = u"document";
    static constexpr QStringView kNamespace = kTrustNamespace;
    static constexpr qsizetype kMaxSize = 160 * 1024;

    QByteArray bytes;
    bool operator==(const TrustDocument &) const = default;

    [[nodiscard]] static Result<TrustDocument> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// What devices and the authority say to each other, one in a message.
struct AuthorityMessage
{
    static constexpr QStringView kNamespace = kTrustNamespace;
    static constexpr qsizetype kMaxSize = 8 * 1024;

    enum class Kind {
        Ask, ///< for a nonce
        Nonce, ///< the answer
        Request, ///< a CertificationRequest
        Vouch, ///< a Vouching
        Answer, ///< to a request or a vouching
    };
    enum class State {
        Waiting, ///< somebody has to approve it
        Issued, ///< `bytes` is the statement; the next manifest has it
        Refused,
    };
    Kind kind = Kind::Ask;
    QByteArray bytes; ///< nonce, document or statement
    State state = State::Waiting; ///< Answer only
    bool operator==(const AuthorityMessage &) const = default;

    [[nodiscard]] static Result<AuthorityMessage> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

} // namespace wardline::trust
