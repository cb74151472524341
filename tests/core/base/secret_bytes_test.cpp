// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret_bytes.h"

#include <QByteArray>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <memory>
#include <type_traits>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace wardline;

namespace {

/// The kernel's flags (VmFlags of /proc/self/smaps) of the mapping that an address lies in; empty where there is none.
QByteArray flagsAt(const void *address)
{
    QFile smaps(QStringLiteral("/proc/self/smaps"));
    if (!smaps.open(QIODevice::ReadOnly)) {
        return {};
    }
    const auto wanted = reinterpret_cast<quintptr>(address);
    bool inside = false;
    for (QByteArray line = smaps.readLine(); !line.isEmpty(); line = smaps.readLine()) {
        const qsizetype dash = line.indexOf('-');
        const qsizetype blank = line.indexOf(' ');
        bool startOk = false;
        bool endOk = false;
        const quintptr start = line.left(dash).toULongLong(&startOk, 16);
        const quintptr end =
            dash > 0 && blank > dash ? line.mid(dash + 1, blank - dash - 1).toULongLong(&endOk, 16) : 0;
        if (startOk && endOk) {
            inside = wanted >= start && wanted < end;
        } else if (inside && line.startsWith("VmFlags:")) {
            return line;
        }
    }
    return {};
}

SecretBytes secret(QByteArrayView text)
{
    return SecretBytes::copyOf(text);
}

static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(!std::is_convertible_v<SecretBytes, QByteArray> && !std::is_convertible_v<SecretBytes, QString>);

} // namespace

class SecretBytesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsBytesInPagesThatAreNeitherSwappedNorDumped()
    {
        const SecretBytes bytes = secret("password");
        const QByteArray flags = flagsAt(bytes.data());
        QVERIFY2(flags.contains(" dd"), flags.constData()); // left out of core dumps
        QVERIFY2(flags.contains(" wf"), flags.constData()); // empty in a child process
        if (!flags.contains(" lo")) {
            QSKIP("this machine allows no locked memory (RLIMIT_MEMLOCK)");
        }
    }

    void wipesBeforeItGivesThePagesBack()
    {
        // What munmap gets is seen by a second mapping of the same memory: a shared page put under the secret's pages.
        const int memory = ::memfd_create("secret", 0);
        QVERIFY(memory >= 0);
        const auto page = std::size_t(::sysconf(_SC_PAGESIZE));
        QCOMPARE(::ftruncate(memory, off_t(page)), 0);
        auto *watch = static_cast<char *>(::mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0));
        QVERIFY(watch != MAP_FAILED);
        for (const int way : {0, 1, 2, 3}) {
            auto bytes = std::make_unique<SecretBytes>(page); // in pages of its own
            QVERIFY(::mmap(bytes->data(), page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, memory, 0)
                    == bytes->data());
            std::memcpy(bytes->data(), "planted password", 16);
            QCOMPARE(QByteArray(watch, 16), QByteArray("planted password"));
            switch (way) {
            case 0:
                bytes.reset();
                break;
            case 1:
                bytes->clear();
                break;
            case 2:
                *bytes = secret("another");
                break;
            default:
                bytes->truncate(0);
                break;
            }
            QCOMPARE(QByteArray(watch, 16), QByteArray(16, '\0'));
        }
        ::munmap(watch, page);
        ::close(memory);
    }

    void smallOnesShareLockedPagesAndAreWipedBeforeTheNextGetsThem()
    {
        for (const std::size_t size : {std::size_t(1), std::size_t(128), std::size_t(129), std::size_t(2048)}) {
            auto first = std::make_unique<SecretBytes>(size);
            const SecretBytes neighbour(size);
            std::memset(first->data(), 'p', size);
            const std::byte *where = first->data();
            first.reset();
            const SecretBytes second(size);
            QCOMPARE(second.data(), where);
            QVERIFY(std::ranges::all_of(second.span(), [](std::byte byte) { return byte == std::byte(0); }));
            QVERIFY(std::ranges::all_of(neighbour.span(), [](std::byte byte) { return byte == std::byte(0); }));
            QVERIFY(flagsAt(second.data()).contains(" dd"));
        }
    }

    void isUnmappedAfterwards()
    {
        const void *address = nullptr;
        {
            // Larger than what the allocator could have lying around.
            const SecretBytes bytes(1 << 20);
            address = bytes.data();
            QVERIFY(!flagsAt(address).isEmpty());
        }
        QVERIFY(flagsAt(address).isEmpty() || !flagsAt(address).contains(" dd"));
    }

    void aChildProcessSeesNothing()
    {
        const SecretBytes bytes = secret("password");
        const pid_t child = ::fork();
        if (child == 0) {
            bool empty = true;
            for (const std::byte byte : bytes.span()) {
                empty = empty && byte == std::byte(0);
            }
            ::_exit(empty ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void movesWithoutCopying()
    {
        SecretBytes first = secret("password");
        const std::byte *where = first.data();
        SecretBytes second = std::move(first);
        QCOMPARE(second.data(), where);
        QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): that is what is tested
        QVERIFY(first.data() == nullptr);
        SecretBytes third;
        third = std::move(second);
        QCOMPARE(third.data(), where);
        SecretBytes &same = third;
        third = std::move(same); // onto itself
        QCOMPARE(third.view(), QByteArrayView("password"));
    }

    void comparesContentAndLength()
    {
        QVERIFY(secret("password").equals(secret("password")));
        QVERIFY(!secret("password").equals(secret("passwore")));
        QVERIFY(!secret("password").equals(secret("Password")));
        QVERIFY(!secret("password").equals(secret("passwor")));
        QVERIFY(SecretBytes().equals(SecretBytes()));
        QVERIFY(!SecretBytes().equals(secret(QByteArray(1, '\0'))));
    }

    void joinsClonesAndShortens()
    {
        QCOMPARE(SecretBytes::concat(secret("pass"), secret("word")).view(), QByteArrayView("password"));
        QCOMPARE(SecretBytes::concat({}, secret("x")).view(), QByteArrayView("x"));
        QVERIFY(SecretBytes::concat({}, {}).isEmpty());
        const SecretBytes original = secret("password");
        SecretBytes copy = original.clone();
        QVERIFY(copy.data() != original.data());
        copy.truncate(4);
        QCOMPARE(copy.view(), QByteArrayView("pass"));
        QCOMPARE(copy.data()[4], std::byte(0)); // the rest is wiped, not only forgotten
        copy.truncate(10); // never grows
        QCOMPARE(copy.size(), std::size_t(4));
        QCOMPARE(original.view(), QByteArrayView("password"));
    }

    void startsAsZeros()
    {
        const SecretBytes bytes(5000); // more than a page
        for (const std::byte byte : bytes.span()) {
            QCOMPARE(byte, std::byte(0));
        }
        QVERIFY(SecretBytes(0).isEmpty());
        QVERIFY(SecretBytes::copyOf(QByteArrayView()).isEmpty());
        QVERIFY(SecretBytes().view().isEmpty());
        QVERIFY(SecretBytes().clone().isEmpty());
    }
};

QTEST_APPLESS_MAIN(SecretBytesTest)
#include "secret_bytes_test.moc"
