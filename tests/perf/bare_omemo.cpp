// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/bare_omemo.h"

#include "core/omemo/library.h"

#include <unordered_map>
#include <vector>

using namespace wardline::omemo;

struct BareOmemo::State
{
    State(wardline::Random &random, wardline::xmpp::OmemoVersion omemoVersion)
        : library(random)
        , version(sessionVersion(omemoVersion))
    {
    }
    ~State() { signal_protocol_store_context_destroy(stores); }

    OmemoLibrary library; // for its crypto provider
    signal_protocol_store_context *stores = nullptr;
    std::uint32_t version;
    std::unordered_map<int, std::vector<std::uint8_t>> records;
};

namespace {

using Records = std::unordered_map<int, std::vector<std::uint8_t>>;

int load(signal_buffer **record, signal_buffer **, const signal_protocol_address *address, void *user)
{
    const Records &records = *static_cast<Records *>(user);
    const auto found = records.find(address->device_id);
    if (found == records.end()) {
        return 0;
    }
    *record = signal_buffer_create(found->second.data(), found->second.size());
    return 1;
}
int store(const signal_protocol_address *address, std::uint8_t *record, std::size_t size, std::uint8_t *, std::size_t,
          void *user)
{
    (*static_cast<Records *>(user))[address->device_id].assign(record, record + size);
    return 0;
}
int contains(const signal_protocol_address *address, void *user)
{
    return static_cast<Records *>(user)->contains(address->device_id) ? 1 : 0;
}
int keepNothing(const signal_protocol_address *, std::uint8_t *, std::size_t, void *)
{
    return 0;
}
int trust(const signal_protocol_address *, std::uint8_t *, std::size_t, void *)
{
    return 1;
}

} // namespace

BareOmemo::BareOmemo(wardline::Random &random, wardline::xmpp::OmemoVersion version)
    : m_state(std::make_unique<State>(random, version))
{
    signal_protocol_store_context_create(&m_state->stores, m_state->library.context);
    signal_protocol_session_store sessions{};
    sessions.load_session_func = load;
    sessions.store_session_func = store;
    sessions.contains_session_func = contains;
    sessions.user_data = &m_state->records;
    signal_protocol_store_context_set_session_store(m_state->stores, &sessions);
    signal_protocol_identity_key_store identities{};
    identities.save_identity = keepNothing;
    identities.is_trusted_identity = trust;
    signal_protocol_store_context_set_identity_key_store(m_state->stores, &identities);
}

BareOmemo::~BareOmemo() = default;

void BareOmemo::setSession(int device, QByteArrayView record)
{
    m_state->records[device].assign(record.begin(), record.end());
}

std::size_t BareOmemo::encrypt(int device, std::span<const std::byte> secret)
{
    const signal_protocol_address address{"somebody@a.example", 18, device};
    Cipher cipher;
    Ref<ciphertext_message> message;
    if (session_cipher_create(out(cipher), m_state->stores, &address, m_state->library.context) < 0) {
        return 0;
    }
    session_cipher_set_version(cipher.get(), m_state->version);
    if (session_cipher_encrypt(cipher.get(), octets(secret), secret.size(), out(message)) < 0) {
        return 0;
    }
    return signal_buffer_len(ciphertext_message_get_serialized(message.get()));
}

bool BareOmemo::decrypt(int device, QByteArrayView data)
{
    const signal_protocol_address address{"somebody@a.example", 18, device};
    Cipher cipher;
    Ref<signal_message> message;
    Buffer secret;
    signal_context *context = m_state->library.context;
    const int read = m_state->version == CIPHERTEXT_OMEMO_VERSION
        ? signal_message_deserialize_omemo(out(message), octets(data), sizeOf(data), context)
        : signal_message_deserialize(out(message), octets(data), sizeOf(data), context);
    if (read < 0 || session_cipher_create(out(cipher), m_state->stores, &address, context) < 0) {
        return false;
    }
    session_cipher_set_version(cipher.get(), m_state->version);
    return session_cipher_decrypt_signal_message(cipher.get(), message.get(), nullptr, out(secret)) >= 0;
}
