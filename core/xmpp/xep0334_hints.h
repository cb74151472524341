// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/xml/element.h"

#include <QList>

/// Message Processing Hints: https://xmpp.org/extensions/xep-0334.html
namespace wardline::xmpp {

enum class Hint {
    NoPermanentStore, ///< not in the archive
    NoStore, ///< not in the archive, not offline
    NoCopy, ///< no carbons
    Store, ///< in the archive, even without a body
};

[[nodiscard]] xml::Element hintElement(Hint hint);
[[nodiscard]] bool hasHint(const QList<xml::Element> &payloads, Hint hint);

} // namespace wardline::xmpp
