// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hmac.h"
#include "core/history/history_codec.h"
#include "core/history/history_error.h"
#include "core/service/live/encryption.h"
#include "core/service/live/futures.h"
#include "core/service/live/hand_over_parts.h"
#include "core/service/live/history_faults.h"

#include <algorithm>

// The transfer itself: sealing, publishing, fetching and merging.
namespace wardline::service {

namespace {

constexpr int kRowsAtOnce = 400;
constexpr qsizetype kMaxLabel = 64;

} // namespace

// --- giving --------------------------------------------------------------------------------------------------------

void HandOver::readOn(const std::shared_ptr<Sending> &sending)
{
    const auto page = m_parts.store().threads().read([sending](store::ReadableDatabase &database) -> Result<bool> {
        constexpr Instant kEnd{std::chrono::milliseconds(4102444800000)};
        WARDLINE_TRY(const store::HistoryPage rows, store::readHistory(database, sending->after, kEnd, kRowsAtOnce));
        for (const model::KeptMessage &message : rows.messages) {
            sending->packer.add(message);
            sending->used.insert(message.message.conversation);
            ++sending->messages;
        }
        sending->after = rows.last;
        if (!rows.last.isValid()) {
            WARDLINE_TRY(sending->conversations, store::readHistoryConversations(database));
        }
        return !rows.last.isValid();
    });
    afterwards(page, this, [this, sending](const Result<bool> &isDone) {
        if (sending != m_sending) {
            return;
        }
        if (!isDone) {
            endSending(std::unexpected(isDone.error()));
        } else if (*isDone) {
            seal(sending);
        } else {
            readOn(sending);
        }
    });
}

void HandOver::seal(const std::shared_ptr<Sending> &sending)
{
    Random &random = m_parts.environment.random;
    sending->key = SecretBytes(history::ChunkSeal::kKeySize);
    random.fill(sending->key.span());
    sending->bundle = history::ChunkSeal::newId(random);
    sending->index.account = m_parts.own;
    sending->index.device = handOverPlace(sending->id);
    sending->index.version = 1;
    sending->index.made = m_parts.environment.clock.now();
    const auto sealing = m_background.run([sending, &random]() -> Status {
        WARDLINE_TRY(
            const auto seal,
            history::RoamingSeal::create(sending->key, sending->index.account, sending->index.device, sending->bundle));
        QList<QByteArray> parts = sending->packer.finish();
        parts = parts.mid(std::max<qsizetype>(parts.size() - kMaxHandOverChunks + 1, 0)); // the newest
        model::KeptHistory places;
        for (const model::KeptConversation &kept : std::as_const(sending->conversations)) {
            if (sending->used.contains(kept.jid)) {
                places.conversations.append(kept);
            }
        }
        parts.prepend(history::packHistory(places));
        for (QByteArray &part : parts) {
            QByteArray name(12, '\0');
            random.fill(std::as_writable_bytes(std::span(name.data(), static_cast<std::size_t>(name.size()))));
            const QString id = QString::fromLatin1(name.toBase64(QByteArray::Base64UrlEncoding));
            WARDLINE_TRY(const QByteArray sealed, seal.sealChunk(random, id, part));
            sending->index.chunks.append({id, crypto::sha256(sealed), {}});
            sending->chunks.append({id, sealed});
            wipe(std::as_writable_bytes(std::span(part.data(), static_cast<std::size_t>(part.size()))));
        }
        return {};
    });
    afterwards(sealing, this, [this, sending](const Status &sealed) {
        if (sending != m_sending) {
            return;
        }
        sealed ? publish(sending, 0) : endSending(sealed);
    });
}

void HandOver::publish(const std::shared_ptr<Sending> &sending, qsizetype number)
{
    if (sending != m_sending) {
        return;
    }
    if (number == sending->chunks.size()) {
        offer(sending);
        return;
    }
    setState(HandOverState::Kind::Sending, static_cast<int>(number * 100 / sending->chunks.size()));
    const auto &[id, sealed] = sending->chunks.at(number);
    m_node.publishChunk(id, sealed, [this, sending, number](const Status &status) {
        if (sending == m_sending) {
            status ? publish(sending, number + 1) : endSending(failure(HistoryFault::NotReachable));
        }
    });
}

void HandOver::offer(const std::shared_ptr<Sending> &sending)
{
    sending->chunks.clear();
    xml::Element element = handOverWord(u"offer", sending->id);
    element.setAttribute(u"bundle", QString::fromLatin1(sending->bundle.toBase64()));
    element.setAttribute(u"key", QString::fromLatin1(sending->key.view().toByteArray().toBase64()));
    element.setAttribute(u"label", m_parts.environment.workstationName);
    element.setText(QString::fromLatin1(history::packRoamingIndex(sending->index, false).toBase64()));
    m_channel.send(element, {sending->device}, [this, sending](const Status &sent) {
        if (sending != m_sending) {
            return;
        }
        if (!sent) {
            endSending(failure(HistoryFault::NotReachable));
            return;
        }
        record(audit::AuditEventType::HistoryHandedOver, sending->device, {}, quint64(sending->messages));
        setState(HandOverState::Kind::Sending, 100);
    });
}

void HandOver::endSending(const Status &status)
{
    const auto sending = std::exchange(m_sending, nullptr);
    m_patience->stop();
    if (sending) {
        QStringList ids;
        for (const history::RoamingChunk &chunk : std::as_const(sending->index.chunks)) {
            ids.append(chunk.id);
        }
        m_node.removeChunks(ids);
    }
    if (!status) {
        if (sending && !status.error().is(HistoryFault::Cancelled)) {
            m_channel.send(handOverWord(u"cancel", sending->id), {sending->device}, [](const Status &) {});
        }
        fail(foldHistoryError(status.error()).as<HistoryFault>().value_or(HistoryFault::Failed));
        return;
    }
    m_state = {};
    m_state.messages = sending ? sending->messages : 0;
    setState(HandOverState::Kind::Done);
}

// --- getting -------------------------------------------------------------------------------------------------------

void HandOver::onOffer(const OwnDeviceChannel::Peer &from, const xml::Element &element)
{
    const quint32 device = from.device.address.id;
    const bool isAsked = !m_asked.isEmpty() && element.attribute(u"id") == m_asked && m_askedDevices.contains(device);
    const bool isKnown = std::any_of(m_offers.cbegin(), m_offers.cend(), [&from](const Offer &offer) {
        return offer.from.device.address == from.device.address;
    });
    if (!isAsked || isKnown || m_receiving || from.trust == model::Trust::ManuallyDistrusted
        || from.trust == model::Trust::Revoked) {
        return;
    }
    if (from.trust == model::Trust::Verified || from.trust == model::Trust::Certified) {
        accept(device, element);
        return;
    }
    m_offers.append({from, element});
    m_patience->start(kConsentTakes);
    showOffer();
}

void HandOver::showOffer()
{
    if (m_offers.isEmpty() || m_request) {
        return;
    }
    const Offer &offer = m_offers.constFirst();
    HandOverRequest request;
    request.isOffer = true;
    request.id = m_asked;
    request.device = offer.from.device.address.id;
    request.label = offer.element.attribute(u"label").left(kMaxLabel);
    request.fingerprint = OwnDeviceChannel::fingerprint(offer.from.device.identityKey);
    request.trust = offer.from.trust;
    request.asked = m_parts.environment.clock.now();
    m_request = request;
    Q_EMIT requestChanged();
}

void HandOver::dropOffers()
{
    m_offers.clear();
    if (m_request && m_request->isOffer) {
        dropRequest();
    }
}

void HandOver::answerOffer(bool isAllowed)
{
    const Offer offer = m_offers.takeFirst();
    const quint32 device = offer.from.device.address.id;
    const QString id = m_asked;
    dropRequest();
    if (!isAllowed) {
        record(audit::AuditEventType::HistoryDeclined, device, audit::AuditReason::User, {});
        // It is over when the other one was told, so that what it put onto the relay goes.
        m_channel.send(handOverWord(u"cancel", id), {device}, [this](const Status &) { Q_EMIT changed(); });
        showOffer(); // the true one may have answered, too
        return;
    }
    m_parts.encryption->judge({m_parts.own, device}, model::ManualTrust::Verified,
                              [this, offer, device, id](const Status &judged) {
                                  if (m_asked != id) {
                                      return; // given up in the meantime
                                  }
                                  if (judged) {
                                      accept(device, offer.element);
                                  } else {
                                      showOffer();
                                  }
                              });
}

void HandOver::accept(quint32 device, const xml::Element &element)
{
    dropOffers();
    auto receiving = std::make_shared<Receiving>();
    receiving->id = m_asked;
    receiving->device = device;
    receiving->bundle = QByteArray::fromBase64(element.attribute(u"bundle").toLatin1());
    receiving->key = SecretBytes::copyOf(QByteArray::fromBase64(element.attribute(u"key").toLatin1()));
    auto index = history::unpackRoamingIndex(QByteArray::fromBase64(element.text().toLatin1()));
    m_receiving = receiving;
    m_asked.clear();
    for (const quint32 other : std::as_const(m_askedDevices)) {
        if (other != device) { // the others need not be asked any longer
            m_channel.send(handOverWord(u"cancel", receiving->id), {other}, [](const Status &) {});
        }
    }
    if (!index || index->account != m_parts.own || index->device != handOverPlace(receiving->id)
        || index->chunks.size() > kMaxHandOverChunks) {
        endReceiving(failure(history::HistoryError::Damaged));
        return;
    }
    receiving->index = std::move(*index);
    m_patience->start(kTransferTakes);
    setState(HandOverState::Kind::Receiving);
    fetch(receiving);
}

void HandOver::fetch(const std::shared_ptr<Receiving> &receiving)
{
    if (receiving->next == receiving->index.chunks.size()) {
        merge(receiving, 0);
        return;
    }
    const history::RoamingChunk chunk = receiving->index.chunks.at(receiving->next);
    m_node.fetchChunk(chunk.id, [this, receiving, chunk](const Result<QByteArray> &sealed) {
        if (receiving != m_receiving) {
            return;
        }
        if (!sealed) {
            const bool isGone = sealed.error().is(stream::IqError::ItemNotFound);
            endReceiving(isGone ? Status(failure(history::HistoryError::Damaged))
                                : Status(failure(HistoryFault::NotReachable)));
            return;
        }
        const auto seal =
            history::RoamingSeal::create(receiving->key, m_parts.own, receiving->index.device, receiving->bundle);
        auto part = seal ? seal->openChunk(chunk, *sealed) : Result<model::KeptHistory>(std::unexpected(seal.error()));
        if (!part) {
            endReceiving(std::unexpected(part.error()));
            return;
        }
        receiving->parts.push_back(std::move(*part));
        ++receiving->next;
        setState(HandOverState::Kind::Receiving,
                 static_cast<int>(receiving->next * 100 / receiving->index.chunks.size()));
        fetch(receiving);
    });
}

void HandOver::merge(const std::shared_ptr<Receiving> &receiving, std::size_t part)
{
    if (part == receiving->parts.size()) {
        endReceiving({});
        return;
    }
    model::KeptHistory next = std::move(receiving->parts[part]);
    if (part + 1 < receiving->parts.size()) {
        receiving->parts[part + 1].conversations = next.conversations; // all parts write in any of them
    }
    m_merger.merge(std::move(next), [this, receiving, part](const Result<store::MergedHistory> &merged) {
        if (receiving != m_receiving) {
            return;
        }
        if (!merged) {
            endReceiving(std::unexpected(merged.error()));
            return;
        }
        receiving->added += merged->added + merged->revealed;
        merge(receiving, part + 1);
    });
}

void HandOver::endReceiving(const Status &status)
{
    const auto receiving = std::exchange(m_receiving, nullptr);
    m_patience->stop();
    m_askedDevices.clear();
    if (!receiving) {
        return;
    }
    if (!status) {
        if (!status.error().is(HistoryFault::Cancelled)) { // that came from there
            m_channel.send(handOverWord(u"cancel", receiving->id), {receiving->device}, [](const Status &) {});
        }
        if (const auto reason = refusalReason(status.error())) {
            (void)m_parts.profile.record({audit::AuditEventType::HistoryRefused,
                                          m_parts.own.toString(),
                                          audit::AuditOutcome::SeriousFailure,
                                          reason,
                                          {},
                                          {}});
        }
        fail(foldHistoryError(status.error()).as<HistoryFault>().value_or(HistoryFault::Failed));
        return;
    }
    record(audit::AuditEventType::HistoryReceived, receiving->device, {}, quint64(receiving->added));
    const int added = receiving->added;
    // It is over here when the other one was told, so that what it put onto the relay goes.
    m_channel.send(handOverWord(u"done", receiving->id), {receiving->device}, [this, added](const Status &) {
        m_state = {};
        m_state.messages = added;
        setState(HandOverState::Kind::Done);
    });
}

} // namespace wardline::service
