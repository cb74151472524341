// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/key_check.h"
#include "core/omemo/library.h"
#include "core/omemo/ratchet.h"

#include <algorithm>

namespace wardline::omemo {

using namespace Qt::StringLiterals;

Result<Ref<ec_public_key>> montgomeryKey(signal_context *context, QByteArrayView key)
{
    Ref<ec_public_key> decoded;
    if (isLowOrder(key) || curve_decode_point_mont(out(decoded), octets(key), sizeOf(key), context) < 0) {
        return failure(OmemoError::BadKey);
    }
    return decoded;
}

QByteArray montgomeryForm(const ec_public_key *key)
{
    const Buffer form(key == nullptr ? nullptr : ec_public_key_get_mont(key));
    return form ? viewOf(form).toByteArray() : QByteArray();
}

Result<Ref<ec_public_key>> edwardsKey(signal_context *context, QByteArrayView key)
{
    Ref<ec_public_key> decoded;
    if (curve_decode_point_ed(out(decoded), octets(key), sizeOf(key), context) < 0
        || isLowOrder(montgomeryForm(decoded.get()))) {
        return failure(OmemoError::BadKey);
    }
    return decoded;
}

Result<SecretBytes> Ratchet::makeKeyPair()
{
    Ref<ec_key_pair> pair;
    Buffer privateKey;
    if (curve_generate_key_pair(m_library->context, out(pair)) < 0
        || ec_private_key_serialize(out(privateKey), ec_key_pair_get_private(pair.get())) < 0
        || viewOf(privateKey).size() != qsizetype(kKeySize)) {
        return failure(OmemoError::Internal);
    }
    SecretBytes both(2 * kKeySize);
    std::ranges::copy(std::as_bytes(std::span(viewOf(privateKey))), both.span().begin());
    const QByteArray publicKey = montgomeryForm(ec_key_pair_get_public(pair.get()));
    std::ranges::copy(std::as_bytes(std::span(publicKey)), both.span().subspan(kKeySize).begin());
    return both;
}

Result<SecretBytes> Ratchet::makePrekey(quint32 id)
{
    Ref<ec_key_pair> pair;
    Ref<session_pre_key> prekey;
    Buffer record;
    if (curve_generate_key_pair(m_library->context, out(pair)) < 0
        || session_pre_key_create(out(prekey), id, pair.get()) < 0
        || session_pre_key_serialize(out(record), prekey.get()) < 0) {
        return failure(OmemoError::Internal);
    }
    return SecretBytes::copyOf(viewOf(record));
}

Result<SecretBytes> Ratchet::makeSignedPrekey(const SecretBytes &identityPair, quint32 id, Instant created)
{
    Ref<ec_public_key> publicKey;
    Ref<ec_private_key> privateKey;
    Ref<ratchet_identity_key_pair> identity;
    Ref<session_signed_pre_key> prekey;
    Buffer record;
    if (identityPair.size() != 2 * kKeySize
        || curve_decode_private_point(out(privateKey), octets(identityPair.span()), kKeySize, m_library->context) < 0
        || curve_decode_point_mont(out(publicKey), octets(identityPair.span().last(kKeySize)), kKeySize,
                                   m_library->context)
            < 0
        || ratchet_identity_key_pair_create(out(identity), publicKey.get(), privateKey.get()) < 0
        || signal_protocol_key_helper_generate_signed_pre_key(
               out(prekey), identity.get(), id, std::uint64_t(created.time_since_epoch().count()), m_library->context)
            < 0
        || session_signed_pre_key_serialize(out(record), prekey.get()) < 0) {
        return failure(OmemoError::Internal);
    }
    return SecretBytes::copyOf(viewOf(record));
}

Result<QByteArray> Ratchet::prekeyPublic(const SecretBytes &record)
{
    Ref<session_pre_key> prekey;
    if (session_pre_key_deserialize(out(prekey), octets(record.span()), record.size(), m_library->context) < 0) {
        return failure(OmemoError::Internal, u"prekey record"_s);
    }
    return montgomeryForm(ec_key_pair_get_public(session_pre_key_get_key_pair(prekey.get())));
}

Result<Ratchet::SignedKey> Ratchet::signedPrekeyPublic(const SecretBytes &record, xmpp::OmemoVersion version)
{
    Ref<session_signed_pre_key> prekey;
    if (session_signed_pre_key_deserialize(out(prekey), octets(record.span()), record.size(), m_library->context) < 0) {
        return failure(OmemoError::Internal, u"signed prekey record"_s);
    }
    const session_signed_pre_key *key = prekey.get();
    const QByteArrayView signature = version == xmpp::OmemoVersion::V2
        ? viewOf(session_signed_pre_key_get_signature_omemo(key), session_signed_pre_key_get_signature_omemo_len(key))
        : viewOf(session_signed_pre_key_get_signature(key), session_signed_pre_key_get_signature_len(key));
    return SignedKey{.key = montgomeryForm(ec_key_pair_get_public(session_signed_pre_key_get_key_pair(key))),
                     .signature = signature.toByteArray()};
}

Result<QByteArray> Ratchet::sign(const SecretBytes &identityPair, QByteArrayView message)
{
    Ref<ec_private_key> privateKey;
    Buffer signature;
    if (identityPair.size() != 2 * kKeySize
        || curve_decode_private_point(out(privateKey), octets(identityPair.span()), kKeySize, m_library->context) < 0
        || curve_calculate_signature(m_library->context, out(signature), privateKey.get(), octets(message),
                                     sizeOf(message))
            < 0) {
        return failure(OmemoError::Internal);
    }
    return viewOf(signature).toByteArray();
}

Result<QByteArray> toCurve25519(QByteArrayView ed25519Key)
{
    WARDLINE_TRY(const auto key, edwardsKey(nullptr, ed25519Key));
    return montgomeryForm(key.get());
}

Result<QByteArray> toEd25519(QByteArrayView curve25519Key)
{
    WARDLINE_TRY(const auto key, montgomeryKey(nullptr, curve25519Key));
    const Buffer form(ec_public_key_get_ed(key.get()));
    if (!form) {
        return failure(OmemoError::Internal);
    }
    return viewOf(form).toByteArray();
}

} // namespace wardline::omemo
