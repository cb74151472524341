// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/authority_commands.h"
#include "app/ctl/authority_folder.h"
#include "app/ctl/authority_publisher.h"
#include "app/ctl/authority_server.h"
#include "app/ctl/authority_words.h"
#include "app/ctl/error_words.h"

#include <QCoreApplication>

#include <memory>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

} // namespace

Prepared publishAuthority(Words words)
{
    const auto path = words.option(u"--dir"_s);
    if (!words.isSpent() || !path) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        auto folder = AuthorityFolder::open(*path, context.environment.clock);
        if (!folder) {
            context.output.note(authorityErrorWords(folder.error()));
            finish(Failed);
            return;
        }
        const auto publication = folder->book().publication();
        if (!publication || folder->book().settings().account != context.session.account()) {
            context.output.note(
                publication ? tr("This authority publishes with another account.")
                            : tr("The newest manifest does not say what stands here: run 'authority manifest'."));
            finish(Failed);
            return;
        }
        auto held = std::make_shared<AuthorityFolder>(std::move(*folder));
        publish(context, held, *publication, [&context, held, finish](const Status &done) {
            if (!done) {
                context.output.note(tr("The relay did not take it: %1").arg(done.error().toLogString()));
                finish(exitCodeFor(done.error()));
                return;
            }
            const auto version = static_cast<qint64>(held->book().manifestVersion());
            context.output.result({{u"published"_s, version}}, tr("Manifest %1 is published.").arg(version));
            finish(Done);
        });
    };
}

Prepared serveAuthority(Words words)
{
    const auto path = words.option(u"--dir"_s);
    const int seconds = words.number(u"--for"_s, 0, 1, 365 * 24 * 3600);
    if (!words.isSpent() || !path) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        auto folder = AuthorityFolder::open(*path, context.environment.clock);
        if (!folder) {
            context.output.note(authorityErrorWords(folder.error()));
            finish(Failed);
            return;
        }
        if (folder->book().settings().account != context.session.account()) {
            context.output.note(tr("This authority publishes with another account."));
            finish(Failed);
            return;
        }
        auto held = std::make_shared<AuthorityFolder>(std::move(*folder));
        askPassphrases(context.input, context.output, context.readsCredentials, {u"passphrase"_s},
                       [&context, held, seconds, finish](const AuthorityFolder::Secrets &secrets) {
                           auto key = held->enrolmentKey(secrets);
                           if (!key) {
                               context.output.note(authorityErrorWords(key.error()));
                               finish(Failed);
                               return;
                           }
                           auto *server = new AuthorityServer(context, held, std::move(*key), finish);
                           server->start(std::chrono::seconds(seconds));
                       });
    };
}

} // namespace wardline::ctl
