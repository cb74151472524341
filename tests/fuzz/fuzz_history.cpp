// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a part of a history, as the index of a backup or of what roams on the relay, as the file of a backup, as
// the words of its key: the first byte chooses. Parts and indexes stand behind a seal; here they come without one, as
// who has the key can make them.
//   fuzz_history --corpus FOLDER    writes real ones to begin with
#include "core/base/fake_random.h"
#include "core/base/secret_bytes.h"
#include "core/history/backup_format.h"
#include "core/history/backup_reader.h"
#include "core/history/backup_writer.h"
#include "core/history/history_codec.h"
#include "core/history/recovery_words.h"
#include "core/history/roaming_bundle.h"

#include <QFile>

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace wardline;
using namespace wardline::history;

namespace {

enum Kind : std::uint8_t { Part, Index, Roaming, File, Words, Kinds };

SecretBytes key()
{
    return SecretBytes::copyOf(QByteArray(32, 'k'));
}

void need(bool isTrue)
{
    if (!isTrue) {
        std::abort();
    }
}

QString scratchFile()
{
    return QStringLiteral("/dev/shm/wardline-fuzz-history-%1").arg(getpid());
}

void readFile(QByteArrayView bytes)
{
    QFile file(scratchFile());
    need(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes.data(), bytes.size());
    file.close();
    const auto reader = BackupReader::open(file.fileName(), key());
    if (!reader) {
        return;
    }
    auto isVerified = (*reader)->verifyOn();
    while (isVerified && !*isVerified) {
        isVerified = (*reader)->verifyOn();
    }
    if (isVerified) {
        for (auto part = (*reader)->next(); part && *part; part = (*reader)->next()) { }
    }
}

void read(Kind kind, QByteArrayView bytes)
{
    switch (kind) {
    case Part:
        if (const auto history = unpackHistory(bytes)) {
            const auto again = unpackHistory(packHistory(*history));
            need(again && *again == *history);
        }
        return;
    case Index:
        if (const auto index = unpackIndex(bytes)) {
            const auto again = unpackIndex(packIndex(*index));
            need(again && again->facts == index->facts && again->chain == index->chain);
        }
        return;
    case Roaming:
        if (const auto index = unpackRoamingIndex(bytes)) {
            const auto again = unpackRoamingIndex(packRoamingIndex(*index, true));
            need(again && *again == *index);
        }
        return;
    case Words: {
        const auto found = keyOfWords(bytes);
        need(!found || found->size() == 32);
        (void)checkWords(bytes);
        return;
    }
    case File:
    case Kinds:
        return readFile(bytes);
    }
}

model::KeptHistory someHistory()
{
    model::KeptMessage kept;
    kept.message.conversation = *model::Jid::parse(u"ward@rooms.clinic.example");
    kept.message.sender = *model::Jid::parse(u"ben@clinic.example");
    kept.message.time = Instant(std::chrono::milliseconds(1767225600000));
    kept.message.body = QStringLiteral("Bed 4: potassium 6.1");
    kept.archive = kept.message.conversation;
    kept.occupantId = QStringLiteral("occupant");
    kept.quote = model::KeptQuote{QStringLiteral("a"), true, kept.message.sender};
    kept.versions = {{{}, kept.message.time, QStringLiteral("Bed 4")},
                     {QStringLiteral("b"), kept.message.time, kept.message.body}};
    kept.reactions = {
        {kept.message.sender, {QStringLiteral("\U0001F44D")}, false, QStringLiteral("Ben"), kept.message.time}};
    model::KeptConversation room;
    room.jid = kept.message.conversation;
    room.title = QStringLiteral("Ward 4");
    return {{room}, {kept}};
}

void writeCorpus(const std::string &folder)
{
    int number = 0;
    const auto write = [&](Kind kind, const QByteArray &bytes) {
        std::ofstream(folder + "/real-" + std::to_string(number++), std::ios::binary)
            << char(kind) << bytes.toStdString();
    };
    const model::Jid ana = *model::Jid::parse(u"ana@clinic.example");
    const Instant now = someHistory().messages.front().message.time;
    write(Part, packHistory(someHistory()));
    write(Index, packIndex({{ana, now, 3, 1, now, now}, 1, QByteArray(32, 'c')}));
    write(Roaming,
          packRoamingIndex({ana,
                            QStringLiteral("one"),
                            7,
                            now,
                            now,
                            {{QStringLiteral("c1"), QByteArray(32, 's'), QByteArray(32, 't')}},
                            {{QStringLiteral("two"), 3}}},
                           true));
    FakeRandom random(1);
    {
        const auto writer = BackupWriter::create(scratchFile(), key(), random);
        need(writer && (*writer)->append(someHistory()) && (*writer)->finish({ana, now, 1, 0, {}, {}}));
    }
    QFile file(scratchFile());
    need(file.open(QIODevice::ReadOnly));
    write(File, file.readAll());
    file.remove();
    QByteArray words;
    for (const SecretBytes &word : *wordsOfKey(key())) {
        words += word.view().toByteArray() + ' ';
    }
    write(Words, words);
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    if (*count == 3 && std::string((*arguments)[1]) == "--corpus") {
        writeCorpus((*arguments)[2]);
        std::exit(0);
    }
    std::atexit([] { QFile::remove(scratchFile()); });
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 0) {
        read(static_cast<Kind>(data[0] % Kinds), {reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1});
    }
    return 0;
}
