// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/authority_book.h"

#include <QJsonArray>

#include <algorithm>
#include <tuple>
#include <utility>

namespace wardline::trust {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kFullPage = 96 * 1024;
constexpr qsizetype kFullPageEntries = 300;
constexpr std::chrono::days kRevocationsKept{400};

QString encoded(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray decoded(const QJsonObject &entry, const QString &name)
{
    return QByteArray::fromBase64(entry.value(name).toString().toLatin1());
}

bool isBefore(const Revocation &a, const Revocation &b)
{
    return std::tuple(a.device.person.toString().toUtf8(), a.device.id, a.serial)
        < std::tuple(b.device.person.toString().toUtf8(), b.device.id, b.serial);
}

} // namespace

AuthorityBook::AuthorityBook(AuthorityLog log, const Clock &clock)
    : m_clock(&clock)
    , m_log(std::move(log))
{
}

Result<AuthorityBook> AuthorityBook::create(AuthoritySettings settings, const Clock &clock)
{
    const bool areRolesGood = std::all_of(settings.vouchingRoles.begin(), settings.vouchingRoles.end(),
                                          [](const QString &role) { return isWord(role, kMaxRole); });
    if (!isWord(settings.organisation, kMaxOrganisation) || settings.account.local().isEmpty() || !areRolesGood
        || settings.rootKey.size() != kKeySize || settings.statementDays < 1 || settings.statementDays > 90
        || settings.epochDays < 1 || settings.epochDays > 400) {
        return failure(TrustError::Malformed);
    }
    AuthorityBook book(AuthorityLog(), clock);
    book.m_log.append({{u"what"_s, u"created"_s},
                       {u"organisation"_s, settings.organisation},
                       {u"account"_s, settings.account.bare().toString()},
                       {u"root"_s, encoded(settings.rootKey)},
                       {u"vouching_roles"_s, QJsonArray::fromStringList(settings.vouchingRoles)},
                       {u"statement_days"_s, settings.statementDays},
                       {u"epoch_days"_s, settings.epochDays}},
                      clock.now());
    book.m_settings = std::move(settings);
    return book;
}

Result<AuthorityBook> AuthorityBook::open(AuthorityLog log, const Clock &clock)
{
    AuthorityBook book(std::move(log), clock);
    for (const QJsonObject &entry : book.m_log.entries()) {
        WARDLINE_CHECK(book.replay(entry));
    }
    if (book.m_settings.organisation.isEmpty()) {
        return failure(TrustError::Malformed);
    }
    return book;
}

Status AuthorityBook::replay(const QJsonObject &entry)
{
    const QString what = entry.value(u"what"_s).toString();
    const QByteArray document = decoded(entry, u"document"_s);
    if (what == u"created") {
        return replaySettings(entry);
    }
    if (what == u"epoch") {
        WARDLINE_TRY(m_epoch, EpochDocument::open(document, {m_settings.rootKey}));
        m_epochDocument = document;
        m_statements.clear();
        m_documents.clear();
        m_manifest.clear();
        m_version = 0;
        return {};
    }
    if (!m_epoch) {
        return failure(TrustError::Malformed);
    }
    if (what == u"issued") {
        WARDLINE_TRY(const DeviceStatement statement, DeviceStatement::open(document, m_epoch->enrolmentKey));
        m_serial = std::max(m_serial, statement.serial);
        m_statements.insert(statement.device, statement);
        m_documents.insert(statement.device, document);
        return {};
    }
    if (what == u"revoked") {
        return replayRevocation(entry);
    }
    if (what == u"manifest") {
        WARDLINE_TRY(const Manifest manifest, Manifest::open(document, m_epoch->enrolmentKey));
        m_manifest = document;
        m_version = manifest.version;
        m_issued = manifest.issued;
        return {};
    }
    return failure(TrustError::Malformed, what);
}

Status AuthorityBook::replaySettings(const QJsonObject &entry)
{
    const auto account = model::Jid::parse(entry.value(u"account"_s).toString());
    m_settings.organisation = entry.value(u"organisation"_s).toString();
    m_settings.account = account.value_or(model::Jid());
    m_settings.rootKey = decoded(entry, u"root"_s);
    for (const QJsonValue &role : entry.value(u"vouching_roles"_s).toArray()) {
        m_settings.vouchingRoles.append(role.toString());
    }
    m_settings.statementDays = entry.value(u"statement_days"_s).toInt();
    m_settings.epochDays = entry.value(u"epoch_days"_s).toInt();
    return account ? Status() : failure(TrustError::Malformed);
}

Status AuthorityBook::replayRevocation(const QJsonObject &entry)
{
    const QByteArray bytes = decoded(entry, u"revocation"_s);
    ByteReader reader(bytes);
    const Revocation revocation = Revocation::read(reader);
    if (!reader.isDone()) {
        return failure(TrustError::Malformed);
    }
    take(revocation);
    return {};
}

/// Its number may have been certified with another key.
void AuthorityBook::take(const Revocation &revocation)
{
    m_revocations.append(revocation);
    const auto statement = m_statements.constFind(revocation.device);
    if (statement != m_statements.constEnd() && statement->identityKey == revocation.identityKey) {
        m_statements.remove(revocation.device);
        m_documents.remove(revocation.device);
    }
}

void AuthorityBook::addRevocation(const Revocation &revocation, const QString &by)
{
    ByteWriter writer;
    revocation.write(writer);
    m_log.append({{u"what"_s, u"revoked"_s},
                  {u"by"_s, by},
                  {u"person"_s, revocation.device.person.toString()},
                  {u"device"_s, static_cast<qint64>(revocation.device.id)},
                  {u"serial"_s, static_cast<qint64>(revocation.serial)},
                  {u"revocation"_s, encoded(writer.bytes())}},
                 m_clock->now());
    take(revocation);
}

std::chrono::sys_seconds AuthorityBook::now() const
{
    return std::chrono::floor<std::chrono::seconds>(m_clock->now());
}

bool AuthorityBook::isRevoked(const model::Jid &person, const QByteArray &key) const
{
    return std::any_of(m_revocations.begin(), m_revocations.end(), [&](const Revocation &revocation) {
        return revocation.device.person == person && revocation.identityKey == key;
    });
}

Status AuthorityBook::checkEnrolmentKey(const crypto::SigningKey &enrolment) const
{
    if (!m_epoch || m_epoch->enrolmentKey != enrolment.publicKey()) {
        return failure(TrustError::OtherEpoch);
    }
    return m_epoch->isIn(m_clock->now()) ? Status() : failure(TrustError::Expired);
}

Status AuthorityBook::beginEpoch(const crypto::SigningKey &root, const crypto::SigningKey &enrolment)
{
    if (root.publicKey() != m_settings.rootKey) {
        return failure(TrustError::BadSignature);
    }
    EpochDocument epoch;
    epoch.organisation = m_settings.organisation;
    epoch.number = m_epoch ? m_epoch->number + 1 : 1;
    epoch.enrolmentKey = enrolment.publicKey();
    epoch.notBefore = now();
    epoch.notAfter = now() + std::chrono::days(m_settings.epochDays);
    WARDLINE_TRY(const QByteArray document, epoch.sign(root));
    const QMap<model::DeviceAddress, DeviceStatement> before = std::exchange(m_statements, {});
    m_documents.clear();
    m_manifest.clear();
    m_version = 0;
    m_epoch = epoch;
    m_epochDocument = document;
    m_log.append({{u"what"_s, u"epoch"_s}, {u"by"_s, u"operator"_s}, {u"document"_s, encoded(document)}},
                 m_clock->now());
    for (DeviceStatement statement : before) {
        if (statement.isIn(m_clock->now())) {
            WARDLINE_TRY(const QByteArray again, add(std::move(statement), u"epoch"_s, enrolment));
        }
    }
    return {};
}

Result<QByteArray> AuthorityBook::add(DeviceStatement statement, const QString &by, const crypto::SigningKey &enrolment)
{
    WARDLINE_CHECK(checkEnrolmentKey(enrolment));
    if (isRevoked(statement.device.person, statement.identityKey)) {
        return failure(TrustError::NotPermitted);
    }
    statement.organisation = m_settings.organisation;
    statement.epoch = m_epoch->number;
    statement.serial = m_serial + 1;
    WARDLINE_TRY(const QByteArray document, statement.sign(enrolment));
    m_serial = statement.serial;
    m_log.append({{u"what"_s, u"issued"_s},
                  {u"by"_s, by},
                  {u"person"_s, statement.device.person.toString()},
                  {u"device"_s, static_cast<qint64>(statement.device.id)},
                  {u"serial"_s, static_cast<qint64>(statement.serial)},
                  {u"document"_s, encoded(document)}},
                 m_clock->now());
    m_documents.insert(statement.device, document);
    m_statements.insert(statement.device, std::move(statement));
    return document;
}

Result<QByteArray> AuthorityBook::issue(const Subject &subject, const QString &by, const crypto::SigningKey &enrolment)
{
    DeviceStatement statement;
    statement.device = subject.device;
    statement.identityKey = subject.identityKey;
    statement.kind = subject.kind;
    statement.clinicalRoles = subject.clinicalRoles;
    std::sort(statement.clinicalRoles.begin(), statement.clinicalRoles.end());
    statement.clinicalRoles.removeDuplicates();
    statement.notBefore = now();
    statement.notAfter = now() + std::chrono::days(m_settings.statementDays);
    return add(std::move(statement), by, enrolment);
}

Result<QByteArray> AuthorityBook::renew(const CertificationRequest &request, const crypto::SigningKey &enrolment)
{
    if (request.organisation != m_settings.organisation) {
        return failure(TrustError::OtherOrganisation);
    }
    const auto known = m_statements.constFind(request.device);
    if (known == m_statements.constEnd()) {
        return failure(TrustError::Unknown);
    }
    WARDLINE_TRY(const QByteArray key, statementKeyFromEdwards(request.identityKey));
    if (known->identityKey != key) {
        return failure(TrustError::OtherPerson);
    }
    if (!known->isIn(m_clock->now())) {
        return failure(TrustError::Expired);
    }
    return issue({known->device, known->identityKey, known->kind, known->clinicalRoles}, u"renewal"_s, enrolment);
}

Result<QByteArray> AuthorityBook::certify(const CertificationRequest &request, const QString &by,
                                          const crypto::SigningKey &enrolment)
{
    if (request.organisation != m_settings.organisation) {
        return failure(TrustError::OtherOrganisation);
    }
    WARDLINE_TRY(const QByteArray key, statementKeyFromEdwards(request.identityKey));
    Subject subject{request.device, key, DeviceKind::User, {}};
    for (const DeviceStatement &statement : m_statements) {
        if (statement.device.person == request.device.person && statement.kind == DeviceKind::User
            && statement.isIn(m_clock->now())) {
            subject.clinicalRoles = statement.clinicalRoles;
        }
    }
    return issue(subject, by, enrolment);
}

Result<int> AuthorityBook::revoke(const model::DeviceAddress &device, const QString &by)
{
    QList<DeviceStatement> hit;
    for (const DeviceStatement &statement : std::as_const(m_statements)) {
        if (statement.device.person == device.person && (device.id == 0 || statement.device.id == device.id)) {
            hit.append(statement);
        }
    }
    if (hit.isEmpty()) {
        return failure(TrustError::Unknown);
    }
    for (const DeviceStatement &statement : std::as_const(hit)) {
        addRevocation({statement.device, statement.identityKey, statement.serial, now()}, by);
    }
    return static_cast<int>(hit.size());
}

Status AuthorityBook::revokeKey(const model::DeviceAddress &device, const QByteArray &statementKey, const QString &by)
{
    if (isRevoked(device.person, statementKey)) {
        return failure(TrustError::Repeated);
    }
    const auto statement = m_statements.constFind(device);
    const bool isCertified = statement != m_statements.constEnd() && statement->identityKey == statementKey;
    addRevocation({device, statementKey, isCertified ? statement->serial : 0, now()}, by);
    return {};
}

Status AuthorityBook::mayVouch(const Vouching &vouching, const CertificationRequest &request) const
{
    if (vouching.organisation != m_settings.organisation) {
        return failure(TrustError::OtherOrganisation);
    }
    const auto statement = m_statements.constFind(vouching.voucher);
    if (statement == m_statements.constEnd() || !statement->isIn(m_clock->now()) || statement->kind != DeviceKind::User
        || vouching.voucher.person == request.device.person) {
        return failure(TrustError::NotPermitted);
    }
    WARDLINE_TRY(const QByteArray key, statementKeyFromEdwards(vouching.identityKey));
    if (statement->identityKey != key) {
        return failure(TrustError::OtherPerson);
    }
    const bool hasRole = std::any_of(statement->clinicalRoles.begin(), statement->clinicalRoles.end(),
                                     [this](const QString &role) { return m_settings.vouchingRoles.contains(role); });
    if (!hasRole) {
        return failure(TrustError::NotPermitted);
    }
    if (vouching.made > now() + std::chrono::hours(1)) {
        return failure(TrustError::FromTheFuture);
    }
    return vouching.made + Vouching::kMaxAge > now() ? Status() : failure(TrustError::Expired);
}

QList<StatementPage> AuthorityBook::pagesOf(int bits) const
{
    QList<StatementPage> pages(qsizetype(1) << bits);
    // by the bytes of the address, as FORMATS.md has it
    QMap<std::pair<QByteArray, quint32>, model::DeviceAddress> order;
    for (const DeviceStatement &statement : m_statements) {
        if (statement.notAfter > now()) {
            order.insert({statement.device.person.toString().toUtf8(), statement.device.id}, statement.device);
        }
    }
    for (const model::DeviceAddress &device : std::as_const(order)) {
        pages[StatementPage::indexOf(device.person, bits)].statements.append(m_documents.value(device));
    }
    QList<Revocation> revocations = m_revocations;
    std::sort(revocations.begin(), revocations.end(), isBefore);
    for (const Revocation &revocation : std::as_const(revocations)) {
        if (revocation.since + kRevocationsKept > now()) {
            pages[StatementPage::indexOf(revocation.device.person, bits)].revocations.append(revocation);
        }
    }
    return pages;
}

Result<QList<QByteArray>> AuthorityBook::encodedPages() const
{
    for (int bits = 0; bits <= StatementPage::kMaxBits; ++bits) {
        QList<QByteArray> result;
        bool fits = true;
        const bool isLast = bits == StatementPage::kMaxBits;
        for (const StatementPage &page : pagesOf(bits)) {
            const auto bytes = page.encode();
            const bool isFull = !bytes || bytes->size() > kFullPage
                || page.statements.size() + page.revocations.size() > kFullPageEntries;
            if (!bytes || (isFull && !isLast)) {
                fits = false;
                break;
            }
            result.append(*bytes);
        }
        if (fits) {
            return result;
        }
    }
    return failure(TrustError::TooLarge);
}

Result<Publication> AuthorityBook::makeManifest(const crypto::SigningKey &enrolment)
{
    WARDLINE_CHECK(checkEnrolmentKey(enrolment));
    WARDLINE_TRY(const QList<QByteArray> pages, encodedPages());
    Manifest manifest;
    manifest.organisation = m_settings.organisation;
    manifest.epoch = m_epoch->number;
    manifest.version = m_version + 1;
    manifest.issued = std::max(now(), m_version > 0 ? m_issued : now());
    manifest.predecessor = m_version > 0 ? digestOf(m_manifest) : QByteArray(kHashSize, '\0');
    for (const QByteArray &page : pages) {
        manifest.pages.append(digestOf(page));
    }
    WARDLINE_TRY(m_manifest, manifest.sign(enrolment));
    m_version = manifest.version;
    m_issued = manifest.issued;
    m_log.append({{u"what"_s, u"manifest"_s},
                  {u"version"_s, static_cast<qint64>(m_version)},
                  {u"statements"_s, m_statements.size()},
                  {u"document"_s, encoded(m_manifest)}},
                 m_clock->now());
    Publication result{m_epochDocument, m_manifest, {}};
    for (const QByteArray &page : pages) {
        if (!result.pages.contains(page)) {
            result.pages.append(page);
        }
    }
    return result;
}

std::optional<Publication> AuthorityBook::publication() const
{
    if (!m_epoch || m_manifest.isEmpty()) {
        return std::nullopt;
    }
    const auto manifest = Manifest::open(m_manifest, m_epoch->enrolmentKey);
    const auto pages = encodedPages();
    if (!manifest || !pages || pages->size() != manifest->pages.size()) {
        return std::nullopt;
    }
    Publication result{m_epochDocument, m_manifest, {}};
    for (qsizetype i = 0; i < pages->size(); ++i) {
        if (digestOf(pages->at(i)) != manifest->pages.at(i)) {
            return std::nullopt;
        }
        if (!result.pages.contains(pages->at(i))) {
            result.pages.append(pages->at(i));
        }
    }
    return result;
}

} // namespace wardline::trust
