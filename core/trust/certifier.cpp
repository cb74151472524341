// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/certifier.h"

#include <algorithm>

namespace wardline::trust {

namespace {

using Reason = Certification::Reason;

constexpr qsizetype kMaxRevocations = 65'536;
constexpr qsizetype kMaxShown = 4'096;
constexpr qsizetype kMaxStoodFor = 65'536;
constexpr std::chrono::sys_seconds kAnyList{}; ///< is new enough to say that nobody stands for a person

Instant asInstant(std::chrono::sys_seconds time)
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(time);
}

Certification without(Certification::State state, Reason reason)
{
    Certification result;
    result.state = state;
    result.reason = reason;
    return result;
}

} // namespace

Certifier::Certifier(CertifierRules rules, const Clock &clock, TrustMemoryStore &store)
    : m_rules(std::move(rules))
    , m_clock(clock)
    , m_store(store)
{
}

Status Certifier::load()
{
    m_memory = {};
    m_epoch.reset();
    m_manifest.reset();
    m_statements.clear();
    m_shown.clear();
    WARDLINE_TRY(const std::optional<TrustMemory> kept, m_store.load());
    if (!kept || !isConfigured()) {
        return {};
    }
    m_memory.highestTime = kept->highestTime;
    if (kept->epoch.isEmpty()) {
        return {};
    }
    WARDLINE_TRY(EpochDocument epoch, EpochDocument::open(kept->epoch, m_rules.rootKeys));
    if (epoch.organisation != m_rules.organisation) {
        return failure(TrustError::OtherOrganisation);
    }
    m_epoch = std::move(epoch);
    m_memory.epoch = kept->epoch;
    m_memory.revocations = kept->revocations;
    m_memory.former = kept->former;
    m_memory.stoodFor = kept->stoodFor;
    if (kept->manifest.isEmpty()) {
        return {};
    }
    WARDLINE_TRY(m_manifest, Manifest::open(kept->manifest, m_epoch->enrolmentKey));
    m_memory.manifest = kept->manifest;
    for (auto it = kept->pages.begin(); it != kept->pages.end(); ++it) {
        if (it.key() < 0 || it.key() >= m_manifest->pages.size()
            || digestOf(it.value()) != m_manifest->pages.at(it.key())) {
            continue;
        }
        WARDLINE_TRY(const StatementPage page, readPage(it.value(), it.key()));
        m_memory.pages.insert(it.key(), it.value());
        indexPage(it.key(), page);
    }
    return {};
}

Instant Certifier::trustTime() const
{
    return std::max(m_clock.now(), asInstant(m_memory.highestTime));
}

Status Certifier::keep(TrustMemory memory)
{
    WARDLINE_CHECK(m_store.save(memory));
    m_memory = std::move(memory);
    return {};
}

Result<Taken> Certifier::takeEpoch(QByteArrayView document)
{
    if (!isConfigured()) {
        return failure(TrustError::NotPinned);
    }
    WARDLINE_TRY(EpochDocument epoch, EpochDocument::open(document, m_rules.rootKeys));
    if (epoch.organisation != m_rules.organisation) {
        return failure(TrustError::OtherOrganisation);
    }
    if (m_epoch && epoch.number < m_epoch->number) {
        return failure(TrustError::RolledBack);
    }
    if (m_epoch && epoch.number == m_epoch->number) {
        if (epoch != *m_epoch) { // the same words under another root's signature are no fork
            return failure(TrustError::Forked);
        }
        return Taken::Nothing;
    }
    if (asInstant(epoch.notBefore) > trustTime() + kClockTolerance) {
        return failure(TrustError::NotYetValid);
    }
    if (asInstant(epoch.notAfter) <= trustTime()) {
        return failure(TrustError::Expired);
    }
    TrustMemory memory;
    memory.epoch = document.toByteArray();
    memory.highestTime = m_memory.highestTime;
    memory.former = m_memory.former + m_memory.revocations;
    memory.former.resize(std::min(memory.former.size(), kMaxRevocations));
    memory.stoodFor = stoodForUntilNow();
    for (auto &newEnough : memory.stoodFor) {
        newEnough = kAnyList; // of the new epoch
    }
    WARDLINE_CHECK(keep(std::move(memory)));
    m_epoch = std::move(epoch);
    m_manifest.reset();
    m_statements.clear();
    m_shown.clear();
    return Taken::Changed;
}

Result<Taken> Certifier::takeManifest(QByteArrayView document)
{
    if (!isConfigured()) {
        return failure(TrustError::NotPinned);
    }
    if (!m_epoch) {
        return failure(TrustError::OtherEpoch);
    }
    WARDLINE_TRY(Manifest manifest, Manifest::open(document, m_epoch->enrolmentKey));
    if (manifest.organisation != m_rules.organisation) {
        return failure(TrustError::OtherOrganisation);
    }
    if (manifest.epoch != m_epoch->number) {
        return failure(manifest.epoch < m_epoch->number ? TrustError::RolledBack : TrustError::OtherEpoch);
    }
    const QByteArray digest = digestOf(document);
    if (m_manifest) {
        const QByteArray known = digestOf(m_memory.manifest);
        if (manifest.version < m_manifest->version) {
            return failure(TrustError::RolledBack);
        }
        if (manifest.version == m_manifest->version) {
            return digest == known ? Result<Taken>(Taken::Nothing) : failure(TrustError::Forked);
        }
        if (manifest.version == m_manifest->version + 1 && manifest.predecessor != known) {
            return failure(TrustError::Forked);
        }
        if (manifest.issued < m_manifest->issued) {
            return failure(TrustError::RolledBack);
        }
    }
    if (asInstant(manifest.issued) > trustTime() + kClockTolerance) {
        return failure(TrustError::FromTheFuture);
    }
    TrustMemory memory = m_memory;
    memory.manifest = document.toByteArray();
    memory.pages.clear();
    QHash<int, QList<DeviceStatement>> statements;
    const bool areSameBits = m_manifest && m_manifest->pageBits() == manifest.pageBits();
    memory.stoodFor = stoodForUntilNow();
    for (auto it = m_memory.pages.begin(); areSameBits && it != m_memory.pages.end(); ++it) {
        if (m_manifest->pages.at(it.key()) == manifest.pages.at(it.key())) {
            memory.pages.insert(it.key(), it.value());
            statements.insert(it.key(), m_statements.value(it.key()));
        }
    }
    memory.stoodFor.removeIf([&memory, &manifest](const auto &person) { // their page says what stands
        return memory.pages.contains(StatementPage::indexOf(person.key(), manifest.pageBits()))
            && person.value() < manifest.issued;
    });
    rememberTime(memory, manifest);
    WARDLINE_CHECK(keep(std::move(memory)));
    m_manifest = std::move(manifest);
    m_statements = std::move(statements);
    return Taken::Changed;
}

/// For whom it stands by what is here, and for whom it did by what is gone.
QHash<model::Jid, std::chrono::sys_seconds> Certifier::stoodForUntilNow() const
{
    auto people = m_memory.stoodFor;
    for (const QList<DeviceStatement> &page : std::as_const(m_statements)) {
        for (const DeviceStatement &statement : page) {
            const model::Jid &person = statement.device.person;
            if (!people.contains(person) && people.size() < kMaxStoodFor && standsFor(person)) {
                people.insert(person, kAnyList);
            }
        }
    }
    return people;
}

/// A time that lies far ahead must not be remembered: everything would be over for good. So a clock that runs ahead
/// counts only as long as it is near a signed time, and a signed time only as long as it is near the clock: whoever
/// steals an enrolment key cannot push time on step by step.
void Certifier::rememberTime(TrustMemory &memory, const Manifest &manifest) const
{
    const auto local = std::chrono::floor<std::chrono::seconds>(m_clock.now());
    memory.highestTime = std::max(memory.highestTime, std::min(manifest.issued, local + kClockTolerance));
    if (local <= manifest.issued + m_rules.manifestHard) {
        memory.highestTime = std::max(memory.highestTime, local);
    }
}

Result<StatementPage> Certifier::readPage(QByteArrayView bytes, int index) const
{
    WARDLINE_TRY(StatementPage page, StatementPage::parse(bytes, index, m_manifest->pageBits()));
    for (const QByteArray &document : std::as_const(page.statements)) {
        WARDLINE_TRY(const DeviceStatement statement, DeviceStatement::open(document, m_epoch->enrolmentKey));
        if (statement.organisation != m_rules.organisation) {
            return failure(TrustError::OtherOrganisation);
        }
        if (statement.epoch != m_epoch->number) {
            return failure(TrustError::OtherEpoch);
        }
    }
    return page;
}

void Certifier::indexPage(int index, const StatementPage &page)
{
    QList<DeviceStatement> statements;
    for (const QByteArray &document : page.statements) {
        if (const auto statement = DeviceStatement::parse(document)) {
            statements.append(*statement);
        }
    }
    m_statements.insert(index, statements);
}

Result<Taken> Certifier::takePage(QByteArrayView bytes)
{
    if (!m_manifest) {
        return failure(TrustError::OtherEpoch);
    }
    if (bytes.size() > StatementPage::kMaxSize) {
        return failure(TrustError::TooLarge);
    }
    const QByteArray digest = digestOf(bytes);
    TrustMemory memory = m_memory;
    QHash<int, StatementPage> taken;
    bool isNamed = false;
    for (int index = 0; index < m_manifest->pages.size(); ++index) {
        if (m_manifest->pages.at(index) != digest) {
            continue;
        }
        isNamed = true; // several empty pages look the same
        if (m_memory.pages.contains(index)) {
            continue;
        }
        WARDLINE_TRY(StatementPage page, readPage(bytes, index));
        for (const Revocation &revocation : std::as_const(page.revocations)) {
            if (!memory.revocations.contains(revocation) && memory.revocations.size() < kMaxRevocations) {
                memory.revocations.append(revocation);
            }
        }
        const int bits = m_manifest->pageBits();
        memory.former.removeIf([index, bits](const Revocation &revocation) { // this epoch has said what stands
            return StatementPage::indexOf(revocation.device.person, bits) == index;
        });
        memory.stoodFor.removeIf([this, index, bits](const auto &person) {
            return StatementPage::indexOf(person.key(), bits) == index && person.value() < m_manifest->issued;
        });
        memory.pages.insert(index, bytes.toByteArray());
        taken.insert(index, std::move(page));
    }
    if (!isNamed) {
        return failure(TrustError::OtherPlace);
    }
    if (taken.isEmpty()) {
        return Taken::Nothing;
    }
    WARDLINE_CHECK(keep(std::move(memory)));
    for (auto it = taken.begin(); it != taken.end(); ++it) {
        indexPage(it.key(), it.value());
    }
    return Taken::Changed;
}

QList<QByteArray> Certifier::missingPages(const QSet<model::Jid> &people) const
{
    QList<QByteArray> result;
    if (!m_manifest) {
        return result;
    }
    QSet<int> indexes;
    for (const model::Jid &person : people) {
        indexes.insert(StatementPage::indexOf(person, m_manifest->pageBits()));
    }
    for (const int index : std::as_const(indexes)) {
        const QByteArray &digest = m_manifest->pages.at(index);
        if (!m_memory.pages.contains(index) && !result.contains(digest)) {
            result.append(digest);
        }
    }
    return result;
}

bool Certifier::isRevoked(const model::DeviceAddress &device, const QByteArray &key) const
{
    const auto isIt = [&](const Revocation &revocation) {
        return revocation.device.person == device.person
            && (key.isEmpty() ? revocation.device == device : revocation.identityKey == key);
    };
    return std::any_of(m_memory.revocations.begin(), m_memory.revocations.end(), isIt)
        || std::any_of(m_memory.former.begin(), m_memory.former.end(), isIt);
}

Status Certifier::checkTimes(const DeviceStatement &statement) const
{
    const Instant now = trustTime();
    if (asInstant(statement.notBefore) > now + kClockTolerance) {
        return failure(TrustError::NotYetValid);
    }
    if (asInstant(statement.notAfter) <= now || asInstant(m_epoch->notAfter) <= now) {
        return failure(TrustError::Expired);
    }
    return {};
}

Certification Certifier::certify(const model::DeviceAddress &device, QByteArrayView identityKey) const
{
    if (!isConfigured()) {
        return without(Certification::State::None, Reason::NoAuthority);
    }
    const QByteArray key =
        identityKey.isEmpty() ? QByteArray() : statementKeyFromCurve(identityKey).value_or(QByteArray());
    if (isRevoked(device, key)) {
        return without(Certification::State::Revoked, Reason::Revoked);
    }
    if (!m_manifest) {
        return without(Certification::State::None, Reason::NoManifest);
    }
    const int index = StatementPage::indexOf(device.person, m_manifest->pageBits());
    if (!m_statements.contains(index)) {
        return without(Certification::State::None, Reason::NotFetched);
    }
    if (const auto shown = newerThanList(device, key); shown && checkTimes(*shown)) {
        return certifyFrom(*shown);
    }
    const QList<DeviceStatement> statements = m_statements.value(index);
    const auto statement = std::find_if(statements.begin(), statements.end(),
                                        [&device](const DeviceStatement &known) { return known.device == device; });
    if (statement == statements.end()) {
        return without(Certification::State::None, Reason::NoStatement);
    }
    if (key.isEmpty() || statement->identityKey != key) {
        return without(Certification::State::None, Reason::OtherKey);
    }
    return certifyFrom(*statement);
}

/// What its owner showed, if no list was made since that should have it.
std::optional<DeviceStatement> Certifier::newerThanList(const model::DeviceAddress &device, const QByteArray &key) const
{
    const auto shown = m_shown.constFind(device);
    const bool isNewer = shown != m_shown.constEnd() && shown->identityKey == key && m_epoch
        && shown->epoch == m_epoch->number && shown->notBefore >= m_manifest->issued;
    return isNewer ? std::optional(*shown) : std::nullopt;
}

Certification Certifier::certifyFrom(const DeviceStatement &statement) const
{
    Certification result;
    result.until = asInstant(std::min(statement.notAfter, m_epoch->notAfter));
    if (const Status times = checkTimes(statement); !times) {
        const bool isEarly = times.error().is(TrustError::NotYetValid);
        const bool isEpochOver = asInstant(m_epoch->notAfter) <= trustTime();
        result.state = isEarly ? Certification::State::None : Certification::State::Expired;
        result.reason = isEarly ? Reason::NotYetValid : isEpochOver ? Reason::EpochOver : Reason::Expired;
        return result;
    }
    result.state = Certification::State::Certified;
    result.reason = Reason::Certified;
    result.clinicalRoles = statement.clinicalRoles;
    result.kind = statement.kind;
    return result;
}

Result<Taken> Certifier::takeStatement(QByteArrayView document, const model::DeviceAddress &device,
                                       QByteArrayView identityKey)
{
    WARDLINE_TRY(const DeviceStatement shown, judge(document, device, identityKey));
    if (!m_manifest) {
        return failure(TrustError::OtherEpoch);
    }
    if (shown.notBefore < m_manifest->issued) {
        return failure(TrustError::RolledBack);
    }
    const auto known = m_shown.constFind(device);
    if (known != m_shown.constEnd() && *known == shown) {
        return Taken::Nothing;
    }
    if (known == m_shown.constEnd() && m_shown.size() >= kMaxShown) {
        return failure(TrustError::TooLarge);
    }
    if (!standsFor(device.person) && m_memory.stoodFor.size() < kMaxStoodFor) {
        TrustMemory memory = m_memory;
        memory.stoodFor.insert(device.person, shown.notBefore);
        WARDLINE_CHECK(keep(std::move(memory)));
    }
    m_shown.insert(device, shown);
    return Taken::Changed;
}

Result<DeviceStatement> Certifier::judge(QByteArrayView statement, const model::DeviceAddress &device,
                                         QByteArrayView identityKey) const
{
    if (!isConfigured()) {
        return failure(TrustError::NotPinned);
    }
    if (!m_epoch) {
        return failure(TrustError::OtherEpoch);
    }
    WARDLINE_TRY(DeviceStatement shown, DeviceStatement::parse(statement));
    if (shown.organisation != m_rules.organisation) {
        return failure(TrustError::OtherOrganisation);
    }
    if (shown.epoch != m_epoch->number) {
        return failure(TrustError::OtherEpoch);
    }
    WARDLINE_CHECK(verifyDocument(DocumentKind::Statement, statement, m_epoch->enrolmentKey));
    WARDLINE_TRY(const QByteArray key, statementKeyFromCurve(identityKey));
    if (shown.device != device || shown.identityKey != key) {
        return failure(TrustError::OtherPerson);
    }
    if (isRevoked(device, key)) {
        return failure(TrustError::NotPermitted);
    }
    WARDLINE_CHECK(checkTimes(shown));
    return shown;
}

bool Certifier::standsFor(const model::Jid &person) const
{
    if (!m_epoch) {
        return false;
    }
    const bool isPageHere = m_manifest && m_statements.contains(StatementPage::indexOf(person, m_manifest->pageBits()));
    const auto stoodFor = m_memory.stoodFor.constFind(person.bare());
    if (stoodFor != m_memory.stoodFor.constEnd() && (!isPageHere || *stoodFor >= m_manifest->issued)) {
        return true; // holding back what is newer makes nobody's device count
    }
    const bool isTooOld = manifestAge() == ManifestAge::TooOld; // whoever withholds newer ones may wait for its end
    const auto isInForce = [this, &person, isTooOld](const DeviceStatement &statement) {
        const Certification::State state = certifyFrom(statement).state;
        return statement.device.person == person.bare() && !isRevoked(statement.device, statement.identityKey)
            && (state == Certification::State::Certified || (isTooOld && state == Certification::State::Expired));
    };
    const QList<DeviceStatement> listed = devicesOf(person);
    return std::any_of(listed.begin(), listed.end(), isInForce)
        || std::any_of(m_shown.begin(), m_shown.end(), isInForce);
}

QList<DeviceStatement> Certifier::devicesOf(const model::Jid &person) const
{
    QList<DeviceStatement> result;
    if (!m_manifest) {
        return result;
    }
    const auto page = m_statements.constFind(StatementPage::indexOf(person, m_manifest->pageBits()));
    if (page == m_statements.constEnd()) {
        return result;
    }
    std::copy_if(page->begin(), page->end(), std::back_inserter(result),
                 [&person](const DeviceStatement &statement) { return statement.device.person == person.bare(); });
    return result;
}

QList<Revocation> Certifier::revocationsOf(const model::Jid &person) const
{
    QList<Revocation> result;
    std::copy_if(m_memory.revocations.begin(), m_memory.revocations.end(), std::back_inserter(result),
                 [&person](const Revocation &revocation) { return revocation.device.person == person.bare(); });
    return result;
}

ManifestAge Certifier::manifestAge() const
{
    if (!m_manifest) {
        return ManifestAge::None;
    }
    const auto age = trustTime() - asInstant(m_manifest->issued);
    if (age > m_rules.manifestHard) {
        return ManifestAge::TooOld;
    }
    return age > m_rules.manifestSoft ? ManifestAge::Ageing : ManifestAge::Fresh;
}

ListState Certifier::listState() const
{
    if (!isConfigured()) {
        return ListState::NotUsed;
    }
    switch (manifestAge()) {
    case ManifestAge::None:
        return ListState::Missing;
    case ManifestAge::Fresh:
        return ListState::Fresh;
    case ManifestAge::Ageing:
        return ListState::Ageing;
    case ManifestAge::TooOld:
        return ListState::TooOld;
    }
    return ListState::Missing;
}

} // namespace wardline::trust
