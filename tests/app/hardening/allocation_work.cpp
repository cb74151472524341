// SPDX-License-Identifier: GPL-3.0-or-later
// Allocates and frees as Qt programs do, and then either looks for what it freed or says how long it took.
//   remains        prints how many of 2,000 freed texts can still be found in this process's memory
//   time WORK      prints milliseconds for WORK: texts, lists, growing, large
#ifdef WARDLINE_SCRUBBED
#include "app/hardening/hardening.h"
#endif

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace {

constexpr int kTexts = 2000;
constexpr int kLength = 24;

/// The i-th secret text, character by character: it stands nowhere in the program's file.
char16_t letter(int i, int at)
{
    const std::uint32_t mixed = (static_cast<std::uint32_t>(i) * 2654435761U) ^ (static_cast<std::uint32_t>(at) * 40503U + 77U);
    return static_cast<char16_t>(u'a' + (mixed >> 7) % 26);
}

__attribute__((noinline)) QString makeText(int i)
{
    QString text(kLength, Qt::Uninitialized);
    for (int at = 0; at < kLength; ++at) {
        text[at] = QChar(letter(i, at));
    }
    return text;
}

/// Lives and dies of one text: copied, changed, put into containers, as a message body is.
__attribute__((noinline)) void live(int i)
{
    QString text = makeText(i);
    QString longer = text + QStringLiteral(" and more behind it");
    QStringList list {text, longer};
    list.append(text.toUpper());
    const QByteArray bytes = list.join(QLatin1Char(' ')).toUtf8();
    if (bytes.isEmpty()) {
        std::puts("");
    }
}

void doNotOptimise(const char *memory)
{
    __asm__ __volatile__("" : : "r"(memory) : "memory");
}

bool standsAt(const char *memory, int i)
{
    for (int at = 0; at < kLength; ++at) {
        char16_t found = 0;
        std::memcpy(&found, memory + 2 * at, 2);
        if (found != letter(i, at)) {
            return false;
        }
    }
    return true;
}

int countIn(const char *start, const char *end, QByteArray &seen)
{
    // First letters of all texts, to look closer only where one could begin.
    int found = 0;
    for (const char *p = start; p + 2 * kLength <= end; p += 2) {
        char16_t first = 0;
        std::memcpy(&first, p, 2);
        if (first < u'a' || first > u'z' || p[3] != 0) {
            continue;
        }
        for (int i = 0; i < kTexts; ++i) {
            if (first == letter(i, 0) && seen[i] == 0 && standsAt(p, i)) {
                seen[i] = 1;
                ++found;
            }
        }
    }
    return found;
}

int countRemains()
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly)) {
        return -1;
    }
    QByteArray seen(kTexts, 0);
    int found = 0;
    const QByteArrayList lines = maps.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const bool isHeap = line.endsWith("[heap]");
        const bool isAnonymous = line.split(' ').size() == 6 && line.contains("rw-p") && line.endsWith(" ");
        if (!isHeap && !isAnonymous) {
            continue;
        }
        const qsizetype dash = line.indexOf('-');
        const auto start = line.first(dash).toULongLong(nullptr, 16);
        const auto end = line.sliced(dash + 1, line.indexOf(' ') - dash - 1).toULongLong(nullptr, 16);
        found += countIn(reinterpret_cast<const char *>(start), reinterpret_cast<const char *>(end), seen);
    }
    return found;
}

void doTexts()
{
    for (int i = 0; i < 100000; ++i) {
        live(i);
    }
}

void doLists()
{
    for (int round = 0; round < 30; ++round) {
        QHash<QString, QByteArray> rows;
        for (int i = 0; i < 5000; ++i) {
            rows.insert(QString::number(i), QByteArray(200, 'x'));
        }
    }
}

void doGrowing()
{
    for (int round = 0; round < 200; ++round) {
        QByteArray bytes;
        for (int i = 0; i < 2000; ++i) {
            bytes.append("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
        }
    }
}

void doLarge()
{
    for (int round = 0; round < 100; ++round) {
        QByteArray picture(8 * 1024 * 1024, Qt::Uninitialized);
        std::memset(picture.data(), round + 1, static_cast<std::size_t>(picture.size()));
        doNotOptimise(picture.constData());
    }
}

} // namespace

int main(int argc, char **argv)
{
#ifdef WARDLINE_SCRUBBED
    (void)wardline::hardening::hardenProcess();
#endif
    const std::string_view command = argc > 1 ? argv[1] : "";
    if (command == "remains") {
        {
            // A conversation that was open: all of its texts at once, then none.
            QStringList texts;
            for (int i = 0; i < kTexts; ++i) {
                texts.append(makeText(i));
                live(i);
            }
        }
        std::printf("%d\n", countRemains());
        return 0;
    }
    if (command == "time" && argc == 3) {
        const std::string_view work = argv[2];
        const auto start = std::chrono::steady_clock::now();
        if (work == "texts") {
            doTexts();
        } else if (work == "lists") {
            doLists();
        } else if (work == "growing") {
            doGrowing();
        } else if (work == "large") {
            doLarge();
        }
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        std::printf("%.2f\n", took.count());
        return 0;
    }
    return 2;
}
