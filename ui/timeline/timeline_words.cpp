// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_words.h"

#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kSpokenLength = 2'000; ///< UTF-16 units of a text read out at once
}

QString messageWords(const model::Message &message, Instant now)
{
    QStringList parts;
    parts << (message.isOwn ? QCoreApplication::translate("Timeline", "You") : plainName(message.senderName));
    parts << roleWords(message.role) << momentWords(message.time, now)
          << safeBody(QStringView(message.body).left(kSpokenLength)) << deliveryWords(message.state);
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace wardline::ui
