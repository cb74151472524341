// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/hand_over.h"

#include "core/service/live/encryption.h"
#include "core/service/live/futures.h"
#include "core/service/live/hand_over_parts.h"
#include "core/store/message_place.h"

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kNs = u"urn:wardline:history:0";
constexpr std::chrono::hours kLongestRange{24 * 31};
constexpr qsizetype kMaxIdLength = 64;

bool isAuthenticated(model::Trust trust)
{
    return trust == model::Trust::Verified || trust == model::Trust::Certified;
}

} // namespace

HandOver::HandOver(SessionParts &parts, HistoryMerger &merger)
    : m_parts(parts)
    , m_merger(merger)
    , m_channel(parts)
    , m_node(parts)
    , m_patience(parts.environment.timers.createTimer([this] {
        fail(HistoryFault::NoAnswer);
        cancel();
    }))
    , m_consent(parts.environment.timers.createTimer([this] {
        if (m_request) {
            refuse(m_request->device, m_request->id, audit::AuditReason::Expired);
            dropRequest();
        }
    }))
{
    connect(&m_channel, &OwnDeviceChannel::received, this, &HandOver::onReceived);
}

HandOver::~HandOver() = default;

void HandOver::setState(HandOverState::Kind kind, int percent)
{
    m_state.kind = kind;
    m_state.percent = percent;
    Q_EMIT changed();
}

void HandOver::fail(HistoryFault fault)
{
    m_asked.clear();
    dropOffers();
    m_patience->stop();
    m_state = {};
    m_state.fault = fault;
    setState(HandOverState::Kind::Failed);
}

void HandOver::record(audit::AuditEventType type, quint32 device, std::optional<audit::AuditReason> reason,
                      std::optional<std::uint64_t> count)
{
    std::vector<audit::AuditObject> objects;
    if (device != 0) {
        objects.push_back({audit::AuditObjectKind::Device, QString::number(device)});
    }
    const bool isRefusal = type == audit::AuditEventType::HistoryDeclined;
    (void)m_parts.profile.record({type, m_parts.own.toString(),
                                  isRefusal ? audit::AuditOutcome::MinorFailure : audit::AuditOutcome::Success, reason,
                                  std::move(objects), count});
}

void HandOver::disconnected()
{
    if (m_state.kind == HandOverState::Kind::Asking || m_state.kind == HandOverState::Kind::Receiving
        || m_state.kind == HandOverState::Kind::Sending) {
        m_sending.reset();
        m_receiving.reset();
        fail(HistoryFault::NotReachable);
    }
    dropOffers();
    dropRequest();
}

// --- asking --------------------------------------------------------------------------------------------------------

void HandOver::lookForDevices()
{
    m_channel.peers([this](const QList<OwnDeviceChannel::Peer> &peers) {
        m_devices = static_cast<int>(peers.size());
        m_channel.ownFingerprint([this](const QString &fingerprint) {
            m_ownFingerprint = fingerprint;
            Q_EMIT changed();
        });
    });
}

void HandOver::ask(std::chrono::hours range)
{
    if (!m_asked.isEmpty() || m_sending || m_receiving) {
        return;
    }
    if (!m_parts.environment.rules.history.mayHandOver) {
        fail(HistoryFault::NotAllowed);
        return;
    }
    const QString id = m_parts.environment.ids.next();
    m_asked = id;
    m_declined = 0;
    m_state = {};
    setState(HandOverState::Kind::Asking);
    m_channel.peers([this, id, range](const QList<OwnDeviceChannel::Peer> &peers) {
        if (m_asked != id) {
            return;
        }
        m_askedDevices.clear();
        for (const OwnDeviceChannel::Peer &peer : peers) {
            m_askedDevices.append(peer.device.address.id);
        }
        if (m_askedDevices.isEmpty()) {
            fail(HistoryFault::NobodyToAsk);
            return;
        }
        xml::Element question = handOverWord(u"ask", id);
        question.setAttribute(u"hours",
                              QString::number(std::clamp(range, std::chrono::hours(1), kLongestRange).count()));
        question.setAttribute(u"label", m_parts.environment.workstationName);
        m_channel.send(question, m_askedDevices, [this, id](const Status &sent) {
            if (m_asked != id) {
                return;
            }
            if (!sent) {
                fail(HistoryFault::NotReachable);
                return;
            }
            record(audit::AuditEventType::HistoryRequested, 0, {}, quint64(m_askedDevices.size()));
            m_state.asked = static_cast<int>(m_askedDevices.size());
            m_patience->start(kConsentTakes + std::chrono::minutes(1));
            Q_EMIT changed();
        });
    });
}

void HandOver::cancel()
{
    const QString id = !m_asked.isEmpty() ? m_asked
        : m_receiving                     ? m_receiving->id
        : m_sending                       ? m_sending->id
                                          : QString();
    QList<quint32> others = m_askedDevices;
    if (m_sending) {
        others = {m_sending->device};
        QStringList ids;
        for (const history::RoamingChunk &chunk : std::as_const(m_sending->index.chunks)) {
            ids.append(chunk.id);
        }
        m_node.removeChunks(ids);
    }
    if (!id.isEmpty() && !others.isEmpty()) {
        m_channel.send(handOverWord(u"cancel", id), others, [](const Status &) {});
    }
    m_asked.clear();
    m_askedDevices.clear();
    dropOffers();
    m_sending.reset();
    m_receiving.reset();
    m_patience->stop();
    if (m_state.kind != HandOverState::Kind::Failed) {
        m_state = {};
        setState(HandOverState::Kind::None);
    }
}

// --- what others say -----------------------------------------------------------------------------------------------

void HandOver::onReceived(const OwnDeviceChannel::Peer &from, const QList<xml::Element> &elements)
{
    for (const xml::Element &element : elements) {
        if (element.ns() != kNs || element.attribute(u"id").isEmpty()
            || element.attribute(u"id").size() > kMaxIdLength) {
            continue;
        }
        if (element.name() == u"ask") {
            onAsk(from, element);
        } else if (element.name() == u"declined") {
            onAnswer(from, element);
        } else if (element.name() == u"offer") {
            onOffer(from, element);
        } else if (element.name() == u"done" || element.name() == u"cancel") {
            onDone(from, element);
        }
        return;
    }
}

void HandOver::onAsk(const OwnDeviceChannel::Peer &from, const xml::Element &element)
{
    const quint32 device = from.device.address.id;
    const QString id = element.attribute(u"id");
    const bool isRefused = from.trust == model::Trust::ManuallyDistrusted || from.trust == model::Trust::Revoked
        || !from.device.isListed();
    if (!m_parts.environment.rules.history.mayHandOver) {
        refuse(device, id, audit::AuditReason::Policy);
        return;
    }
    if (isRefused) {
        record(audit::AuditEventType::HistoryDeclined, device, audit::AuditReason::NotTrusted, {});
        return; // it gets no answer
    }
    if (m_request || m_sending) {
        refuse(device, id, audit::AuditReason::Cancelled);
        return;
    }
    HandOverRequest request;
    request.id = id;
    request.device = device;
    request.label = element.attribute(u"label").left(64);
    request.fingerprint = OwnDeviceChannel::fingerprint(from.device.identityKey);
    request.trust = from.trust;
    request.range =
        std::clamp(std::chrono::hours(element.attribute(u"hours").toInt()), std::chrono::hours(1), kLongestRange);
    request.asked = m_parts.environment.clock.now();
    m_request = request;
    m_consent->start(kConsentTakes);
    Q_EMIT requestChanged();
}

void HandOver::dropRequest()
{
    m_consent->stop();
    if (std::exchange(m_request, std::nullopt)) {
        Q_EMIT requestChanged();
    }
}

void HandOver::refuse(quint32 device, const QString &id, audit::AuditReason why)
{
    record(audit::AuditEventType::HistoryDeclined, device, why, {});
    m_channel.send(handOverWord(u"declined", id), {device}, [](const Status &) {});
}

/// Who says yes to a device that nobody had compared has compared its number on both screens: that is what was asked.
void HandOver::answer(const QString &id, bool isAllowed)
{
    if (!m_request || m_request->id != id) {
        return;
    }
    const HandOverRequest request = *m_request;
    if (request.isOffer) {
        answerOffer(isAllowed);
        return;
    }
    if (!isAllowed) {
        // It is over when the other one was told: whoever ends the session then has said no.
        m_consent->stop();
        m_request.reset();
        record(audit::AuditEventType::HistoryDeclined, request.device, audit::AuditReason::User, {});
        m_channel.send(handOverWord(u"declined", request.id), {request.device},
                       [this](const Status &) { Q_EMIT requestChanged(); });
        return;
    }
    dropRequest();
    const auto begin = [this, request] {
        auto sending = std::make_shared<Sending>();
        sending->id = request.id;
        sending->device = request.device;
        const Instant from = m_parts.environment.clock.now() - request.range;
        sending->after = {store::firstIdAt(from).value - 1};
        m_sending = sending;
        m_state = {};
        setState(HandOverState::Kind::Sending);
        m_patience->start(kTransferTakes);
        readOn(sending);
    };
    // The question stood for minutes: what is thought of the device may be something else by now.
    m_channel.peers([this, request, begin](const QList<OwnDeviceChannel::Peer> &peers) {
        const auto peer = std::find_if(peers.begin(), peers.end(), [&request](const OwnDeviceChannel::Peer &each) {
            return each.device.address.id == request.device
                && OwnDeviceChannel::fingerprint(each.device.identityKey) == request.fingerprint;
        });
        if (peer == peers.end() || m_sending) {
            refuse(request.device, request.id, audit::AuditReason::NotTrusted);
            return;
        }
        if (isAuthenticated(peer->trust)) {
            begin();
            return;
        }
        m_parts.encryption->judge({m_parts.own, request.device}, model::ManualTrust::Verified,
                                  [this, request, begin](const Status &judged) {
                                      if (judged) {
                                          begin();
                                      } else {
                                          refuse(request.device, request.id, audit::AuditReason::NotTrusted);
                                      }
                                  });
    });
}

void HandOver::onAnswer(const OwnDeviceChannel::Peer &from, const xml::Element &element)
{
    if (element.attribute(u"id") != m_asked || !m_askedDevices.contains(from.device.address.id)) {
        return;
    }
    ++m_declined;
    if (m_declined >= m_askedDevices.size()) {
        fail(HistoryFault::Declined);
    }
}

void HandOver::onDone(const OwnDeviceChannel::Peer &from, const xml::Element &element)
{
    const QString id = element.attribute(u"id");
    const bool isCancel = element.name() == u"cancel";
    if (isCancel && id == m_asked) { // an offer that does not stand any more
        const bool isShown = m_request && m_request->isOffer && m_request->device == from.device.address.id;
        m_offers.removeIf([&from](const Offer &offer) { return offer.from.device.address == from.device.address; });
        if (isShown) {
            dropRequest();
            showOffer();
        }
        return;
    }
    if (m_request && m_request->id == id && m_request->device == from.device.address.id) {
        dropRequest(); // nobody waits for it any more
    }
    if (m_sending && m_sending->id == id && m_sending->device == from.device.address.id) {
        endSending(isCancel ? Status(failure(HistoryFault::Cancelled)) : Status());
    } else if (m_receiving && m_receiving->id == id && m_receiving->device == from.device.address.id && isCancel) {
        endReceiving(failure(HistoryFault::Cancelled));
    }
}

} // namespace wardline::service
