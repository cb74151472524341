// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

namespace wardline::trust {

/// What the authority did, one JSON object a line: number, time, what, by whom, and the digest of the line before, so
/// that nothing can be altered or taken out unseen. Lines are only ever added. Value type.
class AuthorityLog
{
public:
    static constexpr qsizetype kMaxSize = 256 * 1024 * 1024;

    AuthorityLog() = default;
    /// Malformed for a line that is none, a number that is not next, or a chain that does not hold.
    [[nodiscard]] static Result<AuthorityLog> parse(QByteArrayView text);

    /// Adds number, time and chain to `entry`, which holds "what" and all that belongs to it.
    void append(QJsonObject entry, Instant now);
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] const QList<QJsonObject> &entries() const { return m_entries; }

private:
    QByteArray m_text;
    QList<QJsonObject> m_entries;
    QByteArray m_head = QByteArray(64, '0');
};

} // namespace wardline::trust
