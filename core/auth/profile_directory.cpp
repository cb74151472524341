// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/profile_directory.h"

#include "core/auth/disk_profile_files.h"
#include "core/crypto/hmac.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

#ifndef _WIN32
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace wardline::auth {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kHeaderFile = "vault"_L1;
constexpr auto kMarkerFile = "wardline-profile"_L1; ///< says that the folder is ours, to fill and to remove
constexpr auto kCardFile = "card.json"_L1;
constexpr qsizetype kMaximumCard = 8192;
constexpr qsizetype kMaximumUrl = 2048;
constexpr double kLatestMoment = 253'402'300'799'000.0; ///< the end of the year 9999
constexpr qsizetype kNameLength = 32;
constexpr QByteArrayView kNameDomain = "wardline/profile/1";

bool isProfileName(const QString &name)
{
    return name.size() == kNameLength && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

bool isOurs(const QString &path)
{
    return QFileInfo(path % u'/' % kMarkerFile).isFile();
}

#ifdef _WIN32
Status checkPrivate(const QString &)
{
    return {}; // the user's AppData is private by its inherited ACL
}
#else
/// Ours, no link, and nobody else gets in.
Status checkPrivate(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status {};
    if (::lstat(name.constData(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid()) {
        return failure(AuthError::ProfilePathUnsafe, u"link or owner"_s);
    }
    if ((status.st_mode & 0077) != 0 && ::chmod(name.constData(), 0700) != 0) {
        return failure(AuthError::ProfilePathUnsafe, u"mode"_s);
    }
    return {};
}
#endif

} // namespace

ProfileDirectory::ProfileDirectory(QString path)
    : m_path(std::move(path))
{
}

ProfileDirectory ProfileDirectory::forAccount(const QString &root, const model::Jid &account)
{
    QByteArray name = kNameDomain.toByteArray();
    name.append('\0').append(account.bare().toString().toUtf8());
    return ProfileDirectory(QDir(root).filePath(QString::fromLatin1(crypto::sha256(name).toHex().first(kNameLength))));
}

ProfileDirectory ProfileDirectory::at(const QString &path)
{
    return ProfileDirectory(QDir::cleanPath(QDir(path).absolutePath()));
}

QList<ProfileDirectory> ProfileDirectory::list(const QString &root)
{
    QList<ProfileDirectory> found;
    const QStringList names = QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    for (const QString &name : names) {
        const ProfileDirectory candidate(QDir(root).filePath(name));
        if (isProfileName(name) && candidate.holdsProfile()) {
            found.append(candidate);
        }
    }
    return found;
}

Status ProfileDirectory::prepare() const
{
    const QFileInfo info(m_path);
    if (!info.exists() && !info.isSymLink()) {
        const QDir parent(info.absolutePath());
        if (!parent.mkpath(u"."_s)
            || !parent.mkdir(info.fileName(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner)) {
            return failure(AuthError::ProfileNotWritable, u"cannot be made"_s);
        }
    }
    // Before anything is changed: a folder that has other things in it (somebody's home) is none of ours.
    const QDir::Filters everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    if (!isOurs(m_path) && !QDir(m_path).isEmpty(everything)) {
        return failure(AuthError::ProfilePathUnsafe, u"not empty and not a profile"_s);
    }
    WARDLINE_CHECK(checkPrivate(m_path));
    // The only honest test of "may I write here" (permissions, read-only mounts, quota) is to write.
    return DiskProfileFiles(m_path).write(kMarkerFile, "Wardline profile 1\n");
}

bool ProfileDirectory::holdsProfile() const
{
    return QFileInfo(m_path % u'/' % kHeaderFile).isFile();
}

QString ProfileDirectory::cacheDatabasePath() const
{
    return m_path % u"/cache.db"_s;
}

QString ProfileDirectory::auditPath() const
{
    return m_path % u"/audit"_s;
}

QString ProfileDirectory::attachmentsPath() const
{
    return m_path % u"/attachments"_s;
}

QString ProfileDirectory::inboxPath() const
{
    return m_path % u"/inbox"_s;
}

std::optional<ProfileCard> ProfileDirectory::card() const
{
    DiskProfileFiles files(m_path);
    const Result<QByteArray> content = files.read(kCardFile, kMaximumCard);
    if (!content) {
        return std::nullopt;
    }
    const QJsonObject object = QJsonDocument::fromJson(*content).object();
    const auto account = model::Jid::parse(object.value("account"_L1).toString());
    const QString relay = object.value("relay"_L1).toString();
    if (!account || !account->isBare() || relay.size() > kMaximumUrl) {
        return std::nullopt;
    }
    const double last = object.value("last"_L1).toDouble(); // milliseconds; a card of an older version has none
    const bool isMoment = last > 0 && last < kLatestMoment;
    return ProfileCard {.account = *account,
                        .relayUrl = relay,
                        .lastSignIn = isMoment ? Instant(std::chrono::milliseconds(static_cast<qint64>(last))) : Instant()};
}

Status ProfileDirectory::writeCard(const ProfileCard &card) const
{
    const QJsonObject object {{"account"_L1, card.account.bare().toString()}, {"relay"_L1, card.relayUrl},
                              {"last"_L1, static_cast<double>(card.lastSignIn.time_since_epoch().count())}};
    const QByteArray content = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (content.size() > kMaximumCard || card.relayUrl.size() > kMaximumUrl) {
        return failure(AuthError::BlobTooLarge);
    }
    DiskProfileFiles files(m_path);
    return files.write(kCardFile, content);
}

Status ProfileDirectory::removeCard() const
{
    DiskProfileFiles files(m_path);
    return files.erase(kCardFile);
}

Status ProfileDirectory::removeAll() const
{
    const QFileInfo info(m_path);
    if (info.isSymLink()) {
        return failure(AuthError::ProfilePathUnsafe, u"link"_s);
    }
    if (!info.exists()) {
        return {};
    }
    if (!isOurs(m_path)) {
        return failure(AuthError::ProfilePathUnsafe, u"not a profile"_s);
    }
    const Status card = removeCard();
    if (!QDir(m_path).removeRecursively()) { // removes links, does not follow them
        return failure(QFileInfo(info.absolutePath()).isWritable() ? AuthError::FileFailed : AuthError::ProfileNotWritable,
                       u"something is left"_s);
    }
    return card;
}

} // namespace wardline::auth
