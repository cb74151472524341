// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/roaming_bundle.h"
#include "core/service/history_service.h"
#include "core/service/live/background.h"
#include "core/service/live/history_merger.h"
#include "core/service/live/own_device_channel.h"
#include "core/service/live/roaming_node.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace wardline::service {

/// Messages from one device of a person to another: the new one asks, somebody at the old one agrees on screen (and at
/// the new one, where nobody has compared the old one yet and the organisation does not stand for it), the old one puts
/// sealed chunks onto the person's own node at the relay and sends their key and index over OMEMO; the new one fetches,
/// checks and merges them, and they are removed. One at a time, and only while both screens are open: a locked
/// workstation has no session and hears nothing. Main thread.
class HandOver final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::minutes kConsentTakes{5};
    static constexpr std::chrono::minutes kTransferTakes{10};

    HandOver(SessionParts &parts, HistoryMerger &merger);
    ~HandOver() override;

    [[nodiscard]] bool take(const xmpp::MessageStanza &message) { return m_channel.take(message); }
    void disconnected();

    void lookForDevices();
    [[nodiscard]] int devices() const { return m_devices; }
    void ask(std::chrono::hours range);
    void cancel();
    [[nodiscard]] const HandOverState &state() const { return m_state; }
    [[nodiscard]] const std::optional<HandOverRequest> &request() const { return m_request; }
    void answer(const QString &id, bool isAllowed);
    [[nodiscard]] const QString &ownFingerprint() const { return m_ownFingerprint; }

Q_SIGNALS:
    void changed();
    void requestChanged();

private:
    struct Sending;
    struct Receiving;
    struct Offer
    {
        OwnDeviceChannel::Peer from;
        xml::Element element;
    };

    void onReceived(const OwnDeviceChannel::Peer &from, const QList<xml::Element> &elements);
    void onAsk(const OwnDeviceChannel::Peer &from, const xml::Element &element);
    void onAnswer(const OwnDeviceChannel::Peer &from, const xml::Element &element);
    void onOffer(const OwnDeviceChannel::Peer &from, const xml::Element &element);
    void showOffer();
    void answerOffer(bool isAllowed);
    void dropOffers();
    void accept(quint32 device, const xml::Element &offer);
    void onDone(const OwnDeviceChannel::Peer &from, const xml::Element &element);
    void refuse(quint32 device, const QString &id, audit::AuditReason why);
    void dropRequest();

    void readOn(const std::shared_ptr<Sending> &sending);
    void seal(const std::shared_ptr<Sending> &sending);
    void publish(const std::shared_ptr<Sending> &sending, qsizetype number);
    void offer(const std::shared_ptr<Sending> &sending);
    void endSending(const Status &status);
    void fetch(const std::shared_ptr<Receiving> &receiving);
    void merge(const std::shared_ptr<Receiving> &receiving, std::size_t part);
    void endReceiving(const Status &status);

    void setState(HandOverState::Kind kind, int percent = 0);
    void fail(HistoryFault fault);
    void record(audit::AuditEventType type, quint32 device, std::optional<audit::AuditReason> reason,
                std::optional<std::uint64_t> count);

    SessionParts &m_parts;
    HistoryMerger &m_merger;
    OwnDeviceChannel m_channel;
    RoamingNode m_node;
    Background m_background;
    std::unique_ptr<Timer> m_patience; ///< for what this device asked, or sends
    std::unique_ptr<Timer> m_consent; ///< for the person here
    HandOverState m_state;
    std::optional<HandOverRequest> m_request;
    QString m_asked; ///< id of what this device asked; empty: nothing
    QList<quint32> m_askedDevices;
    QList<Offer> m_offers; ///< of devices that nobody has compared; the first one is shown
    int m_declined = 0;
    int m_devices = 0;
    QString m_ownFingerprint;
    std::shared_ptr<Sending> m_sending;
    std::shared_ptr<Receiving> m_receiving;
};

} // namespace wardline::service
