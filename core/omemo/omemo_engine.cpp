// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/omemo_engine.h"

#include "core/omemo/envelope.h"
#include "core/omemo/payload.h"
#include "core/omemo/ratchet.h"
#include "core/omemo/record_scan.h"
#include "core/omemo/session_work.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0420_sce.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <utility>

namespace wardline::omemo {

using namespace Qt::StringLiterals;
using xmpp::OmemoEncrypted;
using xmpp::OmemoVersion;

namespace {

/// The Curve25519 form of a key as 0.3 writes it.
Result<QByteArray> unprefixed(const QByteArray &key)
{
    if (key.size() != qsizetype(Ratchet::kKeySize) + 1 || key.front() != '\x05') {
        return failure(OmemoError::BadKey);
    }
    return key.sliced(1);
}

/// One bundle's keys without what the wire adds, with one of its prekeys.
Result<BundleKeys> bundleKeys(const xmpp::OmemoBundle &bundle, const xmpp::OmemoBundle::Prekey &prekey)
{
    BundleKeys keys{.identity = bundle.identityKey,
                    .signedPrekeyId = bundle.signedPrekeyId,
                    .signedPrekey = bundle.signedPrekey,
                    .signature = bundle.signature,
                    .prekeyId = prekey.id,
                    .prekey = prekey.key};
    if (bundle.version == OmemoVersion::V03) {
        WARDLINE_TRY(keys.identity, unprefixed(bundle.identityKey));
        WARDLINE_TRY(keys.signedPrekey, unprefixed(bundle.signedPrekey));
        WARDLINE_TRY(keys.prekey, unprefixed(prekey.key));
    }
    return keys;
}

/// The targets of one version, each once.
QList<Target> targetsOf(OmemoVersion version, const QList<Target> &targets)
{
    QList<Target> out;
    QSet<model::DeviceAddress> seen;
    for (const Target &target : targets) {
        if (target.version == version && !seen.contains(target.device)) {
            seen.insert(target.device);
            out.append(target);
        }
    }
    return out;
}

/// The keys of a message that may be for our device.
QList<OmemoEncrypted::Key> keysFor(const OmemoEncrypted &encrypted, const model::Jid &own, quint32 id)
{
    QList<OmemoEncrypted::Key> keys;
    for (const OmemoEncrypted::Key &key : encrypted.keys) {
        const bool isOurs = key.device == id && (encrypted.version == OmemoVersion::V03 || key.person == own.bare());
        if (isOurs && keys.size() < OmemoEngine::kMaxTries) {
            keys.append(key);
        }
    }
    return keys;
}

/// Of several keys that did not open, the error that says most. Less is more.
int rankOf(const Error &error)
{
    static constexpr std::array kOrder{
        OmemoError::Duplicate,   OmemoError::IdentityChanged, OmemoError::EnvelopeMismatch, OmemoError::TooLarge,
        OmemoError::TooFarAhead, OmemoError::BadKey,          OmemoError::UnknownPrekey,    OmemoError::NotAuthentic,
        OmemoError::Malformed,   OmemoError::NoSession};
    const std::optional<OmemoError> code = error.as<OmemoError>();
    return code ? int(std::ranges::find(kOrder, *code) - kOrder.begin()) : -1;
}

Result<QList<xml::Element>> legacyContent(const SecretBytes &secret, const OmemoEncrypted &encrypted)
{
    WARDLINE_TRY(const SecretBytes body, openPayload03(secret, encrypted.iv, *encrypted.payload));
    if (body.size() > std::size_t(xmpp::SceEnvelope::kMaxBytes)) {
        return failure(OmemoError::TooLarge);
    }
    if (!QUtf8StringView(body.view().data(), body.view().size()).isValidUtf8()) {
        return failure(OmemoError::Malformed);
    }
    xml::Element element(u"body", u"jabber:client");
    element.setText(xml::writableText(QString::fromUtf8(body.view())));
    return QList{std::move(element)};
}

} // namespace

Result<QByteArray> OmemoEngine::beginSession(SessionStore &store, const model::DeviceAddress &device,
                                             const xmpp::OmemoBundle &bundle, QByteArrayView expectedIdentity)
{
    WARDLINE_TRY(const OwnDevice own, requireOwn(store));
    if (bundle.prekeys.isEmpty()) {
        return failure(OmemoError::NoPrekeys);
    }
    // XEP-0384 5.3: any one, so that two who begin at the same time seldom take the same.
    const auto chosen = qsizetype(m_random.below(quint32(bundle.prekeys.size())));
    WARDLINE_TRY(const BundleKeys keys, bundleKeys(bundle, bundle.prekeys[chosen]));
    QByteArray identity = keys.identity;
    if (bundle.version == OmemoVersion::V2) {
        WARDLINE_TRY(identity, toCurve25519(keys.identity));
    }
    if (!expectedIdentity.isEmpty() && identity != expectedIdentity) {
        return failure(OmemoError::IdentityChanged);
    }
    SessionWork work(store, own, bundle.version);
    work.select(device);
    WARDLINE_CHECK(m_ratchet->begin(work, keys));
    WARDLINE_CHECK(work.commit(m_clock.now()));
    return identity;
}

Result<bool> OmemoEngine::hasSession(SessionStore &store, const Target &target)
{
    WARDLINE_TRY(const std::optional<SecretBytes> record, store.session(target.version, target.device));
    return record.has_value();
}

Result<bool> OmemoEngine::isUnwritten(SessionStore &store, const Target &target)
{
    WARDLINE_TRY(const std::optional<SecretBytes> record, store.session(target.version, target.device));
    return record && omemo::isUnwritten(record->view());
}

Result<quint32> OmemoEngine::unanswered(SessionStore &store, const Target &target)
{
    WARDLINE_TRY(const std::optional<SecretBytes> record, store.session(target.version, target.device));
    return record ? sentSinceAnswer(record->view()) : 0;
}

Status OmemoEngine::endSession(SessionStore &store, const model::DeviceAddress &device)
{
    WARDLINE_CHECK(store.removeSession(OmemoVersion::V2, device));
    return store.removeSession(OmemoVersion::V03, device);
}

Result<QList<OmemoEncrypted::Key>> OmemoEngine::sealKeys(SessionWork &work, const QList<Target> &targets,
                                                         std::span<const std::byte> secret)
{
    QList<OmemoEncrypted::Key> keys;
    keys.reserve(targets.size());
    work.reserve(targets.size());
    for (const Target &target : targets) {
        work.select(target.device);
        WARDLINE_TRY(const SecretBytes *record, work.session());
        if (record == nullptr) {
            return failure(OmemoError::NoSession);
        }
        if (!target.identityKey.isEmpty()) {
            WARDLINE_TRY(const QByteArray identity, m_ratchet->identityOf(target.version, *record));
            if (identity != target.identityKey) {
                return failure(OmemoError::IdentityChanged);
            }
        }
        WARDLINE_TRY(Ratchet::SealedKey sealed, m_ratchet->seal(work, secret));
        keys.append({.person = target.version == OmemoVersion::V2 ? target.device.person.bare() : model::Jid(),
                     .device = target.device.id,
                     .data = std::move(sealed.data),
                     .isKeyExchange = sealed.isKeyExchange});
    }
    return keys;
}

Result<SealedMessage> OmemoEngine::encrypt(SessionStore &store, const Place &place, const Content &content,
                                           const QList<Target> &targets)
{
    WARDLINE_TRY(const OwnDevice own, requireOwn(store));
    const QList<Target> targets2 = targetsOf(OmemoVersion::V2, targets);
    const QList<Target> targets03 =
        content.legacyBody.isEmpty() ? QList<Target>() : targetsOf(OmemoVersion::V03, targets);
    SessionWork work2(store, own, OmemoVersion::V2);
    SessionWork work03(store, own, OmemoVersion::V03);
    SealedMessage message;
    if (!targets2.isEmpty()) {
        const QByteArray envelope = sealEnvelope(m_random, m_clock.now(), place, content.elements);
        if (envelope.size() > xmpp::SceEnvelope::kMaxBytes) {
            return failure(OmemoError::TooLarge);
        }
        WARDLINE_TRY(SealedPayload sealed, sealPayload2(m_random, envelope));
        OmemoEncrypted encrypted{
            .version = OmemoVersion::V2, .senderDevice = own.id, .keys = {}, .iv = {}, .payload = {}};
        WARDLINE_TRY(encrypted.keys, sealKeys(work2, targets2, sealed.secret.span()));
        encrypted.payload = std::move(sealed.payload);
        message.elements.append(encrypted.toXml());
    }
    if (!targets03.isEmpty()) {
        const QByteArray body = content.legacyBody.toUtf8();
        if (body.size() > xmpp::SceEnvelope::kMaxBytes) {
            return failure(OmemoError::TooLarge);
        }
        WARDLINE_TRY(SealedPayload sealed, sealPayload03(m_random, body));
        OmemoEncrypted encrypted{
            .version = OmemoVersion::V03, .senderDevice = own.id, .keys = {}, .iv = sealed.iv, .payload = {}};
        WARDLINE_TRY(encrypted.keys, sealKeys(work03, targets03, sealed.secret.span()));
        encrypted.payload = std::move(sealed.payload);
        message.elements.append(encrypted.toXml());
    }
    WARDLINE_CHECK(work2.commit(m_clock.now()));
    WARDLINE_CHECK(work03.commit(m_clock.now()));
    return message;
}

Result<SealedMessage> OmemoEngine::heartbeat(SessionStore &store, const Target &target)
{
    WARDLINE_TRY(const OwnDevice own, requireOwn(store));
    OmemoEncrypted encrypted{.version = target.version, .senderDevice = own.id, .keys = {}, .iv = {}, .payload = {}};
    // XEP-0384 5.4.3: 32 zero bytes take the place of key and MAC. 0.3 sends a key that nobody needs.
    constexpr std::size_t kEmptySecret2 = 32;
    constexpr std::size_t kKey03 = 16;
    SecretBytes secret(target.version == OmemoVersion::V2 ? kEmptySecret2 : kKey03);
    if (target.version == OmemoVersion::V03) {
        m_random.fill(secret.span());
        constexpr qsizetype kIvSize = 12;
        encrypted.iv = QByteArray(kIvSize, Qt::Uninitialized);
        m_random.fill(std::as_writable_bytes(std::span(encrypted.iv.data(), kIvSize)));
    }
    SessionWork work(store, own, target.version);
    WARDLINE_TRY(encrypted.keys, sealKeys(work, {target}, secret.span()));
    WARDLINE_CHECK(work.commit(m_clock.now()));
    return SealedMessage{.elements = {encrypted.toXml()}};
}

Result<OpenedMessage> OmemoEngine::decrypt(SessionStore &store, const SealedArrival &arrival)
{
    WARDLINE_TRY(const OwnDevice own, requireOwn(store));
    // Both are of one device. Were they not, the identity that is expected of one would say nothing about the other.
    const bool isOfOne = std::ranges::all_of(arrival.encrypted, [&arrival](const OmemoEncrypted &each) {
        return each.senderDevice == arrival.encrypted.constFirst().senderDevice;
    });
    if (!isOfOne) {
        return failure(OmemoError::Malformed);
    }
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        const auto encrypted = std::ranges::find(arrival.encrypted, version, &OmemoEncrypted::version);
        if (encrypted == arrival.encrypted.end()) {
            continue;
        }
        const QList<OmemoEncrypted::Key> keys = keysFor(*encrypted, arrival.place.own, own.id);
        if (!keys.isEmpty()) {
            return openWith(store, own, arrival, *encrypted, keys);
        }
    }
    return failure(OmemoError::NotForThisDevice);
}

Result<OpenedMessage> OmemoEngine::openWith(SessionStore &store, const OwnDevice &own, const SealedArrival &arrival,
                                            const OmemoEncrypted &encrypted, const QList<OmemoEncrypted::Key> &keys)
{
    SessionWork work(store, own, encrypted.version);
    const model::DeviceAddress device{.person = arrival.sender.bare(), .id = encrypted.senderDevice};
    std::optional<Error> worst;
    const auto remember = [&worst](const Error &error) {
        if (!worst || rankOf(error) < rankOf(*worst)) {
            worst = error;
        }
    };
    for (const OmemoEncrypted::Key &key : keys) {
        work.select(device);
        const Result<Ratchet::OpenedKey> opened = m_ratchet->open(work, key.data);
        if (!opened) {
            remember(opened.error());
            continue;
        }
        if (!arrival.expectedIdentity.isEmpty() && opened->identityKey != arrival.expectedIdentity) {
            work.discard();
            remember(OmemoError::IdentityChanged);
            continue;
        }
        OpenedMessage message{.elements = {},
                              .isEmpty = !encrypted.payload.has_value(),
                              .device = device,
                              .version = encrypted.version,
                              .identityKey = opened->identityKey,
                              .usedPrekey = opened->beganSession,
                              .owesHeartbeat = opened->beganSession || opened->isHeartbeatDue};
        if (encrypted.payload) {
            auto envelope = [&]() -> Result<OpenedEnvelope> {
                if (encrypted.version == OmemoVersion::V03) {
                    WARDLINE_TRY(QList<xml::Element> body, legacyContent(opened->secret, encrypted));
                    return OpenedEnvelope{std::move(body), std::nullopt};
                }
                WARDLINE_TRY(const SecretBytes plaintext, openPayload2(opened->secret, *encrypted.payload));
                return openEnvelope(plaintext, arrival);
            }();
            if (!envelope) {
                work.discard();
                remember(envelope.error());
                continue;
            }
            message.elements = std::move(envelope->content);
            message.written = envelope->written;
        }
        WARDLINE_CHECK(work.commit(m_clock.now()));
        return message;
    }
    return std::unexpected(std::move(*worst));
}

std::unique_ptr<MessageProtection> makeOmemo(Random &random, const Clock &clock)
{
    return std::make_unique<OmemoEngine>(random, clock);
}

} // namespace wardline::omemo
