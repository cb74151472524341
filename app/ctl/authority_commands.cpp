// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/authority_commands.h"

#include "app/ctl/authority_folder.h"
#include "app/ctl/authority_words.h"
#include "app/ctl/secret_json.h"
#include "app/platform/terminal.h"
#include "core/trust/omemo_uri.h"
#include "core/trust/trust_error.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <memory>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using Secrets = AuthorityFolder::Secrets;
using trust::TrustError;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

/// A command whose words were understood: what it needs, and what it does then.
struct Task
{
    QStringList secrets; ///< names; empty: none
    std::function<Status(AuthorityContext &context, const Secrets &secrets)> run;
};

using Reader = std::optional<Task> (*)(const QString &folder, Words words);

QStringList listOf(const std::optional<QString> &text)
{
    return text ? text->split(u',', Qt::SkipEmptyParts) : QStringList();
}

std::optional<Task> readInit(const QString &folder, Words words)
{
    trust::AuthoritySettings settings;
    settings.organisation = words.option(u"--organisation"_s).value_or(QString());
    const auto account = model::Jid::parse(words.option(u"--account"_s).value_or(QString()));
    settings.vouchingRoles = listOf(words.option(u"--vouching-role"_s));
    settings.statementDays = words.number(u"--statement-days"_s, 60, 1, 90);
    settings.epochDays = words.number(u"--epoch-days"_s, 365, 1, 400);
    if (!words.isSpent() || settings.organisation.isEmpty() || !account) {
        return std::nullopt;
    }
    settings.account = account->bare();
    return Task{
        {u"root_passphrase"_s, u"passphrase"_s}, [=](AuthorityContext &context, const Secrets &secrets) -> Status {
            service::Environment &environment = context.composition.environment();
            WARDLINE_TRY(AuthorityFolder made,
                         AuthorityFolder::create(folder, settings, secrets, environment.random, environment.clock));
            const QString key = QString::fromLatin1(made.book().settings().rootKey.toBase64());
            context.output.result({{u"organisation"_s, settings.organisation},
                                   {u"account"_s, settings.account.toString()},
                                   {u"root_key"_s, key},
                                   {u"epoch"_s, 1}},
                                  tr("Root key for the policy (trust.root_keys): %1").arg(key));
            return {};
        }};
}

/// The devices that `issue` is asked for.
Result<QList<trust::Subject>> subjectsFrom(Words &words)
{
    QList<trust::Subject> subjects;
    while (const auto text = words.option(u"--uri"_s)) {
        WARDLINE_TRY(const trust::OmemoUri uri, trust::OmemoUri::parse(*text));
        for (const trust::OmemoUri::Device &device : uri.devices) {
            WARDLINE_TRY(const QByteArray key, trust::statementKeyFromCurve(device.identityKey));
            subjects.append({{uri.person, device.id}, key, trust::DeviceKind::User, {}});
        }
    }
    return subjects;
}

std::optional<Task> readIssue(const QString &folder, Words words)
{
    auto subjects = subjectsFrom(words);
    const QStringList roles = listOf(words.option(u"--role"_s));
    const auto kind = trust::deviceKindFromWord(words.option(u"--kind"_s).value_or(u"user"_s));
    if (!words.isSpent() || !kind || (subjects && subjects->isEmpty())) {
        return std::nullopt;
    }
    return Task{{u"passphrase"_s}, [=](AuthorityContext &context, const Secrets &secrets) -> Status {
                    if (!subjects) {
                        return std::unexpected(subjects.error());
                    }
                    WARDLINE_TRY(AuthorityFolder opened,
                                 AuthorityFolder::open(folder, context.composition.environment().clock));
                    WARDLINE_TRY(const crypto::SigningKey key, opened.enrolmentKey(secrets));
                    QList<QByteArray> documents;
                    for (trust::Subject subject : *subjects) {
                        subject.kind = *kind;
                        subject.clinicalRoles = roles;
                        WARDLINE_TRY(const QByteArray document, opened.book().issue(subject, u"operator"_s, key));
                        documents.append(document);
                    }
                    WARDLINE_CHECK(opened.save());
                    for (const QByteArray &document : std::as_const(documents)) {
                        if (const auto statement = trust::DeviceStatement::parse(document)) {
                            QJsonObject line = statementObject(*statement);
                            line.insert(u"statement"_s, QString::fromLatin1(document.toBase64()));
                            context.output.result(line, statementLine(*statement));
                        }
                    }
                    context.output.note(tr("Nobody sees it before 'authority manifest' and 'authority publish'."));
                    return {};
                }};
}

std::optional<Task> readRenew(const QString &folder, Words words)
{
    const int within = words.number(u"--within"_s, 30, 1, 400);
    const auto person = words.option(u"--person"_s);
    const auto jid = model::Jid::parse(person.value_or(QString()));
    if (!words.isSpent() || (person && !jid)) {
        return std::nullopt;
    }
    return Task{{u"passphrase"_s}, [=](AuthorityContext &context, const Secrets &secrets) -> Status {
                    const Clock &clock = context.composition.environment().clock;
                    WARDLINE_TRY(AuthorityFolder opened, AuthorityFolder::open(folder, clock));
                    WARDLINE_TRY(const crypto::SigningKey key, opened.enrolmentKey(secrets));
                    int count = 0;
                    const auto before = opened.book().statements();
                    for (const trust::DeviceStatement &statement : before) {
                        const bool isWanted = !jid || statement.device.person == jid->bare();
                        if (isWanted && statement.isIn(clock.now())
                            && !statement.isIn(clock.now() + std::chrono::days(within))) {
                            WARDLINE_TRY(const QByteArray again,
                                         opened.book().issue({statement.device, statement.identityKey, statement.kind,
                                                              statement.clinicalRoles},
                                                             u"operator"_s, key));
                            ++count;
                        }
                    }
                    WARDLINE_CHECK(opened.save());
                    context.output.result({{u"renewed"_s, count}},
                                          tr("%n statement(s) renewed.").replace(u"%n"_s, QString::number(count)));
                    return {};
                }};
}

/// Devices that were never certified: by their keys.
Task revokeNamed(const QString &folder, const Result<QList<trust::Subject>> &named)
{
    return Task{{}, [=](AuthorityContext &context, const Secrets &) -> Status {
                    if (!named) {
                        return std::unexpected(named.error());
                    }
                    WARDLINE_TRY(AuthorityFolder opened,
                                 AuthorityFolder::open(folder, context.composition.environment().clock));
                    for (const trust::Subject &subject : *named) {
                        WARDLINE_CHECK(opened.book().revokeKey(subject.device, subject.identityKey, u"operator"_s));
                    }
                    WARDLINE_CHECK(opened.save());
                    const qsizetype count = named->size();
                    context.output.result({{u"revoked"_s, count}}, tr("Revoked: %1").arg(count));
                    context.output.note(tr("Nobody sees it before 'authority manifest' and 'authority publish'."));
                    return {};
                }};
}

std::optional<Task> readRevoke(const QString &folder, Words words)
{
    const auto named = subjectsFrom(words);
    if (!named || !named->isEmpty()) {
        return words.isSpent() ? std::optional(revokeNamed(folder, named)) : std::nullopt;
    }
    const auto person = model::Jid::parse(words.option(u"--person"_s).value_or(QString()));
    const bool isAll = words.flag(u"--all"_s);
    const int device = words.number(u"--device"_s, 0, 1, 0x7fffffff);
    if (!words.isSpent() || !person || isAll == (device != 0)) {
        return std::nullopt;
    }
    return Task{{}, [=](AuthorityContext &context, const Secrets &) -> Status {
                    WARDLINE_TRY(AuthorityFolder opened,
                                 AuthorityFolder::open(folder, context.composition.environment().clock));
                    WARDLINE_TRY(const int count,
                                 opened.book().revoke({person->bare(), static_cast<quint32>(device)}, u"operator"_s));
                    WARDLINE_CHECK(opened.save());
                    context.output.result({{u"revoked"_s, count}}, tr("Revoked: %1").arg(count));
                    context.output.note(tr("Nobody sees it before 'authority manifest' and 'authority publish'."));
                    return {};
                }};
}

std::optional<Task> readManifest(const QString &folder, Words words)
{
    if (!words.isSpent()) {
        return std::nullopt;
    }
    return Task{{u"passphrase"_s}, [=](AuthorityContext &context, const Secrets &secrets) -> Status {
                    WARDLINE_TRY(AuthorityFolder opened,
                                 AuthorityFolder::open(folder, context.composition.environment().clock));
                    WARDLINE_TRY(const crypto::SigningKey key, opened.enrolmentKey(secrets));
                    WARDLINE_TRY(const trust::Publication made, opened.book().makeManifest(key));
                    WARDLINE_CHECK(opened.save());
                    const auto version = static_cast<qint64>(opened.book().manifestVersion());
                    context.output.result({{u"version"_s, version},
                                           {u"epoch"_s, static_cast<qint64>(opened.book().epoch()->number)},
                                           {u"pages"_s, made.pages.size()},
                                           {u"digest"_s, QString::fromLatin1(trust::digestOf(made.manifest).toHex())}},
                                          tr("Manifest %1 is signed.").arg(version));
                    return {};
                }};
}

std::optional<Task> readEpoch(const QString &folder, Words words)
{
    if (!words.isSpent()) {
        return std::nullopt;
    }
    return Task{
        {u"root_passphrase"_s, u"passphrase"_s}, [=](AuthorityContext &context, const Secrets &secrets) -> Status {
            service::Environment &environment = context.composition.environment();
            WARDLINE_TRY(AuthorityFolder opened, AuthorityFolder::open(folder, environment.clock));
            WARDLINE_CHECK(opened.beginEpoch(secrets, environment.random));
            const trust::EpochDocument &epoch = *opened.book().epoch();
            context.output.result({{u"epoch"_s, static_cast<qint64>(epoch.number)},
                                   {u"until"_s, timeText(epoch.notAfter)},
                                   {u"statements"_s, opened.book().statements().size()}},
                                  tr("Epoch %1 begins; it ends %2.").arg(epoch.number).arg(timeText(epoch.notAfter)));
            return {};
        }};
}

std::optional<Task> readShow(const QString &folder, Words words)
{
    if (!words.isSpent()) {
        return std::nullopt;
    }
    return Task{
        {}, [=](AuthorityContext &context, const Secrets &) -> Status {
            WARDLINE_TRY(AuthorityFolder opened,
                         AuthorityFolder::open(folder, context.composition.environment().clock));
            const trust::AuthorityBook &book = opened.book();
            const QString root = QString::fromLatin1(book.settings().rootKey.toBase64());
            const auto epoch = static_cast<qint64>(book.epoch() ? book.epoch()->number : 0);
            const auto version = static_cast<qint64>(book.manifestVersion());
            context.output.result(
                {{u"organisation"_s, book.settings().organisation},
                 {u"account"_s, book.settings().account.toString()},
                 {u"root_key"_s, root},
                 {u"epoch"_s, epoch},
                 {u"epoch_until"_s, book.epoch() ? timeText(book.epoch()->notAfter) : QString()},
                 {u"manifest"_s, version},
                 {u"is_current"_s, book.publication().has_value()}},
                tr("%1, epoch %2, manifest %3, root key %4")
                    .arg(book.settings().organisation, QString::number(epoch), QString::number(version), root));
            for (const trust::DeviceStatement &statement : book.statements()) {
                context.output.result(statementObject(statement), statementLine(statement));
            }
            for (const trust::Revocation &revocation : book.revocations()) {
                context.output.result({{u"person"_s, revocation.device.person.toString()},
                                       {u"device"_s, static_cast<qint64>(revocation.device.id)},
                                       {u"revoked"_s, timeText(revocation.since)}},
                                      tr("%1  %2  revoked %3")
                                          .arg(revocation.device.person.toString(),
                                               QString::number(revocation.device.id), timeText(revocation.since)));
            }
            if (!book.publication()) {
                context.output.note(tr("The newest manifest does not say what stands here: run 'authority manifest'."));
            }
            return {};
        }};
}

Reader readerFor(const QString &name)
{
    struct Entry
    {
        QStringView name;
        Reader read;
    };
    static constexpr Entry kEntries[] = {{u"init", readInit},     {u"issue", readIssue},       {u"renew", readRenew},
                                         {u"revoke", readRevoke}, {u"manifest", readManifest}, {u"epoch", readEpoch},
                                         {u"show", readShow}};
    for (const Entry &entry : kEntries) {
        if (entry.name == name) {
            return entry.read;
        }
    }
    return nullptr;
}

} // namespace

void askPassphrases(Input &input, Output &output, bool fromInput, const QStringList &wanted,
                    std::function<void(Secrets)> then)
{
    if (wanted.isEmpty()) {
        then({});
        return;
    }
    if (fromInput) {
        input.nextLine([&output, then = std::move(then)](std::optional<SecretBytes> line) {
            auto secrets = line ? parseSecretObject(*line) : std::nullopt;
            if (!secrets) {
                output.note(
                    tr("Standard input must have a line {\"passphrase\": \"...\", \"root_passphrase\": \"...\"}."));
            }
            then(secrets ? std::move(*secrets) : Secrets());
        });
        return;
    }
    Secrets secrets;
    for (const QString &name : wanted) {
        const bool isRoot = name == u"root_passphrase";
        auto secret =
            platform::askSecret(isRoot ? tr("Passphrase of the root key") : tr("Passphrase of the enrolment key"));
        if (!secret) {
            output.note(tr("There is no terminal to ask for the passphrase; use --credentials-stdin."));
            then({});
            return;
        }
        secrets.emplace(name.toStdString(), std::move(*secret));
    }
    then(std::move(secrets));
}

void authorityCommand(AuthorityContext context, const QStringList &words, const Finish &finish)
{
    const Reader read = words.isEmpty() ? nullptr : readerFor(words.first());
    Words rest(words.mid(1));
    const auto folder = rest.option(u"--dir"_s);
    const std::optional<Task> task = read != nullptr && folder ? read(*folder, std::move(rest)) : std::nullopt;
    if (!task) {
        context.output.note(usage());
        finish(Usage);
        return;
    }
    auto shared = std::make_shared<AuthorityContext>(context);
    askPassphrases(context.input, context.output, context.readsCredentials, task->secrets,
                   [shared, task = *task, finish](const Secrets &secrets) {
                       if (secrets.empty() && !task.secrets.isEmpty()) {
                           finish(Usage);
                           return;
                       }
                       const Status done = task.run(*shared, secrets);
                       if (!done) {
                           shared->output.note(authorityErrorWords(done.error()));
                       }
                       finish(done ? Done : Failed);
                   });
}

} // namespace wardline::ctl
