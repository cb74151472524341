// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/id_source.h"

#include <array>

namespace wardline {

RandomIdSource::RandomIdSource(Random &random)
    : m_random(random)
{
}

QString RandomIdSource::next()
{
    static constexpr char16_t kAlphabet[] = u"abcdefghijklmnopqrstuvwxyz234567";
    std::array<std::byte, 26> bytes {};
    m_random.fill(bytes);
    QString id;
    id.reserve(qsizetype(bytes.size()));
    for (const std::byte byte : bytes) {
        id.append(QChar(kAlphabet[std::to_integer<unsigned>(byte) & 31U]));
    }
    return id;
}

} // namespace wardline
