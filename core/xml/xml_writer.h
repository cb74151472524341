// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/xml/element.h"

#include <QByteArray>

namespace wardline::xml {

/// One document in UTF-8, default namespaces only, `xmlns` written where it differs from the parent's. Characters that XML 1.0
/// forbids become U+FFFD, so that no text a user typed can break a stream. Any thread.
[[nodiscard]] QByteArray writeXml(const Element &element);

/// The text as writeXml puts it into a document: characters that XML 1.0 forbids become U+FFFD. Any thread.
[[nodiscard]] QString writableText(QStringView text);

} // namespace wardline::xml
