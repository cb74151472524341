// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/history/history_error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCborMap>
#include <QCborValue>

namespace wardline::history {

/// The one CBOR map (RFC 8949) that these bytes are, to their end. Damaged for anything else: of what was read only in
/// part, no element may be touched, because Qt crashes in a map that lacks its last value.
[[nodiscard]] inline Result<QCborMap> cborMapIn(QByteArrayView bytes)
{
    QCborParserError error;
    const QByteArray copy = bytes.toByteArray();
    const QCborValue value = QCborValue::fromCbor(copy, &error);
    if (error.error != QCborError::NoError || error.offset != copy.size() || !value.isMap()) {
        return failure(HistoryError::Damaged);
    }
    return value.toMap();
}

/// A whole number, or `otherwise`. Qt makes one of a fraction too, however large that is.
[[nodiscard]] inline qint64 wholeNumber(const QCborValue &value, qint64 otherwise)
{
    return value.isInteger() ? value.toInteger() : otherwise;
}

} // namespace wardline::history
