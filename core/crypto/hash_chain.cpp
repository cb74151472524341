// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hash_chain.h"

#include "core/crypto/hmac.h"

namespace wardline::crypto {

HashChain::HashChain(QByteArrayView domain)
    : m_domain(domain.toByteArray())
    , m_head(sha256(domain))
{
}

HashChain::HashChain(QByteArrayView domain, QByteArray head)
    : m_domain(domain.toByteArray())
    , m_head(std::move(head))
{
}

const QByteArray &HashChain::append(QByteArrayView record)
{
    QByteArray input = m_domain;
    input.append('\0').append(m_head).append(record);
    m_head = sha256(input);
    return m_head;
}

} // namespace wardline::crypto
