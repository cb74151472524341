// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/library.h"

#include "core/crypto/openssl.h"
#include "core/omemo/ratchet.h"
#include "core/omemo/record_scan.h"

#include <array>

namespace wardline::omemo {

using namespace Qt::StringLiterals;
namespace openssl = crypto::openssl;

namespace {

// ---------------------------------------------------------------------------------------------

int fillRandom(std::uint8_t *data, std::size_t size, void *user)
{
    static_cast<Random *>(user)->fill(std::as_writable_bytes(std::span(data, size)));
    return SG_SUCCESS;
}

int beginHmac(void **context, const std::uint8_t *key, std::size_t size, void * /*user*/)
{
    // The library cleans up what a failed call left, so it must be null then.
    *context = openssl::Accumulator::hmac(openssl::Digest::Sha256, spanOf(key, size)).release();
    return *context == nullptr ? SG_ERR_NOMEM : SG_SUCCESS;
}
int beginSha512(void **context, void * /*user*/)
{
    *context = openssl::Accumulator::hash(openssl::Digest::Sha512).release();
    return *context == nullptr ? SG_ERR_NOMEM : SG_SUCCESS;
}
int addToDigest(void *context, const std::uint8_t *data, std::size_t size, void * /*user*/)
{
    return static_cast<openssl::Accumulator *>(context)->add(viewOf(data, size)) ? SG_SUCCESS : SG_ERR_UNKNOWN;
}
template <std::size_t Size>
int finishDigest(void *context, signal_buffer **result, void * /*user*/)
{
    std::array<std::byte, Size> digest{};
    const bool isDone = static_cast<openssl::Accumulator *>(context)->finish(digest).has_value();
    *result = isDone ? signal_buffer_create(octets(std::span<const std::byte>(digest)), Size) : nullptr;
    wipe(digest);
    return *result == nullptr ? SG_ERR_UNKNOWN : SG_SUCCESS;
}
void endDigest(void *context, void * /*user*/)
{
    delete static_cast<openssl::Accumulator *>(context);
}

template <auto Run>
int runCipher(signal_buffer **result, int cipher, const std::uint8_t *key, std::size_t keySize, const std::uint8_t *iv,
              std::size_t ivSize, const std::uint8_t *data, std::size_t size, void * /*user*/)
{
    const auto mode = cipher == SG_CIPHER_AES_CBC_PKCS5 ? openssl::BlockMode::CbcPkcs7 : openssl::BlockMode::Ctr;
    const Buffer scratch(signal_buffer_alloc(size + openssl::kAesBlock));
    if (!scratch) {
        return SG_ERR_NOMEM;
    }
    const auto room = std::as_writable_bytes(std::span(signal_buffer_data(scratch.get()), size + openssl::kAesBlock));
    const auto written = Run(mode, spanOf(key, keySize), viewOf(iv, ivSize), viewOf(data, size), room);
    if (!written) {
        return SG_ERR_INVALID_MESSAGE;
    }
    *result = signal_buffer_n_copy(scratch.get(), *written);
    return *result == nullptr ? SG_ERR_NOMEM : SG_SUCCESS;
}

/// What the library says of addresses and messages is for nobody's log.
void ignoreLog(int /*level*/, const char * /*message*/, std::size_t /*size*/, void * /*user*/)
{
}

// ------------------------------------------------------------------------------------------------------

OmemoLibrary &libraryOf(void *user)
{
    return *static_cast<OmemoLibrary *>(user);
}

/// Copies what the work has into a buffer of the library; `absent` when it has nothing.
int hand(OmemoLibrary &library, Result<std::optional<SecretBytes>> found, signal_buffer **result, int absent)
{
    if (!found) {
        library.error = std::move(found).error();
        return SG_ERR_UNKNOWN;
    }
    if (!*found) {
        return absent;
    }
    *result = signal_buffer_create(octets((*found)->span()), (*found)->size());
    return *result == nullptr ? SG_ERR_NOMEM : SG_SUCCESS;
}

int loadSession(signal_buffer **result, signal_buffer ** /*userRecord*/, const signal_protocol_address * /*address*/,
                void *user)
{
    OmemoLibrary &library = libraryOf(user);
    const auto record = library.wholeRecord();
    if (!record) {
        library.error = record.error();
        return SG_ERR_UNKNOWN;
    }
    if (*record == nullptr) {
        return 0;
    }
    *result = signal_buffer_create(octets((*record)->span()), (*record)->size());
    return *result == nullptr ? SG_ERR_NOMEM : 1;
}
int storeSession(const signal_protocol_address * /*address*/, std::uint8_t *record, std::size_t size,
                 std::uint8_t * /*userRecord*/, std::size_t /*userSize*/, void *user)
{
    libraryOf(user).work->keep(SecretBytes::copyOf(spanOf(record, size)));
    return SG_SUCCESS;
}
int containsSession(const signal_protocol_address * /*address*/, void *user)
{
    OmemoLibrary &library = libraryOf(user);
    const auto record = library.work->session();
    if (!record) {
        library.error = record.error();
        return SG_ERR_UNKNOWN;
    }
    return *record != nullptr ? 1 : 0;
}

int loadPrekey(signal_buffer **result, std::uint32_t id, void *user)
{
    return hand(libraryOf(user), libraryOf(user).work->prekey(id), result, SG_ERR_INVALID_KEY_ID);
}
int removePrekey(std::uint32_t id, void *user)
{
    libraryOf(user).work->markUsed(id);
    return SG_SUCCESS;
}
int loadSignedPrekey(signal_buffer **result, std::uint32_t id, void *user)
{
    return hand(libraryOf(user), libraryOf(user).work->signedPrekey(id), result, SG_ERR_INVALID_KEY_ID);
}

int ownKeyPair(signal_buffer **publicKey, signal_buffer **privateKey, void *user)
{
    const SecretBytes &pair = libraryOf(user).work->own().identityKeyPair;
    if (pair.size() != 2 * Ratchet::kKeySize) {
        return SG_ERR_INVALID_KEY;
    }
    constexpr std::uint8_t kCurve25519 = 5;
    *publicKey = signal_buffer_create(&kCurve25519, 1);
    if (*publicKey != nullptr) {
        *publicKey = signal_buffer_append(*publicKey, octets(pair.span().last(Ratchet::kKeySize)), Ratchet::kKeySize);
    }
    *privateKey = signal_buffer_create(octets(pair.span()), Ratchet::kKeySize);
    return *publicKey == nullptr || *privateKey == nullptr ? SG_ERR_NOMEM : SG_SUCCESS;
}
int ownRegistration(void *user, std::uint32_t *id)
{
    *id = libraryOf(user).work->own().id;
    return SG_SUCCESS;
}
/// Called before the MAC of a first message is checked: to keep anything here would let a forger choose it.
int forgetIdentity(const signal_protocol_address * /*address*/, std::uint8_t * /*key*/, std::size_t /*size*/,
                   void * /*user*/)
{
    return SG_SUCCESS;
}
int trustEverybody(const signal_protocol_address * /*address*/, std::uint8_t * /*key*/, std::size_t /*size*/,
                   void * /*user*/)
{
    return 1;
}

void setStores(signal_protocol_store_context *stores, OmemoLibrary *library)
{
    signal_protocol_session_store sessions{};
    sessions.load_session_func = loadSession;
    sessions.store_session_func = storeSession;
    sessions.contains_session_func = containsSession;
    sessions.user_data = library;
    signal_protocol_store_context_set_session_store(stores, &sessions);
    signal_protocol_pre_key_store prekeys{};
    prekeys.load_pre_key = loadPrekey;
    prekeys.remove_pre_key = removePrekey;
    prekeys.user_data = library;
    signal_protocol_store_context_set_pre_key_store(stores, &prekeys);
    signal_protocol_signed_pre_key_store signedPrekeys{};
    signedPrekeys.load_signed_pre_key = loadSignedPrekey;
    signedPrekeys.user_data = library;
    signal_protocol_store_context_set_signed_pre_key_store(stores, &signedPrekeys);
    signal_protocol_identity_key_store identities{};
    identities.get_identity_key_pair = ownKeyPair;
    identities.get_local_registration_id = ownRegistration;
    identities.save_identity = forgetIdentity;
    identities.is_trusted_identity = trustEverybody;
    identities.user_data = library;
    signal_protocol_store_context_set_identity_key_store(stores, &identities);
}

void lock(void *user)
{
    libraryOf(user).mutex.lock();
}
void unlock(void *user)
{
    libraryOf(user).mutex.unlock();
}

} // namespace

OmemoLibrary::OmemoLibrary(Random &random)
{
    signal_context_create(&context, this);
    const signal_crypto_provider provider{
        .random_func = fillRandom,
        .hmac_sha256_init_func = beginHmac,
        .hmac_sha256_update_func = addToDigest,
        .hmac_sha256_final_func = finishDigest<32>,
        .hmac_sha256_cleanup_func = endDigest,
        .sha512_digest_init_func = beginSha512,
        .sha512_digest_update_func = addToDigest,
        .sha512_digest_final_func = finishDigest<64>,
        .sha512_digest_cleanup_func = endDigest,
        .encrypt_func = runCipher<openssl::aesEncrypt>,
        .decrypt_func = runCipher<openssl::aesDecrypt>,
        .user_data = &random,
    };
    signal_context_set_crypto_provider(context, &provider);
    signal_context_set_locking_functions(context, lock, unlock);
    signal_context_set_log_function(context, ignoreLog);
    signal_protocol_store_context_create(&stores, context);
    setStores(stores, this);
}

OmemoLibrary::~OmemoLibrary()
{
    signal_protocol_store_context_destroy(stores);
    signal_context_destroy(context);
}

Result<const SecretBytes *> OmemoLibrary::wholeRecord()
{
    WARDLINE_TRY(const SecretBytes *record, work->session());
    if (record != nullptr && !scanRecord(record->view(), sessionVersion(work->version()))) {
        return failure(OmemoError::Internal, u"session record"_s);
    }
    return record;
}

Error OmemoLibrary::failed(int result, OmemoError otherwise)
{
    if (error) {
        return *std::exchange(error, std::nullopt);
    }
    switch (result) {
    case SG_ERR_NOMEM:
        return OmemoError::Internal;
    case SG_ERR_DUPLICATE_MESSAGE:
        return OmemoError::Duplicate;
    case SG_ERR_INVALID_KEY_ID:
        return OmemoError::UnknownPrekey;
    case SG_ERR_NO_SESSION:
        return OmemoError::NoSession;
    default:
        return otherwise;
    }
}

} // namespace wardline::omemo
