// SPDX-License-Identifier: GPL-3.0-or-later
// The part of OmemoEngine that is about this device alone: its keys, what it publishes of them, and their upkeep.
#include "core/omemo/omemo_engine.h"
#include "core/omemo/ratchet.h"

#include <limits>
#include <utility>

namespace wardline::omemo {

using namespace Qt::StringLiterals;
using xmpp::OmemoVersion;

namespace {

/// The id that follows; begins anew before the library's last.
quint32 nextId(quint32 id)
{
    return id >= Ratchet::kMaxPrekeyId ? 1 : id + 1;
}

/// 0.3 writes Curve25519 keys with a byte that says so.
QByteArray wireKey(OmemoVersion version, const QByteArray &key)
{
    return version == OmemoVersion::V2 ? key : '\x05' + key;
}

} // namespace

OmemoEngine::OmemoEngine(Random &random, const Clock &clock)
    : m_random(random)
    , m_clock(clock)
    , m_ratchet(std::make_unique<Ratchet>(random))
{
}

OmemoEngine::~OmemoEngine() = default;

Result<OwnDevice> OmemoEngine::requireOwn(SessionStore &store) const
{
    WARDLINE_TRY(std::optional<OwnDevice> own, store.ownDevice());
    if (!own) {
        return failure(OmemoError::NoOwnDevice);
    }
    if (own->identityKeyPair.size() != 2 * Ratchet::kKeySize) {
        return failure(OmemoError::Internal, u"identity key"_s);
    }
    return std::move(*own);
}

/// XEP-0384 5.1: 1 to 2^31-1.
quint32 OmemoEngine::randomId()
{
    return 1 + m_random.below(std::numeric_limits<qint32>::max());
}

Result<quint32> OmemoEngine::prepareOwnDevice(SessionStore &store)
{
    WARDLINE_TRY(const std::optional<OwnDevice> existing, store.ownDevice());
    if (existing) {
        return existing->id;
    }
    WARDLINE_TRY(SecretBytes pair, m_ratchet->makeKeyPair());
    const OwnDevice own{.id = randomId(), .identityKeyPair = std::move(pair), .created = m_clock.now()};
    WARDLINE_CHECK(store.saveOwnDevice(own));
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        WARDLINE_CHECK(rotateSignedPrekey(store, own, version));
        WARDLINE_CHECK(topUpPrekeys(store, version));
    }
    return own.id;
}

Result<quint32> OmemoEngine::changeOwnId(SessionStore &store)
{
    WARDLINE_TRY(OwnDevice own, requireOwn(store));
    const quint32 before = own.id;
    while (own.id == before) {
        own.id = randomId();
    }
    WARDLINE_CHECK(store.saveOwnDevice(own));
    return own.id;
}

Result<QByteArray> OmemoEngine::ownIdentityKey(SessionStore &store)
{
    WARDLINE_TRY(const OwnDevice own, requireOwn(store));
    return own.identityKeyPair.view().last(qsizetype(Ratchet::kKeySize)).toByteArray();
}

Result<QByteArray> OmemoEngine::signWithIdentity(SessionStore &store, QByteArrayView message)
{
    WARDLINE_TRY(const OwnDevice own, requireOwn(store));
    return m_ratchet->sign(own.identityKeyPair, message);
}

Result<xmpp::OmemoBundle> OmemoEngine::ownBundle(SessionStore &store, OmemoVersion version)
{
    WARDLINE_TRY(const QByteArray identity, ownIdentityKey(store));
    WARDLINE_TRY(const std::vector<StoredSignedPrekey> signedPrekeys, store.signedPrekeys(version));
    if (signedPrekeys.empty()) {
        return failure(OmemoError::Internal, u"signed prekey"_s);
    }
    WARDLINE_TRY(const Ratchet::SignedKey signedKey,
                 m_ratchet->signedPrekeyPublic(signedPrekeys.front().record, version));
    xmpp::OmemoBundle bundle{.version = version,
                             .identityKey = wireKey(version, identity),
                             .signedPrekeyId = signedPrekeys.front().id,
                             .signedPrekey = wireKey(version, signedKey.key),
                             .signature = signedKey.signature,
                             .prekeys = {}};
    if (version == OmemoVersion::V2) {
        WARDLINE_TRY(bundle.identityKey, toEd25519(identity));
    }
    WARDLINE_TRY(const std::vector<StoredPrekey> prekeys, store.unusedPrekeys(version));
    for (const StoredPrekey &prekey : prekeys) {
        WARDLINE_TRY(const QByteArray key, m_ratchet->prekeyPublic(prekey.record));
        bundle.prekeys.append({.id = prekey.id, .key = wireKey(version, key)});
    }
    return bundle;
}

Result<bool> OmemoEngine::topUpPrekeys(SessionStore &store, OmemoVersion version)
{
    WARDLINE_TRY(const std::vector<StoredPrekey> unused, store.unusedPrekeys(version));
    WARDLINE_TRY(quint32 id, store.highestPrekeyId(version));
    std::vector<StoredPrekey> fresh;
    for (auto count = unused.size(); count < std::size_t(kPrekeys); ++count) {
        id = nextId(id);
        WARDLINE_TRY(SecretBytes record, m_ratchet->makePrekey(id));
        fresh.push_back({.id = id, .record = std::move(record), .used = std::nullopt});
    }
    if (fresh.empty()) {
        return false;
    }
    WARDLINE_CHECK(store.savePrekeys(version, fresh));
    return true;
}

Result<bool> OmemoEngine::rotateSignedPrekey(SessionStore &store, const OwnDevice &own, OmemoVersion version)
{
    WARDLINE_TRY(const std::vector<StoredSignedPrekey> all, store.signedPrekeys(version));
    const Instant now = m_clock.now();
    // One from the future was made before the clock was set back: it is due when it would have been by then.
    if (!all.empty() && all.front().created <= now && now - all.front().created < kSignedPrekeyAge) {
        return false;
    }
    const quint32 id = all.empty() ? 1 : nextId(all.front().id);
    WARDLINE_TRY(SecretBytes record, m_ratchet->makeSignedPrekey(own.identityKeyPair, id, now));
    WARDLINE_CHECK(store.saveSignedPrekey(version, {.id = id, .record = std::move(record), .created = now}));
    return true;
}

/// XEP-0384 4.2: an old one stays for another period after the next has taken its place.
Status OmemoEngine::retireSignedPrekeys(SessionStore &store, OmemoVersion version)
{
    WARDLINE_TRY(const std::vector<StoredSignedPrekey> all, store.signedPrekeys(version));
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (m_clock.now() - all[i - 1].created > kSignedPrekeyAge) {
            WARDLINE_CHECK(store.removeSignedPrekey(version, all[i].id));
        }
    }
    return {};
}

Result<Upkeep> OmemoEngine::maintain(SessionStore &store, bool isCatchingUp)
{
    WARDLINE_TRY(const OwnDevice own, requireOwn(store));
    Upkeep upkeep;
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        WARDLINE_TRY(const bool isRotated, rotateSignedPrekey(store, own, version));
        WARDLINE_TRY(const bool isToppedUp, topUpPrekeys(store, version));
        (version == OmemoVersion::V2 ? upkeep.bundle2Changed : upkeep.bundle03Changed) = isRotated || isToppedUp;
        if (!isCatchingUp) {
            WARDLINE_CHECK(retireSignedPrekeys(store, version));
        }
    }
    if (!isCatchingUp) {
        WARDLINE_CHECK(store.removeUsedPrekeys(m_clock.now() - kUsedPrekeyGrace));
        WARDLINE_CHECK(store.removeEndedChains(m_clock.now() - kEndedChainGrace));
    }
    return upkeep;
}

} // namespace wardline::omemo
