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
    bool everHadDevices = false; ///< the same, those that are not listed any more included
    bool isCrowded = false; ///< more than anybody has, and some of them are new
    QList<model::DeviceAddress> appeared; ///< listed for the first time, of somebody who had others before
    QList<model::DeviceAddress> unlisted; ///< no longer listed, although somebody stands for them
};

/// Sessions are begun with at most so many devices of one person; nobody is written to on more than eight.
inline constexpr qsizetype kMaxSessionsOfPerson = 16;

/// So many devices of one person are remembered, listed or not: more than a person has in years, and as many as both of
/// their lists can name at a time.
inline constexpr qsizetype kMaxKeptDevices = 192;

/// A session with which nothing was written is begun anew after so long, with keys that the other side still has:
/// these go a week after they were used or replaced.
inline constexpr std::chrono::hours kRenewUnwrittenAfter{72};

/// Keeps what a person lists now. A list that could not be fetched leaves what is known of that version as it is. The
/// writing thread, as are the others.
[[nodiscard]] Result<ListOutcome> keepLists(OmemoContext &context, store::OmemoStore &store, const model::Jid &person,
                                            const std::optional<xmpp::OmemoDeviceList> &list2,
                                            const std::optional<xmpp::OmemoDeviceList> &list03);

/// Whether one more device of a person can be remembered: makes place where that number is reached, by forgetting those
/// that never had a key and are not listed, and then those that were not heard of for a year and that nobody stands
/// for. Whose key was whose is not forgotten for anything newer, so that nobody who makes up devices can make another
/// identity look like the first; nor can work grow with every message or list.
[[nodiscard]] Result<bool> makePlaceForDevice(store::OmemoStore &store, const model::Jid &person, Instant now);
inline constexpr std::chrono::hours kForgottenAfter{365 * 24};

/// Begins sessions, or notes for each device why not. What is worth asking for next (0.3 where omemo:2 failed).
[[nodiscard]] Result<QList<WantedBundle>> beginSessions(OmemoContext &context, store::OmemoStore &store,
                                                        const QList<FetchedBundle> &bundles);

/// Our own devices that have not been heard of for so long that they are taken off the list.
inline constexpr std::chrono::hours kStaleAfter{14 * 24};
[[nodiscard]] Result<QSet<quint32>> staleOwnDevices(OmemoContext &context, store::OmemoStore &store);

} // namespace wardline::service
