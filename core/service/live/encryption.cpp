// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/encryption.h"

#include "core/service/live/audience.h"
#include "core/service/live/certificate_words.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/xmpp/wardline_room_kind.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace wardline::service {

namespace {

constexpr std::chrono::seconds kMembersAge{5}; ///< who left longer ago than this is no target of the next message
constexpr int kRetryAtOnce = 200;
constexpr std::chrono::milliseconds kProgressEvery{250};

EncryptionObstacle::Why whyFrom(trust::SendObstacle::Why why)
{
    using From = trust::SendObstacle::Why;
    using To = EncryptionObstacle::Why;
    switch (why) {
    case From::DevicesUnknown:
        return To::DevicesUnknown;
    case From::NoDevices:
        return To::NoDevices;
    case From::NoTrustedDevice:
        return To::NoTrustedDevice;
    case From::UndecidedDevice:
        return To::UndecidedDevice;
    case From::NoSession:
        return To::NoSession;
    case From::TooManyDevices:
        return To::TooManyDevices;
    case From::AnnouncementsOnly:
        return To::AnnouncementsOnly;
    case From::TooManyMembers:
        return To::TooManyMembers;
    case From::ManifestTooOld:
        return To::ManifestTooOld;
    case From::ManifestMissing:
        return To::ManifestMissing;
    case From::RoomNotPrivate:
        return To::RoomNotPrivate;
    case From::NobodyLeft:
        return To::NobodyLeft;
    }
    return To::NoSession;
}

} // namespace

Encryption::Encryption(SessionParts &parts, LiveRoomService &rooms, OrganisationTrust &organisation, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_rooms(rooms)
    , m_organisation(organisation)
    , m_admissions(parts)
    , m_context(std::make_shared<OmemoContext>(parts.environment.random, parts.environment.clock, parts.own,
                                               trust::TrustRules{organisation.rules().mayTrustBlindly}))
    , m_devices(parts, m_context)
    , m_reset(parts, m_context)
    , m_progress(parts.environment.timers.createTimer([this] { announceProgress(); }))
    , m_newcomers(parts)
{
    m_context->certification = [certifier = organisation.shared()](const model::KnownDevice &device) {
        return certifier->certify(device);
    };
    m_context->standsFor = [certifier = organisation.shared()](const model::Jid &person) {
        return certifier->standsFor(person);
    };
    m_context->decided = [receiver = QPointer<Encryption>(this)](const QList<ToldTrust> &told) {
        // From the writing thread to this one, where it is looked whether anybody is there still.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [receiver, told] {
                if (Encryption *const encryption = receiver.data(); encryption != nullptr) {
                    encryption->noteTold(told);
                }
            },
            Qt::QueuedConnection);
    };
    connect(&m_organisation, &OrganisationTrust::changed, this, [this] {
        for (const model::Jid &conversation : std::as_const(m_watched)) {
            check(conversation);
            Q_EMIT changed(conversation); // the age of the list stands in it
        }
        Q_EMIT heldMayOpen();
    });
    connect(&m_devices, &DeviceDirectory::storeFailed, this, &Encryption::storeFailed);
    connect(&m_newcomers, &RoomNewcomers::storeFailed, this,
            [this](const Error &error) { Q_EMIT storeFailed(foldProfileError(error)); });
    connect(&m_devices, &DeviceDirectory::progressChanged, this, [this] {
        if (!m_progress->isActive()) {
            m_progress->start(kProgressEvery);
        }
    });
    connect(&m_rooms.membership(), &RoomMembership::listed, this,
            [this](const model::Jid &room, const QList<model::Member> &members) {
                if (!m_rooms.membership().isComplete(room)) {
                    return; // whoever is missing from an answer would be taken for new later
                }
                QList<model::Jid> people;
                for (const model::Member &member : members) {
                    people.append(member.jid);
                }
                newcomersOf(room, people, [this, room, people](const Result<QList<model::Jid>> &newcomers) {
                    if (newcomers) {
                        m_newcomers.retain(room, people);
                    }
                    if (newcomers && !newcomers->isEmpty()) {
                        recallQuestion(room, [this, room] { check(room); }); // it is shown before anybody writes
                    } else if (newcomers) {
                        dropQuestion(room);
                    }
                });
            });
    connect(&m_rooms, &LiveRoomService::roomJoined, this, [this](const model::Jid &room) {
        m_watched.insert(room);
        m_rooms.membership().fetch(room, [this, room] { opened(room); });
    });
    connect(&m_rooms, &LiveRoomService::roomKindConfirmed, this, [this](const model::Jid &room) {
        if (m_rooms.isTeam(room)) {
            Q_EMIT heldMayOpen(); // some of it was held back because of what the room was taken for
        }
    });
    connect(&m_rooms, &LiveRoomService::roomDescribed, this, [this](const model::Jid &room) {
        if (m_watched.contains(room)) {
            check(room); // it may be one of another kind
        }
        Q_EMIT changed(room);
    });
}

Encryption::~Encryption() = default;

void Encryption::connected(bool isResumed)
{
    if (!isResumed) {
        m_isCatchingUp = true; // XEP-0384 6: what comes now may begin sessions with prekeys that were used already
        m_devices.setCatchingUp(true);
    }
    m_devices.connected(isResumed);
    if (isResumed) {
        payHeartbeats();
    }
}

void Encryption::disconnected()
{
    m_devices.disconnected();
}

void Encryption::caughtUp()
{
    m_isCatchingUp = false;
    m_devices.setCatchingUp(false);
    m_devices.maintainSoon();
    payHeartbeats();
}

QList<model::Jid> Encryption::peopleOf(const model::Jid &conversation) const
{
    QList<model::Jid> people =
        m_rooms.isRoom(conversation) ? m_rooms.affiliated(conversation) : QList<model::Jid>{conversation};
    if (!people.contains(m_parts.own)) {
        people.append(m_parts.own); // our other devices
    }
    return people;
}

QByteArray Encryption::audienceOf(const model::Jid &room) const
{
    return audienceDigest(peopleOf(room));
}

/// Policy lets it, nobody could read it otherwise, and nothing was ever encrypted there.
bool Encryption::mayBeClear(const model::Jid &conversation) const
{
    const Rules &rules = m_parts.environment.rules;
    if (!rules.allowsClearText || rules.requiresEncryption) {
        return false;
    }
    return m_rooms.isRoom(conversation) ? m_rooms.isPrivate(conversation) == false && !m_rooms.wasPrivate(conversation)
                                        : m_devices.hasNoDevices(conversation);
}

model::EncryptionState Encryption::stateOf(const model::Jid &conversation) const
{
    const bool isOpenRoom = m_rooms.isRoom(conversation) && m_rooms.isPrivate(conversation) == false;
    return isOpenRoom || mayBeClear(conversation) ? model::EncryptionState::NotEncrypted
                                                  : model::EncryptionState::EndToEnd;
}

ConversationEncryption Encryption::describe(const model::Jid &conversation) const
{
    ConversationEncryption description;
    description.state = stateOf(conversation);
    if (description.state == model::EncryptionState::EndToEnd && m_parts.link.stream() != nullptr) {
        const QList<model::Jid> people = peopleOf(conversation);
        description.keysTotal = static_cast<int>(people.size());
        const bool isAsked = m_watched.contains(conversation) && isForKeys(conversation, people.size());
        description.keysReady = isAsked ? m_devices.readyOf(people) : description.keysTotal;
    }
    const Known known = m_known.value(conversation);
    description.obstacles = known.obstacles;
    description.cannotRead = known.cannotRead;
    description.uncontrolled = known.uncontrolled;
    description.untaken = known.untaken;
    description.ownWithout = known.ownWithout;
    description.takesCertifiedOnly = ruleIn(conversation) == trust::RoomDeviceRule::CertifiedOnly;
    description.isKindUnconfirmed = m_rooms.isSaidToBeTeam(conversation);
    description.list = listFrom(m_organisation.certifier().listState());
    return description;
}

void Encryption::examine(const model::Jid &conversation, const std::function<void()> &done)
{
    m_watched.insert(conversation);
    if (stateOf(conversation) == model::EncryptionState::EndToEnd) {
        ensureKeys(conversation, [this, conversation, done] { check(conversation, done); });
    } else {
        done();
    }
}

/// XEP-0045 5: whoever runs a room.
bool Encryption::mayAnnounce(const model::Jid &room) const
{
    const RoomState *state = m_rooms.state(room);
    return state != nullptr
        && (state->ownRole() == model::RoomRole::Moderator || state->ownAffiliation() >= model::Affiliation::Admin);
}

/// Something may be encrypted for so many.
bool Encryption::isForKeys(const model::Jid &conversation, qsizetype people) const
{
    const trust::PlanRules rules;
    return people <= (mayAnnounce(conversation) ? rules.maxAnnouncedTo : rules.maxMembers);
}

void Encryption::ensureKeys(const model::Jid &conversation, const std::function<void()> &done)
{
    const QList<model::Jid> people = peopleOf(conversation);
    if (!isForKeys(conversation, people.size())) {
        done(); // nothing is encrypted for so many: their keys are not needed
        return;
    }
    const auto open = std::make_shared<int>(2);
    const auto oneDone = [this, open, people, done] {
        if (--*open == 0) {
            ensureStatements(people, done);
        }
    };
    m_organisation.ensure(people, oneDone);
    m_devices.ensure(people, oneDone);
}

trust::RoomDeviceRule Encryption::ruleIn(const model::Jid &conversation) const
{
    const OrganisationRules &rules = m_organisation.rules();
    if (!m_rooms.isRoom(conversation)) {
        return rules.direct;
    }
    return m_rooms.isTeam(conversation) ? rules.teams : rules.rooms;
}

SealRequest Encryption::requestFor(const model::Jid &conversation) const
{
    SealRequest request;
    request.place = {m_parts.own, conversation, m_rooms.isRoom(conversation)};
    request.people = peopleOf(conversation);
    request.rules.isRoom = request.place.isRoom;
    request.rules.rule = ruleIn(conversation);
    request.rules.list = m_organisation.certifier().listState();
    request.rules.admitted = m_admissions.of(conversation);
    request.rules.mayAnnounce = mayAnnounce(conversation);
    request.rules.isRoomPrivate =
        !request.place.isRoom || m_rooms.isPrivate(conversation).value_or(m_rooms.wasPrivate(conversation));
    return request;
}

void Encryption::check(const model::Jid &conversation, const std::function<void()> &done)
{
    const bool hasNotSaid = m_parts.link.stream() != nullptr && m_rooms.isRoom(conversation)
        && !m_rooms.isPrivate(conversation) && !m_rooms.wasPrivate(conversation);
    if (hasNotSaid) { // a room that was just entered: nothing is claimed of it before it says who can read in it
        if (done) {
            done();
        }
        return;
    }
    const auto planning = m_parts.store().threads().write(
        [context = m_context, request = requestFor(conversation)](store::WritableDatabase &database) {
            store::OmemoStore store(database);
            return planFor(*context, store, request);
        });
    afterwards(planning, this, [this, conversation, done](const Result<trust::RecipientPlan> &plan) {
        if (plan) {
            takePlan(conversation, *plan);
        }
        if (done) {
            done();
        }
    });
}

EncryptionObstacle Encryption::obstacleFrom(const trust::SendObstacle &obstacle) const
{
    EncryptionObstacle result;
    result.why = whyFrom(obstacle.why);
    result.person = obstacle.person;
    result.personName = obstacle.person.isEmpty() ? QString() : m_parts.people.nameOf(obstacle.person);
    result.device = obstacle.device ? obstacle.device->id : 0;
    result.fault = obstacle.fault;
    result.mayBeLeftOut = obstacle.mayBeLeftOut;
    result.refused = notesFrom(obstacle.refused);
    return result;
}

QList<DeviceNote> Encryption::notesFrom(const QList<trust::NotedDevice> &devices) const
{
    QList<DeviceNote> notes;
    for (const trust::NotedDevice &device : devices) {
        notes.append({device.device, m_parts.people.nameOf(device.device.person), device.trust,
                      certificateFrom(device.certification)});
    }
    return notes;
}

/// Once for each device and session: whoever reads the log sees what a relay may have slipped in.
void Encryption::auditRefused(const model::Jid &conversation, const trust::RecipientPlan &plan)
{
    QList<model::DeviceAddress> refused;
    for (const trust::NotedDevice &device : plan.untaken) {
        if (device.trust != model::Trust::ManuallyDistrusted) { // that was said by hand, and stands there already
            refused.append(device.device);
        }
    }
    for (const trust::SendObstacle &obstacle : plan.obstacles) {
        if (obstacle.device && obstacle.fault == model::DeviceFault::IdentityChanged) {
            refused.append(*obstacle.device);
        }
    }
    for (const trust::SendObstacle &obstacle : plan.obstacles) {
        const model::DeviceAddress all{obstacle.person, 0};
        const bool isNew = !m_refused.contains(all);
        if (isNew && obstacle.why == trust::SendObstacle::Why::TooManyDevices && !m_devices.wasCut(obstacle.person)) {
            m_refused.insert(all);
            recordKeys(obstacle.person, audit::AuditReason::TooLarge);
        } else if (isNew && obstacle.why == trust::SendObstacle::Why::NoDevices) {
            m_refused.insert(all);
            auditWithheld(obstacle.person);
        }
    }
    for (const model::DeviceAddress &device : std::as_const(refused)) {
        if (m_refused.contains(device)) {
            continue;
        }
        m_refused.insert(device);
        (void)m_parts.profile.record({audit::AuditEventType::DeviceRefused,
                                      m_parts.own.toString(),
                                      audit::AuditOutcome::MinorFailure,
                                      {},
                                      {{audit::AuditObjectKind::Room, conversation.toString()},
                                       {audit::AuditObjectKind::Person, device.person.toString()},
                                       {audit::AuditObjectKind::Device, QString::number(device.id)}},
                                      {}});
    }
}

void Encryption::takePlan(const model::Jid &conversation, const trust::RecipientPlan &plan)
{
    auditRefused(conversation, plan);
    Known known;
    known.obstacles = newMembers(m_questions.value(conversation).newcomers); // it stands until it is answered
    for (const trust::SendObstacle &obstacle : plan.obstacles) {
        known.obstacles.append(obstacleFrom(obstacle));
    }
    for (const model::DeviceAddress &address : plan.leftOut()) {
        EncryptionObstacle left;
        left.person = address.person;
        left.personName = m_parts.people.nameOf(address.person);
        left.device = address.id;
        left.why = m_unasked.value(conversation).contains(address.person) ? EncryptionObstacle::Why::NewMember
            : address.id == 0 && m_devices.hasNoDevices(address.person)   ? EncryptionObstacle::Why::NoDevices
                                                                          : EncryptionObstacle::Why::NoSession;
        known.cannotRead.append(left);
    }
    known.ownWithout = static_cast<int>(
        std::count_if(plan.passedOver.begin(), plan.passedOver.end(), [](const trust::PassedOver &passed) {
            return passed.why == trust::PassedOver::Why::OwnUnready;
        }));
    known.untaken = notesFrom(plan.untaken);
    if (m_organisation.rules().isUsed()) { // where nobody certifies, there is nothing to set phones apart by
        known.uncontrolled = notesFrom(plan.uncontrolled);
    }
    if (m_known.value(conversation) != known) {
        m_known.insert(conversation, known);
        Q_EMIT changed(conversation);
    }
}

void Encryption::refuse(const model::Jid &conversation, EncryptionObstacle::Why why)
{
    Known known;
    EncryptionObstacle obstacle;
    obstacle.why = why;
    known.obstacles = {obstacle};
    m_known.insert(conversation, known);
    Q_EMIT changed(conversation);
}

void Encryption::prepare(const model::Jid &conversation, const Outgoing &outgoing,
                         const QList<model::DeviceAddress> &leaveOut, std::function<void(Result<Leaving>)> done)
{
    const bool isOnline = m_parts.link.stream() != nullptr;
    const bool isRoom = m_rooms.isRoom(conversation);
    const Asker asker{outgoing.isByPerson, outgoing.chosen.value_or(m_parts.environment.clock.monotonic())};
    const auto sealFor = [this, conversation, outgoing, leaveOut, done](const QList<model::Jid> &people,
                                                                        const QSet<model::Jid> &unasked = {}) {
        Leaving leaving;
        leaving.state = model::EncryptionState::EndToEnd;
        leaving.report = std::make_shared<SealReport>();
        SealRequest request = requestFor(conversation);
        request.people = people;
        request.unasked = unasked;
        request.outer = outgoing.outer;
        request.content = {outgoing.content, outgoing.legacyBody};
        if (const auto kind = request.place.isRoom ? m_rooms.confirmedKind(conversation) : std::nullopt;
            kind && !request.content.elements.isEmpty()) {
            request.content.elements.append(xmpp::SealedRoomKind{*kind}.toXml());
        }
        request.isForThoseOfNow = request.place.isRoom && outgoing.isForThoseOfNow;
        request.leftOut = QSet<model::DeviceAddress>(leaveOut.cbegin(), leaveOut.cend());
        leaving.seal = outgoing.placeholder.isEmpty()
            ? sealer(m_context, leaving.report, request)
            : planChecker(m_context, leaving.report, request, outgoing.placeholder);
        done(leaving);
    };
    const auto seal = [this, conversation, outgoing, isRoom, isOnline, asker, done, sealFor] {
        if (mayBeClear(conversation)) {
            done(openly(outgoing));
            return;
        }
        if (isRoom && isOnline && !m_rooms.membership().isComplete(conversation)) {
            refuse(conversation, EncryptionObstacle::Why::MembersUnknown);
            done(failure(ServiceError::NotEverybodyCanRead));
            return;
        }
        if (!isRoom) {
            sealFor(peopleOf(conversation));
            return;
        }
        // Right after a start nobody may have read yet who belongs to the room. Nothing is ever encrypted for nobody,
        // and every message takes the same way, so that none overtakes another.
        afterwards(m_parts.store().conversations().members(conversation), this,
                   [this, conversation, asker, done, sealFor](const Result<QList<model::Member>> &members) {
                       QList<model::Jid> people = m_rooms.affiliated(conversation);
                       const bool isRead = !people.isEmpty();
                       for (const model::Member &member : members.value_or(QList<model::Member>())) {
                           if (!isRead && member.affiliation >= model::Affiliation::Member) {
                               people.append(member.jid);
                           }
                       }
                       if (people.isEmpty()) {
                           refuse(conversation, EncryptionObstacle::Why::MembersUnknown);
                           done(failure(ServiceError::NotEverybodyCanRead));
                           return;
                       }
                       if (!people.contains(m_parts.own)) {
                           people.append(m_parts.own);
                       }
                       askAboutNewcomers(conversation, people, asker,
                                         [done, sealFor, people](const std::optional<QSet<model::Jid>> &unasked) {
                                             if (unasked) {
                                                 sealFor(people, *unasked);
                                             } else {
                                                 done(failure(ServiceError::NotEverybodyCanRead));
                                             }
                                         });
                   });
    };
    const auto withDevices = [this, conversation, seal] {
        m_watched.insert(conversation);
        ensureKeys(conversation, seal);
        Q_EMIT changed(conversation);
    };
    if (!isRoom || !isOnline) {
        withDevices();
        return;
    }
    const auto withMembers = [this, conversation, withDevices] {
        m_rooms.membership().ensure(conversation, kMembersAge, withDevices);
    };
    if (m_rooms.isPrivate(conversation) == true) {
        withMembers();
    } else {
        m_rooms.askDescription(conversation, withMembers);
    }
}

void Encryption::settle(const model::Jid &conversation, const Leaving &leaving, bool wasStored)
{
    if (!leaving.report || (!wasStored && !leaving.report->wasRefused)) {
        return;
    }
    const trust::RecipientPlan &plan = leaving.report->plan;
    if (wasStored) {
        for (const model::DeviceAddress &address : plan.leftOut() + plan.surplus()) {
            std::vector<audit::AuditObject> objects{{audit::AuditObjectKind::Room, conversation.toString()},
                                                    {audit::AuditObjectKind::Person, address.person.toString()}};
            if (address.id != 0) {
                objects.push_back({audit::AuditObjectKind::Device, QString::number(address.id)});
            }
            (void)m_parts.profile.record({audit::AuditEventType::ReaderLeftOut,
                                          m_parts.own.toString(),
                                          audit::AuditOutcome::Success,
                                          {},
                                          std::move(objects),
                                          {}});
        }
    }
    takePlan(conversation, plan);
}

void Encryption::retry(bool isLastTry, std::function<void(const RetriedBatch &, const store::StoredBatch &)> each)
{
    struct Run
    {
        std::function<void(model::MessageId)> next;
    };
    auto run = std::make_shared<Run>();
    run->next = [this, weak = std::weak_ptr(run), isLastTry, each](model::MessageId after) {
        auto retried = std::make_shared<RetriedBatch>();
        const auto taking = m_parts.store().messages().take(
            prepareRetry(m_context, retried, {after, kRetryAtOnce, isLastTry, deviceRules()}));
        afterwards(taking, this, [this, run = weak.lock(), retried, each](const Result<store::StoredBatch> &stored) {
            if (!stored) {
                Q_EMIT storeFailed(foldProfileError(stored.error()));
                return;
            }
            takeNews(retried->news);
            if (!retried->rows.isEmpty() || !retried->quiet.empty()) {
                each(*retried, *stored);
            }
            if (run && retried->last.isValid()) {
                run->next(retried->last);
            }
        });
    };
    run->next({});
}

void Encryption::announceProgress()
{
    for (const model::Jid &conversation : std::as_const(m_watched)) {
        Q_EMIT changed(conversation);
    }
}

} // namespace wardline::service
