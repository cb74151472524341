// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0059_rsm.h"
#include "core/xmpp/xep0297_forward.h"

#include <QStringList>

#include <optional>

/// Message Archive Management: https://xmpp.org/extensions/xep-0313.html
namespace wardline::xmpp {

/// XEP-0313 4.1: a question to an archive. `before-id`, `after-id` and `ids` need the feature kExtendedFeature.
struct MamQuery {
    static constexpr QStringView kName = u"query";
    static constexpr QStringView kNamespace = u"urn:xmpp:mam:2";
    static constexpr QStringView kExtendedFeature = u"urn:xmpp:mam:2#extended";

    QString queryId; ///< unguessable; results are accepted only with it
    QString node;
    model::Jid with;
    std::optional<Instant> start;
    std::optional<Instant> end;
    QString beforeId;
    QString afterId;
    QStringList ids;
    std::optional<RsmRequest> page;
    bool flipPage = false; ///< newest first within the page
    /// Whether the own archive gives room messages too; not said: as the server likes.
    std::optional<bool> includeGroupChat;

    [[nodiscard]] static Result<MamQuery> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MamQuery &) const = default;
};

/// XEP-0313 4.2: one archived message. Read only through `unwrapMamResult`, but for fakes and tests.
struct MamResult {
    static constexpr QStringView kName = u"result";
    static constexpr QStringView kNamespace = MamQuery::kNamespace;

    QString queryId;
    QString archiveId; ///< the message's XEP-0359 stanza-id in this archive
    Forwarded forwarded;

    [[nodiscard]] static Result<MamResult> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MamResult &) const = default;
};

/// XEP-0313 4.3: the end of a page, as the content of the query's answer.
struct MamFin {
    static constexpr QStringView kName = u"fin";
    static constexpr QStringView kNamespace = MamQuery::kNamespace;

    bool isComplete = false; ///< nothing is left beyond this page
    bool isStable = true; ///< false: the page may look different if asked for again
    QString queryId;
    RsmResult page;

    [[nodiscard]] static Result<MamFin> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MamFin &) const = default;
};

/// Which results we are waiting for.
struct MamExpectation {
    model::Jid own; ///< the own address
    model::Jid archive; ///< the room's bare address; empty or the own one: the own archive
    QString queryId;
};

/// XEP-0313 4.2, 11: the archived message in `outer`, only if it comes from the archive that was asked and carries our query's id.
/// Nothing if `outer` carries no MAM result; `ForeignSender` and `ForeignQuery` if it carries one that we did not ask for.
[[nodiscard]] Result<std::optional<MamResult>> unwrapMamResult(const MessageStanza &outer, const MamExpectation &expected);

} // namespace wardline::xmpp
