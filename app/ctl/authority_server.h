// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/authority_folder.h"
#include "app/ctl/command.h"
#include "core/trust/authority_wire.h"
#include "core/trust/request_desk.h"
#include "core/xmpp/message_stanza.h"

#include <QObject>

namespace wardline::ctl {

/// The authority at work: answers devices over the session's stream, renews by itself, takes vouchings, and lets the
/// operator approve new devices by a line on standard input ("approve ID", "refuse ID", "list", "quit"). Signs and
/// publishes a manifest when it begins, after each change and every six hours. Deletes itself when it ends. Main
/// thread.
class AuthorityServer final : public QObject
{
    Q_OBJECT
public:
    AuthorityServer(SessionContext &context, std::shared_ptr<AuthorityFolder> folder, crypto::SigningKey key,
                    Finish finish);
    /// 0: until standard input ends or says so.
    void start(std::chrono::seconds time);

private:
    void onStanza(const xml::Element &stanza);
    void take(const model::Jid &sender, const trust::AuthorityMessage &message);
    void carryOut(const model::Jid &sender, const trust::RequestDesk::Decision &decision);
    /// Writes the log, tells the device, and publishes soon. Whether it went well.
    bool issued(const model::Jid &person, const Result<QByteArray> &document);
    void publishSoon(std::chrono::milliseconds when);
    void publishNow();
    void answer(const model::Jid &to, const trust::AuthorityMessage &message);
    void refuse(const model::Jid &to, const Error &error);
    void nextLine();
    void takeLine(const QString &line);
    void list();
    void end(int exitCode);

    SessionContext &m_context;
    std::shared_ptr<AuthorityFolder> m_folder;
    crypto::SigningKey m_key;
    Finish m_finish;
    trust::RequestDesk m_desk;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<Timer> m_publishTimer;
    bool m_isPublishing = false;
    bool m_hasEnded = false;
};

} // namespace wardline::ctl
