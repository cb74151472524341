// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/secret_bytes.h"
#include "core/xmpp/xep0384_omemo.h"

#include <QByteArray>

#include <memory>
#include <span>

/// The floor of the OMEMO benchmark: the calls of libomemo-c that one key takes and nothing else, over records in a
/// map, with the same crypto provider as ours.
class BareOmemo
{
public:
    BareOmemo(wardline::Random &random, wardline::xmpp::OmemoVersion version);
    ~BareOmemo();
    BareOmemo(const BareOmemo &) = delete;
    BareOmemo &operator=(const BareOmemo &) = delete;

    void setSession(int device, QByteArrayView record);
    /// The size of what goes out, 0 for a failure.
    std::size_t encrypt(int device, std::span<const std::byte> secret);
    /// Of a message that is no key exchange.
    bool decrypt(int device, QByteArrayView data);

private:
    struct State;
    std::unique_ptr<State> m_state;
};
