// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"

#include <QByteArray>
#include <QList>

namespace wardline::service {

/// A digest of who belongs to a room (bare addresses, in any order): it tells whether a stanza that waits was encrypted
/// for the people who are in the room now, without naming them. 32 bytes. Any thread.
[[nodiscard]] QByteArray audienceDigest(QList<model::Jid> people);

} // namespace wardline::service
