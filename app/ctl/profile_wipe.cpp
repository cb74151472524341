// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/profile_wipe.h"

#include "app/ctl/command_line.h"
#include "app/ctl/error_words.h"
#include "core/service/live/profile.h"
#include "core/service/live/futures.h"

#include <QCoreApplication>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

void wipeProfile(app::Composition &composition, Output &output, const QStringList &words, Finish finish)
{
    service::Environment &environment = composition.environment();
    QList<auth::ProfileDirectory> found = environment.profilePath.isEmpty()
        ? auth::ProfileDirectory::list(environment.profilesRoot)
        : QList{auth::ProfileDirectory::at(environment.profilePath)};
    if (!words.isEmpty() || found.size() > 1) {
        output.note(usage());
        finish(Usage);
        return;
    }
    if (found.isEmpty() || !found.first().holdsProfile()) {
        output.note(QCoreApplication::translate("wardlinectl", "There is no profile here."));
        finish(Failed);
        return;
    }
    const auth::ProfileDirectory directory = found.first();
    const auto card = directory.card();
    auto opened = service::Profile::open(environment, directory);
    if (!opened) {
        output.note(errorWords(opened.error()));
        finish(exitCodeFor(opened.error()));
        return;
    }
    std::shared_ptr<service::Profile> profile = std::move(*opened);
    (void)profile->record({audit::AuditEventType::ProfileWiped,
                           card ? card->account.toString() : audit::kWorkstation.toString(),
                           audit::AuditOutcome::Success,
                           {},
                           {},
                           {}});
    service::afterwards(profile->wipe(), QCoreApplication::instance(),
                        [profile, directory, &output, finish](const Status &erased) mutable {
                            const Status removed = directory.removeAll();
                            profile.reset();
                            if (!erased || !removed) {
                                output.note(errorWords(erased ? removed.error() : erased.error()));
                                finish(Failed);
                                return;
                            }
                            output.result({{u"wiped"_s, directory.path()}}, directory.path());
                            finish(Done);
                        });
}

} // namespace wardline::ctl
