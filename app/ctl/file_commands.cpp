// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/file_commands.h"

#include "app/ctl/error_words.h"
#include "app/ctl/message_lines.h"
#include "core/service/live/futures.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QSaveFile>

#include <array>
#include <utility>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using model::FileProblem;
using model::FileState;

namespace {

constexpr std::chrono::seconds kPatience{120};

constexpr std::array kStates{
    std::pair(FileState::Remote, "remote"),    std::pair(FileState::Fetching, "fetching"),
    std::pair(FileState::Here, "here"),        std::pair(FileState::Failed, "failed"),
    std::pair(FileState::Refused, "refused"),  std::pair(FileState::Sending, "sending"),
    std::pair(FileState::NotSent, "not-sent"),
};
constexpr std::array kProblems{
    std::pair(FileProblem::NotReachable, "not-reachable"),
    std::pair(FileProblem::Gone, "gone"),
    std::pair(FileProblem::Forbidden, "forbidden"),
    std::pair(FileProblem::NoUpload, "no-upload"),
    std::pair(FileProblem::TooLarge, "too-large"),
    std::pair(FileProblem::ForeignPlace, "foreign-place"),
    std::pair(FileProblem::NotEncrypted, "not-encrypted"),
    std::pair(FileProblem::NotAuthentic, "not-authentic"),
    std::pair(FileProblem::OtherContent, "other-content"),
    std::pair(FileProblem::OtherType, "other-type"),
    std::pair(FileProblem::TypeNotAllowed, "type-not-allowed"),
    std::pair(FileProblem::TooManyPixels, "too-many-pixels"),
    std::pair(FileProblem::Damaged, "damaged"),
    std::pair(FileProblem::NotEverybodyCanRead, "not-everybody-can-read"),
    std::pair(FileProblem::DiskFull, "disk-full"),
    std::pair(FileProblem::Lost, "lost"),
};

template <typename Table, typename Value>
QString wordOf(const Table &table, Value value)
{
    for (const auto &[each, word] : table) {
        if (each == value) {
            return QString::fromLatin1(word);
        }
    }
    return {};
}

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

/// Fetches a file where that is needed, and writes it where it was asked for.
class Saving final : public QObject
{
public:
    Saving(SessionContext &context, QString path, int index, Finish finish)
        : QObject(&context.session)
        , m_context(context)
        , m_path(std::move(path))
        , m_index(index)
        , m_finish(std::move(finish))
        , m_patience(context.environment.timers.createTimer(
              [this] { fail(errorWords(Error(service::ServiceError::Timeout))); }))
    {
        connect(&context.session.messages(), &service::MessageService::messageChanged, this, [this] { look(); });
    }

    void start(const model::Message &message)
    {
        if (m_index >= message.attachments.size()) {
            fail(tr("The message has no such file."));
            return;
        }
        if (!m_context.session.messages().rights(message).maySave) {
            fail(tr("Policy does not let files be saved outside of Wardline (files.save)."));
            return;
        }
        m_id = message.id;
        m_patience->start(kPatience);
        if (message.attachments.at(m_index).state == FileState::Here) {
            write();
        } else {
            m_context.session.messages().fetchAttachment(m_id, m_index);
        }
    }

private:
    void look()
    {
        service::afterwards(
            m_context.session.messages().byIds({m_id}), this, [this](const Result<QList<model::Message>> &found) {
                if (!m_finish || !found || found->isEmpty() || m_index >= found->first().attachments.size()) {
                    return;
                }
                const model::Attachment &file = found->first().attachments.at(m_index);
                if (file.state == FileState::Here) {
                    write();
                } else if (file.problem) {
                    fail(problemWords(*file.problem));
                }
            });
    }

    void write()
    {
        if (std::exchange(m_isWriting, true)) {
            return;
        }
        service::afterwards(m_context.session.messages().attachment(m_id, m_index, service::FilePurpose::Save), this,
                            [this](const Result<QByteArray> &content) {
                                if (!content) {
                                    fail(errorWords(content.error()));
                                } else {
                                    take(*content);
                                }
                            });
    }

    void take(const QByteArray &content)
    {
        if (m_path == u"-"_s) {
            m_context.output.raw(content);
            end(Done);
            return;
        }
        QSaveFile file(m_path);
        const bool isSaved = file.open(QIODevice::WriteOnly)
            && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
            && file.write(content) == content.size() && file.commit();
        if (!isSaved) {
            fail(tr("The file cannot be written there."));
            return;
        }
        m_context.output.result({{u"saved"_s, content.size()}}, QString::number(content.size()));
        end(Done);
    }

    void fail(const QString &words)
    {
        m_context.output.note(words);
        end(Failed);
    }
    void end(int exitCode)
    {
        if (const Finish finish = std::exchange(m_finish, nullptr)) {
            m_patience->stop();
            deleteLater();
            finish(exitCode);
        }
    }

    SessionContext &m_context;
    QString m_path;
    int m_index;
    Finish m_finish;
    std::unique_ptr<Timer> m_patience;
    model::MessageId m_id;
    bool m_isWriting = false;
};

} // namespace

Prepared saveFile(Words words)
{
    const auto conversation = conversationFrom(words, u"--room"_s, u"--with"_s);
    const int index = words.number(u"--index"_s, 0, 0, 9);
    const auto id = words.next();
    const auto path = words.next();
    if (!conversation || !id || !path || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        findMessage(context, *conversation, *id, [&context, path = *path, index, finish](const auto &found) {
            if (!found) {
                refuse(context, Error(service::ServiceError::NoSuchMessage), finish);
                return;
            }
            (new Saving(context, path, index, finish))->start(*found);
        });
    };
}

QJsonArray filesAsJson(const QList<model::Attachment> &files)
{
    QJsonArray all;
    for (const model::Attachment &file : files) {
        all.append(
            QJsonObject{{u"name"_s, file.name},
                        {u"type"_s, file.mediaType},
                        {u"size"_s, file.size},
                        {u"state"_s, wordOf(kStates, file.state)},
                        {u"problem"_s, file.problem ? QJsonValue(wordOf(kProblems, *file.problem)) : QJsonValue()}});
    }
    return all;
}

QString filesAsText(const QList<model::Attachment> &files)
{
    QString text;
    for (const model::Attachment &file : files) {
        text += u" ["_s % file.name % u", "_s % QString::number(file.size) % u" bytes, "_s % wordOf(kStates, file.state)
            % u']';
    }
    return text;
}

QString problemWords(FileProblem problem)
{
    switch (problem) {
    case FileProblem::NotReachable:
        return tr("The relay's files cannot be reached.");
    case FileProblem::Gone:
        return tr("The relay has the file no longer.");
    case FileProblem::Forbidden:
        return tr("The relay does not permit it.");
    case FileProblem::NoUpload:
        return tr("The relay takes no files (XEP-0363).");
    case FileProblem::TooLarge:
        return tr("The file is too large for policy or for the relay.");
    case FileProblem::ForeignPlace:
        return tr("The file lies neither with the relay nor where policy allows (files.hosts).");
    case FileProblem::NotEncrypted:
        return tr("The file is not encrypted, or in a way that is not known here.");
    case FileProblem::NotAuthentic:
        return tr("The file was altered, or encrypted with another key.");
    case FileProblem::OtherContent:
        return tr("The file is not what its message says.");
    case FileProblem::OtherType:
        return tr("The file's content is of another type than it claims.");
    case FileProblem::TypeNotAllowed:
        return tr("Policy does not let files of this type pass (files.types).");
    case FileProblem::TooManyPixels:
        return tr("The picture has too many pixels.");
    case FileProblem::Damaged:
        return tr("The file is damaged.");
    case FileProblem::NotEverybodyCanRead:
        return tr("Not sent: somebody in the conversation could not read it.");
    case FileProblem::DiskFull:
        return tr("The disk is full.");
    case FileProblem::Lost:
        return tr("The file is no longer in this profile.");
    }
    return {};
}

} // namespace wardline::ctl
