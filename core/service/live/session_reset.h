// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/device_questions.h"
#include "core/service/live/device_records.h"
#include "core/service/live/omemo_context.h"
#include "core/service/live/session_parts.h"

#include <QObject>

#include <functional>
#include <memory>

namespace wardline::service {

/// Makes the sessions with some devices anew, because what they send does not open any more. A person's choice, never
/// automatic. The keys are fetched first: where they cannot be, nothing has changed. Main thread.
class SessionReset final : public QObject
{
public:
    using Done = std::function<void(Result<QList<omemo::Target>>)>;

    SessionReset(SessionParts &parts, std::shared_ptr<OmemoContext> context);
    ~SessionReset() override;

    /// The devices with which a session was begun, to be told by an empty message. RelayNotReachable,
    /// NotEverybodyCanRead where there is none.
    void reset(const QList<model::DeviceAddress> &devices, const Done &done);

private:
    struct Job;

    void ask(const std::shared_ptr<Job> &job);
    void begin(const std::shared_ptr<Job> &job);

    SessionParts &m_parts;
    std::shared_ptr<OmemoContext> m_context;
    DeviceQuestions m_questions;
};

/// Which of a person's devices a reset would help with: those whose messages do not open, or all where none is known
/// for it. The writing thread.
[[nodiscard]] Result<QList<model::DeviceAddress>> devicesToReset(OmemoContext &context, store::OmemoStore &store,
                                                                 const model::Jid &person);

} // namespace wardline::service
