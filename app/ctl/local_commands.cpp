// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/local_commands.h"

#include "app/ctl/command.h"
#include "app/ctl/command_line.h"
#include "app/ctl/error_words.h"
#include "core/auth/profile_directory.h"
#include "core/auth/totp.h"
#include "core/crypto/aead_key.h"
#include "core/policy/file_policy_source.h"
#include "core/policy/policy_loader.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/profile.h"

#include <QCoreApplication>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

int misuse(LocalContext &context)
{
    context.output.note(usage());
    return Usage;
}

void printRow(LocalContext &context, const policy::PolicyRow &row)
{
    context.output.result({{u"key"_s, row.key},
                           {u"value"_s, row.value},
                           {u"origin"_s, row.origin.toString()},
                           {u"locked"_s, row.isLocked},
                           {u"rule"_s, row.rule},
                           {u"meaning"_s, row.meaning}},
                          row.key % u" = "_s % row.value % u"  ("_s % row.origin.toString() % u')');
}

int showPolicy(LocalContext &context, QStringList words)
{
    if (!words.isEmpty()) {
        return misuse(context);
    }
    for (const policy::PolicyRow &row : context.composition.policy().rows) {
        printRow(context, row);
    }
    return Done;
}

int checkPolicy(LocalContext &context, QStringList words)
{
    Words left(words);
    const QString file = left.next().value_or(QString());
    if (!left.isSpent()) {
        return misuse(context);
    }
    const policy::FilePolicySource source;
    const policy::PolicyReport report = policy::PolicyLoader(source).check({}, file);
    for (const policy::PolicyProblem &problem : report.problems) {
        context.output.result(
            {{u"file"_s, problem.file}, {u"pointer"_s, problem.pointer}, {u"reason"_s, problem.reason}},
            problem.toString());
    }
    if (report.problems.empty()) {
        context.output.result({{u"valid"_s, true}}, tr("The policy is valid."));
    }
    return report.problems.empty() ? Done : Failed;
}

int explainPolicy(LocalContext &context, QStringList words)
{
    Words left(words);
    const auto key = left.next();
    if (!key || !left.isSpent()) {
        return misuse(context);
    }
    for (const policy::PolicyRow &row : context.composition.policy().rows) {
        if (row.key == *key) {
            printRow(context, row);
            context.output.note(row.meaning % u' ' % row.rule);
            return Done;
        }
    }
    context.output.note(tr("There is no setting %1.").arg(*key));
    return Failed;
}

QList<auth::ProfileDirectory> profiles(const service::Environment &environment)
{
    if (environment.profilePath.isEmpty()) {
        return auth::ProfileDirectory::list(environment.profilesRoot);
    }
    const auth::ProfileDirectory one = auth::ProfileDirectory::at(environment.profilePath);
    return one.holdsProfile() ? QList{one} : QList<auth::ProfileDirectory>();
}

int listProfiles(LocalContext &context, QStringList words)
{
    if (!words.isEmpty()) {
        return misuse(context);
    }
    for (const auth::ProfileDirectory &profile : profiles(context.composition.environment())) {
        const auto card = profile.card();
        context.output.result({{u"profile"_s, profile.path()},
                               {u"account"_s, card ? QJsonValue(card->account.toString()) : QJsonValue()},
                               {u"relay"_s, card ? QJsonValue(card->relayUrl) : QJsonValue()}},
                              profile.path() % u'\t' % (card ? card->account.toString() : QString()));
    }
    return Done;
}

int selfTest(LocalContext &context, QStringList words)
{
    if (!words.isEmpty()) {
        return misuse(context);
    }
    service::Environment &environment = context.composition.environment();
    bool isGood = true;
    const auto say = [&](const QString &name, bool passed) {
        isGood = isGood && passed;
        context.output.result({{u"check"_s, name}, {u"passed"_s, passed}},
                              (passed ? u"ok    "_s : u"FAILED "_s) % name);
    };
    SecretBytes key(crypto::AeadKey::kKeySize);
    environment.random.fill(key.span());
    const auto aead = crypto::AeadKey::create(std::move(key));
    const auto sealed = aead ? aead->seal(environment.random, "probe", "self-test") : std::unexpected(aead.error());
    const auto opened = sealed ? aead->open(*sealed, "self-test") : std::unexpected(sealed.error());
    say(u"authenticated encryption opens what it sealed"_s, opened && opened->view() == "probe");
    say(u"authenticated encryption refuses another place"_s, sealed && !aead->open(*sealed, "elsewhere"));
    // RFC 6238 appendix B, the last six digits at 1970-01-01 00:00:59.
    const auto code = auth::totp::codeForStep(SecretBytes::copyOf("12345678901234567890"), 1);
    say(u"one-time codes agree with RFC 6238"_s, code && code->view() == "287082");
    say(u"policy is valid"_s, true); // it was read before this ran, and a bad one ends the program
    return isGood ? Done : Failed;
}

} // namespace

LocalCommand findLocalCommand(QStringList &words)
{
    struct Entry
    {
        QStringList name;
        LocalCommand run;
    };
    static const Entry kCommands[] = {
        {{u"policy"_s, u"show"_s}, showPolicy},
        {{u"policy"_s, u"check"_s}, checkPolicy},
        {{u"policy"_s, u"explain"_s}, explainPolicy},
        {{u"profile"_s, u"list"_s}, listProfiles},
        {{u"selftest"_s}, selfTest},
    };
    for (const Entry &entry : kCommands) {
        if (words.first(std::min(words.size(), entry.name.size())) == entry.name) {
            words.remove(0, entry.name.size());
            return entry.run;
        }
    }
    return nullptr;
}

} // namespace wardline::ctl
