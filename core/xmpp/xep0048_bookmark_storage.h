// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0402_bookmarks.h"

#include <QList>

namespace wardline::xmpp {

/// All bookmarks in one PEP item, the way before XEP-0402, for relays that know no other: https://xmpp.org/extensions/xep-0048.html
struct BookmarkStorage {
    static constexpr QStringView kName = u"storage";
    static constexpr QStringView kNamespace = u"storage:bookmarks";
    static constexpr QStringView kNode = kNamespace;

    QList<Bookmark> rooms; ///< those that can be read; without extensions
    QList<xml::Element> others; ///< web pages and rooms that cannot be read, to be published again untouched

    [[nodiscard]] static PepNodeOptions nodeOptions();

    [[nodiscard]] static Result<BookmarkStorage> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const BookmarkStorage &) const = default;
};

} // namespace wardline::xmpp
