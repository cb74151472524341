// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/profile_directory.h"
#include "core/auth/profile_lock.h"
#include "tests/core/auth/unprivileged.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

#include <sys/stat.h>
#include <unistd.h>

using namespace wardline;
using namespace wardline::auth;
using namespace Qt::StringLiterals;

namespace {

model::Jid jid(QStringView text)
{
    return model::Jid::parse(text).value();
}

void put(const QString &path, const QByteArray &content = "x")
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

int modeOf(const QString &path)
{
    struct stat status {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
}

} // namespace

class ProfileDirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAFolderWithoutTheAddress()
    {
        const auto profile = ProfileDirectory::forAccount(u"/data/profiles"_s, jid(u"alice@clinic.example/ward"));
        QVERIFY(profile.path().startsWith(u"/data/profiles/"_s));
        QVERIFY(!profile.path().contains(u"alice"_s));
        QVERIFY(!profile.path().contains(u"clinic"_s));
        QCOMPARE(profile, ProfileDirectory::forAccount(u"/data/profiles"_s, jid(u"Alice@CLINIC.example"))); // the same account
        QVERIFY(!(profile == ProfileDirectory::forAccount(u"/data/profiles"_s, jid(u"bob@clinic.example"))));
    }

    void makesAPrivateFolder()
    {
        const QTemporaryDir root;
        const auto profile = ProfileDirectory::forAccount(root.filePath(u"a/b"_s), jid(u"alice@clinic.example"));
        QVERIFY(profile.prepare());
        QCOMPARE(modeOf(profile.path()), 0700);
        QVERIFY(profile.prepare()); // again
        QVERIFY(!profile.holdsProfile());
    }

    void closesAFolderThatWasOpenToOthers()
    {
        const QTemporaryDir root;
        const auto profile = ProfileDirectory::at(root.path());
        QCOMPARE(::chmod(QFile::encodeName(root.path()).constData(), 0755), 0);
        QVERIFY(profile.prepare());
        QCOMPARE(modeOf(root.path()), 0700);
    }

    void touchesNoFolderWithOtherThingsInIt()
    {
        const QTemporaryDir home;
        put(home.filePath(u".bashrc"_s));
        QCOMPARE(::chmod(QFile::encodeName(home.path()).constData(), 0755), 0);
        const auto profile = ProfileDirectory::at(home.path());
        QVERIFY(profile.prepare().error().is(AuthError::ProfilePathUnsafe));
        QCOMPARE(modeOf(home.path()), 0755);
        QVERIFY(profile.removeAll().error().is(AuthError::ProfilePathUnsafe));
        QVERIFY(QFile::exists(home.filePath(u".bashrc"_s)));
    }

    void refusesALinkAndAFile()
    {
        const QTemporaryDir root;
        QVERIFY(QDir(root.path()).mkdir(u"real"_s));
        QVERIFY(QFile::link(root.filePath(u"real"_s), root.filePath(u"link"_s)));
        QVERIFY(ProfileDirectory::at(root.filePath(u"link"_s)).prepare().error().is(AuthError::ProfilePathUnsafe));
        QVERIFY(QFile::link(root.filePath(u"nowhere"_s), root.filePath(u"dangling"_s)));
        QVERIFY(ProfileDirectory::at(root.filePath(u"dangling"_s)).prepare().error().is(AuthError::ProfilePathUnsafe));
        put(root.filePath(u"file"_s));
        QVERIFY(ProfileDirectory::at(root.filePath(u"file"_s)).prepare().error().is(AuthError::ProfilePathUnsafe));
    }

    void saysThatItMayNotWrite()
    {
        const QTemporaryDir root;
        const QString path = root.filePath(u"profile"_s);
        QVERIFY(ProfileDirectory::at(path).prepare());
        const test::Unprivileged nobody(root.path());
        if (!nobody.isActive()) {
            QSKIP("needs root to become somebody without rights");
        }
        QVERIFY(nobody.own(path));
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0500), 0);
        const Status prepared = ProfileDirectory::at(path).prepare();
        QVERIFY(!prepared);
        QVERIFY(prepared.error().is(AuthError::ProfileNotWritable));
        const auto lock = ProfileLock::acquire(path);
        QVERIFY(!lock);
        QVERIFY(lock.error().is(AuthError::ProfileNotWritable));
        QVERIFY(ProfileDirectory::at(path + u"/below"_s).prepare().error().is(AuthError::ProfileNotWritable));
    }

    void refusesAFolderOfSomebodyElse()
    {
        const QTemporaryDir root;
        const QString path = root.filePath(u"profile"_s);
        QVERIFY(ProfileDirectory::at(path).prepare());
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0777), 0);
        const test::Unprivileged nobody(root.path());
        if (!nobody.isActive()) {
            QSKIP("needs root to become somebody else");
        }
        QVERIFY(ProfileDirectory::at(path).prepare().error().is(AuthError::ProfilePathUnsafe));
    }

    void remembersTheAccountOnlyWhenAsked()
    {
        const QTemporaryDir root;
        const auto profile = ProfileDirectory::forAccount(root.path(), jid(u"alice@clinic.example"));
        QVERIFY(profile.prepare());
        QVERIFY(!profile.card());
        const ProfileCard card {.account = jid(u"alice@clinic.example"), .relayUrl = u"wss://relay.example/ws"_s};
        QVERIFY(profile.writeCard(card));
        QCOMPARE(profile.card(), card);
        QVERIFY(profile.removeCard());
        QVERIFY(!profile.card());
    }

    void survivesABadCard_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("no address") << QByteArray("{\"account\": \"@\", \"relay\": \"wss://x\"}");
        QTest::newRow("wrong types") << QByteArray("{\"account\": 1, \"relay\": {}}");
        QTest::newRow("full address") << QByteArray("{\"account\": \"a@b/c\", \"relay\": \"wss://x\"}");
        QTest::newRow("enormous") << QByteArray(100000, ' ');
    }
    void survivesABadCard()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir root;
        const auto profile = ProfileDirectory::at(root.path());
        QVERIFY(profile.prepare());
        put(root.filePath(u"card.json"_s), content);
        QVERIFY(!profile.card());
    }

    void listsProfilesAndNothingElse()
    {
        const QTemporaryDir root;
        const auto alice = ProfileDirectory::forAccount(root.path(), jid(u"alice@clinic.example"));
        const auto bob = ProfileDirectory::forAccount(root.path(), jid(u"bob@clinic.example"));
        const auto begun = ProfileDirectory::forAccount(root.path(), jid(u"carol@clinic.example"));
        for (const auto &profile : {alice, bob, begun}) {
            QVERIFY(profile.prepare());
        }
        put(alice.path() + u"/vault"_s);
        put(bob.path() + u"/vault"_s, QByteArray()); // damaged, but there
        QVERIFY(QDir(root.path()).mkdir(u"other"_s));
        put(root.filePath(u"other/vault"_s));
        QVERIFY(QFile::link(alice.path(), root.filePath(QString(32, u'a'))));
        const auto found = ProfileDirectory::list(root.path());
        QCOMPARE(found.size(), 2);
        QVERIFY(found.contains(alice));
        QVERIFY(found.contains(bob));
        QVERIFY(ProfileDirectory::list(root.filePath(u"nowhere"_s)).isEmpty());
    }

    void removesEverythingAndFollowsNoLink()
    {
        const QTemporaryDir root;
        const QTemporaryDir elsewhere;
        put(elsewhere.filePath(u"precious"_s));
        const auto profile = ProfileDirectory::forAccount(root.path(), jid(u"alice@clinic.example"));
        QVERIFY(profile.prepare());
        for (const QString &path : {profile.cacheDatabasePath(), profile.inboxPath()}) {
            put(path);
        }
        QVERIFY(QDir().mkpath(profile.auditPath()));
        put(profile.auditPath() + u"/log"_s);
        QVERIFY(QDir().mkpath(profile.attachmentsPath() + u"/a/b"_s));
        QVERIFY(QFile::link(elsewhere.path(), profile.attachmentsPath() + u"/link"_s));
        QVERIFY(QFile::link(elsewhere.filePath(u"precious"_s), profile.path() + u"/link"_s));
        QVERIFY(profile.removeAll());
        QVERIFY(!QFileInfo::exists(profile.path()));
        QVERIFY(QFile::exists(elsewhere.filePath(u"precious"_s)));
        QVERIFY(profile.removeAll()); // nothing there any more
    }

    // --- one process per profile ---

    void letsInOneAtATime()
    {
        const QTemporaryDir root;
        {
            const auto first = ProfileLock::acquire(root.path());
            QVERIFY(first);
            QVERIFY(ProfileLock::acquire(root.path()).error().is(AuthError::ProfileInUse));
        }
        QVERIFY(ProfileLock::acquire(root.path()));
    }

    void takesOverFromADeadProcessOnly()
    {
        const QTemporaryDir root;
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {u"--hold-lock"_s, root.path()});
        QVERIFY(other.waitForReadyRead(5000));
        QCOMPARE(other.readAllStandardOutput().trimmed(), QByteArray("held"));
        QVERIFY(ProfileLock::acquire(root.path()).error().is(AuthError::ProfileInUse));
        other.kill(); // no chance to clean up
        QVERIFY(other.waitForFinished(5000));
        QVERIFY(QFile::exists(root.filePath(u"lock"_s)));
        QVERIFY(ProfileLock::acquire(root.path()));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == u"--hold-lock"_s) {
        const auto lock = ProfileLock::acquire(application.arguments().value(2));
        QTextStream(stdout) << (lock ? "held" : "refused") << Qt::endl;
        return lock ? QCoreApplication::exec() : 1;
    }
    ProfileDirectoryTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "profile_directory_test.moc"
