// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/session_reset.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/service/service_error.h"

#include <utility>

namespace wardline::service {

using model::DeviceFault;
using omemo::OmemoError;
using xmpp::OmemoVersion;

struct SessionReset::Job
{
    QList<WantedBundle> wanted;
    QList<FetchedBundle> fetched;
    QList<omemo::Target> begun;
    int open = 0;
    Done done;
};

namespace {

/// The other session, where the stored one is too damaged for the library to put it away by itself.
Result<QByteArray> beginAnew(OmemoContext &context, store::OmemoStore &store, const model::KnownDevice &device,
                             const xmpp::OmemoBundle &bundle)
{
    auto begun = context.engine.beginSession(store, device.address, bundle, device.identityKey);
    if (!begun && begun.error().is(OmemoError::Internal)) {
        WARDLINE_CHECK(context.engine.endSession(store, device.address));
        begun = context.engine.beginSession(store, device.address, bundle, device.identityKey);
    }
    return begun;
}

/// Begins the session with one device. False where its keys do not serve: nothing has changed then.
Result<bool> beginOne(OmemoContext &context, store::OmemoStore &store, const FetchedBundle &fetched,
                      QList<omemo::Target> &begun)
{
    WARDLINE_TRY(const auto known, store.device(fetched.wanted.device));
    if (!known || !fetched.bundle) {
        return false;
    }
    const auto identity = beginAnew(context, store, *known, *fetched.bundle);
    if (!identity) {
        if (identity.error().as<OmemoError>()) {
            return false;
        }
        return std::unexpected(identity.error()); // of the store
    }
    model::KnownDevice device = *known;
    device.identityKey = *identity;
    if (device.fault != DeviceFault::IdentityChanged) {
        device.fault.reset();
    }
    WARDLINE_CHECK(store.saveDevice(device));
    begun.append({device.address, fetched.wanted.version, *identity});
    return true;
}

} // namespace

SessionReset::SessionReset(SessionParts &parts, std::shared_ptr<OmemoContext> context)
    : m_parts(parts)
    , m_context(std::move(context))
    , m_questions(parts.link, parts.own)
{
}

SessionReset::~SessionReset() = default;

void SessionReset::reset(const QList<model::DeviceAddress> &devices, const Done &done)
{
    if (m_parts.link.stream() == nullptr) {
        done(failure(ServiceError::RelayNotReachable));
        return;
    }
    const auto reading =
        m_parts.store().threads().write([devices](store::WritableDatabase &database) -> Result<QList<WantedBundle>> {
            store::OmemoStore store(database);
            QList<WantedBundle> wanted;
            for (const model::DeviceAddress &address : devices) {
                WARDLINE_TRY(const auto known, store.device(address));
                if (known && known->isListed()) {
                    wanted.append({address, known->isListed2 ? OmemoVersion::V2 : OmemoVersion::V03,
                                   known->isListed2 && known->isListed03});
                }
            }
            return wanted;
        });
    afterwards(reading, this, [this, done](const Result<QList<WantedBundle>> &wanted) {
        if (!wanted) {
            done(std::unexpected(foldProfileError(wanted.error())));
            return;
        }
        auto job = std::make_shared<Job>();
        job->wanted = *wanted;
        job->done = done;
        ask(job);
    });
}

void SessionReset::ask(const std::shared_ptr<Job> &job)
{
    const QList<WantedBundle> wanted = std::exchange(job->wanted, {});
    if (wanted.isEmpty()) {
        job->done(job->begun.isEmpty() ? Result<QList<omemo::Target>>(failure(ServiceError::NotEverybodyCanRead))
                                       : Result<QList<omemo::Target>>(job->begun));
        return;
    }
    job->open = static_cast<int>(wanted.size());
    job->fetched.clear();
    for (const WantedBundle &bundle : wanted) {
        m_questions.fetchBundle(bundle.device, bundle.version,
                                [this, job, bundle](const Result<xmpp::OmemoBundle> &fetched) {
                                    job->fetched.append({bundle, fetched, !fetched});
                                    if (--job->open == 0) {
                                        begin(job);
                                    }
                                });
    }
}

void SessionReset::begin(const std::shared_ptr<Job> &job)
{
    const auto beginning = m_parts.store().threads().write(
        [context = m_context, job](store::WritableDatabase &database) -> Result<QList<WantedBundle>> {
            store::OmemoStore store(database);
            QList<WantedBundle> next;
            for (const FetchedBundle &fetched : std::as_const(job->fetched)) {
                WARDLINE_TRY(const bool hasBegun, beginOne(*context, store, fetched, job->begun));
                if (!hasBegun && fetched.wanted.mayFallBack && fetched.wanted.version == OmemoVersion::V2) {
                    next.append({fetched.wanted.device, OmemoVersion::V03, false});
                }
            }
            return next;
        });
    afterwards(beginning, this, [this, job](const Result<QList<WantedBundle>> &next) {
        if (!next) {
            job->done(std::unexpected(foldProfileError(next.error())));
            return;
        }
        job->wanted = *next;
        ask(job);
    });
}

Result<QList<model::DeviceAddress>> devicesToReset(OmemoContext &context, store::OmemoStore &store,
                                                   const model::Jid &person)
{
    WARDLINE_TRY(const QList<model::KnownDevice> devices, store.devices(person));
    WARDLINE_TRY(const auto self, store.ownDevice());
    QList<model::DeviceAddress> all;
    QList<model::DeviceAddress> broken;
    for (const model::KnownDevice &device : devices) {
        const bool isThisOne = self && person == context.own && device.address.id == self->id;
        if (device.isListed() && !isThisOne) {
            all.append(device.address);
            if (device.fault == DeviceFault::BrokenSession) {
                broken.append(device.address);
            }
        }
    }
    return broken.isEmpty() ? all : broken;
}

} // namespace wardline::service
