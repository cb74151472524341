// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/stanza_opener.h"

#include "core/service/live/device_records.h"
#include "core/service/live/held_messages.h"
#include "core/service/live/sealed_notices.h"
#include "core/service/live/trust_sharing.h"
#include "core/store/message_place.h"
#include "core/store/sealed_messages.h"
#include "core/xml/xml_reader.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/payload.h"
#include "core/xmpp/wardline_room_kind.h"
#include "core/xmpp/xep0184_receipts.h"
#include "core/xmpp/xep0333_markers.h"
#include "core/xmpp/xep0359_sid.h"

#include <algorithm>

namespace wardline::service {

using omemo::OmemoError;

namespace {

/// What reaches the relay later than this after it was sealed says when that was.
constexpr std::chrono::minutes kLateAfter{10};

/// Nothing to keep but its place in the archive.
Reading nothingOf(const Captured &captured)
{
    Reading reading;
    reading.stanzaId = captured.incoming.message.stanzaId;
    reading.archive = captured.incoming.archive;
    reading.time = captured.incoming.message.time;
    return reading;
}

/// The id that its sender sealed (XEP-0359, inside XEP-0420) goes before those outside, which anybody on the way can
/// change. False where the two differ: then it keeps no id by which it could pass for another message.
bool takeNameInside(Captured &captured, const Said &said)
{
    const auto inside = xmpp::findPayload<xmpp::OriginId>(said.payloads);
    if (!inside || !*inside || (*inside)->id.size() > store::kMaxIdLength) {
        return true;
    }
    model::Message &message = captured.incoming.message;
    const bool isSame = message.originId.isEmpty() || message.originId == (*inside)->id;
    message.originId = isSame ? (*inside)->id : QString();
    captured.wireId = message.originId;
    captured.incoming.wireId = message.originId;
    return isSame;
}

/// What the organisation signed of the sender's device goes before what the relay's groups say somebody is.
void takeSignedRole(Captured &captured, const trust::Certification &said)
{
    model::RoleClaim &claim = captured.incoming.message.role;
    if (said.state != trust::Certification::State::Certified
        || said.clinicalRoles.contains(model::careRoleWord(claim.role))) {
        return;
    }
    for (const QString &word : said.clinicalRoles) {
        if (const auto role = model::careRoleFromWord(word); role && *role != model::CareRole::None) {
            claim.role = *role;
            return;
        }
    }
}

} // namespace

void OpeningNews::add(const OpeningNews &other)
{
    usedPrekey = usedPrekey || other.usedPrekey;
    owedHeartbeats += other.owedHeartbeats;
    unlisted.unite(other.unlisted);
    told += other.told;
    for (const auto &[mine, theirs] : {std::pair(&forged, &other.forged),
                                       {&distrusted, &other.distrusted},
                                       {&replayed, &other.replayed},
                                       {&unopenable, &other.unopenable},
                                       {&uncertified, &other.uncertified}}) {
        for (auto each = theirs->cbegin(); each != theirs->cend(); ++each) {
            (*mine)[each.key()] += each.value();
        }
    }
    receipts += other.receipts;
    for (auto each = other.kinds.cbegin(); each != other.kinds.cend(); ++each) {
        if (!kinds.contains(each.key()) || model::isClinical(each.value())) {
            kinds.insert(each.key(), each.value());
        }
    }
    broken.unite(other.broken);
}

bool saysNothingToPeople(const xmpp::MessageStanza &stanza)
{
    const QList<xmpp::OmemoEncrypted> encrypted = encryptedIn(stanza.payloads);
    const bool isEmpty = std::all_of(encrypted.begin(), encrypted.end(),
                                     [](const xmpp::OmemoEncrypted &each) { return !each.payload.has_value(); });
    const bool isHinted = std::any_of(stanza.payloads.begin(), stanza.payloads.end(), [](const xml::Element &payload) {
        return payload.is(u"encryption", u"urn:xmpp:eme:0");
    });
    return isEmpty || (!stanza.body && !isHinted);
}

QList<xmpp::OmemoEncrypted> encryptedIn(const QList<xml::Element> &payloads)
{
    QList<xmpp::OmemoEncrypted> found;
    for (const xmpp::OmemoVersion version : {xmpp::OmemoVersion::V2, xmpp::OmemoVersion::V03}) {
        for (const xml::Element &payload : payloads) {
            if (payload.is(u"encrypted", xmpp::omemoNamespace(version))) {
                if (const auto encrypted = xmpp::OmemoEncrypted::fromXml(payload)) {
                    found.append(*encrypted);
                    break; // one of each version
                }
            }
        }
    }
    return found;
}

StanzaOpener::StanzaOpener(OmemoContext &context, store::WritableDatabase &database)
    : m_context(context)
    , m_database(database)
    , m_store(database)
{
}

Result<const omemo::OwnDevice *> StanzaOpener::self()
{
    if (!m_self) {
        WARDLINE_TRY(m_self, m_store.ownDevice());
    }
    return m_self ? &*m_self : nullptr;
}

Result<bool> StanzaOpener::isOwnEcho(const SealedStanza &sealed)
{
    WARDLINE_TRY(const omemo::OwnDevice *own, self());
    return own != nullptr && sealed.captured.incoming.message.sender == m_context.own && !sealed.encrypted.isEmpty()
        && sealed.encrypted.constFirst().senderDevice == own->id;
}

Result<Reading> StanzaOpener::open(const SealedStanza &sealed, bool isLastTry)
{
    m_outcome = Outcome::NotOpened;
    const model::Message &place = sealed.captured.incoming.message;
    if (place.sender.isBare()) {
        omemo::SealedArrival arrival;
        arrival.encrypted = sealed.encrypted;
        arrival.sender = place.sender;
        arrival.place = {m_context.own, place.conversation, sealed.captured.isRoom};
        arrival.time = place.time;
        arrival.isFromArchive = sealed.captured.isFromArchive;
        if (!sealed.encrypted.isEmpty()) {
            const model::DeviceAddress device{place.sender, sealed.encrypted.constFirst().senderDevice};
            WARDLINE_TRY(const auto known, m_store.device(device));
            arrival.expectedIdentity = known ? known->identityKey : QByteArray();
        }
        const auto message = m_context.engine.decrypt(m_store, arrival);
        m_outcome = message                                      ? Outcome::Opened
            : message.error().is(OmemoError::Duplicate) ? Outcome::OpenedBefore
                                                                 : Outcome::NotOpened;
        return message ? opened(sealed, *message) : refused(sealed, message.error(), isLastTry);
    }
    return unreadable(sealed.captured, model::Unreadable::UnknownSender);
}

Result<Reading> StanzaOpener::opened(const SealedStanza &sealed, const omemo::OpenedMessage &message)
{
    m_news.usedPrekey = m_news.usedPrekey || message.usedPrekey;
    WARDLINE_TRY(const auto known, m_store.device(message.device));
    model::KnownDevice device = known.value_or(model::KnownDevice());
    device.address = message.device;
    if (!device.identityKey.isEmpty() && device.identityKey != message.identityKey) {
        device.fault = model::DeviceFault::IdentityChanged;
        WARDLINE_CHECK(m_store.saveDevice(device));
        ++m_news.distrusted[sealed.captured.incoming.message.sender];
        return unreadable(sealed.captured, model::Unreadable::IdentityChanged);
    }
    device.identityKey = message.identityKey;
    if (!known) {
        WARDLINE_TRY(const std::optional<Reading> refusal, seenFirst(sealed, device));
        if (refusal) {
            return *refusal;
        }
        device.firstSeen = m_context.clock.now();
    }
    if (!sealed.captured.isFromArchive || !device.lastHeard
        || *device.lastHeard < sealed.captured.incoming.message.time) {
        device.lastHeard = sealed.captured.incoming.message.time;
    }
    if (device.fault == model::DeviceFault::BrokenSession) {
        device.fault.reset();
    }
    WARDLINE_CHECK(m_store.saveDevice(device));
    WARDLINE_TRY(const model::Trust trust, trustOfSender(m_context, m_store, device));
    if (!device.isListed()) {
        m_news.unlisted.insert(device.address.person);
    }
    if (trust == model::Trust::ManuallyDistrusted || trust == model::Trust::Revoked) {
        ++m_news.distrusted[sealed.captured.incoming.message.sender];
        Reading reading = unreadable(sealed.captured, model::Unreadable::DistrustedDevice);
        reading.message->message.trust = trust;
        return reading;
    }
    if (message.owesHeartbeat) { // to nobody else: it would tell a thief that somebody is there
        m_news.owedHeartbeats.append({message.device, message.version, message.identityKey});
    }
    WARDLINE_TRY(const QList<ToldTrust> told, takeTrustMessages(m_context, m_store, message, trust));
    m_news.told += told;
    Said said = Said::inEnvelope(message.isEmpty ? QList<xml::Element>() : message.elements);
    said.trust = trust;
    Captured captured = sealed.captured;
    if (!takeNameInside(captured, said)) {
        ++m_news.forged[captured.incoming.message.sender];
        return sealed.isQuiet ? nothingOf(captured) : unreadable(captured, model::Unreadable::Forged);
    }
    const Instant given = captured.incoming.message.time;
    if (message.written && given - *message.written > kLateAfter) {
        captured.incoming.message.written = store::storable(*message.written);
    }
    takeSignedRole(captured, m_context.certificationOf(device));
    const bool isPersonCertified = m_context.standsFor && m_context.standsFor(device.address.person);
    if (!captured.rule.counts(device, trust, isPersonCertified)) {
        return uncounted(captured, std::move(said), message, isPersonCertified);
    }
    Reading reading = readContent(captured, said);
    if (trust == model::Trust::Undecided) {
        reading.marks.clear(); // a device that the relay may have invented says nothing of what a person saw
    } else {
        noteReceipt(captured, said);
        noteKind(captured, said);
    }
    return reading;
}

/// A device that wrote for the first time. More than anybody has are not remembered, and what is not remembered is not
/// believed: the first ones keep their place, so that nobody can make us forget whose key was whose.
Result<std::optional<Reading>> StanzaOpener::seenFirst(const SealedStanza &sealed, const model::KnownDevice &device)
{
    if (m_context.certificationOf(device).state == trust::Certification::State::Certified) {
        return std::nullopt; // the organisation knows it: there is always a place for it
    }
    WARDLINE_TRY(const bool hasPlace, makePlaceForDevice(m_store, device.address.person, m_context.clock.now()));
    if (hasPlace) {
        return std::nullopt;
    }
    WARDLINE_CHECK(m_context.engine.endSession(m_store, device.address));
    ++m_news.forged[sealed.captured.incoming.message.sender];
    return sealed.isQuiet ? nothingOf(sealed.captured) : unreadable(sealed.captured, model::Unreadable::Forged);
}

/// From a device that this conversation does not write to either. A text is held back; what it would do to messages is
/// worth what an unknown device is worth to the store; it says nothing of what a person saw.
Result<Reading> StanzaOpener::uncounted(const Captured &captured, Said said, const omemo::OpenedMessage &message,
                                        bool isPersonCertified)
{
    said.trust = model::Trust::Undecided;
    Reading reading = readContent(captured, said);
    reading.marks.clear();
    reading.owesReceipt.reset();
    if (reading.message || reading.action || reading.isForged) {
        ++m_news.uncertified[captured.incoming.message.sender];
        m_news.unlisted.insert(message.device.person); // its statement may have been published since
    }
    const bool isCorrection = reading.action && reading.action->kind == store::ActionKind::Correction;
    if (!reading.message && !isCorrection) {
        return reading;
    }
    Reading held = heldBack(captured, said, message, isPersonCertified);
    WARDLINE_TRY(const bool hasSpace, takeHeldSpace(m_context, m_database, *held.message, message.device.id));
    return hasSpace ? std::move(held) : unreadable(captured, model::Unreadable::TooManyHeld);
}

/// What the room is for, as its sender's device knows it and not by the relay's word (urn:wardline:room:0).
void StanzaOpener::noteKind(const Captured &captured, const Said &said)
{
    const bool isStoodFor = said.trust == model::Trust::Verified || said.trust == model::Trust::Certified;
    if (!captured.isRoom || !isStoodFor) {
        return;
    }
    for (const xml::Element &element : said.payloads) {
        if (const auto sealed = xmpp::SealedRoomKind::fromXml(element)) {
            OpeningNews news;
            news.kinds.insert(captured.incoming.message.conversation, sealed->kind);
            m_news.add(news);
        }
    }
}

/// Its keys may come with older messages. Only so much waits.
void StanzaOpener::waitQuietly(const SealedStanza &sealed)
{
    constexpr qsizetype kMost = 200;
    constexpr qsizetype kMostBytes = 64 * 1024;
    if (m_context.quietPending.size() < kMost && sealed.stanza.size() <= kMostBytes) {
        m_context.quietPending.append(sealed);
    }
}

/// Whom it is about is looked up by conversation and id, so that only whom a message went to can say that it arrived.
void StanzaOpener::noteReceipt(const Captured &captured, const Said &said)
{
    if (captured.isRoom || captured.incoming.message.isOwn) {
        return;
    }
    const model::Jid &conversation = captured.incoming.message.conversation;
    for (const xml::Element &element : said.payloads) {
        if (const auto receipt = xmpp::Receipt::fromXml(element)) {
            m_news.receipts.append({conversation, receipt->id, model::DeliveryState::OnDevice});
        } else if (const auto marker = xmpp::ChatMarker::fromXml(element);
                   marker && marker->kind == xmpp::ChatMarker::Kind::Displayed) {
            m_news.receipts.append({conversation, marker->id, model::DeliveryState::Seen});
        }
    }
}

/// The device of which something newer than all before does not open: its messages offer a reset. Nothing else follows:
/// whoever can put rubbish onto the wire under its name must not be able to stop anybody from writing.
Status StanzaOpener::noteBroken(const SealedStanza &sealed)
{
    const model::Message &place = sealed.captured.incoming.message;
    WARDLINE_TRY(const auto known, m_store.device({place.sender, sealed.encrypted.constFirst().senderDevice}));
    if (!known || !known->isListed() || known->fault || (known->lastHeard && place.time <= *known->lastHeard)) {
        return {};
    }
    bool hasSession = false;
    for (const xmpp::OmemoVersion version : {xmpp::OmemoVersion::V2, xmpp::OmemoVersion::V03}) {
        WARDLINE_TRY(const bool isThere, m_context.engine.hasSession(m_store, {known->address, version, {}}));
        hasSession = hasSession || isThere;
    }
    if (!hasSession) {
        m_news.unlisted.insert(place.sender); // asking for its keys begins one
        return {};
    }
    model::KnownDevice device = *known;
    device.fault = model::DeviceFault::BrokenSession;
    m_news.broken.insert(place.conversation);
    return m_store.saveDevice(device);
}

/// It is for this device, and its keys are not here (any more).
Result<Reading> StanzaOpener::notOpening(const SealedStanza &sealed, bool isLastTry)
{
    // Nothing older is on its way to a live message; it is tried again all the same when archives are read.
    const bool mayCome = sealed.captured.isFromArchive && !isLastTry;
    if (!mayCome) {
        ++m_news.unopenable[sealed.captured.incoming.message.sender];
        WARDLINE_CHECK(noteBroken(sealed));
    }
    if (sealed.isQuiet) {
        if (mayCome) {
            waitQuietly(sealed);
        }
        return nothingOf(sealed.captured);
    }
    Reading reading =
        unreadable(sealed.captured, mayCome ? model::Unreadable::Pending : model::Unreadable::BrokenSession);
    reading.message->sealed = isLastTry ? QByteArray() : sealed.stanza;
    return reading;
}

Result<Reading> StanzaOpener::refused(const SealedStanza &sealed, const Error &error, bool isLastTry)
{
    const Captured &captured = sealed.captured;
    if (error.is(OmemoError::Duplicate)) {
        // It was opened before, and what it said is here or was removed since; unless it comes as something new. What
        // is known by its ids never comes here: whoever gives it out under other ones stands in the log. A row is left
        // where a live message was expected. Words between programs come a second time without anybody's fault.
        if (sealed.isQuiet) {
            return nothingOf(captured);
        }
        ++m_news.replayed[captured.incoming.message.sender];
        return captured.isFromArchive || sealed.isDelayed ? nothingOf(captured)
                                                          : unreadable(captured, model::Unreadable::Repeated);
    }
    if (error.is(OmemoError::NotForThisDevice) || error.is(OmemoError::NoOwnDevice)) {
        if (sealed.isQuiet) {
            return nothingOf(captured);
        }
        WARDLINE_TRY(const omemo::OwnDevice *own, self());
        const bool isOlder = own == nullptr || captured.incoming.message.time < own->created;
        return unreadable(captured, isOlder ? model::Unreadable::OlderThanDevice : model::Unreadable::NotForThisDevice);
    }
    if (error.is(OmemoError::NoSession) || error.is(OmemoError::UnknownPrekey) || error.is(OmemoError::TooFarAhead)) {
        return notOpening(sealed, isLastTry);
    }
    if (error.is(OmemoError::IdentityChanged)) {
        ++m_news.distrusted[captured.incoming.message.sender];
        return unreadable(captured, model::Unreadable::IdentityChanged);
    }
    if (error.is(OmemoError::Internal)) {
        return unreadable(captured, model::Unreadable::BrokenSession);
    }
    const bool isOfTheMessage = error.is(OmemoError::NotAuthentic) || error.is(OmemoError::BadKey)
        || error.is(OmemoError::EnvelopeMismatch) || error.is(OmemoError::Malformed) || error.is(OmemoError::TooLarge)
        || error.is(OmemoError::NoPrekeys);
    if (isOfTheMessage) {
        // A word between programs that was opened long ago does not authenticate any more when it is read again.
        if (!sealed.isQuiet || !captured.isFromArchive) {
            ++m_news.forged[captured.incoming.message.sender];
        }
        // Where there is nothing for people outside, nobody misses a text: it stands in the audit log alone.
        return sealed.isQuiet ? nothingOf(captured) : unreadable(captured, model::Unreadable::Forged);
    }
    return std::unexpected(error); // of the store: the transaction is undone
}

store::PrepareBatch prepareBatch(std::shared_ptr<OmemoContext> context, std::shared_ptr<OpenedBatch> opened,
                                 store::IncomingBatch batch)
{
    return [context = std::move(context), opened = std::move(opened),
            batch = std::move(batch)](store::WritableDatabase &database) mutable -> Result<store::IncomingBatch> {
        std::optional<StanzaOpener> opener;
        for (Reading &reading : opened->readings) {
            if (reading.sealed) {
                if (!opener) {
                    opener.emplace(*context, database);
                }
                const SealedStanza sealed = *std::exchange(reading.sealed, std::nullopt);
                const store::OpenedResult result{sealed.captured.incoming.archive,
                                                 sealed.captured.incoming.message.stanzaId,
                                                 sealed.captured.incoming.message.time};
                WARDLINE_TRY(const bool wasOpened, store::wasOpened(database, result));
                WARDLINE_TRY(const bool isKnown, store::isKnownMessage(database, sealed.captured.incoming));
                WARDLINE_TRY(const bool isEcho, opener->isOwnEcho(sealed));
                if (isKnown) {
                    reading.message = sealed.captured.incoming; // the store finds it; nothing of it is written
                } else if (isEcho) {
                    batch.echoedIds.append(sealed.captured.incoming.message.originId);
                } else if (wasOpened) {
                    reading = nothingOf(sealed.captured);
                } else {
                    WARDLINE_TRY(reading, opener->open(sealed));
                    const bool isSpent = opener->outcome() != StanzaOpener::Outcome::NotOpened;
                    if (isSpent && !reading.message && !result.archive.isEmpty() && !result.stanzaId.isEmpty()) {
                        batch.opened.append(result);
                    }
                }
            }
            if (reading.openMarksRule && !reading.marks.isEmpty()) {
                store::OmemoStore keys(database);
                WARDLINE_TRY(const bool isBelieved,
                             speaksOpenly(*context, keys, reading.marks.constFirst().person, *reading.openMarksRule));
                if (!isBelieved) {
                    reading.marks.clear();
                }
            }
            batch.marks.append(reading.marks);
            if (reading.message) {
                batch.messages.append(*reading.message);
            } else {
                batch.otherIds.append(reading.stanzaId);
                if (reading.action) {
                    batch.actions.append(*reading.action);
                }
            }
        }
        if (opener) {
            opened->news = opener->news();
        }
        return std::move(batch);
    };
}

} // namespace wardline::service
