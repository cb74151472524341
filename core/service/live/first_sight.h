// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/session_parts.h"

#include <QObject>

namespace wardline::service {

/// Keeps a new workstation from calling everything unread that a person read elsewhere: what is older than the moment
/// when this cache, or this room in it, was first seen is there and not unread. Main thread.
class FirstSight final : public QObject
{
public:
    explicit FirstSight(const SessionParts &parts);

    /// Notes the moment when the cache has no conversations yet, else recalls it.
    void load(bool isEmpty);
    /// A conversation that was just made begins as read up to `until`; before any message of it is stored.
    void start(const model::Jid &conversation, Instant until);
    [[nodiscard]] Instant firstStart() const { return m_firstStart; }

private:
    const SessionParts &m_parts;
    Instant m_firstStart{};
};

} // namespace wardline::service
