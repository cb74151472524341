// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/authority_folder.h"

#include "core/trust/sealed_signing_key.h"

#include <QDir>
#include <QFileInfo>

#include <sys/stat.h>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using trust::TrustError;

namespace {

const QString kLogFile = u"authority.log"_s;
const QString kRootFile = u"root.key"_s;
const QString kEnrolmentFile = u"enrolment.key"_s;
const QString kPublishedFile = u"published"_s;
constexpr QByteArrayView kRootLabel = "wardline.authority.root";
constexpr QByteArrayView kEnrolmentLabel = "wardline.authority.enrolment";
constexpr qsizetype kMaxKeyFile = 1024;
constexpr std::size_t kLeastPassphrase = 12;

Result<const SecretBytes *> secretIn(const AuthorityFolder::Secrets &secrets, const std::string &name)
{
    const auto found = secrets.find(name);
    if (found == secrets.end() || found->second.isEmpty()) {
        return failure(TrustError::WrongPassphrase, QString::fromStdString(name));
    }
    return &found->second;
}

Result<crypto::SigningKey> keyFrom(auth::DiskProfileFiles &files, const QString &name, const SecretBytes &passphrase,
                                   QByteArrayView label)
{
    WARDLINE_TRY(const QByteArray sealed, files.read(name, kMaxKeyFile));
    return trust::openSigningKey(sealed, passphrase, label);
}

Status makePrivateFolder(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) == 0) {
        return {};
    }
    const QFileInfo info(path);
    if (!info.isDir() || info.isSymLink() || !QDir(path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
        || ::chmod(name.constData(), 0700) != 0) {
        return failure(TrustError::StorageFailed, u"folder"_s);
    }
    return {};
}

} // namespace

AuthorityFolder::AuthorityFolder(const QString &path, auth::ProfileLock lock, trust::AuthorityBook book)
    : m_files(std::make_unique<auth::DiskProfileFiles>(path))
    , m_lock(std::move(lock))
    , m_book(std::move(book))
{
}

Result<AuthorityFolder> AuthorityFolder::create(const QString &path, trust::AuthoritySettings settings,
                                                const Secrets &secrets, Random &random, const Clock &clock)
{
    WARDLINE_TRY(const SecretBytes *rootPassphrase, secretIn(secrets, "root_passphrase"));
    WARDLINE_TRY(const SecretBytes *passphrase, secretIn(secrets, "passphrase"));
    if (rootPassphrase->size() < kLeastPassphrase || passphrase->size() < kLeastPassphrase) {
        return failure(TrustError::WrongPassphrase, u"short"_s);
    }
    WARDLINE_TRY(const crypto::SigningKey root, crypto::SigningKey::generate(random));
    WARDLINE_TRY(const crypto::SigningKey enrolment, crypto::SigningKey::generate(random));
    settings.rootKey = root.publicKey();
    WARDLINE_TRY(trust::AuthorityBook book, trust::AuthorityBook::create(std::move(settings), clock));
    WARDLINE_CHECK(book.beginEpoch(root, enrolment));
    WARDLINE_TRY(const QByteArray sealedRoot, trust::sealSigningKey(root, *rootPassphrase, kRootLabel, random));
    WARDLINE_TRY(const QByteArray sealedEnrolment,
                 trust::sealSigningKey(enrolment, *passphrase, kEnrolmentLabel, random));
    WARDLINE_CHECK(makePrivateFolder(path));
    WARDLINE_TRY(auth::ProfileLock lock, auth::ProfileLock::acquire(path));
    AuthorityFolder folder(path, std::move(lock), std::move(book));
    WARDLINE_CHECK(folder.m_files->write(kRootFile, sealedRoot));
    WARDLINE_CHECK(folder.m_files->write(kEnrolmentFile, sealedEnrolment));
    WARDLINE_CHECK(folder.save());
    return folder;
}

Result<AuthorityFolder> AuthorityFolder::open(const QString &path, const Clock &clock)
{
    if (!QFileInfo::exists(QString(path % u'/' % kLogFile))) {
        return failure(TrustError::Unknown, u"folder"_s);
    }
    WARDLINE_TRY(auth::ProfileLock lock, auth::ProfileLock::acquire(path));
    auth::DiskProfileFiles files(path);
    WARDLINE_TRY(const QByteArray text, files.read(kLogFile, trust::AuthorityLog::kMaxSize));
    WARDLINE_TRY(trust::AuthorityLog log, trust::AuthorityLog::parse(text));
    WARDLINE_TRY(trust::AuthorityBook book, trust::AuthorityBook::open(std::move(log), clock));
    return AuthorityFolder(path, std::move(lock), std::move(book));
}

Result<crypto::SigningKey> AuthorityFolder::enrolmentKey(const Secrets &secrets) const
{
    WARDLINE_TRY(const SecretBytes *passphrase, secretIn(secrets, "passphrase"));
    return keyFrom(*m_files, kEnrolmentFile, *passphrase, kEnrolmentLabel);
}

Status AuthorityFolder::beginEpoch(const Secrets &secrets, Random &random)
{
    WARDLINE_TRY(const SecretBytes *rootPassphrase, secretIn(secrets, "root_passphrase"));
    WARDLINE_TRY(const SecretBytes *passphrase, secretIn(secrets, "passphrase"));
    if (passphrase->size() < kLeastPassphrase) {
        return failure(TrustError::WrongPassphrase, u"short"_s);
    }
    WARDLINE_TRY(const crypto::SigningKey root, keyFrom(*m_files, kRootFile, *rootPassphrase, kRootLabel));
    WARDLINE_TRY(const crypto::SigningKey enrolment, crypto::SigningKey::generate(random));
    WARDLINE_TRY(const QByteArray sealed, trust::sealSigningKey(enrolment, *passphrase, kEnrolmentLabel, random));
    WARDLINE_CHECK(m_book.beginEpoch(root, enrolment));
    // The key first: a key without its epoch is replaced by the next try, an epoch without its key is not.
    WARDLINE_CHECK(m_files->write(kEnrolmentFile, sealed));
    return save();
}

Status AuthorityFolder::save()
{
    return m_files->write(kLogFile, m_book.log().text());
}

QStringList AuthorityFolder::publishedPages() const
{
    const auto text = m_files->read(kPublishedFile, 1024 * 1024);
    return text ? QString::fromLatin1(*text).split(u'\n', Qt::SkipEmptyParts) : QStringList();
}

Status AuthorityFolder::notePublished(const QStringList &pages)
{
    return m_files->write(kPublishedFile, pages.join(u'\n').toLatin1());
}

} // namespace wardline::ctl
