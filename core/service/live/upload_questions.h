// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/model/message_parts.h"
#include "core/service/live/relay_link.h"
#include "core/xmpp/xep0363_upload.h"

#include <QObject>

#include <functional>
#include <optional>
#include <variant>

namespace wardline::service {

/// Why there is no place for a file now: it may be tried again, or not.
struct UploadRefusal
{
    model::FileProblem problem = model::FileProblem::NotReachable;
    bool isLasting = false;
};

/// What is asked of the relay's upload service (XEP-0363). Nothing is answered after this is gone. Main thread.
class UploadQuestions final : public QObject
{
public:
    using Answer = std::function<void(const std::variant<xmpp::UploadSlot, UploadRefusal> &)>;

    UploadQuestions(RelayLink &link, model::Jid own);

    /// A place for so many bytes. `suffix` ("jpg") is all that the relay learns of the name; it may be empty. The
    /// service is looked for once a connection.
    void requestSlot(const QString &name, qint64 size, const Answer &answer);
    /// Another connection: what is known of the relay may be outdated.
    void forget();
    /// The largest file that the relay takes, once that is known.
    [[nodiscard]] std::optional<qint64> limit() const { return m_limit; }

private:
    void ask(xmpp::IqStanza question, stream::IqRouter::Answer answer);
    void findService(const std::function<void(std::optional<UploadRefusal>)> &done);
    void takeItems(const QList<xmpp::DiscoItem> &items, const std::function<void(std::optional<UploadRefusal>)> &done);
    [[nodiscard]] static UploadRefusal refusalFor(const Error &error);

    RelayLink &m_link;
    model::Jid m_own;
    model::Jid m_service;
    std::optional<qint64> m_limit;
    int m_generation = 0;
};

} // namespace wardline::service
