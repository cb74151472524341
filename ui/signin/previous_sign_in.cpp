// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/previous_sign_in.h"

#include "ui/kit/safe_text.h"
#include "ui/kit/time_words.h"

#include <QCoreApplication>

namespace wardline::ui {

QString previousSignInWords(const service::PreviousSignIn &previous, Instant now)
{
    const QString when = momentWords(previous.when, now);
    if (previous.isHere || previous.workstation.isEmpty()) {
        return QCoreApplication::translate(
                   "PreviousSignIn", "Last sign-in: %1, on this computer. Was it not you? Tell your IT department.")
            .arg(when);
    }
    return QCoreApplication::translate("PreviousSignIn",
                                       "Last sign-in: %1, on %2. Was it not you? Tell your IT department.")
        .arg(when, safeName(previous.workstation));
}

} // namespace wardline::ui
