// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_workstation.h"

#include "core/audit/audit_schema.h"
#include "core/policy/file_policy_source.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"

namespace wardline::service {

namespace {

audit::AuditReason auditReason(lock::SignOutReason reason)
{
    switch (reason) {
    case lock::SignOutReason::User:
        return audit::AuditReason::User;
    case lock::SignOutReason::SessionLimit:
        return audit::AuditReason::SessionLimit;
    case lock::SignOutReason::Revoked:
        return audit::AuditReason::Revoked;
    case lock::SignOutReason::ProgramStop:
        return audit::AuditReason::ProgramStop;
    }
    return audit::AuditReason::User;
}

} // namespace

LiveWorkstation::LiveWorkstation(Environment &environment, QObject *parent)
    : Workstation(parent)
    , m_environment(environment)
    , m_lock(environment,
             {[this](lock::LockReason reason) { closeForLock(reason); },
              [this](SecretBytes password) { return reopen(std::move(password)); },
              [this](lock::SignOutReason reason) {
                  leave(reason == lock::SignOutReason::SessionLimit ? std::optional(Error(ServiceError::LeaseOver))
                                                                    : std::nullopt,
                        auditReason(reason));
              },
              [this] { return lockedView(); }, [this](LockedView &view) { refresh(view); }})
    , m_signIn(
          environment, [this](SignedIn signedIn) { enter(std::move(signedIn)); }, [this] { m_lock.signedOut(); })
{
    connect(&m_lock, &LockService::unlocked, this, [this] {
        record(audit::AuditEventType::Unlocked, audit::AuditReason::Password);
        if (m_hasNewToken && m_link->token()) {
            m_hasNewToken = !m_profile->keepToken(*m_link->token());
        }
        show();
        m_link->goOnline();
    });
}

LiveWorkstation::~LiveWorkstation()
{
    // The profile and the link go with this object, so a session must not outlive it until the next turn of the event
    // loop.
    if (std::exchange(m_isShown, false)) {
        Q_EMIT m_session->aboutToClose();
        Q_EMIT sessionChanged(nullptr);
    }
    m_session.reset();
}

void LiveWorkstation::enter(SignedIn signedIn)
{
    m_account = signedIn.account;
    m_profile = std::move(signedIn.profile);
    m_link = std::move(signedIn.link);
    m_negotiated = std::move(signedIn.established);
    if (m_negotiated) {
        m_negotiated->token.reset(); // the link and the vault have it
    }
    m_anchors = std::make_unique<AuditAnchors>(*m_link, m_profile->deviceId().value_or(QString()));
    connect(m_link.get(), &RelayLink::tokenChanged, this, [this](const stream::FastToken *token) {
        if (token != nullptr) {
            m_hasNewToken = !m_profile->keepToken(*token);
        } else {
            m_profile->dropToken();
        }
    });
    connect(m_link.get(), &RelayLink::ended, this,
            [this](const Error &reason) { leave(foldStreamError(reason), audit::AuditReason::Revoked); });
    openSession([this](const Status &status) {
        if (!status) {
            if (!status.error().is(ServiceError::Cancelled)) {
                leave(status.error(), audit::AuditReason::Damaged);
            }
            return;
        }
        m_lock.signedIn();
        show();
        if (!m_session) {
            return; // whoever heard of it signed out or locked at once
        }
        if (m_negotiated) {
            m_session->joinEstablished(*m_negotiated);
            publishHead();
            m_link->maintain();
        } else {
            m_link->maintainOffline();
        }
    });
}

void LiveWorkstation::openSession(std::function<void(Status)> done)
{
    m_session = std::make_unique<LiveAccountSession>(m_environment, *m_profile, *m_link, m_account);
    m_session->start([this, opened = m_session.get(), done = std::move(done)](const Status &status) {
        // Let go of meanwhile (it lives until the next turn of the event loop): nobody waits for it any more.
        done(m_session.get() == opened ? status : Status(failure(ServiceError::Cancelled)));
    });
}

void LiveWorkstation::show()
{
    m_isShown = true;
    Q_EMIT sessionChanged(m_session.get());
}

QPointer<QObject> LiveWorkstation::dropSession()
{
    if (!m_session) {
        return {};
    }
    if (std::exchange(m_isShown, false)) {
        Q_EMIT m_session->aboutToClose();
        Q_EMIT sessionChanged(nullptr);
    }
    // Not at once: it may be one of its own signals that we are in. Its texts are gone with the next turn of the event
    // loop; until then it hears nothing of the relay any more and nobody hears it.
    m_session->retire();
    QPointer<QObject> session = m_session.release();
    session->deleteLater();
    return session;
}

/// The session's parts look into the profile until they are gone.
void LiveWorkstation::afterSession(const QPointer<QObject> &session, std::function<void()> next)
{
    if (session) {
        connect(session, &QObject::destroyed, this, std::move(next));
    } else {
        next();
    }
}

void LiveWorkstation::closeForLock(lock::LockReason reason)
{
    record(audit::AuditEventType::Locked, audit::auditReasonFromWord(lock::lockReasonWord(reason)));
    publishHead();
    sendWhileLocked();
    dropSession();
    if (!m_lockedOutbox) {
        m_link->goOffline();
    }
    m_link->setPassword({});
    (void)m_profile->closeCache();
}

/// What waits is ciphertext: it goes on leaving without the cache and its keys.
void LiveWorkstation::sendWhileLocked()
{
    if (!m_session || m_session->encryption() == nullptr) {
        return;
    }
    m_lockedOutbox = std::make_unique<LockedOutbox>(m_environment, *m_link, m_account, m_session->leftToSend());
    connect(m_lockedOutbox.get(), &LockedOutbox::done, this, [this] { m_link->goOffline(); });
    afterwards(m_profile->store().outbox().handOver(LockedOutbox::kMaxEntries, LockedOutbox::kMaxBytes),
               m_lockedOutbox.get(), [outbox = m_lockedOutbox.get()](const Result<QList<store::OutboxEntry>> &waiting) {
                   outbox->begin(waiting.value_or(QList<store::OutboxEntry>()));
               });
}

/// With the cache open: it is told what became of what waited.
void LiveWorkstation::endSendingWhileLocked()
{
    if (!m_lockedOutbox) {
        return;
    }
    m_link->goOffline();
    (void)m_profile->store().outbox().handBack(m_lockedOutbox->outcome());
    m_lockedOutbox.reset();
}

QFuture<Status> LiveWorkstation::reopen(SecretBytes password)
{
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    const auto finish = [promise](Status status) {
        promise->addResult(std::move(status));
        promise->finish();
    };
    const auto giveUp = [this, finish, profile = m_profile.get()](const Status &reason) {
        if (m_profile.get() == profile) {
            dropSession();
            m_link->setPassword({});
            (void)m_profile->closeCache(); // nothing stays open behind a locked screen
        }
        finish(reason);
    };
    auto proven = std::make_shared<SecretBytes>(password.clone());
    afterwards(m_profile->vault().open(std::move(password)), this,
               [this, finish, giveUp, proven, profile = m_profile.get()](const Status &opened) {
                   if (m_profile.get() != profile) {
                       finish(failure(ServiceError::NotSignedIn)); // signed out while the password was being checked
                       return;
                   }
                   if (!opened) {
                       const bool isWrong = foldProfileError(opened.error()).is(ServiceError::WrongCredentials);
                       record(audit::AuditEventType::UnlockFailed,
                              isWrong ? std::optional(audit::AuditReason::WrongCredentials) : std::nullopt);
                       giveUp(opened);
                       return;
                   }
                   if (!m_link->token()) {
                       m_link->setPassword(proven->clone()); // now that it is known to be right
                   }
                   m_profile->roamingKey().proven(*proven, m_account, false);
                   proven->clear();
                   afterwards(m_profile->openCache(), this, [this, finish, giveUp, profile](const Status &cache) {
                       if (m_profile.get() != profile || !cache) {
                           giveUp(cache ? Status(failure(ServiceError::NotSignedIn)) : cache);
                           return;
                       }
                       endSendingWhileLocked();
                       openSession(
                           [finish, giveUp](const Status &started) { started ? finish(started) : giveUp(started); });
                   });
               });
    return promise->future();
}

void LiveWorkstation::leave(const std::optional<Error> &reason, audit::AuditReason why)
{
    if (!m_profile) {
        return;
    }
    record(audit::AuditEventType::SignedOut, why);
    publishHead();
    m_lockedOutbox.reset();
    m_anchors.reset();
    const QPointer<QObject> session = dropSession();
    m_profile->dropToken();
    RelayLink *link = m_link.release();
    link->disconnect(this);
    link->signOut([link](bool) { link->deleteLater(); });
    Profile *profile = m_profile.release();
    afterwards(profile->closeCache(), this, [this, profile, session](const Status &) {
        afterSession(session, [this, profile] {
            delete profile;
            Q_EMIT signedOut();
        });
    });
    m_lock.signedOut();
    m_signIn.sessionEnded(reason);
}

void LiveWorkstation::suspend(std::function<void()> done)
{
    if (!m_profile) {
        done();
        return;
    }
    const auto close = [this, done = std::move(done)] {
        m_lockedOutbox.reset();
        const QPointer<QObject> session = dropSession();
        m_link->goOffline();
        afterwards(m_profile->closeCache(), this, [this, done, session](const Status &) {
            afterSession(session, [this, done] {
                m_profile.reset();
                done();
            });
        });
    };
    if (m_session) {
        m_session->flush(close);
    } else {
        close();
    }
}

void LiveWorkstation::checkConnection()
{
    if (m_link) {
        m_link->checkNow();
    }
}

void LiveWorkstation::publishHead()
{
    if (m_anchors) {
        (void)m_profile->auditLog().flush();
        m_anchors->publish(m_profile->auditLog().head());
    }
}

DataPlaces LiveWorkstation::places() const
{
    const policy::PolicyPaths paths;
    DataPlaces places{m_environment.profilePath.isEmpty() ? m_environment.profilesRoot : m_environment.profilePath,
                      {},
                      {},
                      {paths.systemFile, paths.systemFolder, paths.defaultsFile}};
    if (m_profile) {
        const auth::ProfileDirectory &directory = m_profile->directory();
        places.profile = directory.path();
        places.cache = directory.cacheDatabasePath();
        places.audit = directory.auditPath();
    }
    return places;
}

void LiveWorkstation::anchors(std::function<void(std::vector<audit::AuditHead>)> done)
{
    if (!m_anchors) {
        done({});
        return;
    }
    m_anchors->fetch(std::move(done));
}

LockedView LiveWorkstation::lockedView()
{
    LockedView view;
    view.account = m_account;
    if (m_session) {
        view.name = m_session->rooms().self().name;
        view.unsent = m_session->unsentCount();
    }
    view.receivingUntil = {}; // nothing is received while locked
    return view;
}

void LiveWorkstation::refresh(LockedView &view) const
{
    if (m_lockedOutbox && m_lockedOutbox->hasBegun()) {
        view.unsent = m_lockedOutbox->waitingCount();
        view.isSending = m_lockedOutbox->isSending();
    }
}

void LiveWorkstation::record(audit::AuditEventType type, std::optional<audit::AuditReason> reason)
{
    const bool isFailure = type == audit::AuditEventType::UnlockFailed;
    (void)m_profile->record({type,
                             m_account.toString(),
                             isFailure ? audit::AuditOutcome::MinorFailure : audit::AuditOutcome::Success,
                             reason,
                             {},
                             {}});
}

} // namespace wardline::service
