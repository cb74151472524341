// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/own_device_channel.h"

#include "core/service/live/device_records.h"
#include "core/service/live/encryption.h"
#include "core/service/live/futures.h"
#include "core/service/live/trust_sharing.h"
#include "core/xmpp/xep0334_hints.h"

namespace wardline::service {

namespace {
constexpr qsizetype kGroup = 8;
}

OwnDeviceChannel::OwnDeviceChannel(SessionParts &parts)
    : m_parts(parts)
{
}

QString OwnDeviceChannel::fingerprint(const QByteArray &identityKey)
{
    const QString hex = QString::fromLatin1(identityKey.toHex());
    QStringList groups;
    for (qsizetype i = 0; i < hex.size(); i += kGroup) {
        groups.append(hex.mid(i, kGroup));
    }
    return groups.join(u' ');
}

void OwnDeviceChannel::peers(std::function<void(QList<Peer>)> done)
{
    if (m_parts.encryption == nullptr) {
        done({});
        return;
    }
    m_parts.encryption->devices().ensure({m_parts.own}, [this, done = std::move(done)] {
        const auto reading = m_parts.store().threads().write(
            [context = m_parts.encryption->context()](store::WritableDatabase &database) -> Result<QList<Peer>> {
                store::OmemoStore store(database);
                WARDLINE_TRY(const trust::CandidatePerson own, candidateOf(*context, store, context->own));
                QList<Peer> peers;
                for (const trust::CandidateDevice &each : own.devices) {
                    const bool isRefused =
                        each.trust == model::Trust::ManuallyDistrusted || each.trust == model::Trust::Revoked;
                    if (each.hasSession2 && each.device.isListed2 && !isRefused) {
                        peers.append({each.device, each.trust});
                    }
                }
                return peers;
            });
        afterwards(reading, this, [done](const Result<QList<Peer>> &peers) { done(peers.value_or(QList<Peer>())); });
    });
}

void OwnDeviceChannel::ownFingerprint(std::function<void(QString)> done)
{
    if (m_parts.encryption == nullptr) {
        done({});
        return;
    }
    const auto reading = m_parts.store().threads().write(
        [context = m_parts.encryption->context()](store::WritableDatabase &database) -> Result<QByteArray> {
            store::OmemoStore store(database);
            return context->engine.ownIdentityKey(store);
        });
    afterwards(reading, this,
               [done = std::move(done)](const Result<QByteArray> &key) { done(key ? fingerprint(*key) : QString()); });
}

void OwnDeviceChannel::send(const xml::Element &element, const QList<quint32> &devices,
                            std::function<void(Status)> done)
{
    if (m_parts.encryption == nullptr || devices.isEmpty()) {
        done(failure(ServiceError::NotAllowed));
        return;
    }
    const auto sealing =
        m_parts.store().threads().write([context = m_parts.encryption->context(), element,
                                         devices](store::WritableDatabase &database) -> Result<omemo::SealedMessage> {
            store::OmemoStore store(database);
            QList<omemo::Target> targets;
            for (const quint32 id : devices) {
                const model::DeviceAddress address{context->own, id};
                WARDLINE_TRY(const auto known, store.device(address));
                targets.append({address, xmpp::OmemoVersion::V2, known ? known->identityKey : QByteArray()});
            }
            return context->engine.encrypt(store, {context->own, context->own, false}, {{element}, {}}, targets);
        });
    afterwards(sealing, this, [this, done = std::move(done)](const Result<omemo::SealedMessage> &sealed) {
        if (!sealed || m_parts.link.stream() == nullptr) {
            done(sealed ? Status(failure(ServiceError::RelayNotReachable)) : Status(std::unexpected(sealed.error())));
            return;
        }
        xmpp::MessageStanza stanza;
        stanza.to = m_parts.own;
        stanza.type = xmpp::MessageType::Chat;
        stanza.id = m_parts.environment.ids.next();
        stanza.payloads = sealed->elements;
        stanza.payloads.append(xmpp::hintElement(xmpp::Hint::NoStore));
        (void)m_parts.link.stream()->sendStanza(stanza.toXml());
        done({});
    });
}

bool OwnDeviceChannel::take(const xmpp::MessageStanza &message)
{
    const bool isOwn = !message.from.isEmpty() && message.from.bare() == m_parts.own
        && (message.to.isEmpty() || message.to.bare() == m_parts.own) && message.type == xmpp::MessageType::Chat;
    const auto encrypted =
        isOwn && m_parts.encryption != nullptr ? encryptedIn(message.payloads) : QList<xmpp::OmemoEncrypted>();
    if (encrypted.isEmpty()) {
        return false;
    }
    struct Opened
    {
        Peer from;
        QList<xml::Element> elements;
        OpeningNews news;
    };
    omemo::SealedArrival arrival;
    arrival.encrypted = encrypted;
    arrival.sender = m_parts.own;
    arrival.place = {m_parts.own, m_parts.own, false};
    arrival.time = m_parts.environment.clock.now();
    const auto opening =
        m_parts.store().threads().write([context = m_parts.encryption->context(),
                                         arrival](store::WritableDatabase &database) mutable -> Result<Opened> {
            store::OmemoStore store(database);
            const model::DeviceAddress address{context->own, arrival.encrypted.constFirst().senderDevice};
            WARDLINE_TRY(const auto known, store.device(address));
            arrival.expectedIdentity = known ? known->identityKey : QByteArray();
            WARDLINE_TRY(const omemo::OpenedMessage message, context->engine.decrypt(store, arrival));
            Opened opened;
            opened.from.device = known.value_or(model::KnownDevice());
            opened.from.device.address = message.device;
            opened.from.device.identityKey = message.identityKey;
            if (!known) {
                opened.from.device.firstSeen = arrival.time;
            }
            opened.from.device.lastHeard = arrival.time;
            if (!known) {
                WARDLINE_TRY(const bool hasPlace, makePlaceForDevice(store, context->own, arrival.time));
                if (!hasPlace) {
                    WARDLINE_CHECK(context->engine.endSession(store, message.device));
                    return opened; // more than anybody has: what is not remembered is not believed
                }
            }
            WARDLINE_CHECK(store.saveDevice(opened.from.device));
            WARDLINE_TRY(opened.from.trust, trustOfSender(*context, store, opened.from.device));
            WARDLINE_TRY(opened.news.told, takeTrustMessages(*context, store, message, opened.from.trust));
            const bool isSealed2 = message.version == xmpp::OmemoVersion::V2 && !message.isEmpty;
            opened.elements = isSealed2 ? message.elements : QList<xml::Element>();
            opened.news.usedPrekey = message.usedPrekey;
            if (message.owesHeartbeat) {
                opened.news.owedHeartbeats.append({message.device, message.version, message.identityKey});
            }
            if (!opened.from.device.isListed()) {
                opened.news.unlisted.insert(context->own);
            }
            return opened;
        });
    afterwards(opening, this, [this](const Result<Opened> &opened) {
        if (!opened) {
            return; // for another device of ours, or our own message coming back
        }
        m_parts.encryption->takeNews(opened->news);
        if (!opened->elements.isEmpty()) {
            Q_EMIT received(opened->from, opened->elements);
        }
    });
    return true;
}

} // namespace wardline::service
