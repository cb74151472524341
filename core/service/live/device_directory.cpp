// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/device_directory.h"

#include "core/service/live/device_records.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"

#include <QCryptographicHash>

#include <algorithm>

namespace wardline::service {

using namespace Qt::StringLiterals;
using xmpp::OmemoVersion;

namespace {

const QString kPublishedKey = u"omemo-published"_s;
constexpr int kParallel = 8; ///< people asked at once
constexpr std::chrono::minutes kListAge{10}; ///< renewed when a conversation is opened or written to
constexpr std::chrono::seconds kRetryAfter{30}; ///< after an account did not answer
constexpr std::chrono::seconds kMaintenanceDelay{2};
constexpr std::chrono::hours kMaintenanceEvery{24};
constexpr int kMaxRepairs = 3;
constexpr int kMaxIdChanges = 5;

bool isDeviceList(const QString &node)
{
    return node == xmpp::omemoDeviceListNode(OmemoVersion::V2) || node == xmpp::omemoDeviceListNode(OmemoVersion::V03);
}

bool isListed(const xmpp::OmemoDeviceList &list, quint32 id)
{
    return std::any_of(list.devices.begin(), list.devices.end(),
                       [id](const xmpp::OmemoDeviceList::Device &device) { return device.id == id; });
}

/// The same for the same keys, in whatever order they are listed.
QByteArray nameOf(const QList<xmpp::OmemoBundle> &bundles)
{
    QByteArray all;
    for (const xmpp::OmemoBundle &bundle : bundles) {
        all.append(bundle.identityKey).append(bundle.signedPrekey);
        QList<quint32> ids;
        for (const xmpp::OmemoBundle::Prekey &prekey : bundle.prekeys) {
            ids.append(prekey.id);
        }
        std::sort(ids.begin(), ids.end());
        for (const quint32 id : std::as_const(ids)) {
            all.append(QByteArray::number(id)).append(' ');
        }
    }
    return QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex();
}

/// Those whose keys do not hold, and did or were not known before. One that publishes none is no news for the log.
QList<model::KnownDevice> newlyFaulty(const QList<model::KnownDevice> &before, const QList<model::KnownDevice> &after)
{
    QList<model::KnownDevice> faulty;
    for (const model::KnownDevice &device : after) {
        const bool isWrong = device.fault == model::DeviceFault::NoPrekeys
            || device.fault == model::DeviceFault::BadBundle || device.fault == model::DeviceFault::IdentityChanged;
        const bool wasSo = std::any_of(before.begin(), before.end(), [&device](const model::KnownDevice &known) {
            return known.address == device.address && known.fault == device.fault;
        });
        if (isWrong && !wasSo) {
            faulty.append(device);
        }
    }
    return faulty;
}

audit::AuditReason reasonFor(model::DeviceFault fault)
{
    switch (fault) {
    case model::DeviceFault::IdentityChanged:
        return audit::AuditReason::DistrustedDevice;
    case model::DeviceFault::NoPrekeys:
        return audit::AuditReason::BadSyntax;
    case model::DeviceFault::NoBundle:
    case model::DeviceFault::BadBundle:
    case model::DeviceFault::BrokenSession:
    case model::DeviceFault::Silent:
        return audit::AuditReason::Damaged;
    }
    return audit::AuditReason::Damaged;
}

} // namespace

struct DeviceDirectory::Asked
{
    model::Jid person;
    int generation = 0;
    int open = 0;
    bool hasFailed = false;
    bool isHidden = false; ///< a list may not be read
    std::optional<xmpp::OmemoDeviceList> list2;
    std::optional<xmpp::OmemoDeviceList> list03;
    QList<WantedBundle> wanted;
    QList<FetchedBundle> bundles;
    QList<model::KnownDevice> refused; ///< their keys turned out not to hold
};

struct DeviceDirectory::Own
{
    int generation = 0;
    int open = 0;
    int idChanges = 0;
    bool wasPublished = false;
    bool areKeysPublished = false; ///< exactly these keys
    bool hasFailed = false;
    quint32 id = 0;
    QByteArray keysName; ///< names what is in both bundles
    xmpp::OmemoBundle bundle2;
    xmpp::OmemoBundle bundle03;
    QSet<quint32> stale;
    std::optional<xmpp::OmemoDeviceList> list2;
    std::optional<xmpp::OmemoDeviceList> list03;
};

DeviceDirectory::DeviceDirectory(SessionParts &parts, std::shared_ptr<OmemoContext> context, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_context(std::move(context))
    , m_questions(parts.link, parts.own)
    , m_maintenance(parts.environment.timers.createTimer([this] { maintain(); }))
    , m_daily(parts.environment.timers.createTimer([this] { maintain(); }))
{
}

DeviceDirectory::~DeviceDirectory() = default;

void DeviceDirectory::connected(bool isResumed)
{
    if (isResumed && m_isPublished) {
        return;
    }
    ++m_generation;
    m_repairs = 0;
    m_isPublishing = false;
    for (Person &person : m_people) {
        person.state = State::Unknown; // what changed while we were away was told to nobody
    }
    publishOwn();
    m_daily->start(kMaintenanceEvery);
}

void DeviceDirectory::disconnected()
{
    ++m_generation;
    m_isPublishing = false;
    m_asking = 0;
    m_queue.clear();
    for (auto it = m_people.begin(); it != m_people.end(); ++it) {
        if (it->state == State::Waiting || it->state == State::Asking) {
            it->state = State::Unknown;
            it->isAskedAgain = it->mustRenew = false;
        }
    }
    for (const Waiter &waiter : std::exchange(m_waiters, {})) {
        waiter.done();
    }
    Q_EMIT progressChanged();
}

bool DeviceDirectory::takeEvent(const xmpp::MessageStanza &message)
{
    const auto event = xmpp::unwrapPepEvent(message, m_parts.own);
    if (!event || !*event || !isDeviceList((*event)->event.node)) {
        return false;
    }
    // What it says is asked of the account itself: a notification only tells that it is time to ask.
    const model::Jid person = (*event)->account.bare();
    if (person == m_parts.own && m_isPublished) {
        if (++m_repairs <= kMaxRepairs) {
            publishOwn();
        }
        renew(person);
    } else if (m_people.contains(person)) {
        renew(person);
    }
    return true;
}

void DeviceDirectory::ensure(const QList<model::Jid> &people, std::function<void()> done)
{
    Waiter waiter;
    const MonotonicInstant now = m_parts.environment.clock.monotonic();
    for (const model::Jid &person : people) {
        Person &known = m_people[person];
        const bool isOld = (known.state == State::Ready && now - known.since > kListAge)
            || (known.state == State::Failed && now - known.since > kRetryAfter);
        const bool isUnknown =
            known.state == State::Unknown || known.state == State::Waiting || known.state == State::Asking;
        if (m_parts.link.stream() == nullptr) {
            continue;
        }
        const bool isTriedAgain = isOld && known.state == State::Failed;
        if ((isUnknown && !known.isAskedAgain) || isTriedAgain) {
            waiter.open.insert(person);
        }
        if (known.state == State::Unknown || isOld) {
            known.isAskedAgain = isOld && known.state == State::Ready;
            known.state = State::Waiting;
            m_queue.push_back(person);
        }
    }
    if (waiter.open.isEmpty()) {
        done();
    } else {
        waiter.done = std::move(done);
        m_waiters.push_back(std::move(waiter));
    }
    startNext();
}

void DeviceDirectory::renew(const model::Jid &person)
{
    Person &known = m_people[person];
    if (m_parts.link.stream() == nullptr || known.state == State::Waiting) {
        return;
    }
    if (known.state == State::Asking) {
        known.mustRenew = true; // what is on its way may be older than the news
        return;
    }
    known.isAskedAgain = known.state == State::Ready;
    known.state = State::Waiting;
    m_queue.push_back(person);
    startNext();
}

int DeviceDirectory::readyOf(const QList<model::Jid> &people) const
{
    return static_cast<int>(std::count_if(people.begin(), people.end(), [this](const model::Jid &person) {
        const Person known = m_people.value(person);
        return known.state == State::Ready || known.state == State::Failed || known.isAskedAgain;
    }));
}

void DeviceDirectory::startNext()
{
    while (m_asking < kParallel && !m_queue.empty()) {
        const model::Jid person = m_queue.front();
        m_queue.pop_front();
        if (m_people.value(person).state == State::Waiting) {
            m_people[person].state = State::Asking;
            ++m_asking;
            ask(person);
        }
    }
}

void DeviceDirectory::ask(const model::Jid &person)
{
    auto asked = std::make_shared<Asked>();
    asked->person = person;
    asked->generation = m_generation;
    asked->open = 2;
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        m_questions.fetchList(person, version, [this, asked, version](const Result<xmpp::OmemoDeviceList> &list) {
            std::optional<xmpp::OmemoDeviceList> &kept = version == OmemoVersion::V2 ? asked->list2 : asked->list03;
            if (list) {
                kept = *list;
            } else if (list.error().is(stream::IqError::Forbidden)) {
                // Prosody says so of a list that is not there, to somebody without a subscription to the presence.
                kept.emplace().version = version;
                asked->isHidden = true;
            } else {
                asked->hasFailed = true;
            }
            if (--asked->open == 0 && asked->generation == m_generation) {
                onLists(asked);
            }
        });
    }
}

void DeviceDirectory::onLists(const std::shared_ptr<Asked> &asked)
{
    const auto keeping = m_parts.store().threads().write(
        [context = m_context, asked](store::WritableDatabase &database) -> Result<ListOutcome> {
            store::OmemoStore store(database);
            return keepLists(*context, store, asked->person, asked->list2, asked->list03);
        });
    afterwards(keeping, this, [this, asked](const Result<ListOutcome> &outcome) {
        if (!outcome) {
            Q_EMIT storeFailed(foldProfileError(outcome.error()));
        }
        if (asked->generation != m_generation) {
            return;
        }
        if (!outcome) {
            finish(asked->person, State::Failed);
            return;
        }
        if (outcome->isCrowded) {
            m_cut.insert(asked->person);
            recordRefused({asked->person, 0}, audit::AuditReason::TooLarge);
        }
        recordSeen(outcome->appeared, audit::AuditEventType::DeviceAppeared);
        recordSeen(outcome->unlisted, audit::AuditEventType::DeviceUnlisted);
        // A list that was emptied or may not be read is no reason to write in the clear: the relay can do both.
        if (outcome->everHadDevices) {
            m_withoutDevices.remove(asked->person);
        } else if (!asked->hasFailed && !asked->isHidden) {
            m_withoutDevices.insert(asked->person);
        }
        asked->wanted = outcome->wanted;
        askBundles(asked);
    });
}

void DeviceDirectory::askBundles(const std::shared_ptr<Asked> &asked)
{
    const QList<WantedBundle> wanted = std::exchange(asked->wanted, {});
    if (wanted.isEmpty()) {
        finish(asked->person, asked->hasFailed ? State::Failed : State::Ready);
        return;
    }
    asked->open = static_cast<int>(wanted.size());
    asked->bundles.clear();
    for (const WantedBundle &bundle : wanted) {
        m_questions.fetchBundle(bundle.device, bundle.version,
                                [this, asked, bundle](const Result<xmpp::OmemoBundle> &fetched) {
                                    const bool isMissing = !fetched
                                        && (fetched.error().is(stream::IqError::ItemNotFound)
                                            || fetched.error().is(stream::IqError::Forbidden)
                                            || fetched.error().is(stream::IqError::NotAuthorized));
                                    asked->bundles.append({bundle, fetched, isMissing});
                                    if (--asked->open == 0 && asked->generation == m_generation) {
                                        onBundles(asked);
                                    }
                                });
    }
}

void DeviceDirectory::onBundles(const std::shared_ptr<Asked> &asked)
{
    const auto beginning = m_parts.store().threads().write(
        [context = m_context, asked](store::WritableDatabase &database) -> Result<QList<WantedBundle>> {
            store::OmemoStore store(database);
            WARDLINE_TRY(const QList<model::KnownDevice> before, store.devices(asked->person));
            WARDLINE_TRY(QList<WantedBundle> next, beginSessions(*context, store, asked->bundles));
            WARDLINE_TRY(const QList<model::KnownDevice> after, store.devices(asked->person));
            asked->refused = newlyFaulty(before, after);
            return next;
        });
    afterwards(beginning, this, [this, asked](const Result<QList<WantedBundle>> &next) {
        if (!next) {
            Q_EMIT storeFailed(foldProfileError(next.error()));
        }
        for (const model::KnownDevice &device : std::exchange(asked->refused, {})) {
            recordRefused(device.address, reasonFor(*device.fault));
        }
        if (asked->generation != m_generation) {
            return;
        }
        asked->wanted = next.value_or(QList<WantedBundle>());
        askBundles(asked);
    });
}

void DeviceDirectory::recordRefused(const model::DeviceAddress &device, audit::AuditReason reason)
{
    std::vector<audit::AuditObject> objects{{audit::AuditObjectKind::Person, device.person.toString()}};
    if (device.id != 0) {
        objects.push_back({audit::AuditObjectKind::Device, QString::number(device.id)});
    }
    (void)m_parts.profile.record({audit::AuditEventType::KeysRefused,
                                  m_parts.own.toString(),
                                  audit::AuditOutcome::MinorFailure,
                                  reason,
                                  std::move(objects),
                                  {}});
}

/// What a relay slipped in or hid, or a person did: the log says when. Of a crowd the first ones.
void DeviceDirectory::recordSeen(const QList<model::DeviceAddress> &devices, audit::AuditEventType type)
{
    for (const model::DeviceAddress &device : devices.first(std::min(devices.size(), kMaxSessionsOfPerson))) {
        std::vector<audit::AuditObject> what{{audit::AuditObjectKind::Person, device.person.toString()},
                                             {audit::AuditObjectKind::Device, QString::number(device.id)}};
        (void)m_parts.profile.record(
            {type, m_parts.own.toString(), audit::AuditOutcome::Success, {}, std::move(what), {}});
    }
}

void DeviceDirectory::finish(const model::Jid &person, State state)
{
    --m_asking;
    Person &known = m_people[person];
    known.state = state;
    known.since = m_parts.environment.clock.monotonic();
    known.isAskedAgain = false;
    const bool mustRenew = std::exchange(known.mustRenew, false);
    Q_EMIT devicesChanged(person);
    Q_EMIT progressChanged();
    std::deque<Waiter> done;
    for (auto it = m_waiters.begin(); it != m_waiters.end();) {
        it->open.remove(person);
        if (it->open.isEmpty()) {
            done.push_back(std::move(*it));
            it = m_waiters.erase(it);
        } else {
            ++it;
        }
    }
    startNext();
    for (const Waiter &waiter : done) {
        waiter.done();
    }
    if (mustRenew) {
        renew(person);
    }
}

void DeviceDirectory::publishOwn()
{
    if (m_isPublishing || m_parts.link.stream() == nullptr) {
        return;
    }
    m_isPublishing = true;
    auto own = std::make_shared<Own>();
    own->generation = m_generation;
    const auto making =
        m_parts.store().threads().write([context = m_context, own](store::WritableDatabase &database) -> Status {
            store::OmemoStore store(database);
            WARDLINE_TRY(own->id, context->engine.prepareOwnDevice(store));
            WARDLINE_CHECK(context->engine.maintain(store, true));
            WARDLINE_TRY(own->bundle2, context->engine.ownBundle(store, OmemoVersion::V2));
            WARDLINE_TRY(own->bundle03, context->engine.ownBundle(store, OmemoVersion::V03));
            WARDLINE_TRY(own->stale, staleOwnDevices(*context, store));
            own->keysName = nameOf({own->bundle2, own->bundle03});
            return {};
        });
    afterwards(making, this, [this, own](const Status &made) {
        if (!made) {
            m_isPublishing = false;
            Q_EMIT storeFailed(foldProfileError(made.error()));
            return;
        }
        afterwards(m_parts.store().settings().value(kPublishedKey), this,
                   [this, own](const Result<std::optional<QByteArray>> &stored) {
                       const QList<QByteArray> known = stored && *stored ? (*stored)->split(' ') : QList<QByteArray>();
                       own->wasPublished = known.value(0) == QByteArray::number(own->id);
                       own->areKeysPublished = own->wasPublished && known.value(1) == own->keysName;
                       if (own->generation == m_generation) {
                           onOwnMade(own);
                       }
                   });
    });
}

void DeviceDirectory::onOwnMade(const std::shared_ptr<Own> &own)
{
    own->open = 2;
    own->hasFailed = false;
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        m_questions.fetchList(m_parts.own, version, [this, own, version](const Result<xmpp::OmemoDeviceList> &list) {
            if (list) {
                (version == OmemoVersion::V2 ? own->list2 : own->list03) = *list;
            } else {
                own->hasFailed = true;
            }
            if (--own->open == 0 && own->generation == m_generation) {
                onOwnLists(own);
            }
        });
    }
}

void DeviceDirectory::onOwnLists(const std::shared_ptr<Own> &own)
{
    if (own->hasFailed) {
        m_isPublishing = false; // a list that we have not seen is never overwritten
        Q_EMIT publishingEnded();
        return;
    }
    const bool isTaken = isListed(*own->list2, own->id) || isListed(*own->list03, own->id);
    if (isTaken && !own->wasPublished && own->idChanges < kMaxIdChanges) {
        // XEP-0384 5.3.1: another device of ours has this number already.
        ++own->idChanges;
        const auto changing = m_parts.store().threads().write(
            [context = m_context](store::WritableDatabase &database) -> Result<quint32> {
                store::OmemoStore store(database);
                return context->engine.changeOwnId(store);
            });
        afterwards(changing, this, [this, own](const Result<quint32> &id) {
            if (own->generation != m_generation) {
                return;
            }
            own->id = id.value_or(own->id);
            onOwnLists(own);
        });
        return;
    }
    if (own->areKeysPublished && isListed(*own->list2, own->id) && isListed(*own->list03, own->id)) {
        publishOwnLists(own); // a bundle is heavy: it goes out when it is new, or when the account has lost us
        return;
    }
    own->open = 2;
    for (const xmpp::OmemoBundle *bundle : {&own->bundle2, &own->bundle03}) {
        m_questions.publishBundle(own->id, *bundle, [this, own](const Status &done) {
            own->hasFailed = own->hasFailed || !done;
            if (--own->open == 0 && own->generation == m_generation) {
                publishOwnLists(own);
            }
        });
    }
}

void DeviceDirectory::publishOwnLists(const std::shared_ptr<Own> &own)
{
    if (own->hasFailed) {
        m_isPublishing = false; // nobody is told of a device whose keys cannot be fetched
        Q_EMIT publishingEnded();
        return;
    }
    own->open = 1;
    const auto finished = [this, own](const Status &done) {
        own->hasFailed = own->hasFailed || !done;
        if (--own->open > 0 || own->generation != m_generation) {
            return;
        }
        m_isPublishing = false;
        if (!own->hasFailed) {
            (void)m_parts.store().settings().setValue(kPublishedKey,
                                                      QByteArray(QByteArray::number(own->id) + ' ' + own->keysName));
            m_isPublished = true;
        }
        Q_EMIT publishingEnded();
    };
    for (xmpp::OmemoDeviceList list : {*own->list2, *own->list03}) {
        const qsizetype before = list.devices.size();
        list.devices.removeIf(
            [own](const xmpp::OmemoDeviceList::Device &device) { return own->stale.contains(device.id); });
        const bool isThere = isListed(list, own->id);
        if (!isThere) {
            list.devices.append({own->id, {}, {}});
        }
        if (!isThere || list.devices.size() != before) {
            ++own->open;
            m_questions.publishList(list, finished);
        }
    }
    finished({});
}

void DeviceDirectory::maintainSoon()
{
    if (!m_maintenance->isActive()) {
        m_maintenance->start(kMaintenanceDelay);
    }
}

void DeviceDirectory::maintain()
{
    m_daily->start(kMaintenanceEvery);
    if (!m_isPublished || m_parts.link.stream() == nullptr) {
        return; // comes with the next session
    }
    struct Changed
    {
        quint32 id = 0;
        QList<xmpp::OmemoBundle> bundles;
    };
    const auto maintaining = m_parts.store().threads().write(
        [context = m_context, isCatchingUp = m_isCatchingUp](store::WritableDatabase &database) -> Result<Changed> {
            store::OmemoStore store(database);
            Changed changed;
            WARDLINE_TRY(const omemo::Upkeep upkeep, context->engine.maintain(store, isCatchingUp));
            WARDLINE_TRY(changed.id, context->engine.prepareOwnDevice(store));
            if (upkeep.bundle2Changed) {
                WARDLINE_TRY(const auto bundle, context->engine.ownBundle(store, OmemoVersion::V2));
                changed.bundles.append(bundle);
            }
            if (upkeep.bundle03Changed) {
                WARDLINE_TRY(const auto bundle, context->engine.ownBundle(store, OmemoVersion::V03));
                changed.bundles.append(bundle);
            }
            return changed;
        });
    afterwards(maintaining, this, [this](const Result<Changed> &changed) {
        if (!changed) {
            Q_EMIT storeFailed(foldProfileError(changed.error()));
            return;
        }
        // The next session names what is published by then, and publishes what did not go out now.
        for (const xmpp::OmemoBundle &bundle : changed->bundles) {
            m_questions.publishBundle(changed->id, bundle, [](const Status &) {});
        }
    });
}

} // namespace wardline::service
