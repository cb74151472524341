// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_log.h"
#include "core/audit/audit_schema.h"
#include "core/audit/audit_verifier.h"
#include "core/audit/fake_audit_storage.h"
#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"

#include <memory>

namespace wardline::audit {

inline AuditObject sampleObject(AuditObjectKind kind)
{
    switch (kind) {
    case AuditObjectKind::Room:
        return {kind, QStringLiteral("r4k2@rooms.clinic.example")};
    case AuditObjectKind::Person:
        return {kind, QStringLiteral("ben@clinic.example")};
    case AuditObjectKind::Message:
        return {kind, QStringLiteral("m7xq2")};
    case AuditObjectKind::File:
    case AuditObjectKind::Policy:
    case AuditObjectKind::Device:
    case AuditObjectKind::Record:
        return {kind, QStringLiteral("sha256:00ff")};
    }
    return {};
}

/// An event with everything that its type may carry.
inline AuditEvent fullEvent(const AuditTypeRules &rules)
{
    AuditEvent event {rules.type, QStringLiteral("ana@clinic.example"), AuditOutcome::Success, {}, {}, {}};
    if (rules.reason != FieldRule::Absent) {
        event.reason = rules.reasons.front();
    }
    if (rules.object != FieldRule::Absent) {
        event.objects.push_back(sampleObject(rules.objectKinds.front()));
    }
    if (rules.count != FieldRule::Absent) {
        event.count = 7;
    }
    return event;
}

/// A log in memory and all it needs.
struct Bench {
    FakeAuditStorage storage;
    FakeClock clock;
    FakeRandom random;
    std::unique_ptr<AuditLog> log;

    Bench() { reopen(); }
    void reopen()
    {
        log.reset();
        auto opened = AuditLog::open(storage, clock, random, QStringLiteral("ws-4w-1"));
        if (opened) {
            log = std::move(*opened);
        }
    }
    static crypto::AeadKey sealingKey(char fill = 1)
    {
        return std::move(*crypto::AeadKey::create(SecretBytes::copyOf(QByteArray(32, fill))));
    }
    Status view(int i = 0)
    {
        clock.advance(std::chrono::seconds(1));
        return log->record({AuditEventType::ConversationViewed, QStringLiteral("ana@clinic.example"), AuditOutcome::Success, {},
                            {{AuditObjectKind::Room, QStringLiteral("room%1@rooms.clinic.example").arg(i)}}, {}});
    }
    Status lock()
    {
        return log->record({AuditEventType::Locked, QStringLiteral("ana@clinic.example"), AuditOutcome::Success, AuditReason::Idle, {},
                            {}});
    }
    Status start() { return log->record({AuditEventType::ProgramStarted, kWorkstation.toString(), AuditOutcome::Success, {}, {}, {}}); }
    AuditVerdict verify(std::vector<AuditHead> anchors = {}) const { return verifyAuditLog(storage, anchors).value(); }
    std::vector<AuditRecord> records() const { return readAuditLog(storage, {}).value(); }
};

} // namespace wardline::audit
