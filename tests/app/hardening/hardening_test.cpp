// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/hardening.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace wardline::hardening;
using namespace Qt::StringLiterals;

namespace {

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.readAllStandardOutput().trimmed();
}

const QString kPlain = QStringLiteral(WARDLINE_PLAIN_WORK);
const QString kScrubbed = QStringLiteral(WARDLINE_SCRUBBED_WORK);

} // namespace

class HardeningTest : public QObject
{
    Q_OBJECT

private:
    std::vector<Measure> m_measures;

private Q_SLOTS:
    void initTestCase()
    {
        setenv("SSLKEYLOGFILE", "/tmp/keys", 1);
        setenv("QT_LOGGING_RULES", "*=true", 1);
        setenv("QDBUS_DEBUG", "1", 1);
        setenv("SSL_CERT_FILE", "/tmp/ca.pem", 1);
        setenv("QT_QPA_PLATFORM", "vnc:port=5900", 1);
        setenv("LANG", "C.UTF-8", 1);
        m_measures = hardenProcess();
    }

    void everyRequiredMeasureIsInForce()
    {
        QVERIFY(!m_measures.empty());
        for (const Measure &measure : m_measures) {
            QVERIFY2(measure.isInForce || !measure.isRequired, measure.name.c_str());
        }
    }

    void coreDumpsAreOff()
    {
        QFile limits(u"/proc/self/limits"_s);
        QVERIFY(limits.open(QIODevice::ReadOnly));
        const QByteArrayList lines = limits.readAll().split('\n');
        bool isChecked = false;
        for (const QByteArray &line : lines) {
            if (line.startsWith("Max core file size")) {
                QCOMPARE(line.simplified(), QByteArray("Max core file size 0 0 bytes"));
                isChecked = true;
            }
        }
        QVERIFY(isChecked);
    }

    void aCrashLeavesNoDump()
    {
        const pid_t child = fork();
        if (child == 0) {
            std::signal(SIGABRT, SIG_DFL);
            std::abort();
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QVERIFY(!WCOREDUMP(status));
    }

    void theProcessIsNotDumpable()
    {
        QCOMPARE(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
    }

    void anotherProgramOfTheSameUserCannotReadOurMemory()
    {
        if (geteuid() == 0) {
            // As an ordinary user, in children of our own: dropping the id makes a process undumpable by itself, so it is made
            // dumpable again first for the comparison.
            const auto canRead = [](bool isHardened) {
                const pid_t child = fork();
                if (child == 0) {
                    if (setgid(65534) != 0 || setuid(65534) != 0 || prctl(PR_SET_DUMPABLE, isHardened ? 0 : 1, 0, 0, 0) != 0) {
                        _exit(3);
                    }
                    const pid_t target = getpid();
                    const pid_t reader = fork();
                    if (reader == 0) {
                        prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
                        const QByteArray path = "/proc/" + QByteArray::number(target) + "/mem";
                        FILE *memory = std::fopen(path.constData(), "r");
                        _exit(memory != nullptr ? 1 : 0);
                    }
                    int status = 0;
                    waitpid(reader, &status, 0);
                    _exit(WEXITSTATUS(status));
                }
                int status = 0;
                waitpid(child, &status, 0);
                return WEXITSTATUS(status);
            };
            const int unhardened = canRead(false);
            if (unhardened != 1) {
                QSKIP("this system forbids reading a parent's memory anyway");
            }
            QCOMPARE(canRead(true), 0);
            return;
        }
        const pid_t reader = fork();
        if (reader == 0) {
            const QByteArray path = "/proc/" + QByteArray::number(getppid()) + "/mem";
            FILE *memory = std::fopen(path.constData(), "r");
            _exit(memory != nullptr ? 1 : 0);
        }
        int status = 0;
        QCOMPARE(waitpid(reader, &status, 0), reader);
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void newFilesAreForTheOwnerAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"f"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        struct stat status {};
        QCOMPARE(stat(qPrintable(path), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
    }

    void theEnvironmentDoesNotLeak()
    {
        for (const char *name : {"SSLKEYLOGFILE", "QT_LOGGING_RULES", "QDBUS_DEBUG", "SSL_CERT_FILE", "QT_QPA_PLATFORM"}) {
            QVERIFY2(std::getenv(name) == nullptr, name);
        }
        QVERIFY(std::getenv("LANG") != nullptr);
        setenv("QT_QPA_PLATFORM", "offscreen", 1);
        (void)hardenProcess();
        QCOMPARE(QByteArray(std::getenv("QT_QPA_PLATFORM")), QByteArray("offscreen"));
    }

    void lockedMemoryIsAsLargeAsAllowed()
    {
        rlimit limit {};
        QCOMPARE(getrlimit(RLIMIT_MEMLOCK, &limit), 0);
        QCOMPARE(limit.rlim_cur, limit.rlim_max);
    }

    void freedTextsAreGone()
    {
        if (!isFreedMemoryScrubbed()) {
            QSKIP("sanitizers bring their own allocator");
        }
        // The search can find something: without our free() it does.
        const int plain = outputOf(kPlain, {u"remains"_s}).toInt();
        QVERIFY2(plain >= 10, qPrintable(QString::number(plain)));
        QCOMPARE(outputOf(kScrubbed, {u"remains"_s}), QByteArray("0"));
    }

    void reallocKeepsContentAndScrubsTheOldPlace()
    {
        if (!isFreedMemoryScrubbed()) {
            QSKIP("sanitizers bring their own allocator");
        }
        for (const std::size_t from : {std::size_t(1), std::size_t(24), std::size_t(1000), std::size_t(200000), std::size_t(3000000)}) {
            for (const std::size_t to :
                 {std::size_t(1), std::size_t(25), std::size_t(999), std::size_t(190000), std::size_t(2999999), std::size_t(9000000)}) {
                auto *memory = static_cast<unsigned char *>(std::malloc(from));
                QVERIFY(memory != nullptr);
                for (std::size_t i = 0; i < from; ++i) {
                    memory[i] = static_cast<unsigned char>(i * 7 + 1);
                }
                memory = static_cast<unsigned char *>(std::realloc(memory, to));
                QVERIFY(memory != nullptr);
                QVERIFY(malloc_usable_size(memory) >= to);
                for (std::size_t i = 0; i < std::min(from, to); ++i) {
                    if (memory[i] != static_cast<unsigned char>(i * 7 + 1)) {
                        QFAIL("content lost");
                    }
                }
                // Behind a new, shorter end nothing of the old content is left.
                for (std::size_t i = to; i < std::min(from, malloc_usable_size(memory)); ++i) {
                    if (memory[i] == static_cast<unsigned char>(i * 7 + 1) && memory[i] != 0) {
                        QFAIL("rest left");
                    }
                }
                std::free(memory);
            }
        }
        QVERIFY(std::realloc(std::malloc(10), 0) == nullptr);
        std::free(nullptr);
        void *fresh = std::realloc(nullptr, 10);
        QVERIFY(fresh != nullptr);
        std::free(fresh);
    }

    void alignedMemoryCanBeFreed()
    {
        for (const std::size_t alignment : {std::size_t(16), std::size_t(64), std::size_t(4096)}) {
            void *memory = nullptr;
            QCOMPARE(posix_memalign(&memory, alignment, 5000), 0);
            std::memset(memory, 'x', 5000);
            std::free(memory);
        }
        delete[] new char[100000];
    }

    void errnoSurvivesFree()
    {
        void *memory = std::malloc(2 * 1024 * 1024);
        errno = ENOENT;
        std::free(memory);
        QCOMPARE(errno, ENOENT);
    }

    void costStaysBearable_data()
    {
        QTest::addColumn<QString>("work");
        QTest::addColumn<double>("limit");
        QTest::newRow("short texts") << u"texts"_s << 2.0;
        QTest::newRow("rows in tables") << u"lists"_s << 2.0;
        QTest::newRow("growing buffers") << u"growing"_s << 3.0;
        QTest::newRow("pictures") << u"large"_s << 3.0;
    }
    void costStaysBearable()
    {
        if (!isFreedMemoryScrubbed()) {
            QSKIP("sanitizers bring their own allocator");
        }
        QFETCH(QString, work);
        QFETCH(double, limit);
        double plain = 1e9;
        double scrubbed = 1e9;
        // The least of several: a machine under load makes single ones longer, and none shorter.
        for (int i = 0; i < 3 || (i < 15 && scrubbed / plain >= limit); ++i) {
            plain = std::min(plain, outputOf(kPlain, {u"time"_s, work}).toDouble());
            scrubbed = std::min(scrubbed, outputOf(kScrubbed, {u"time"_s, work}).toDouble());
        }
        QVERIFY(plain > 0);
        const double ratio = scrubbed / plain;
        qInfo("%s: %.1f ms plain, %.1f ms scrubbed, ratio %.2f", qPrintable(work), plain, scrubbed, ratio);
        QVERIFY2(ratio < limit, qPrintable(QString::number(ratio)));
    }
};

QTEST_GUILESS_MAIN(HardeningTest)
#include "hardening_test.moc"
