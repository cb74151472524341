// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_lock_service.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"

namespace wardline::service {

namespace {

lock::LockSettings settingsFrom(const Rules &rules)
{
    lock::LockSettings settings;
    settings.idle.lockAfter = rules.idleLock;
    settings.idle.warnBefore = std::min<std::chrono::seconds>(rules.lockWarning, rules.idleLock);
    settings.idle.preset = rules.isSharedWorkstation ? lock::IdlePreset::Shared : lock::IdlePreset::Personal;
    settings.sessionLimit = std::chrono::duration_cast<std::chrono::seconds>(rules.sessionLimit);
    return settings;
}

template <typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};

} // namespace

LiveLockService::LiveLockService(Environment &environment, LockDuties duties, QObject *parent)
    : LockService(parent)
    , m_environment(environment)
    , m_duties(std::move(duties))
    , m_machine(settingsFrom(environment.rules), environment.clock)
    , m_tick(environment.timers.createTimer([this] { feed(lock::event::Tick{}); }))
{
}

LiveLockService::~LiveLockService() = default;

void LiveLockService::listenTo(lock::SessionEvents &events)
{
    m_events = &events;
    connect(&events, &lock::SessionEvents::happened, this,
            [this](lock::SessionEvent event) { feed(lock::event::Session{event}); });
}

void LiveLockService::signedIn()
{
    feed(lock::event::SignedIn{});
}

void LiveLockService::signedOut()
{
    m_tick->stop();
    feed(lock::event::SignOutRequested{});
}

bool LiveLockService::isLocked() const
{
    return m_machine.state() == lock::LockState::Locked || m_machine.state() == lock::LockState::Verifying;
}

LockedView LiveLockService::lockedView() const
{
    LockedView view = m_view;
    if (isLocked()) {
        m_duties.refresh(view);
    }
    return view;
}

void LiveLockService::lock(lock::LockReason reason)
{
    feed(lock::event::LockRequested{reason});
}

void LiveLockService::noteActivity()
{
    feed(lock::event::OwnInput{});
}

QFuture<Status> LiveLockService::unlock(SecretBytes password)
{
    if (!isLocked()) {
        return finished(Status());
    }
    if (m_unlocking) {
        return finished(Status(failure(ServiceError::TryLater)));
    }
    m_password = std::move(password);
    m_unlocking = std::make_shared<QPromise<Status>>();
    m_unlocking->start();
    QFuture<Status> future = m_unlocking->future();
    feed(lock::event::UnlockRequested{});
    return future;
}

void LiveLockService::feed(const lock::LockEvent &event)
{
    for (const lock::LockAction &action : m_machine.feed(event)) {
        perform(action);
    }
}

void LiveLockService::perform(const lock::LockAction &action)
{
    using namespace lock::action;
    std::visit(Overloaded{
                   [this](const ShowWarning &) { Q_EMIT lockImminent(true); },
                   [this](const HideWarning &) { Q_EMIT lockImminent(false); },
                   [this](const Lock &what) {
                       Q_EMIT lockImminent(false);
                       m_view = m_duties.view();
                       m_view.reason = what.reason;
                       m_view.since = m_environment.clock.now();
                       m_duties.close(what.reason);
                       Q_EMIT locked(m_view);
                   },
                   [this](const Verify &what) { verify(what.attempt); },
                   [this](const RefuseUnlock &) { answerUnlock(failure(ServiceError::TryLater)); },
                   [this](const Unlock &) {
                       Q_EMIT unlocked();
                       answerUnlock({});
                   },
                   [](const DropPin &) {},
                   [](const OfferRenewal &) {},
                   [this](const SignOut &what) {
                       m_tick->stop();
                       answerUnlock(failure(ServiceError::NotSignedIn));
                       m_duties.signOut(what.reason);
                   },
                   [this](const ReleaseSuspend &) {
                       if (m_events != nullptr) {
                           m_events->suspendMayProceed();
                       }
                   },
                   [this](const TickIn &what) { m_tick->start(what.delay); },
               },
               action);
}

void LiveLockService::verify(std::uint64_t attempt)
{
    afterwards(m_duties.reopen(std::move(m_password)), this, [this, attempt](const Status &status) {
        if (status) {
            feed(lock::event::UnlockSucceeded{attempt});
            if (isLocked()) { // something wanted it locked while the password was being checked
                m_duties.close(m_view.reason);
                answerUnlock(failure(ServiceError::Locked));
            }
            return;
        }
        const Error error = foldProfileError(status.error());
        if (error.is(ServiceError::WrongCredentials)) {
            feed(lock::event::UnlockFailed{attempt});
        } else {
            feed(lock::event::UnlockAborted{attempt});
        }
        answerUnlock(std::unexpected(error));
    });
}

void LiveLockService::answerUnlock(Status status)
{
    m_password.clear();
    if (const auto promise = std::exchange(m_unlocking, nullptr)) {
        promise->addResult(std::move(status));
        promise->finish();
    }
}

} // namespace wardline::service
