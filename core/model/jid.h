// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <optional>

namespace wardline::model {

/// An XMPP address (RFC 7622): localpart@domainpart/resourcepart. Always valid once made; the empty one stands for "none".
///
/// Localpart and domainpart are folded in width and case, all parts are NFC, so that equal addresses compare equal. Code points that
/// are not seen, or that stand for others, are refused; letters of different scripts that look alike stay different addresses. Each
/// part has at most 1023 bytes of UTF-8. Value type, any thread.
class Jid
{
public:
    Jid() = default;
    /// Nothing for text that is no address.
    [[nodiscard]] static std::optional<Jid> parse(QStringView text);

    [[nodiscard]] bool isEmpty() const { return m_domain.isEmpty(); }
    [[nodiscard]] bool isBare() const { return m_resource.isEmpty(); }
    [[nodiscard]] const QString &local() const { return m_local; }
    [[nodiscard]] const QString &domain() const { return m_domain; }
    [[nodiscard]] const QString &resource() const { return m_resource; }
    [[nodiscard]] Jid bare() const;
    /// The same account or room with another resource (in a room: the nickname). Nothing if the resource is not allowed.
    [[nodiscard]] std::optional<Jid> withResource(QStringView resource) const;
    [[nodiscard]] QString toString() const;

    friend bool operator==(const Jid &, const Jid &) = default;
    /// Sorts an address before its resources, an account before the next one.
    friend std::strong_ordering operator<=>(const Jid &a, const Jid &b) { return a.order(b); }
    friend size_t qHash(const Jid &jid, size_t seed = 0) { return qHashMulti(seed, jid.m_local, jid.m_domain, jid.m_resource); }

private:
    [[nodiscard]] std::strong_ordering order(const Jid &other) const;

    QString m_local;
    QString m_domain;
    QString m_resource;
};

} // namespace wardline::model
