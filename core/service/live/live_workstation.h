// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/audit_anchors.h"
#include "core/service/live/live_account_session.h"
#include "core/service/live/live_lock_service.h"
#include "core/service/live/live_sign_in_service.h"
#include "core/service/workstation.h"

#include <QPointer>

#include <memory>

namespace wardline::service {

/// The composition of the services: who is signed in, what is open, what is closed at lock. Main thread.
///
/// While locked nothing of the session is left but the link without a connection (with its token, if the relay gave
/// one), the profile with its keys dropped, and the audit log's epoch key. Messages wait at the relay and are fetched
/// at unlock.
class LiveWorkstation final : public Workstation
{
    Q_OBJECT
public:
    explicit LiveWorkstation(Environment &environment, QObject *parent = nullptr);
    ~LiveWorkstation() override;

    [[nodiscard]] LiveSignInService &signIn() override { return m_signIn; }
    [[nodiscard]] LiveLockService &lock() override { return m_lock; }
    [[nodiscard]] LiveAccountSession *session() override { return m_isShown ? m_session.get() : nullptr; }
    [[nodiscard]] QList<PolicyLine> policy() const override { return m_environment.rules.lines; }
    [[nodiscard]] DataPlaces places() const override;
    /// Null while signed out.
    [[nodiscard]] Profile *profile() { return m_profile.get(); }

    /// What was agreed with the relay when this session began; null when it began offline. Without the token.
    [[nodiscard]] const stream::SessionInfo *negotiated() const { return m_negotiated ? &*m_negotiated : nullptr; }
    /// Heads of the audit chain that were published for this device; empty without a connection.
    void anchors(std::function<void(std::vector<audit::AuditHead>)> done);

    /// The network came back or the computer woke up: a broken connection is tried again at once, a standing one has to
    /// prove itself.
    void checkConnection();

    /// Signs out without giving the token back, so that the next process can go on with it (wardlinectl). `done` when
    /// all is closed.
    void suspend(std::function<void()> done);

Q_SIGNALS:
    /// Everything of the person is closed after a sign-out.
    void signedOut();

private:
    void enter(SignedIn signedIn);
    void openSession(std::function<void(Status)> done);
    void show();
    QPointer<QObject> dropSession();
    void afterSession(const QPointer<QObject> &session, std::function<void()> next);
    void closeForLock(lock::LockReason reason);
    void sendWhileLocked();
    void endSendingWhileLocked();
    [[nodiscard]] QFuture<Status> reopen(SecretBytes password);
    void leave(const std::optional<Error> &reason, audit::AuditReason auditReason);
    [[nodiscard]] LockedView lockedView();
    void refresh(LockedView &view) const;
    void publishHead();
    void record(audit::AuditEventType type, std::optional<audit::AuditReason> reason);

    Environment &m_environment;
    LiveLockService m_lock;
    LiveSignInService m_signIn;
    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<RelayLink> m_link;
    std::unique_ptr<AuditAnchors> m_anchors;
    std::unique_ptr<LiveAccountSession> m_session;
    std::unique_ptr<LockedOutbox> m_lockedOutbox; ///< while locked, until nothing more can leave
    model::Jid m_account;
    std::optional<stream::SessionInfo> m_negotiated;
    bool m_isShown = false;
    bool m_hasNewToken = false; ///< which the closed vault could not take
};

} // namespace wardline::service
