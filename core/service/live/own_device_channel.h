// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/model/trust.h"
#include "core/service/live/session_parts.h"
#include "core/service/live/stanza_opener.h"
#include "core/xml/element.h"
#include "core/xmpp/message_stanza.h"

#include <QObject>

#include <functional>

namespace wardline::service {

/// What devices of one person say to each other: inside of envelopes of omemo:2 alone, to the own address, kept by no
/// archive. What comes in is handed on with the device that said it and what is thought of that. Main thread; the
/// cryptography runs on the writing thread of the store.
class OwnDeviceChannel final : public QObject
{
    Q_OBJECT
public:
    explicit OwnDeviceChannel(SessionParts &parts);

    struct Peer
    {
        model::KnownDevice device;
        model::Trust trust = model::Trust::Undecided;
    };
    /// The other devices that omemo:2 reaches, asked of the relay where they are not known.
    void peers(std::function<void(QList<Peer>)> done);
    /// To exactly these. `done` when it is on its way.
    void send(const xml::Element &element, const QList<quint32> &devices, std::function<void(Status)> done);
    /// A live message of our own account to itself: opened and handed on. False for any other.
    [[nodiscard]] bool take(const xmpp::MessageStanza &message);

    /// Eight groups of eight, as people compare it; of this device.
    void ownFingerprint(std::function<void(QString)> done);
    [[nodiscard]] static QString fingerprint(const QByteArray &identityKey);

Q_SIGNALS:
    void received(const wardline::service::OwnDeviceChannel::Peer &from, const QList<wardline::xml::Element> &elements);

private:
    SessionParts &m_parts;
};

} // namespace wardline::service
