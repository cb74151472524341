// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/history_commands.h"

#include "app/ctl/device_commands.h"
#include "app/ctl/history_words.h"
#include "app/ctl/secret_json.h"
#include "app/platform/terminal.h"
#include "core/service/live/futures.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QTimer>

#include <memory>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using service::BackupSummary;
using service::RestoreSummary;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

constexpr std::chrono::milliseconds kRoamingTakes = std::chrono::seconds(30);

using WordsTaker = std::function<void(SecretBytes words)>;

/// 24 words from the next line of standard input or from a prompt.
void readWords(SessionContext &context, const Finish &finish, WordsTaker take)
{
    if (!context.readsCredentials) {
        auto words = platform::askSecret(tr("The 24 words"));
        if (!words) {
            context.output.note(tr("There is no terminal to ask for the words; use --credentials-stdin."));
            finish(Usage);
            return;
        }
        take(std::move(*words));
        return;
    }
    context.input.nextLine([&context, finish, take = std::move(take)](std::optional<SecretBytes> line) {
        auto secrets = line ? parseSecretObject(*line) : std::nullopt;
        if (!secrets || !secrets->contains("words")) {
            context.output.note(tr("The next line of standard input must be {\"words\": \"...\"}."));
            finish(Usage);
            return;
        }
        take(std::move(secrets->at("words")));
    });
}

void refuseHistory(SessionContext &context, const Error &error, const Finish &finish)
{
    context.output.note(historyErrorWords(error));
    finish(Failed);
}

/// What is printed is meant to leave the program: the person writes it down.
void printBackup(SessionContext &context, const QString &path, const BackupSummary &made, const SecretBytes *words)
{
    QJsonObject line = backupObject(made);
    line.insert(u"file"_s, path);
    QString text = QCoreApplication::translate("wardlinectl", "%n message(s), backup no. %1: %2", nullptr,
                                               static_cast<int>(made.messages))
                       .arg(QString::number(made.counter), path);
    if (words != nullptr) {
        const QStringList list = QString::fromLatin1(words->view()).split(u' ');
        line.insert(u"words"_s, QJsonArray::fromStringList(list));
        text += u'\n' + tr("Write these words down. Without them nobody opens the backup:") + u'\n' + list.join(u' ');
    }
    context.output.result(line, text);
}

void backUp(SessionContext &context, const QString &path, SecretBytes words, bool areNew, const Finish &finish)
{
    const auto kept = areNew ? std::make_shared<SecretBytes>(words.clone()) : nullptr;
    service::afterwards(context.session.history().backUp(path, std::move(words)), &context.session,
                        [&context, path, kept, finish](const Result<BackupSummary> &made) {
                            if (!made) {
                                refuseHistory(context, made.error(), finish);
                                return;
                            }
                            printBackup(context, path, *made, kept.get());
                            finish(Done);
                        });
}

SecretBytes joined(const std::vector<SecretBytes> &words)
{
    SecretBytes all;
    for (const SecretBytes &word : words) {
        all = all.isEmpty()
            ? word.clone()
            : SecretBytes::concat(SecretBytes::concat(all, SecretBytes::copyOf(QByteArrayView(" "))), word);
    }
    return all;
}

} // namespace

Prepared backUpProfile(Words words)
{
    const bool hasWords = words.flag(u"--same-words"_s);
    const auto file = words.next();
    if (!file || file->isEmpty() || !words.isSpent()) {
        return {};
    }
    const QString path = QFileInfo(*file).absoluteFilePath();
    return [=](SessionContext &context, const Finish &finish) {
        if (!hasWords) {
            backUp(context, path, joined(context.session.history().newBackupWords()), true, finish);
            return;
        }
        readWords(context, finish, [&context, path, finish](SecretBytes given) {
            backUp(context, path, std::move(given), false, finish);
        });
    };
}

Prepared restoreProfile(Words words)
{
    const bool mayBeOlder = words.flag(u"--older"_s);
    const auto file = words.next();
    if (!file || file->isEmpty() || !words.isSpent()) {
        return {};
    }
    const QString path = QFileInfo(*file).absoluteFilePath();
    return [=](SessionContext &context, const Finish &finish) {
        readWords(context, finish, [&context, path, mayBeOlder, finish](SecretBytes given) {
            service::afterwards(
                context.session.history().restore(path, std::move(given), mayBeOlder), &context.session,
                [&context, path, finish](const Result<RestoreSummary> &restored) {
                    if (!restored) {
                        refuseHistory(context, restored.error(), finish);
                        return;
                    }
                    QJsonObject line = backupObject(restored->backup);
                    line.insert(u"file"_s, path);
                    line.insert(u"added"_s, restored->added);
                    line.insert(u"revealed"_s, restored->revealed);
                    line.insert(u"known"_s, restored->known);
                    line.insert(u"too_old"_s, restored->tooOld);
                    const QString text =
                        QCoreApplication::translate("wardlinectl", "%n message(s) came back from backup no. %1 of %2.",
                                                    nullptr, restored->added + restored->revealed);
                    context.output.result(
                        line, text.arg(QString::number(restored->backup.counter), instantText(restored->backup.made)));
                    finish(Done);
                });
        });
    };
}

Prepared showRoaming(Words words)
{
    const bool waits = words.flag(u"--wait"_s);
    if (!words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        const service::LiveHistoryService &history = context.session.history();
        const auto print = [&context, &history, finish] {
            const service::RoamingState state = history.roaming();
            const QString word = roamingWord(state.kind);
            context.output.result({{u"roaming"_s, word},
                                   {u"hours"_s, state.hours},
                                   {u"added"_s, state.added},
                                   {u"kept"_s, state.kept ? QJsonValue(instantText(*state.kept)) : QJsonValue()}},
                                  tr("The last %1 hours: %2").arg(QString::number(state.hours), word));
            finish(Done);
        };
        if (!waits || history.isRoamingSettled()) {
            print();
            return;
        }
        auto once = std::make_shared<std::function<void()>>(print);
        const auto goOn = [once] {
            if (const auto call = std::exchange(*once, nullptr)) {
                call();
            }
        };
        auto *patience = new QTimer(&context.session);
        patience->setSingleShot(true);
        QObject::connect(patience, &QTimer::timeout, patience, goOn);
        patience->start(kRoamingTakes);
        QObject::connect(&history, &service::HistoryService::roamingChanged, patience, [&history, goOn] {
            if (history.isRoamingSettled()) {
                goOn();
            }
        });
    };
}

namespace {
/// As it is compared: in whatever groups and letters it was typed.
QString groupless(QString number)
{
    return number.remove(u' ').toLower();
}
} // namespace

Prepared askDevices(Words words)
{
    const int hours = words.number(u"--hours"_s, 72, 1, 744);
    const QString number = groupless(words.option(u"--number"_s).value_or(QString()));
    if (!words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        service::LiveHistoryService &history = context.session.history();
        auto *guard = new QObject(&context.session);
        const auto isDeclined = std::make_shared<bool>(false); // and no number was given that another one could have
        QObject::connect(
            &history, &service::HistoryService::requestChanged, guard, [&context, &history, number, isDeclined] {
                const auto offer = history.request();
                if (!offer || !offer->isOffer) {
                    return;
                }
                const bool isTrue = !number.isEmpty() && groupless(offer->fingerprint) == number;
                context.output.result(
                    {{u"offer"_s, qint64(offer->device)}, {u"fingerprint"_s, offer->fingerprint}, {u"taken"_s, isTrue}},
                    isTrue ? tr("Device %1 offers its messages, and has the number that was given.")
                                 .arg(QString::number(offer->device))
                           : tr("Device %1 (%2) offers messages and was not compared: not taken. If it "
                                "shows this number, ask again with --number and the number.")
                                 .arg(QString::number(offer->device), offer->fingerprint));
                *isDeclined = !isTrue && number.isEmpty();
                history.answerRequest(offer->id, isTrue);
            });
        QObject::connect(&history, &service::HistoryService::handOverChanged, guard,
                         [&context, &history, guard, finish, isDeclined] {
                             const service::HandOverState state = history.handOver();
                             if (*isDeclined && state.kind == service::HandOverState::Kind::Asking) {
                                 guard->deleteLater();
                                 QObject::disconnect(&history, nullptr, guard, nullptr);
                                 history.cancelHandOver();
                                 finish(Failed);
                             } else if (state.kind == service::HandOverState::Kind::Failed) {
                                 guard->deleteLater();
                                 guard->disconnect();
                                 QObject::disconnect(&history, nullptr, guard, nullptr);
                                 refuseHistory(context, Error(state.fault), finish);
                             } else if (state.kind == service::HandOverState::Kind::Done) {
                                 guard->deleteLater();
                                 QObject::disconnect(&history, nullptr, guard, nullptr);
                                 context.output.result({{u"received"_s, state.messages}},
                                                       QCoreApplication::translate("wardlinectl", "%n message(s) came.",
                                                                                   nullptr, state.messages));
                                 finish(Done);
                             } else if (state.kind == service::HandOverState::Kind::Asking && state.asked > 0) {
                                 context.output.note(QCoreApplication::translate(
                                     "wardlinectl", "%n other device(s) asked. Answer there.", nullptr, state.asked));
                             }
                         });
        history.askOwnDevices(std::chrono::hours(hours));
    };
}

Prepared answerDevice(Words words)
{
    const int seconds = words.number(u"--for"_s, 300, 1, 3600);
    const auto word = words.next();
    const bool isYes = word == u"yes"_s;
    if (!words.isSpent() || (!isYes && word != u"no"_s)) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        service::LiveHistoryService &history = context.session.history();
        auto *patience = new QTimer(&context.session);
        patience->setSingleShot(true);
        const auto end = [&history, patience, finish](int code) {
            QObject::disconnect(&history, nullptr, patience, nullptr);
            patience->deleteLater();
            finish(code);
        };
        QObject::connect(patience, &QTimer::timeout, patience, [&context, end] {
            context.output.note(historyErrorWords(Error(service::HistoryFault::NoAnswer)));
            end(Failed);
        });
        patience->start(std::chrono::seconds(seconds));
        const auto look = [&context, &history, isYes] {
            if (const auto request = history.request()) {
                context.output.result({{u"device"_s, qint64(request->device)},
                                       {u"fingerprint"_s, request->fingerprint},
                                       {u"trust"_s, trustWord(request->trust)},
                                       {u"hours"_s, qint64(request->range.count())},
                                       {u"answer"_s, isYes ? u"yes"_s : u"no"_s}},
                                      tr("Device %1 (%2) asks for %3 hours: %4")
                                          .arg(QString::number(request->device), request->fingerprint,
                                               QString::number(request->range.count()), isYes ? u"yes"_s : u"no"_s));
                history.answerRequest(request->id, isYes);
            }
        };
        QObject::connect(&history, &service::HistoryService::requestChanged, patience, [&history, look, end, isYes] {
            if (history.request()) {
                look();
            } else if (!isYes) {
                end(Done);
            }
        });
        QObject::connect(&history, &service::HistoryService::handOverChanged, patience, [&context, &history, end] {
            const service::HandOverState state = history.handOver();
            if (state.kind == service::HandOverState::Kind::Done) {
                context.output.result({{u"sent"_s, state.messages}}, QString::number(state.messages));
                end(Done);
            } else if (state.kind == service::HandOverState::Kind::Failed) {
                context.output.note(historyErrorWords(Error(state.fault)));
                end(Failed);
            }
        });
        context.output.note(tr("Waiting for another device of this account to ask."));
        look();
    };
}

} // namespace wardline::ctl
