// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QList>
#include <QString>

#include <optional>

/// Fallback Indication: https://xmpp.org/extensions/xep-0428.html. Offsets count code points (XEP-0426), texts here UTF-16 units.
namespace wardline::xmpp {

/// Which part of the body is only for programs that do not know `forNamespace`.
struct Fallback {
    static constexpr QStringView kName = u"fallback";
    static constexpr QStringView kNamespace = u"urn:xmpp:fallback:0";

    struct Range {
        qsizetype start = 0; ///< code points
        qsizetype end = 0; ///< behind the last one
        bool operator==(const Range &) const = default;
    };
    QString forNamespace;
    std::optional<Range> body; ///< nothing: the whole body

    [[nodiscard]] static Result<Fallback> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Fallback &) const = default;
};

/// Whether the whole body is fallback for this namespace.
[[nodiscard]] bool isAllFallback(const QList<xml::Element> &payloads, QStringView forNamespace);

/// A body without what is fallback for this namespace. `shift` is how many UTF-16 units were taken from its beginning. Ranges
/// that do not fit the body leave it as it is: text is never lost to a wrong number.
struct Trimmed {
    QString text;
    qsizetype shift = 0;
};
[[nodiscard]] Trimmed withoutFallback(const QString &body, const QList<xml::Element> &payloads, QStringView forNamespace);

/// Between code points and UTF-16 units; nothing when the text is shorter.
[[nodiscard]] std::optional<qsizetype> unitsFor(QStringView text, qsizetype codePoints);
[[nodiscard]] qsizetype codePointsIn(QStringView text);

} // namespace wardline::xmpp
