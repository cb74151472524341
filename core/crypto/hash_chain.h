// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wardline::crypto {

/// The head of a chain of records: each head is SHA-256(domain || previous head || record), so that no record can be altered,
/// dropped or moved without changing every head after it. Value type.
class HashChain
{
public:
    /// `domain` separates chains of different meaning; the first head is SHA-256(domain).
    explicit HashChain(QByteArrayView domain);
    /// Goes on from a known head.
    HashChain(QByteArrayView domain, QByteArray head);

    [[nodiscard]] const QByteArray &head() const { return m_head; }
    /// Adds a record and returns the new head.
    const QByteArray &append(QByteArrayView record);

private:
    QByteArray m_domain;
    QByteArray m_head;
};

} // namespace wardline::crypto
