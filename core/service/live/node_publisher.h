// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/service/live/relay_link.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0163_pep.h"

#include <QObject>
#include <QSet>

#include <functional>

namespace wardline::service {

/// Publishes into nodes of the own account so that they are kept as they have to be, whatever the server knows: with
/// all options at once (XEP-0163, XEP-0060 7.1.5); a node that was made otherwise is reconfigured; and where a server
/// knows but two options at that point (ejabberd 23), with those two, and the node is configured behind it. Nothing is
/// answered after this is gone. Main thread.
class NodePublisher final : public QObject
{
public:
    explicit NodePublisher(RelayLink &link);

    /// Disconnected at once without a connection.
    void publish(const QString &node, const xmpp::PubSubItem &item, const xmpp::PepNodeOptions &options,
                 std::function<void(Status)> done = {});

private:
    void ask(const xmpp::IqStanza &question, stream::IqRouter::Answer answer);
    void publishShortly(xmpp::PubSubPublish request, const xmpp::PepNodeOptions &options,
                        const stream::IqRouter::Answer &finish);
    void reconfigure(xmpp::PubSubPublish request, const xmpp::PepNodeOptions &options,
                     const stream::IqRouter::Answer &finish);

    RelayLink &m_link;
    bool m_knowsTwoOptions = false; ///< the server, as it said
    QSet<QString> m_configured; ///< nodes that were configured since
};

} // namespace wardline::service
