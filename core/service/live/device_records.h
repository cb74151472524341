// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/omemo_context.h"

#include <QList>

#include <optional>

namespace wardline::service {

/// A device without a session, and in which version one can be begun.
struct WantedBundle
{
    model::DeviceAddress device;
    xmpp::OmemoVersion version = xmpp::OmemoVersion::V2;
    bool mayFallBack = false; ///< it is listed for 0.3 too
    bool operator==(const WantedBundle &) const = default;
};

/// A bundle that was asked for; nothing when its device publishes none, an error of the wire when it is malformed.
struct FetchedBundle
{
    WantedBundle wanted;
    Result<xmpp::OmemoBundle> bundle;
    bool isMissing = false; ///< the account says that there is none (otherwise it could not be asked)
};

/// What a person's lists changed.
struct ListOutcome
{
    QList<WantedBundle> wanted;
    bool hasDevices = false; ///< besides this one
};

/// Sessions are begun with at most so many devices of one person; nobody is written to on more than eight.
inline constexpr qsizetype kMaxSessionsOfPerson = 16;

/// Keeps what a person lists now. A list that could not be fetched leaves what is known of that version as it is. The
/// writing thread, as are the others.
[[nodiscard]] Result<ListOutcome> keepLists(OmemoContext &context, store::OmemoStore &store, const model::Jid &person,
                                            const std::optional<xmpp::OmemoDeviceList> &list2,
                                            const std::optional<xmpp::OmemoDeviceList> &list03);

/// Begins sessions, or notes for each device why not. What is worth asking for next (0.3 where omemo:2 failed).
[[nodiscard]] Result<QList<WantedBundle>> beginSessions(OmemoContext &context, store::OmemoStore &store,
                                                        const QList<FetchedBundle> &bundles);

/// Our own devices that have not been heard of for so long that they are taken off the list.
inline constexpr std::chrono::hours kStaleAfter{14 * 24};
[[nodiscard]] Result<QSet<quint32>> staleOwnDevices(OmemoContext &context, store::OmemoStore &store);

} // namespace wardline::service
