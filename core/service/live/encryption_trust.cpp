// SPDX-License-Identifier: GPL-3.0-or-later
// What is thought of devices and of who is new in a room, and what people say of them by hand. The rest of the class is
// in encryption.cpp.
#include "core/service/live/encryption.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"

#include <utility>

namespace wardline::service {

namespace {
constexpr std::chrono::seconds kReadingTime{1}; ///< a second press of a key is no answer to what nobody has read
} // namespace

/// Devices that the organisation's list does not name may have been certified since: their owners publish that.
void Encryption::ensureStatements(const QList<model::Jid> &people, const std::function<void()> &done)
{
    if (!m_organisation.rules().isUsed() || m_parts.link.stream() == nullptr) {
        done();
        return;
    }
    const auto reading = m_parts.store().threads().write(
        [context = m_context, people](store::WritableDatabase &database) -> Result<QList<model::KnownDevice>> {
            store::OmemoStore store(database);
            QList<model::KnownDevice> unknown;
            for (const model::Jid &person : people) {
                WARDLINE_TRY(const trust::CandidatePerson candidate, candidateOf(*context, store, person));
                for (const trust::CandidateDevice &each : candidate.devices) {
                    const auto state = context->certificationOf(each.device).state;
                    const bool isOpen =
                        state == trust::Certification::State::None || state == trust::Certification::State::Expired;
                    if (isOpen && each.device.isListed() && !each.device.identityKey.isEmpty()) {
                        unknown.append(each.device);
                    }
                }
            }
            return unknown;
        });
    afterwards(reading, this, [this, done](const Result<QList<model::KnownDevice>> &unknown) {
        m_organisation.ensureStatements(unknown.value_or(QList<model::KnownDevice>()), done);
    });
}

void Encryption::devicesOf(const model::Jid &person, std::function<void(Result<QList<JudgedDevice>>)> done)
{
    const auto open = std::make_shared<int>(2);
    const auto read = [this, person, done] {
        const auto reading = m_parts.store().threads().write(
            [context = m_context, person](store::WritableDatabase &database) -> Result<QList<JudgedDevice>> {
                store::OmemoStore store(database);
                WARDLINE_TRY(const auto own, store.ownDevice());
                WARDLINE_TRY(const trust::CandidatePerson candidate, candidateOf(*context, store, person));
                QList<JudgedDevice> devices;
                if (own && person == context->own) {
                    JudgedDevice self;
                    self.device.address = {person, own->id};
                    self.device.isListed2 = self.device.isListed03 = true;
                    self.device.firstSeen = own->created;
                    WARDLINE_TRY(self.device.identityKey, context->engine.ownIdentityKey(store));
                    self.trust = model::Trust::Verified;
                    self.certification = context->certificationOf(self.device);
                    self.isThisOne = true;
                    devices.append(self);
                }
                for (const trust::CandidateDevice &each : candidate.devices) {
                    devices.append({each.device, each.trust, false, context->certificationOf(each.device)});
                }
                return devices;
            });
        afterwards(reading, this, [done](const Result<QList<JudgedDevice>> &devices) {
            done(devices ? devices : Result<QList<JudgedDevice>>(std::unexpected(foldProfileError(devices.error()))));
        });
    };
    const auto withStatements = [this, open, person, read] {
        if (--*open == 0) {
            ensureStatements({person}, read);
        }
    };
    m_organisation.ensure({person}, withStatements);
    m_devices.ensure({person}, withStatements);
}

void Encryption::admit(const model::Jid &conversation, const model::DeviceAddress &device, bool isAdmitted,
                       std::function<void(Status)> done)
{
    const auto reading = m_parts.store().threads().write(
        [device](store::WritableDatabase &database) -> Result<std::optional<model::KnownDevice>> {
            store::OmemoStore store(database);
            return store.device(device);
        });
    afterwards(reading, this,
               [this, conversation, device, isAdmitted, done](const Result<std::optional<model::KnownDevice>> &known) {
                   if (!known || !*known || (*known)->identityKey.isEmpty()) {
                       done(failure(ServiceError::NoSuchConversation));
                       return;
                   }
                   const Status kept = m_admissions.set(conversation, device, (*known)->identityKey, isAdmitted);
                   if (kept) {
                       check(conversation);
                       Q_EMIT heldMayOpen();
                   }
                   done(kept);
               });
}

void Encryption::judge(const model::DeviceAddress &device, model::ManualTrust trust, std::function<void(Status)> done)
{
    const auto judging = m_parts.store().threads().write([device, trust](store::WritableDatabase &database) -> Status {
        store::OmemoStore store(database);
        WARDLINE_TRY(const auto known, store.device(device));
        if (!known || known->identityKey.isEmpty()) {
            return failure(store::StoreError::NotFound);
        }
        model::KnownDevice judged = *known;
        judged.manual = trust;
        return store.saveDevice(judged);
    });
    afterwards(judging, this, [this, device, trust, done](const Status &judged) {
        if (!judged) {
            done(judged.error().is(store::StoreError::NotFound)
                     ? Status(failure(ServiceError::NoSuchConversation))
                     : Status(std::unexpected(foldProfileError(judged.error()))));
            return;
        }
        recordJudged(device, trust);
        noteJudged(device.person);
        Q_EMIT judgedByHand(device, trust);
        done({});
    });
}

void Encryption::recordJudged(const model::DeviceAddress &device, model::ManualTrust trust)
{
    (void)m_parts.profile.record({trust == model::ManualTrust::Verified ? audit::AuditEventType::DeviceVerified
                                                                        : audit::AuditEventType::DeviceDistrusted,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::Success,
                                  {},
                                  {{audit::AuditObjectKind::Person, device.person.toString()},
                                   {audit::AuditObjectKind::Device, QString::number(device.id)}},
                                  {}});
}

void Encryption::recordKeys(const model::Jid &person, audit::AuditReason reason)
{
    (void)m_parts.profile.record({audit::AuditEventType::KeysRefused,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::SeriousFailure,
                                  reason,
                                  {{audit::AuditObjectKind::Person, person.toString()}},
                                  {}});
}

/// Somebody whose devices were known has none by now: they took them off, or the relay keeps them back.
void Encryption::auditWithheld(const model::Jid &person)
{
    const auto reading = m_parts.store().threads().write([person](store::WritableDatabase &database) -> Result<bool> {
        store::OmemoStore store(database);
        WARDLINE_TRY(const QList<model::KnownDevice> devices, store.devices(person));
        return !devices.isEmpty();
    });
    afterwards(reading, this, [this, person](const Result<bool> &wereKnown) {
        if (wereKnown.value_or(false)) {
            recordKeys(person, audit::AuditReason::NotListed);
        }
    });
}

void Encryption::noteTold(const QList<ToldTrust> &told)
{
    QSet<model::Jid> people;
    for (const ToldTrust &each : told) {
        recordJudged(each.device, each.isTrusted ? model::ManualTrust::Verified : model::ManualTrust::Distrusted);
        people.insert(each.device.person);
    }
    for (const model::Jid &person : std::as_const(people)) {
        noteJudged(person);
    }
}

void Encryption::noteJudged(const model::Jid &person)
{
    Q_EMIT devicesJudged(person);
    Q_EMIT heldMayOpen();
    for (const model::Jid &conversation : std::as_const(m_watched)) {
        check(conversation);
    }
}

/// In an encrypted room: who is new there stands in the audit log, once.
void Encryption::newcomersOf(const model::Jid &room, const QList<model::Jid> &people, const RoomNewcomers::Done &done)
{
    if (people.isEmpty() || stateOf(room) != model::EncryptionState::EndToEnd) {
        done(QList<model::Jid>());
        return;
    }
    m_newcomers.among(room, people, [this, room, done](const Result<QList<model::Jid>> &newcomers) {
        for (const model::Jid &person : newcomers.value_or(QList<model::Jid>())) {
            const QString key = room.toString() + u' ' + person.toString();
            if (m_appeared.contains(key)) {
                continue;
            }
            m_appeared.insert(key);
            (void)m_parts.profile.record(
                {audit::AuditEventType::MemberAppeared,
                 m_parts.own.toString(),
                 audit::AuditOutcome::Success,
                 {},
                 {{audit::AuditObjectKind::Room, room.toString()}, {audit::AuditObjectKind::Person, person.toString()}},
                 {}});
        }
        if (newcomers && !m_organisation.rules().isUsed()) {
            m_newcomers.accept(room, *newcomers); // nobody is asked about them
            done(QList<model::Jid>());
            return;
        }
        done(newcomers);
    });
}

/// Whom it is asked about before they are written to. Where nobody certifies there is nothing to tell an invented
/// member from a true one by, and people come and go: it is not asked. In a room of a team it is not asked about those
/// for whom the organisation stands.
bool Encryption::isAskedAbout(const model::Jid &room, const model::Jid &person) const
{
    const bool isForCertified = ruleIn(room) == trust::RoomDeviceRule::CertifiedOnly;
    return isForCertified || !m_context->standsFor(person);
}

/// Whom the relay added since is asked about before they are written to for the first time: whoever sends again, after
/// a moment in which it can be read, says that those belong there who were named. Whoever was added while the question
/// stood gets nothing of that message, which says so, and is asked about with the next: so that neither a relay that
/// adds one after the other nor anything else blocks what is urgent for good.
void Encryption::askAboutNewcomers(const model::Jid &room, const QList<model::Jid> &people, Asker asker,
                                   const Answered &done)
{
    newcomersOf(room, people, [this, room, asker, done](const Result<QList<model::Jid>> &newcomers) {
        if (!newcomers) {
            Q_EMIT storeFailed(foldProfileError(newcomers.error()));
            done(std::nullopt);
            return;
        }
        QSet<model::Jid> all;
        for (const model::Jid &person : *newcomers) {
            if (isAskedAbout(room, person)) {
                all.insert(person);
            } else {
                m_newcomers.accept(room, {person});
            }
        }
        if (all.isEmpty()) {
            m_unasked.remove(room);
            dropQuestion(room);
            done(QSet<model::Jid>());
            return;
        }
        if (!asker.isByPerson) {
            done(std::nullopt); // it neither asks nor answers
            return;
        }
        recallQuestion(room, [this, room, all, asker, done] {
            const Question asked = m_questions.value(room);
            if (asked.newcomers.isEmpty() || asker.chosen - asked.asked < kReadingTime) {
                askNow(room, all);
                done(std::nullopt);
                return;
            }
            const QSet<model::Jid> named = QSet(all).intersect(asked.newcomers);
            m_newcomers.accept(room, named.values());
            dropQuestion(room);
            m_unasked.insert(room, QSet(all).subtract(named));
            done(m_unasked.value(room));
        });
    });
}

/// What was asked before this start stands, too. In a window it is read when it is shown again.
void Encryption::recallQuestion(const model::Jid &room, const std::function<void()> &done)
{
    if (m_recalled.contains(room)) {
        done();
        return;
    }
    m_newcomers.asked(room, [this, room, done](const QSet<model::Jid> &people) {
        if (!m_recalled.contains(room) && !people.isEmpty() && !m_questions.contains(room)) {
            const bool mayAnswerAtOnce = m_parts.environment.isHeadless;
            m_questions.insert(
                room, {people, mayAnswerAtOnce ? MonotonicInstant() : m_parts.environment.clock.monotonic()});
        }
        m_recalled.insert(room);
        done();
    });
}

void Encryption::dropQuestion(const model::Jid &room)
{
    const bool wasAsked = m_questions.remove(room);
    if (wasAsked || !m_recalled.contains(room)) {
        m_newcomers.setAsked(room, {});
    }
    m_recalled.insert(room);
}

void Encryption::askNow(const model::Jid &room, const QSet<model::Jid> &newcomers)
{
    if (!m_questions.value(room).newcomers.contains(newcomers)) {
        m_questions.insert(room, {newcomers, m_parts.environment.clock.monotonic()});
        m_newcomers.setAsked(room, newcomers);
    }
    Known known = m_known.value(room);
    known.obstacles = newMembers(newcomers);
    m_known.insert(room, known);
    Q_EMIT changed(room);
}

QList<EncryptionObstacle> Encryption::newMembers(const QSet<model::Jid> &newcomers) const
{
    QList<EncryptionObstacle> obstacles;
    for (const model::Jid &person : newcomers) {
        EncryptionObstacle obstacle;
        obstacle.why = EncryptionObstacle::Why::NewMember;
        obstacle.person = person;
        obstacle.personName = m_parts.people.nameOf(person);
        obstacles.append(obstacle);
    }
    return obstacles;
}

QList<model::Jid> Encryption::everybody() const
{
    QList<model::Jid> people{m_parts.own};
    for (const model::ConversationSummary &summary : m_rooms.conversations()) {
        for (const model::Jid &person : peopleOf(summary.jid)) {
            if (!people.contains(person) && people.size() < kMaxTold) {
                people.append(person);
            }
        }
    }
    return people;
}

} // namespace wardline::service
