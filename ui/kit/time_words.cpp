// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/time_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

QDateTime local(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count());
}

} // namespace

QDate localDay(Instant instant)
{
    return local(instant).date();
}

QString clockTime(Instant instant)
{
    static const QRegularExpression seconds(u"[:.]ss"_s);
    const QString format = QLocale().timeFormat(QLocale::ShortFormat).remove(seconds);
    return QLocale().toString(local(instant).time(), format);
}

QString listTime(Instant instant, Instant now)
{
    const QDate day = localDay(instant);
    const qint64 age = day.daysTo(localDay(now));
    if (age <= 0) {
        return clockTime(instant);
    }
    if (age == 1) {
        return QCoreApplication::translate("Time", "Yesterday");
    }
    if (age < 7) {
        return QLocale().dayName(day.dayOfWeek(), QLocale::ShortFormat);
    }
    return QLocale().toString(day, QLocale::ShortFormat);
}

QString dayWords(const QDate &day, Instant now)
{
    const QDate today = localDay(now);
    if (day == today) {
        return QCoreApplication::translate("Time", "Today");
    }
    if (day.addDays(1) == today) {
        return QCoreApplication::translate("Time", "Yesterday");
    }
    const QString format = day.year() == today.year()
        //: QDate format: weekday, day, month
        ? QCoreApplication::translate("Time", "dddd, d MMMM")
        //: QDate format: weekday, day, month, year
        : QCoreApplication::translate("Time", "dddd, d MMMM yyyy");
    return QLocale().toString(day, format);
}

QString momentWords(Instant instant, Instant now)
{
    if (localDay(instant) == localDay(now)) {
        return clockTime(instant);
    }
    //: QDate format: day, short month
    const QString day = QLocale().toString(localDay(instant), QCoreApplication::translate("Time", "d MMM"));
    return day + u' ' + clockTime(instant);
}

QString durationWords(std::chrono::milliseconds duration)
{
    using namespace std::chrono;
    const auto whole = ceil<seconds>(std::max(duration, milliseconds(0)));
    if (whole < 90s) {
        return QCoreApplication::translate("Time", "%1 s").arg(whole.count());
    }
    const auto inMinutes = ceil<minutes>(whole);
    if (inMinutes < 120min) {
        return QCoreApplication::translate("Time", "%1 min").arg(inMinutes.count());
    }
    return QCoreApplication::translate("Time", "%1 h").arg(ceil<hours>(inMinutes).count());
}

} // namespace wardline::ui
