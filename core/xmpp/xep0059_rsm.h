// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <optional>

namespace wardline::xmpp {

/// Which page is asked for: https://xmpp.org/extensions/xep-0059.html#request
struct RsmRequest {
    static constexpr QStringView kName = u"set";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/rsm";

    std::optional<int> max;
    std::optional<QString> after; ///< the page behind this id
    std::optional<QString> before; ///< the page before this id; empty: the last page
    std::optional<int> index; ///< the page that begins at this place

    [[nodiscard]] static RsmRequest firstPage(int max) { return {.max = max, .after = {}, .before = {}, .index = {}}; }
    [[nodiscard]] static RsmRequest lastPage(int max) { return {.max = max, .after = {}, .before = QString(), .index = {}}; }
    [[nodiscard]] static RsmRequest pageAfter(const QString &id, int max)
    {
        return {.max = max, .after = id, .before = {}, .index = {}};
    }
    [[nodiscard]] static RsmRequest pageBefore(const QString &id, int max)
    {
        return {.max = max, .after = {}, .before = id, .index = {}};
    }

    [[nodiscard]] static Result<RsmRequest> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const RsmRequest &) const = default;
};

/// Which page it is: https://xmpp.org/extensions/xep-0059.html#results. An empty page has neither first nor last.
struct RsmResult {
    static constexpr QStringView kName = RsmRequest::kName;
    static constexpr QStringView kNamespace = RsmRequest::kNamespace;

    QString first;
    std::optional<int> firstIndex;
    QString last;
    std::optional<int> count; ///< of all pages together; may be an estimate (XEP-0059 2.6)

    [[nodiscard]] bool isEmptyPage() const { return first.isEmpty() || last.isEmpty(); }

    [[nodiscard]] static Result<RsmResult> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const RsmResult &) const = default;
};

} // namespace wardline::xmpp
