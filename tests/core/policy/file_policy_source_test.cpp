// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/file_policy_source.h"
#include "core/policy/policy_loader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace wardline;
using namespace wardline::policy;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class FilePolicySourceTest : public QObject
{
    Q_OBJECT

private:
    struct Machine {
        QTemporaryDir folder;
        PolicyPaths paths;

        Machine()
        {
            paths.defaultsFile = folder.filePath(u"share.json"_s);
            paths.systemFile = folder.filePath(u"etc/policy.json"_s);
            paths.systemFolder = folder.filePath(u"etc/policy.d"_s);
            paths.trustedOwner = getuid();
            makeFolder(folder.filePath(u"etc"_s));
            makeFolder(paths.systemFolder);
        }
        static void makeFolder(const QString &path)
        {
            QVERIFY(QDir().mkpath(path));
            QCOMPARE(chmod(qPrintable(path), 0755), 0);
        }
        static void write(const QString &path, const QByteArray &bytes, mode_t mode = 0644)
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(bytes), bytes.size());
            file.close();
            QCOMPARE(chmod(qPrintable(path), mode), 0);
        }
        Result<Policy> load() const
        {
            const FilePolicySource source(paths);
            return PolicyLoader(source).load();
        }
    };

private Q_SLOTS:
    void missingFilesAreNoError()
    {
        PolicyPaths paths;
        paths.defaultsFile = paths.systemFile = paths.systemFolder = u"/nonexistent/wardline"_s;
        const FilePolicySource source(paths);
        QVERIFY(PolicyLoader(source).load().has_value());
    }

    void readsFolderInOrderOfNamesAndOnlyJson()
    {
        Machine machine;
        Machine::write(machine.paths.systemFile, R"({"version":1,"lock":{"idle_seconds":100}})");
        Machine::write(machine.paths.systemFolder + u"/20-ward.json"_s, R"({"version":1,"lock":{"idle_seconds":300}})");
        Machine::write(machine.paths.systemFolder + u"/10-site.json"_s, R"({"version":1,"lock":{"idle_seconds":200}})");
        Machine::write(machine.paths.systemFolder + u"/30-old.json.dpkg-old"_s, "not read");
        const auto policy = machine.load();
        QVERIFY(policy.has_value());
        QCOMPARE(policy->lockIdle.value, 300s);
        QVERIFY(policy->lockIdle.origin.file.endsWith(u"policy.d/20-ward.json"));
        QVERIFY(policy->hasSystemPolicy);
    }

    void refusesAFileThatOthersMayWrite_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("others") << 0646;
    }
    void refusesAFileThatOthersMayWrite()
    {
        QFETCH(int, mode);
        Machine machine;
        Machine::write(machine.paths.systemFile, R"({"version":1})", static_cast<mode_t>(mode));
        const auto policy = machine.load();
        QVERIFY(!policy);
        QVERIFY(policy.error().is(PolicyError::NotTrusted));
        QVERIFY(policy.error().detail().startsWith(machine.paths.systemFile));
    }

    void refusesAFileOfAnotherOwner()
    {
        Machine machine;
        machine.paths.trustedOwner = getuid() + 1;
        Machine::write(machine.paths.systemFile, R"({"version":1})");
        const auto policy = machine.load();
        QVERIFY(!policy);
        QVERIFY(policy.error().is(PolicyError::NotTrusted));
    }

    void refusesAFolderThatOthersMayWrite()
    {
        Machine machine;
        QCOMPARE(chmod(qPrintable(machine.paths.systemFolder), 0777), 0);
        QVERIFY(machine.load().error().is(PolicyError::NotTrusted));
        QCOMPARE(chmod(qPrintable(machine.paths.systemFolder), 0755), 0);
        Machine::write(machine.paths.systemFile, R"({"version":1})");
        QVERIFY(machine.load().has_value());
        QCOMPARE(chmod(qPrintable(machine.folder.filePath(u"etc"_s)), 0777), 0);
        QVERIFY(machine.load().error().is(PolicyError::NotTrusted));
    }

    void aLinkThatLeadsNowhereIsAnError()
    {
        Machine machine;
        QVERIFY(QFile::link(u"/nonexistent/policy.json"_s, machine.paths.systemFile));
        QVERIFY(machine.load().error().is(PolicyError::Unreadable));
    }

    void aBrokenLinkInTheFolderIsAnError()
    {
        Machine machine;
        QVERIFY(QFile::link(u"/nonexistent/policy.json"_s, machine.paths.systemFolder + u"/10.json"_s));
        QVERIFY(machine.load().error().is(PolicyError::Unreadable));
    }

    void aFolderInPlaceOfTheFileIsAnError()
    {
        Machine machine;
        QVERIFY(QDir().mkpath(machine.paths.systemFile));
        QVERIFY(machine.load().error().is(PolicyError::Unreadable));
    }

    void aPipeDoesNotBlock()
    {
        Machine machine;
        QCOMPARE(mkfifo(qPrintable(machine.paths.systemFile), 0644), 0);
        QVERIFY(machine.load().error().is(PolicyError::Unreadable));
    }

    void aLargeFileIsRefusedUnread()
    {
        Machine machine;
        Machine::write(machine.paths.systemFile, QByteArray(PolicySource::kMaxBytes + 1, ' '));
        QVERIFY(machine.load().error().is(PolicyError::TooLarge));
    }

    void tooManyFilesAreRefused()
    {
        Machine machine;
        for (std::size_t i = 0; i <= PolicySource::kMaxFiles; ++i) {
            Machine::write(machine.paths.systemFolder + u"/%1.json"_s.arg(i), R"({"version":1})");
        }
        QVERIFY(machine.load().error().is(PolicyError::TooLarge));
    }

    void anUnreadableFileIsNotSkipped()
    {
        if (getuid() == 0) {
            QSKIP("root reads everything");
        }
        Machine machine;
        Machine::write(machine.paths.systemFile, R"({"version":1})", 0);
        QVERIFY(machine.load().error().is(PolicyError::Unreadable));
    }
};

QTEST_GUILESS_MAIN(FilePolicySourceTest)
#include "file_policy_source_test.moc"
