// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <QtGlobal>

#include <compare>

namespace wardline::model {

/// Names a message in one profile's cache. It is also its place in time: ids order messages as the relay ordered them, so a view
/// pages by id and never by row number. 0 is no message.
struct MessageId {
    qint64 value = 0;
    [[nodiscard]] bool isValid() const { return value != 0; }
    auto operator<=>(const MessageId &) const = default;
    friend size_t qHash(MessageId id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

} // namespace wardline::model

Q_DECLARE_METATYPE(wardline::model::MessageId)
