// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/trust/authority_book.h"

#include <QMap>

namespace wardline::trust {

/// Takes what devices send to the authority while it serves: gives nonces, keeps first requests until somebody approves
/// them, lets those through that need nobody. Everything is bounded, and forgotten when the program ends. Pure.
class RequestDesk
{
public:
    static constexpr qsizetype kMaxNonces = 1000;
    static constexpr qsizetype kMaxNoncesOfPerson = 8;
    static constexpr qsizetype kMaxPending = 200;
    static constexpr qsizetype kMaxPendingOfPerson = 4;
    static constexpr qsizetype kMaxEarlier = 8; ///< ids of one waiting request
    static constexpr std::chrono::minutes kNonceLife{10};
    static constexpr std::chrono::hours kPendingLife{24};

    struct Pending
    {
        QByteArray id; ///< digest of the document
        QList<QByteArray> earlier; ///< ids under which this device asked before with this key: they name it, too
        CertificationRequest request;
        QByteArray document;
        Instant arrived{};
    };
    /// What is to be done about what arrived.
    struct Decision
    {
        enum class Kind {
            Wait, ///< somebody has to approve it
            Renew,
            Certify,
        };
        Kind kind = Kind::Wait;
        CertificationRequest request;
        QByteArray id;
        QString by; ///< Certify: "vouched:" and who
    };

    RequestDesk(const Clock &clock, Random &random);

    /// A nonce for one request of this person. TooLarge while too many are out.
    [[nodiscard]] Result<QByteArray> giveNonce(const model::Jid &person);
    /// `sender` is the bare address the relay vouches for. OtherPerson, Repeated, TooLarge, OtherOrganisation, and what
    /// opening it yields.
    [[nodiscard]] Result<Decision> takeRequest(const model::Jid &sender, QByteArrayView document,
                                               const AuthorityBook &book);
    /// Unknown for a request that does not wait (any more).
    [[nodiscard]] Result<Decision> takeVouching(const model::Jid &sender, QByteArrayView document,
                                                const AuthorityBook &book);
    /// Oldest first.
    [[nodiscard]] QList<Pending> pending();
    /// Takes it off the list; nothing for an unknown one. An id of an earlier request of the same device and key
    /// serves: who reads a request on the screen must not fail to approve it because the device has asked again.
    [[nodiscard]] std::optional<Pending> take(const QByteArray &id);

private:
    struct Nonce
    {
        model::Jid person;
        Instant given{};
    };
    void forgetOld();

    const Clock &m_clock;
    Random &m_random;
    QMap<QByteArray, Nonce> m_nonces;
    QList<Pending> m_pending;
};

} // namespace wardline::trust
