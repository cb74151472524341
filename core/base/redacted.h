// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QString>

namespace wardline {

/// Stands in a log line for something that must not be there (an address, a name, a stanza): prints its length only.
class Redacted
{
public:
    explicit Redacted(QStringView text)
        : m_length(text.size())
    {
    }
    explicit Redacted(QByteArrayView bytes)
        : m_length(bytes.size())
    {
    }
    [[nodiscard]] QString toString() const;

private:
    qsizetype m_length;
};

QDebug operator<<(QDebug debug, const Redacted &redacted);

} // namespace wardline
