// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/emoji.h"

#include <QChar>
#include <QList>

#include <algorithm>
#include <array>
#include <utility>

namespace wardline::model {

namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kTextStyle = 0xFE0E;
constexpr char32_t kEmojiStyle = 0xFE0F;
constexpr char32_t kKeyCap = 0x20E3;

/// Blocks in which pictographs are; coarser than the Unicode table, which this Qt does not offer.
constexpr std::array<std::pair<char32_t, char32_t>, 16> kPictographs{{
    {0x00A9, 0x00A9},
    {0x00AE, 0x00AE},
    {0x203C, 0x203C},
    {0x2049, 0x2049},
    {0x2122, 0x2122},
    {0x2139, 0x2139},
    {0x2194, 0x21AA},
    {0x231A, 0x23FF},
    {0x24C2, 0x24C2},
    {0x25AA, 0x27BF},
    {0x2934, 0x2935},
    {0x2B05, 0x2B55},
    {0x3030, 0x303D},
    {0x3297, 0x3299},
    {0x1F000, 0x1F1E5},
    {0x1F200, 0x1FAFF},
}};

bool isPictograph(char32_t point)
{
    return std::any_of(kPictographs.begin(), kPictographs.end(),
                       [point](const auto &block) { return block.first <= point && point <= block.second; });
}
bool isTone(char32_t point)
{
    return point >= 0x1F3FB && point <= 0x1F3FF;
}
bool isFlagLetter(char32_t point)
{
    return point >= 0x1F1E6 && point <= 0x1F1FF;
}
bool isTag(char32_t point)
{
    return point >= 0xE0020 && point <= 0xE007F;
}

QList<char32_t> pointsOf(QStringView text)
{
    QList<char32_t> points;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        points.append(isPair ? QChar::surrogateToUcs4(text.at(i), text.at(i + 1)) : char32_t(text.at(i).unicode()));
        i += isPair ? 1 : 0;
    }
    return points;
}

} // namespace

bool isEmoji(QStringView text)
{
    if (text.isEmpty() || text.size() > kMaxEmojiLength) {
        return false;
    }
    const QList<char32_t> points = pointsOf(text);
    const qsizetype count = points.size();
    if (points.first() < 0x80) { // a key cap: digit, number sign or star
        const char32_t key = points.first();
        const bool isKey = (key >= U'0' && key <= U'9') || key == U'#' || key == U'*';
        const bool isStyled = count == 3 && points.at(1) == kEmojiStyle;
        return isKey && (count == 2 || isStyled) && points.last() == kKeyCap;
    }
    if (isFlagLetter(points.first())) {
        return count == 2 && isFlagLetter(points.at(1));
    }
    qsizetype i = 0;
    while (i < count && isPictograph(points.at(i))) {
        ++i;
        while (i < count
               && (isTone(points.at(i)) || points.at(i) == kEmojiStyle || points.at(i) == kTextStyle
                   || isTag(points.at(i)))) {
            ++i;
        }
        if (i == count) {
            return true;
        }
        if (points.at(i) != kJoiner) {
            return false;
        }
        ++i;
    }
    return false;
}

} // namespace wardline::model
