// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/key_check.h"

#include <algorithm>
#include <array>

namespace wardline::omemo {

namespace {

constexpr std::size_t kKeySize = 32;
using Point = std::array<unsigned char, kKeySize>;

constexpr Point nearFieldPrime(unsigned char lowest)
{
    Point point;
    point.fill(0xff);
    point.front() = lowest;
    point.back() = 0x7f;
    return point;
}

/// The u-coordinates of the points of order 1, 2, 4 and 8 on the curve and its twist, and those that stand for them
/// modulo p = 2^255 - 19: 0, 1, the two of order 8, p - 1, p, p + 1.
constexpr std::array<Point, 7> kLowOrder{
    Point{},
    Point{1},
    Point{0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a,
          0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00},
    Point{0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b,
          0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57},
    nearFieldPrime(0xec),
    nearFieldPrime(0xed),
    nearFieldPrime(0xee),
};

} // namespace

bool isLowOrder(QByteArrayView curve25519Key)
{
    if (curve25519Key.size() != qsizetype(kKeySize)) {
        return true;
    }
    Point point;
    std::ranges::transform(curve25519Key, point.begin(), [](char c) { return static_cast<unsigned char>(c); });
    point.back() &= 0x7f; // RFC 7748 5: the highest bit does not count
    return std::ranges::find(kLowOrder, point) != kLowOrder.end();
}

} // namespace wardline::omemo
