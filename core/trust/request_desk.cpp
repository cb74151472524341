// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/request_desk.h"

#include <algorithm>

namespace wardline::trust {

namespace {

auto named(const QByteArray &id)
{
    return [id](const RequestDesk::Pending &pending) { return pending.id == id || pending.earlier.contains(id); };
}

} // namespace

RequestDesk::RequestDesk(const Clock &clock, Random &random)
    : m_clock(clock)
    , m_random(random)
{
}

void RequestDesk::forgetOld()
{
    const Instant now = m_clock.now();
    m_nonces.removeIf(
        [now](const std::pair<const QByteArray &, Nonce &> &entry) { return entry.second.given + kNonceLife <= now; });
    m_pending.removeIf([now](const Pending &pending) { return pending.arrived + kPendingLife <= now; });
}

Result<QByteArray> RequestDesk::giveNonce(const model::Jid &person)
{
    forgetOld();
    const auto ofPerson = std::count_if(m_nonces.begin(), m_nonces.end(),
                                        [&person](const Nonce &nonce) { return nonce.person == person; });
    if (m_nonces.size() >= kMaxNonces || ofPerson >= kMaxNoncesOfPerson) {
        return failure(TrustError::TooLarge);
    }
    QByteArray nonce(CertificationRequest::kNonceSize, Qt::Uninitialized);
    m_random.fill(std::as_writable_bytes(std::span(nonce.data(), static_cast<std::size_t>(nonce.size()))));
    m_nonces.insert(nonce, {person, m_clock.now()});
    return nonce;
}

Result<RequestDesk::Decision> RequestDesk::takeRequest(const model::Jid &sender, QByteArrayView document,
                                                       const AuthorityBook &book)
{
    forgetOld();
    WARDLINE_TRY(CertificationRequest request, CertificationRequest::open(document));
    if (request.organisation != book.settings().organisation) {
        return failure(TrustError::OtherOrganisation);
    }
    if (request.device.person != sender) {
        return failure(TrustError::OtherPerson);
    }
    const auto nonce = m_nonces.find(request.nonce);
    if (nonce == m_nonces.end() || nonce->person != sender) {
        return failure(TrustError::Repeated);
    }
    m_nonces.erase(nonce);
    const QByteArray id = digestOf(document);
    if (request.purpose == CertificationRequest::Purpose::Renewal) {
        return Decision{Decision::Kind::Renew, std::move(request), id, {}};
    }
    QList<QByteArray> earlier;
    m_pending.removeIf([&request, &earlier](const Pending &pending) {
        // One with another key waits beside it: the relay says who sent it, and the fingerprint who is meant.
        const bool isReplaced =
            pending.request.device == request.device && pending.request.identityKey == request.identityKey;
        if (isReplaced) {
            earlier = pending.earlier.mid(pending.earlier.size() < kMaxEarlier ? 0 : 1);
            earlier.append(pending.id);
        }
        return isReplaced;
    });
    const auto ofPerson = std::count_if(m_pending.begin(), m_pending.end(), [&sender](const Pending &pending) {
        return pending.request.device.person == sender;
    });
    if (m_pending.size() >= kMaxPending || ofPerson >= kMaxPendingOfPerson) {
        return failure(TrustError::TooLarge);
    }
    m_pending.append({id, earlier, request, document.toByteArray(), m_clock.now()});
    return Decision{Decision::Kind::Wait, std::move(request), id, {}};
}

Result<RequestDesk::Decision> RequestDesk::takeVouching(const model::Jid &sender, QByteArrayView document,
                                                        const AuthorityBook &book)
{
    forgetOld();
    WARDLINE_TRY(const Vouching vouching, Vouching::open(document));
    if (vouching.voucher.person != sender) {
        return failure(TrustError::OtherPerson);
    }
    const auto waiting = std::find_if(m_pending.begin(), m_pending.end(), named(vouching.request));
    if (waiting == m_pending.end()) {
        return failure(TrustError::Unknown);
    }
    WARDLINE_CHECK(book.mayVouch(vouching, waiting->request));
    const Pending taken = *waiting;
    m_pending.erase(waiting);
    return Decision{Decision::Kind::Certify, taken.request, taken.id,
                    QString(QStringLiteral("vouched:") + sender.toString())};
}

QList<RequestDesk::Pending> RequestDesk::pending()
{
    forgetOld();
    return m_pending;
}

std::optional<RequestDesk::Pending> RequestDesk::take(const QByteArray &id)
{
    forgetOld();
    const auto found = std::find_if(m_pending.begin(), m_pending.end(), named(id));
    if (found == m_pending.end()) {
        return std::nullopt;
    }
    const Pending taken = *found;
    m_pending.erase(found);
    return taken;
}

} // namespace wardline::trust
