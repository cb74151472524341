// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_log.h"
#include "core/model/jid.h"
#include "core/service/live/node_publisher.h"
#include "core/service/live/relay_link.h"

#include <QObject>

#include <functional>
#include <vector>

namespace wardline::service {

/// Where the head of the audit chain is kept outside this workstation: one PEP item a device on the person's own
/// account, private to it. Whoever rewrites or shortens the log here cannot rewrite that as well without the relay.
/// Main thread.
class AuditAnchors final : public QObject
{
    Q_OBJECT
public:
    AuditAnchors(RelayLink &link, QString deviceId, QObject *parent = nullptr);

    /// Sends the head on its way, if there is a connection; nobody waits for it.
    void publish(const std::optional<audit::AuditHead> &head);
    /// What was last published for this device; empty without a connection, or when nothing was.
    void fetch(std::function<void(std::vector<audit::AuditHead>)> done);

private:
    RelayLink &m_link;
    NodePublisher m_publisher{m_link};
    QString m_deviceId;
};

} // namespace wardline::service
