// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/ratchet.h"

#include "core/omemo/key_check.h"
#include "core/omemo/library.h"
#include "core/omemo/omemo_engine.h"
#include "core/omemo/record_scan.h"

#include <utility>

namespace wardline::omemo {

/// One step: sets the work for the library's callbacks and gives the selected device an address.
class Ratchet::Call
{
public:
    Call(OmemoLibrary &library, SessionWork &work)
        : m_library(library)
        , m_address{kName, sizeof(kName) - 1, static_cast<std::int32_t>(work.device().id)}
    {
        library.work = &work;
        library.error.reset();
    }
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;
    ~Call() { m_library.work = nullptr; }

    [[nodiscard]] const signal_protocol_address *address() const { return &m_address; }

private:
    /// Names go to the stores' callbacks and come from nowhere else, and those ask the work whose device it is. The
    /// library keeps the pointer and does not copy: this one stays.
    static constexpr char kName[] = "selected";

    OmemoLibrary &m_library;
    signal_protocol_address m_address;
};

Ratchet::Ratchet(Random &random)
    : m_library(std::make_unique<OmemoLibrary>(random))
{
}

Ratchet::~Ratchet() = default;

Status Ratchet::begin(SessionWork &work, const BundleKeys &keys)
{
    signal_context *context = m_library->context;
    WARDLINE_TRY(const auto identity,
                 work.version() == xmpp::OmemoVersion::V2 ? edwardsKey(context, keys.identity)
                                                          : montgomeryKey(context, keys.identity));
    WARDLINE_TRY(const auto signedPrekey, montgomeryKey(context, keys.signedPrekey));
    WARDLINE_TRY(const auto prekey, montgomeryKey(context, keys.prekey));
    const Call call(*m_library, work);
    Ref<session_pre_key_bundle> bundle;
    Builder builder;
    if (session_pre_key_bundle_create(out(bundle), work.device().id, static_cast<int>(work.device().id), keys.prekeyId,
                                      prekey.get(), keys.signedPrekeyId, signedPrekey.get(), octets(keys.signature),
                                      sizeOf(keys.signature), identity.get())
            < 0
        || session_builder_create(out(builder), m_library->stores, call.address(), context) < 0) {
        return failure(OmemoError::Internal);
    }
    session_builder_set_version(builder.get(), sessionVersion(work.version())); // 3 if nobody says so
    if (const int result = session_builder_process_pre_key_bundle(builder.get(), bundle.get()); result < 0) {
        return std::unexpected(m_library->failed(result, OmemoError::NotAuthentic));
    }
    return {};
}

Result<Ratchet::SealedKey> Ratchet::seal(SessionWork &work, std::span<const std::byte> secret)
{
    const Call call(*m_library, work);
    WARDLINE_TRY(const SecretBytes *record, work.session());
    if (record == nullptr) {
        return failure(OmemoError::NoSession);
    }
    Cipher cipher;
    Ref<ciphertext_message> message;
    if (session_cipher_create(out(cipher), m_library->stores, call.address(), m_library->context) < 0) {
        return failure(OmemoError::Internal);
    }
    session_cipher_set_version(cipher.get(), sessionVersion(work.version())); // 3 if nobody says so
    if (const int result = session_cipher_encrypt(cipher.get(), octets(secret), secret.size(), out(message));
        result < 0) {
        return std::unexpected(m_library->failed(result, OmemoError::Internal));
    }
    const signal_buffer *wire = ciphertext_message_get_serialized(message.get());
    return SealedKey{.data = viewOf(signal_buffer_const_data(wire), signal_buffer_len(wire)).toByteArray(),
                     .isKeyExchange = ciphertext_message_get_type(message.get()) == CIPHERTEXT_PREKEY_TYPE};
}

namespace {

/// A received key, taken apart: a message, perhaps inside a key exchange.
struct Received
{
    Ref<pre_key_signal_message> exchange;
    Ref<signal_message> plain;

    [[nodiscard]] const signal_message *message() const
    {
        return exchange ? pre_key_signal_message_get_signal_message(exchange.get()) : plain.get();
    }
};

Result<Received> takeApart(signal_context *context, const SessionWork &work, QByteArrayView data)
{
    Received received;
    const bool is2 = work.version() == xmpp::OmemoVersion::V2;
    int result = SG_SUCCESS;
    if (Ratchet::isKeyExchange(work.version(), data)) {
        result = is2
            ? pre_key_signal_message_deserialize_omemo(out(received.exchange), octets(data), sizeOf(data),
                                                       work.device().id, context) // "registration id": the sender's
            : pre_key_signal_message_deserialize(out(received.exchange), octets(data), sizeOf(data), context);
    } else {
        result = is2 ? signal_message_deserialize_omemo(out(received.plain), octets(data), sizeOf(data), context)
                     : signal_message_deserialize(out(received.plain), octets(data), sizeOf(data), context);
    }
    if (result < 0) {
        return failure(OmemoError::Malformed);
    }
    if (isLowOrder(montgomeryForm(signal_message_get_sender_ratchet_key(received.message())))) {
        return failure(OmemoError::BadKey);
    }
    if (const pre_key_signal_message *exchange = received.exchange.get(); exchange != nullptr) {
        if (isLowOrder(montgomeryForm(pre_key_signal_message_get_identity_key(exchange)))
            || isLowOrder(montgomeryForm(pre_key_signal_message_get_base_key(exchange)))) {
            return failure(OmemoError::BadKey);
        }
        if (pre_key_signal_message_has_pre_key_id(exchange) == 0) { // XEP-0384 4.2: refused without one
            return failure(OmemoError::UnknownPrekey);
        }
    }
    return received;
}

/// How far the session has come in the sender's chain that this message belongs to; 0 for a chain not seen yet, nothing
/// without a session.
std::optional<std::uint32_t> chainIndex(signal_context *context, const SecretBytes *record,
                                        const signal_message *message)
{
    if (record == nullptr) {
        return std::nullopt;
    }
    // The library decodes every key in a record, which costs more than to open a message.
    if (const auto index =
            receivedUpTo(record->view(), montgomeryForm(signal_message_get_sender_ratchet_key(message)))) {
        return index;
    }
    Ref<session_record> decoded;
    if (session_record_deserialize(out(decoded), octets(record->span()), record->size(), context) < 0) {
        return std::nullopt;
    }
    ec_public_key *ratchetKey = signal_message_get_sender_ratchet_key(message);
    const auto indexIn = [ratchetKey](session_state *state) -> std::optional<std::uint32_t> {
        const ratchet_chain_key *chain = session_state_get_receiver_chain_key(state, ratchetKey);
        return chain == nullptr ? std::nullopt : std::optional(ratchet_chain_key_get_index(chain));
    };
    if (session_state *state = session_record_get_state(decoded.get()); state != nullptr) {
        if (const auto index = indexIn(state)) {
            return index;
        }
    }
    for (auto *node = session_record_get_previous_states_head(decoded.get()); node != nullptr;
         node = session_record_get_previous_states_next(node)) {
        if (const auto index = indexIn(session_record_get_previous_states_element(node))) {
            return index;
        }
    }
    return 0U;
}

constexpr std::uint32_t kMaxSkipped = 2000; // of libomemo-c

/// One try with the session that is selected. What it says where it fails is the library's.
int decryptWith(Cipher &cipher, const Received &received, Buffer &secret)
{
    return received.exchange
        ? session_cipher_decrypt_pre_key_signal_message(cipher.get(), received.exchange.get(), nullptr, out(secret))
        : session_cipher_decrypt_signal_message(cipher.get(), received.plain.get(), nullptr, out(secret));
}

signal_message *innerMessage(const Received &received)
{
    return received.exchange ? pre_key_signal_message_get_signal_message(received.exchange.get())
                             : received.plain.get();
}

/// Which of the stretches past the counter a message is in; an empty message is owed once in each.
std::uint32_t stretchOf(std::uint32_t counter)
{
    return (counter - OmemoEngine::kHeartbeatCounter) / OmemoEngine::kHeartbeatAgain;
}

} // namespace

Result<Ratchet::OpenedKey> Ratchet::open(SessionWork &work, QByteArrayView data)
{
    const Call call(*m_library, work);
    signal_context *context = m_library->context;
    WARDLINE_TRY(const Received received, takeApart(context, work, data));
    WARDLINE_TRY(const SecretBytes *before, m_library->wholeRecord());
    if (before == nullptr && !received.exchange) {
        return failure(OmemoError::NoSession);
    }
    const QByteArray ratchetKey = montgomeryForm(signal_message_get_sender_ratchet_key(received.message()));
    const bool isNewChain = before != nullptr && !receivedUpTo(before->view(), ratchetKey);
    // It may be a late one, of a chain that the session has left behind: then it owes nothing and is not far ahead.
    WARDLINE_TRY(const bool isEnded, isNewChain ? work.hasEndedChain(ratchetKey) : Result<bool>(false));
    const std::uint32_t counter = signal_message_get_counter(received.message());
    OpenedKey opened;
    if (counter >= OmemoEngine::kHeartbeatCounter && !isEnded) {
        const std::uint32_t seen = chainIndex(context, before, received.message()).value_or(0);
        opened.isHeartbeatDue = seen <= OmemoEngine::kHeartbeatCounter || stretchOf(counter) > stretchOf(seen - 1);
        if (counter > seen && counter - seen > kMaxSkipped) {
            return failure(OmemoError::TooFarAhead);
        }
    }
    Cipher cipher;
    if (session_cipher_create(out(cipher), m_library->stores, call.address(), context) < 0) {
        return failure(OmemoError::Internal);
    }
    session_cipher_set_version(cipher.get(), sessionVersion(work.version())); // 3 if nobody says so
    Buffer secret;
    int result = decryptWith(cipher, received, secret);
    if (result < 0) {
        Error error = m_library->failed(result, OmemoError::NotAuthentic);
        work.discard();
        if (!isEnded || !error.is(OmemoError::NotAuthentic)) {
            return std::unexpected(std::move(error));
        }
        WARDLINE_TRY(const bool isKept, work.selectEndedChain(ratchetKey));
        result = isKept
            ? session_cipher_decrypt_signal_message(cipher.get(), innerMessage(received), nullptr, out(secret))
            : result;
        if (result < 0) {
            error = m_library->failed(result, OmemoError::NotAuthentic);
            work.discard();
            return std::unexpected(std::move(error));
        }
    } else if (isNewChain) {
        WARDLINE_TRY(const SecretBytes *stepped, work.session());
        if (auto ended = chainEndedBetween(before->view(), stepped->view())) {
            work.keepEndedChain(*std::move(ended));
        }
    }
    if (const std::optional<quint32> used = work.usedPrekey()) {
        // A session that this key exchange had begun is gone: it comes a second time, and says nothing new.
        const QByteArray baseKey = montgomeryForm(pre_key_signal_message_get_base_key(received.exchange.get()));
        const auto wasUsed = work.wasUsedWith(*used, baseKey);
        if (!wasUsed || *wasUsed) {
            work.discard();
            return wasUsed ? failure(OmemoError::Duplicate) : std::unexpected(wasUsed.error());
        }
        work.setBaseKey(baseKey);
    }
    WARDLINE_TRY(const SecretBytes *after, work.session());
    auto identity = identityOf(work.version(), *after);
    if (!identity) {
        work.discard();
        return std::unexpected(std::move(identity).error());
    }
    opened.secret = SecretBytes::copyOf(viewOf(secret));
    opened.identityKey = *std::move(identity);
    opened.beganSession = work.usedPrekey().has_value();
    return opened;
}

Result<QByteArray> Ratchet::identityOf(xmpp::OmemoVersion version, const SecretBytes &record)
{
    const auto facts = scanRecord(record.view(), sessionVersion(version));
    if (!facts || facts->remoteIdentity.isEmpty()) {
        return failure(OmemoError::Internal);
    }
    QByteArray stored = facts->remoteIdentity.toByteArray();
    if (version == xmpp::OmemoVersion::V03) {
        return stored;
    }
    if (const auto known = m_curveForms.constFind(stored); known != m_curveForms.cend()) {
        return *known;
    }
    WARDLINE_TRY(QByteArray converted, toCurve25519(stored));
    if (m_curveForms.size() >= kMaxKnownForms) {
        m_curveForms.clear();
    }
    m_curveForms.insert(std::move(stored), converted);
    return converted;
}

bool Ratchet::isKeyExchange(xmpp::OmemoVersion version, QByteArrayView data)
{
    // Field 1 is the number of a prekey in a key exchange, bytes in a message; 0.3 has a byte of versions before.
    constexpr char kFirstFieldIsBytes = 0x0a;
    const qsizetype first = version == xmpp::OmemoVersion::V2 ? 0 : 1;
    return data.size() > first && data[first] != kFirstFieldIsBytes;
}

} // namespace wardline::omemo
