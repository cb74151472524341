// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>
#include <QUrl>

namespace wardline::ui {

/// A web address in a text. Offsets in UTF-16 units.
struct TextLink
{
    int start = 0;
    int length = 0;
    QUrl url;
    QString host; ///< that will be opened, in ASCII: "xn--80ak6aa92e.com", with the port where one is given
    /// What stands in the text could be taken for another place: letters of other scripts, "name@" before the host,
    /// text that runs the other way.
    bool isDisguised = false;
    bool operator==(const TextLink &) const = default;
};

/// The http and https addresses in a text, in its order; nothing else is ever a link. Never fetches anything.
[[nodiscard]] QList<TextLink> linksIn(QStringView text);

} // namespace wardline::ui
