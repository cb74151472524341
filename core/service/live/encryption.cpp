// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/encryption.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0334_hints.h"

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
    case From::TooManyMembers:
        return To::TooManyMembers;
    case From::ManifestTooOld:
        return To::ManifestTooOld;
    case From::RoomNotPrivate:
        return To::RoomNotPrivate;
    case From::NobodyLeft:
        return To::NobodyLeft;
    }
    return To::NoSession;
}

} // namespace

Encryption::Encryption(SessionParts &parts, LiveRoomService &rooms, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_rooms(rooms)
    , m_context(std::make_shared<OmemoContext>(parts.environment.random, parts.environment.clock, parts.own,
                                               trust::TrustRules{parts.environment.rules.trustsBlindly}))
    , m_devices(parts, m_context)
    , m_progress(parts.environment.timers.createTimer([this] { announceProgress(); }))
{
    connect(&m_devices, &DeviceDirectory::storeFailed, this, &Encryption::storeFailed);
    connect(&m_devices, &DeviceDirectory::progressChanged, this, [this] {
        if (!m_progress->isActive()) {
            m_progress->start(kProgressEvery);
        }
    });
    connect(&m_rooms, &LiveRoomService::roomJoined, this, [this](const model::Jid &room) {
        m_watched.insert(room);
        m_rooms.membership().fetch(room, [this, room] { opened(room); });
    });
    connect(&m_rooms, &LiveRoomService::roomDescribed, this, &Encryption::changed);
}

Encryption::~Encryption() = default;

void Encryption::disconnected()
{
    m_devices.disconnected();
}

void Encryption::caughtUp()
{
    m_devices.setCatchingUp(false);
    m_devices.maintainSoon();
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
        const bool isAsked = m_watched.contains(conversation) && people.size() <= trust::PlanRules().maxMembers;
        description.keysReady = isAsked ? m_devices.readyOf(people) : description.keysTotal;
    }
    const Known known = m_known.value(conversation);
    description.obstacles = known.obstacles;
    description.cannotRead = known.cannotRead;
    return description;
}

void Encryption::opened(const model::Jid &conversation)
{
    m_watched.insert(conversation);
    if (stateOf(conversation) == model::EncryptionState::EndToEnd) {
        ensureKeys(conversation, [this, conversation] { check(conversation); });
    }
}

void Encryption::ensureKeys(const model::Jid &conversation, const std::function<void()> &done)
{
    const QList<model::Jid> people = peopleOf(conversation);
    if (people.size() > trust::PlanRules().maxMembers) {
        done(); // nothing is encrypted for so many: their keys are not needed
    } else {
        m_devices.ensure(people, done);
    }
}

SealRequest Encryption::requestFor(const model::Jid &conversation) const
{
    SealRequest request;
    request.place = {m_parts.own, conversation, m_rooms.isRoom(conversation)};
    request.people = peopleOf(conversation);
    request.rules.isRoom = request.place.isRoom;
    request.rules.rule = m_parts.environment.rules.devices;
    request.rules.isRoomPrivate =
        !request.place.isRoom || m_rooms.isPrivate(conversation).value_or(m_rooms.wasPrivate(conversation));
    return request;
}

void Encryption::check(const model::Jid &conversation)
{
    const auto planning = m_parts.store().threads().write(
        [context = m_context, request = requestFor(conversation)](store::WritableDatabase &database) {
            store::OmemoStore store(database);
            return planFor(*context, store, request);
        });
    afterwards(planning, this, [this, conversation](const Result<trust::RecipientPlan> &plan) {
        if (plan) {
            takePlan(conversation, *plan);
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
    return result;
}

void Encryption::takePlan(const model::Jid &conversation, const trust::RecipientPlan &plan)
{
    Known known;
    for (const trust::SendObstacle &obstacle : plan.obstacles) {
        known.obstacles.append(obstacleFrom(obstacle));
    }
    for (const model::DeviceAddress &address : plan.leftOut()) {
        EncryptionObstacle left;
        left.person = address.person;
        left.personName = m_parts.people.nameOf(address.person);
        left.device = address.id;
        left.why = address.id == 0 && m_devices.hasNoDevices(address.person) ? EncryptionObstacle::Why::NoDevices
                                                                             : EncryptionObstacle::Why::NoSession;
        known.cannotRead.append(left);
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
    const auto seal = [this, conversation, outgoing, leaveOut, isRoom, isOnline, done] {
        if (mayBeClear(conversation)) {
            done(openly(outgoing));
            return;
        }
        if (isRoom && isOnline && !m_rooms.membership().isComplete(conversation)) {
            refuse(conversation, EncryptionObstacle::Why::MembersUnknown);
            done(failure(ServiceError::NotEverybodyCanRead));
            return;
        }
        Leaving leaving;
        leaving.state = model::EncryptionState::EndToEnd;
        leaving.report = std::make_shared<SealReport>();
        SealRequest request = requestFor(conversation);
        request.outer = outgoing.outer;
        request.content = {outgoing.content, outgoing.legacyBody};
        request.leftOut = QSet<model::DeviceAddress>(leaveOut.cbegin(), leaveOut.cend());
        leaving.seal = sealer(m_context, leaving.report, request);
        done(leaving);
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
        for (const model::DeviceAddress &address : plan.leftOut()) {
            std::vector<audit::AuditObject> objects{{audit::AuditObjectKind::Room, conversation.toString()},
                                                    {audit::AuditObjectKind::Person, address.person.toString()}};
            if (address.id != 0) {
                objects.push_back({audit::AuditObjectKind::Device, QString::number(address.id)});
            } else if (m_devices.hasNoDevices(address.person)) {
                rememberLeftOut(address.person);
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

void Encryption::rememberLeftOut(const model::Jid &person)
{
    (void)m_parts.store().threads().write([person](store::WritableDatabase &database) -> Status {
        store::OmemoStore store(database);
        WARDLINE_TRY(store::PersonLists lists, store.lists(person));
        lists.isLeftOut = true;
        return store.saveLists(person, lists);
    });
}

void Encryption::takeNews(const OpeningNews &news)
{
    if (news.usedPrekey) {
        m_devices.maintainSoon();
    }
    for (const model::Jid &person : news.unlisted) {
        m_devices.renew(person);
    }
    for (const omemo::Target &target : news.owedHeartbeats) {
        sendHeartbeat(target);
    }
    for (int i = 0; i < news.forged + news.distrusted; ++i) {
        const bool isForged = i < news.forged;
        (void)m_parts.profile.record(
            {audit::AuditEventType::ForgedStanzaRefused,
             m_parts.own.toString(),
             audit::AuditOutcome::SeriousFailure,
             isForged ? audit::AuditReason::ForgedEncryption : audit::AuditReason::DistrustedDevice,
             {},
             {}});
    }
}

void Encryption::sendHeartbeat(const omemo::Target &target)
{
    const auto sealing = m_parts.store().threads().write(
        [context = m_context, target](store::WritableDatabase &database) -> Result<omemo::SealedMessage> {
            store::OmemoStore store(database);
            return context->engine.heartbeat(store, target);
        });
    afterwards(sealing, this, [this, target](const Result<omemo::SealedMessage> &sealed) {
        if (!sealed || m_parts.link.stream() == nullptr) {
            return; // it owes another one with the next message
        }
        xmpp::MessageStanza stanza;
        stanza.to = target.device.person;
        stanza.type = xmpp::MessageType::Chat;
        stanza.id = m_parts.environment.ids.next();
        stanza.payloads = sealed->elements;
        stanza.payloads.append(xmpp::hintElement(xmpp::Hint::Store));
        (void)m_parts.link.stream()->sendStanza(stanza.toXml());
    });
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
        const auto taking =
            m_parts.store().messages().take(prepareRetry(m_context, retried, after, kRetryAtOnce, isLastTry));
        afterwards(taking, this, [this, run = weak.lock(), retried, each](const Result<store::StoredBatch> &stored) {
            if (!stored) {
                Q_EMIT storeFailed(foldProfileError(stored.error()));
                return;
            }
            takeNews(retried->news);
            if (!retried->rows.isEmpty()) {
                each(*retried, *stored);
            }
            if (run && retried->last.isValid()) {
                run->next(retried->last);
            }
        });
    };
    run->next({});
}

void Encryption::devicesOf(const model::Jid &person, std::function<void(Result<QList<JudgedDevice>>)> done)
{
    m_devices.ensure({person}, [this, person, done] {
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
                    self.isThisOne = true;
                    devices.append(self);
                }
                for (const trust::CandidateDevice &each : candidate.devices) {
                    devices.append({each.device, each.trust, false});
                }
                return devices;
            });
        afterwards(reading, this, [done](const Result<QList<JudgedDevice>> &devices) {
            done(devices ? devices : Result<QList<JudgedDevice>>(std::unexpected(foldProfileError(devices.error()))));
        });
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
        (void)m_parts.profile.record({trust == model::ManualTrust::Verified ? audit::AuditEventType::DeviceVerified
                                                                            : audit::AuditEventType::DeviceDistrusted,
                                      m_parts.own.toString(),
                                      audit::AuditOutcome::Success,
                                      {},
                                      {{audit::AuditObjectKind::Person, device.person.toString()},
                                       {audit::AuditObjectKind::Device, QString::number(device.id)}},
                                      {}});
        done({});
    });
}

void Encryption::announceProgress()
{
    for (const model::Jid &conversation : std::as_const(m_watched)) {
        Q_EMIT changed(conversation);
    }
}

Leaving openly(const Outgoing &outgoing)
{
    xml::Element stanza = outgoing.outer;
    for (const xml::Element &element : outgoing.content) {
        stanza.add(element);
    }
    Leaving leaving;
    leaving.seal = [bytes = xml::writeXml(stanza)](store::WritableDatabase &) -> Result<QByteArray> { return bytes; };
    return leaving;
}

} // namespace wardline::service
