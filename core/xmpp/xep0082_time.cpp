// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0082_time.h"

#include <array>
#include <cstdlib>

namespace wardline::xmpp {

namespace {

/// `length` digits from `at`, or -1.
int digits(QStringView text, qsizetype at, qsizetype length)
{
    if (at + length > text.size()) {
        return -1;
    }
    int value = 0;
    for (qsizetype i = at; i < at + length; ++i) {
        const char16_t unit = text[i].unicode();
        if (unit < u'0' || unit > u'9') {
            return -1;
        }
        value = value * 10 + (unit - u'0');
    }
    return value;
}

void putDigits(QString &text, int value, int length)
{
    const qsizetype end = text.size() + length;
    text.resize(end);
    for (qsizetype i = end - 1; i >= end - length; --i) {
        text[i] = QChar(u'0' + value % 10);
        value /= 10;
    }
}

} // namespace

std::optional<Instant> parseDateTime(QStringView text)
{
    using namespace std::chrono;
    constexpr qsizetype kShortest = 20; // 2024-02-29T12:00:00Z
    constexpr qsizetype kLongest = 64;
    if (text.size() < kShortest || text.size() > kLongest || text[4] != u'-' || text[7] != u'-' || text[10] != u'T'
        || text[13] != u':' || text[16] != u':') {
        return std::nullopt;
    }
    const year_month_day date {year(digits(text, 0, 4)), month(static_cast<unsigned>(digits(text, 5, 2))),
                               day(static_cast<unsigned>(digits(text, 8, 2)))};
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (!date.ok() || date.year() < year(1970) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60) {
        return std::nullopt;
    }
    qsizetype at = 19;
    int fraction = 0;
    if (text[at] == u'.') {
        const qsizetype start = ++at;
        for (int scale = 100; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at, scale /= 10) {
            fraction += (text[at].unicode() - u'0') * scale;
        }
        if (at == start) {
            return std::nullopt;
        }
    }
    const std::optional<int> zone = parseTimeZone(text.sliced(at));
    if (!zone) {
        return std::nullopt;
    }
    return Instant(sys_days(date)) + hours(hour) + minutes(minute) + seconds(second) + milliseconds(fraction) - minutes(*zone);
}

QString dateTimeText(Instant instant)
{
    using namespace std::chrono;
    const sys_days day = floor<days>(instant);
    const year_month_day date(day);
    const int ms = static_cast<int>((instant - day).count());
    QString text;
    text.reserve(24);
    putDigits(text, static_cast<int>(date.year()), 4);
    text += u'-';
    putDigits(text, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    text += u'-';
    putDigits(text, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    text += u'T';
    putDigits(text, ms / 3'600'000, 2);
    text += u':';
    putDigits(text, ms / 60'000 % 60, 2);
    text += u':';
    putDigits(text, ms / 1000 % 60, 2);
    text += u'.';
    putDigits(text, ms % 1000, 3);
    text += u'Z';
    return text;
}

std::optional<int> parseTimeZone(QStringView text)
{
    if (text == u"Z") {
        return 0;
    }
    if (text.size() != 6 || (text[0] != u'+' && text[0] != u'-') || text[3] != u':') {
        return std::nullopt;
    }
    const int hour = digits(text, 1, 2);
    const int minute = digits(text, 4, 2);
    if (hour < 0 || hour > 14 || minute < 0 || minute > 59) {
        return std::nullopt;
    }
    const int total = hour * 60 + minute;
    return text[0] == u'-' ? -total : total;
}

QString timeZoneText(int minutesEast)
{
    if (minutesEast == 0) {
        return QStringLiteral("Z");
    }
    const int minutes = std::abs(minutesEast);
    QString text(minutesEast < 0 ? u'-' : u'+');
    putDigits(text, minutes / 60, 2);
    text += u':';
    putDigits(text, minutes % 60, 2);
    return text;
}

} // namespace wardline::xmpp
