// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QByteArrayView>

namespace wardline::xml {

enum class XmlError {
    TooLarge, ///< more bytes, elements, attributes or depth than allowed
    Malformed, ///< not well-formed, not UTF-8, or an unbound prefix
    Forbidden, ///< DTD, entity declaration, comment or processing instruction (RFC 6120 11.1)
};

/// What a document may cost at the most.
struct XmlLimits {
    qsizetype bytes = 1024 * 1024;
    int depth = 64;
    int elements = 50'000;
    int attributesPerElement = 64; ///< declarations of namespaces among them
    int prefixes = 256; ///< declared in the whole document
};

/// Reads one complete document, as an RFC 7395 frame is one. Nothing is released of a document that breaks a rule. Attributes of a
/// namespace other than XML's own are dropped. Any thread.
[[nodiscard]] Result<Element> readXml(QByteArrayView utf8, const XmlLimits &limits = {});

} // namespace wardline::xml

template <>
struct wardline::ErrorDomain<wardline::xml::XmlError> {
    static constexpr const char *name = "xml";
};
