// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/omemo_context.h"
#include "core/service/live/session_parts.h"

#include <QList>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace wardline::service {

/// XEP-0450: what a trust message inside an envelope changes here. A decision that was made here by hand against a
/// device is never lifted by a message; one about a key that was never seen here waits for it. Errors are those of the
/// store. The writing thread.
[[nodiscard]] Result<QList<ToldTrust>> takeTrustMessages(OmemoContext &context, store::OmemoStore &store,
                                                         const omemo::OpenedMessage &message, model::Trust trust);

/// Tells own other devices (and those of others, of own keys) whom a person authenticated or distrusted here, and takes
/// what own other devices tell (XEP-0434, XEP-0450), so that comparing once is enough. Inside omemo:2 only. Main
/// thread.
class TrustSharing final : public QObject
{
    Q_OBJECT
public:
    TrustSharing(SessionParts &parts, std::shared_ptr<OmemoContext> context, QObject *parent = nullptr);

    /// `people`: whose authenticated devices are told, and told of. Without a connection they are told by `connected`.
    void share(const model::DeviceAddress &device, model::ManualTrust trust, const QList<model::Jid> &people);
    void connected();
    /// Something will be shared soon: `flush` waits for it.
    void hold() { ++m_open; }
    void release();
    /// Calls back when what was to be told is on its way, or cannot be.
    void flush(std::function<void()> done);

Q_SIGNALS:
    void changed(const QList<wardline::service::ToldTrust> &told);

private:
    struct Decision
    {
        model::DeviceAddress device;
        model::ManualTrust trust = model::ManualTrust::Verified;
        QList<model::Jid> people;
    };
    struct Shared;
    void send(const Shared &shared);

    SessionParts &m_parts;
    std::shared_ptr<OmemoContext> m_context;
    QList<Decision> m_waiting; ///< made without a connection
    int m_open = 0;
    std::vector<std::function<void()>> m_flushed;
};

} // namespace wardline::service
