// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/device.h"
#include "core/service/live/node_publisher.h"
#include "core/service/live/relay_link.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0163_pep.h"
#include "core/xmpp/xep0384_omemo.h"

#include <QObject>

#include <functional>

namespace wardline::service {

/// What is asked of accounts about their devices, and what we publish of ours (XEP-0384 5.3, XEP-0163). Asked without a
/// connection: answered at once, Disconnected. Nothing is answered after this is gone. Main thread.
class DeviceQuestions final : public QObject
{
public:
    DeviceQuestions(RelayLink &link, model::Jid own);

    /// A person's devices; an empty list where the account has published none. Errors are IqError: not known.
    void fetchList(const model::Jid &person, xmpp::OmemoVersion version,
                   std::function<void(Result<xmpp::OmemoDeviceList>)> done);
    void fetchBundle(const model::DeviceAddress &device, xmpp::OmemoVersion version,
                     std::function<void(Result<xmpp::OmemoBundle>)> done);
    /// Open to everybody. A node that was made otherwise is reconfigured, once.
    void publishList(const xmpp::OmemoDeviceList &list, std::function<void(Status)> done);
    void publishBundle(quint32 device, const xmpp::OmemoBundle &bundle, std::function<void(Status)> done);

private:
    void ask(xmpp::IqStanza question, stream::IqRouter::Answer answer);
    [[nodiscard]] model::Jid accountOf(const model::Jid &person) const;

    RelayLink &m_link;
    model::Jid m_own;
    NodePublisher m_publisher;
};

} // namespace wardline::service
