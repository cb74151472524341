// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/attachment_store.h"

#include "core/store/database.h"
#include "core/store/file_queries.h"
#include "core/store/message_states.h"
#include "core/store/message_store.h"
#include "core/store/queries.h"
#include "core/store/store_threads.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::Attachment;
using model::FileProblem;
using model::FileState;
using model::MessageId;

namespace {

constexpr int kFileColumns = 9; ///< of WARDLINE_FILE_COLUMNS
constexpr int kMaxSide = 1'000'000;

// On disk: never changed, only added to.
qint64 stored(FileState state)
{
    switch (state) {
    case FileState::Remote:
    case FileState::Fetching: // what was under way begins anew
        return 0;
    case FileState::Here:
        return 1;
    case FileState::Failed:
        return 2;
    case FileState::Refused:
        return 3;
    case FileState::Sending:
        return 4;
    case FileState::NotSent:
        return 5;
    }
    return 3;
}

FileState stateFrom(qint64 value)
{
    switch (value) {
    case 0:
        return FileState::Remote;
    case 1:
        return FileState::Here;
    case 2:
        return FileState::Failed;
    case 4:
        return FileState::Sending;
    case 5:
        return FileState::NotSent;
    default:
        return FileState::Refused;
    }
}

constexpr std::array kProblems{
    FileProblem::NotReachable,   FileProblem::Gone,
    FileProblem::Forbidden,      FileProblem::NoUpload,
    FileProblem::TooLarge,       FileProblem::ForeignPlace,
    FileProblem::NotEncrypted,   FileProblem::NotAuthentic,
    FileProblem::OtherContent,   FileProblem::OtherType,
    FileProblem::TypeNotAllowed, FileProblem::TooManyPixels,
    FileProblem::Damaged,        FileProblem::NotEverybodyCanRead,
    FileProblem::DiskFull,       FileProblem::Lost,
}; // the place is the number on disk

std::optional<qint64> stored(std::optional<FileProblem> problem)
{
    const auto found = problem ? std::find(kProblems.begin(), kProblems.end(), *problem) : kProblems.end();
    return found == kProblems.end() ? std::nullopt : std::optional(qint64(found - kProblems.begin()));
}

FileProblem problemFrom(qint64 value)
{
    return value >= 0 && value < qint64(kProblems.size()) ? kProblems.at(std::size_t(value)) : FileProblem::Damaged;
}

QString packed(const QList<model::DeviceAddress> &people)
{
    QStringList lines;
    for (const model::DeviceAddress &address : people) {
        lines.append(QString::number(address.id) % u' ' % address.person.toString());
    }
    return lines.join(u'\n');
}

QList<model::DeviceAddress> unpacked(const QString &text)
{
    QList<model::DeviceAddress> people;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const auto person = model::Jid::parse(line.section(u' ', 1));
        if (person) {
            people.append({*person, line.section(u' ', 0, 0).toUInt()});
        }
    }
    return people;
}

Attachment readAttachment(const Statement &statement)
{
    Attachment file;
    file.number = statement.integer(0);
    file.name = statement.text(1);
    file.mediaType = statement.text(2);
    file.size = statement.integer(3);
    file.pixels = QSize(static_cast<int>(statement.integer(4)), static_cast<int>(statement.integer(5)));
    file.thumbnail = statement.bytes(6);
    file.state = stateFrom(statement.integer(7));
    if (!statement.isNull(8)) {
        file.problem = problemFrom(statement.integer(8));
    }
    return file;
}

StoredFile readStored(const Statement &statement)
{
    StoredFile file;
    file.attachment = readAttachment(statement);
    int column = kFileColumns;
    file.message = {statement.integer(column++)};
    file.place = static_cast<int>(statement.integer(column++));
    file.conversation = model::Jid::parse(statement.text(column++)).value_or(model::Jid());
    file.isOwn = statement.integer(column++) != 0;
    file.originId = statement.text(column++);
    file.source.url = statement.text(column++);
    file.source.key = statement.bytes(column++);
    file.source.nonce = statement.bytes(column++);
    file.source.sha256 = statement.bytes(column++);
    file.source.sealedKey = statement.bytes(column++);
    file.source.diskName = statement.text(column++);
    file.source.leaveOut = unpacked(statement.text(column++));
    return file;
}

Result<std::optional<StoredFile>> readOne(Statement &statement)
{
    WARDLINE_TRY(const bool hasRow, statement.step());
    return hasRow ? std::optional(readStored(statement)) : std::nullopt;
}

Status writeState(WritableDatabase &database, qint64 number, FileState state, std::optional<FileProblem> problem)
{
    WARDLINE_TRY(Statement update, database.prepare(queries::kFileStateSet));
    return update.bind(1, number).bind(2, stored(state)).bindOrNull(3, stored(problem)).run();
}

} // namespace

AttachmentStore::AttachmentStore(StoreThreads &threads)
    : m_threads(threads)
{
}

QFuture<Result<std::optional<StoredFile>>> AttachmentStore::file(qint64 number)
{
    return m_threads.read([=](ReadableDatabase &database) -> Result<std::optional<StoredFile>> {
        WARDLINE_TRY(Statement find, database.prepare(queries::kFile));
        find.bind(1, number);
        return readOne(find);
    });
}

QFuture<Result<std::optional<StoredFile>>> AttachmentStore::file(MessageId message, int place)
{
    return m_threads.read([=](ReadableDatabase &database) -> Result<std::optional<StoredFile>> {
        WARDLINE_TRY(Statement find, database.prepare(queries::kFileAt));
        find.bind(1, message.value).bind(2, qint64(place));
        return readOne(find);
    });
}

QFuture<Result<QList<StoredFile>>> AttachmentStore::toSend()
{
    return m_threads.read([](ReadableDatabase &database) -> Result<QList<StoredFile>> {
        WARDLINE_TRY(Statement waiting, database.prepare(queries::kFilesToSend));
        waiting.bindBytes(1, kAwaitsFile);
        QList<StoredFile> files;
        while (true) {
            WARDLINE_TRY(const bool hasRow, waiting.step());
            if (!hasRow) {
                return files;
            }
            files.append(readStored(waiting));
        }
    });
}

QFuture<Result<QSet<QString>>> AttachmentStore::diskNames()
{
    return m_threads.read([](ReadableDatabase &database) -> Result<QSet<QString>> {
        WARDLINE_TRY(Statement all, database.prepare(queries::kFileNames));
        QSet<QString> names;
        while (true) {
            WARDLINE_TRY(const bool hasRow, all.step());
            if (!hasRow) {
                return names;
            }
            names.insert(all.text(0));
        }
    });
}

QFuture<Status> AttachmentStore::setState(qint64 number, FileState state, std::optional<FileProblem> problem)
{
    return m_threads.write([=](WritableDatabase &database) { return writeState(database, number, state, problem); });
}

QFuture<Status> AttachmentStore::setShelved(qint64 number, QString diskName, QByteArray sealedKey, qint64 size)
{
    return m_threads.write([=](WritableDatabase &database) -> Status {
        WARDLINE_TRY(Statement update, database.prepare(queries::kFileShelved));
        update.bind(1, number).bind(2, diskName).bindBytes(3, sealedKey).bind(4, size);
        WARDLINE_CHECK(update.bind(5, stored(FileState::Here)).run());
        return database.changes() == 1 ? Status() : Status(failure(StoreError::NotFound, u"file"_s));
    });
}

QFuture<Status> AttachmentStore::setSent(qint64 number, QString url,
                                         SealStanza seal)
{
    return m_threads.write(
        [number, url = std::move(url), seal = std::move(seal)](WritableDatabase &database) -> Status {
            WARDLINE_TRY(Statement find, database.prepare(queries::kFile));
            find.bind(1, number);
            WARDLINE_TRY(const auto file, readOne(find));
            find.reset();
            if (!file) {
                return failure(StoreError::NotFound, u"file"_s);
            }
            WARDLINE_TRY(const SealedStanza sealed, seal(database));
            WARDLINE_TRY(Statement fill, database.prepare(queries::kOutboxFill));
            fill.bind(1, file->message.value).bindBytes(2, sealed.stanza).bindBytes(3, kAwaitsFile);
            WARDLINE_CHECK(fill.bindBytesOrNull(4, sealed.audience).run());
            if (database.changes() != 1) {
                return failure(StoreError::NotFound, u"outbox entry"_s);
            }
            WARDLINE_TRY(Statement update, database.prepare(queries::kFileSent));
            return update.bind(1, number).bind(2, url).bind(3, stored(FileState::Here)).run();
        });
}

QFuture<Status> AttachmentStore::giveUp(qint64 number, FileProblem problem)
{
    return m_threads.write([=](WritableDatabase &database) -> Status {
        WARDLINE_TRY(Statement find, database.prepare(queries::kFile));
        find.bind(1, number);
        WARDLINE_TRY(const auto file, readOne(find));
        find.reset();
        if (!file) {
            return {};
        }
        WARDLINE_TRY(Statement remove, database.prepare(queries::kOutboxDeleteMessage));
        WARDLINE_CHECK(remove.bind(1, file->message.value).run());
        WARDLINE_CHECK(advanceState(database, file->message, model::DeliveryState::Failed));
        return writeState(database, number, FileState::NotSent, problem);
    });
}

Status writeFiles(WritableDatabase &database, MessageId message, const QList<Attachment> &attachments,
                  const QList<FileSource> &sources)
{
    WARDLINE_TRY(Statement insert, database.prepare(queries::kFileInsert));
    const qsizetype count = std::min({attachments.size(), sources.size(), kMaxFiles});
    for (qsizetype i = 0; i < count; ++i) {
        const Attachment &file = attachments.at(i);
        const FileSource &source = sources.at(i);
        insert.bind(1, message.value).bind(2, qint64(i)).bind(3, file.name.left(kMaxIdLength));
        insert.bind(4, file.mediaType.left(kMaxIdLength)).bind(5, std::max<qint64>(file.size, 0));
        insert.bind(6, qint64(std::clamp(file.pixels.width(), 0, kMaxSide)));
        insert.bind(7, qint64(std::clamp(file.pixels.height(), 0, kMaxSide)));
        insert.bindBytes(8, file.thumbnail.size() <= kMaxThumbnail ? file.thumbnail : QByteArray(""));
        insert.bind(9, source.url).bindBytes(10, source.key).bindBytes(11, source.nonce).bindBytes(12, source.sha256);
        insert.bindBytes(13, source.sealedKey).bind(14, source.diskName).bind(15, stored(file.state));
        WARDLINE_CHECK(insert.bindOrNull(16, stored(file.problem)).bind(17, packed(source.leaveOut)).run());
        insert.reset();
    }
    return {};
}

Result<QList<Attachment>> readFiles(ReadableDatabase &database, MessageId message)
{
    WARDLINE_TRY(Statement find, database.prepare(queries::kFiles));
    find.bind(1, message.value);
    QList<Attachment> files;
    while (true) {
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            return files;
        }
        files.append(readAttachment(find));
    }
}

} // namespace wardline::store
