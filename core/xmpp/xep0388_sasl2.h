// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0386_bind2.h"
#include "core/xmpp/xep0484_fast.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace wardline::xmpp {

inline constexpr QStringView kSasl2Namespace = u"urn:xmpp:sasl:2";

/// XEP-0388 2.2: `<authentication/>` in the stream features.
struct Sasl2Feature {
    static constexpr QStringView kName = u"authentication";
    static constexpr QStringView kNamespace = kSasl2Namespace;

    QStringList mechanisms;
    std::optional<Bind2Feature> bind2;
    std::optional<FastFeature> fast;
    bool operator==(const Sasl2Feature &) const = default;

    [[nodiscard]] static Result<Sasl2Feature> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0388 2.3: `<authenticate/>`.
struct Sasl2Authenticate {
    static constexpr QStringView kName = u"authenticate";
    static constexpr QStringView kNamespace = kSasl2Namespace;

    QString mechanism;
    QString initialResponse; ///< Base64 as it goes out
    QString userAgentId;
    QString software;
    QString device;
    std::optional<Bind2Request> bind2;
    std::optional<FastTokenRequest> tokenRequest;
    std::optional<FastUse> fast;
    bool operator==(const Sasl2Authenticate &) const = default;

    [[nodiscard]] static Result<Sasl2Authenticate> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0388 2.6.2: `<success/>`, what is plain in it; token and recovery codes are read where secrets are handled.
struct Sasl2Success {
    static constexpr QStringView kName = u"success";
    static constexpr QStringView kNamespace = kSasl2Namespace;

    std::optional<QByteArray> additionalData;
    model::Jid authorizationIdentifier;
    bool bound = false; ///< XEP-0386: `<bound/>` is there
    bool operator==(const Sasl2Success &) const = default;

    [[nodiscard]] static Result<Sasl2Success> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0388 2.6.3: `<continue/>`.
struct Sasl2Continue {
    static constexpr QStringView kName = u"continue";
    static constexpr QStringView kNamespace = kSasl2Namespace;

    std::optional<QByteArray> additionalData;
    QStringList tasks;
    bool operator==(const Sasl2Continue &) const = default;

    [[nodiscard]] static Result<Sasl2Continue> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

} // namespace wardline::xmpp
