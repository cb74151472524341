// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/xml_reader.h"

#include <QByteArrayView>

namespace wardline::xml {

/// One pass over the bytes before any XML parser sees them. It only refuses; what passes is still to be parsed.
///
/// Refuses what a stream may not carry (RFC 6120 11.1: declarations, comments, processing instructions), so that no entity is ever
/// declared, and what would cost a parser more than its length: attribute and prefix floods (checked for duplicates and looked up
/// in time that grows with the square), depth and number of elements. Also NUL and bytes that are not UTF-8, by which a parser could
/// be made to guess another encoding. Any thread.
[[nodiscard]] Status precheckXml(QByteArrayView utf8, const XmlLimits &limits);

} // namespace wardline::xml
