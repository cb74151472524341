// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/date_popover.h"

#include "ui/kit/button.h"
#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/kit/words.h"

#include <QCalendarWidget>
#include <QLocale>
#include <QPainter>
#include <QPixmap>
#include <QTextCharFormat>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 344;
constexpr qreal kFaint = 0.5;

/// Qt gives its calendar arrows of its own; ours follow the theme.
void dress(QCalendarWidget &calendar, const char *name, bool isForward, const Palette &colours)
{
    auto *button = calendar.findChild<QToolButton *>(QString::fromLatin1(name));
    if (!button) {
        return;
    }
    const qreal ratio = calendar.devicePixelRatioF();
    QPixmap pixmap(QSize(metrics::kIcon, metrics::kIcon) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const bool pointsRight = isForward == (calendar.layoutDirection() == Qt::LeftToRight);
    paintIcon(painter, Icon::Chevron, QRectF(0, 0, metrics::kIcon, metrics::kIcon), colours.text,
              pointsRight ? Qt::LeftToRight : Qt::RightToLeft);
    painter.end();
    button->setIcon(QIcon(pixmap));
    button->setIconSize({metrics::kIcon, metrics::kIcon});
    button->setAutoRaise(true);
    button->setMinimumSize(metrics::kTarget, metrics::kTarget);
    button->setAccessibleName(isForward ? DatePopover::tr("Next month") : DatePopover::tr("Previous month"));
}

} // namespace

/// Days of other months and those to come are faint; the chosen one is marked as everything else here.
class DatePopover::Calendar final : public QCalendarWidget
{
public:
    explicit Calendar(const Theme &theme)
        : m_theme(theme)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRect &rect, QDate date) const override
    {
        const Palette &colours = m_theme.palette();
        const bool isChosen = date == selectedDate();
        const bool isFaint = date > maximumDate() || date.month() != monthShown();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isChosen) {
            QRectF mark(0, 0, rect.height(), rect.height());
            mark.setWidth(std::min(rect.width() - 2, metrics::kPrimaryTarget));
            mark.moveCenter(QRectF(rect).center());
            painter->setPen(Qt::NoPen);
            painter->setBrush(colours.accent);
            painter->drawRoundedRect(mark.adjusted(0, 1, 0, -1), metrics::kRadius, metrics::kRadius);
        }
        painter->setPen(isChosen ? colours.onFilled : isFaint ? colours.disabled : colours.text);
        painter->setOpacity(isFaint && !isChosen && !colours.isSystem() ? kFaint : 1);
        painter->drawText(rect, Qt::AlignCenter, QLocale().toString(date.day()));
        painter->restore();
    }

private:
    const Theme &m_theme;
};

DatePopover::DatePopover(const Context &context, const QDate &today, QWidget *host)
    : Popover(context, tr("Go to a day"), host)
    , m_calendar(new Calendar(context.theme))
{
    setObjectName(u"datePopover"_s);
    column().addWidget(new Words(context.theme, FontRole::Strong, tr("Go to a day")));
    m_calendar->setObjectName(u"calendar"_s);
    m_calendar->setAccessibleName(tr("Calendar"));
    if (auto *days = m_calendar->findChild<QWidget *>(u"qt_calendar_calendarview"_s)) {
        days->setAccessibleName(tr("Days")); // what has the keyboard is its table
    }
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    m_calendar->setHorizontalHeaderFormat(QCalendarWidget::ShortDayNames);
    m_calendar->setGridVisible(false);
    m_calendar->setMaximumDate(today);
    m_calendar->setSelectedDate(today);
    m_calendar->setFixedWidth(std::min(kWidth, roomFor(*host)));
    constexpr int kLines = 8; // month, names of days, six weeks
    m_calendar->setMinimumHeight(kLines * metrics::kTarget);
    m_calendar->setNavigationBarVisible(true);
    colour();
    column().addWidget(m_calendar);
    auto *go = new Button(context.theme, Button::Kind::Primary, tr("Go there"));
    go->setObjectName(u"goToDay"_s);
    column().addWidget(go);
    setFirst(m_calendar);
    const auto choose = [this] {
        const QDate day = m_calendar->selectedDate();
        dismiss();
        Q_EMIT chosen(day);
    };
    connect(go, &QAbstractButton::clicked, this, choose);
    connect(m_calendar, &QCalendarWidget::activated, this, choose); // Enter or double click
}

void DatePopover::colour()
{
    const Palette &colours = m_context.theme.palette();
    QPalette palette = colours.toQPalette();
    palette.setColor(QPalette::Base, colours.window);
    palette.setColor(QPalette::AlternateBase, colours.window);
    palette.setColor(QPalette::Highlight, colours.window); // paintCell marks the chosen day
    m_calendar->setPalette(palette);
    if (auto *bar = m_calendar->findChild<QWidget *>(u"qt_calendar_navigationbar"_s)) {
        QPalette quiet = palette;
        quiet.setColor(QPalette::Highlight, colours.window);
        quiet.setColor(QPalette::HighlightedText, colours.text);
        quiet.setColor(QPalette::ButtonText, colours.text);
        bar->setPalette(quiet);
    }
    dress(*m_calendar, "qt_calendar_prevmonth", false, colours);
    dress(*m_calendar, "qt_calendar_nextmonth", true, colours);
    QTextCharFormat header;
    header.setForeground(colours.muted);
    header.setBackground(colours.window);
    m_calendar->setHeaderTextFormat(header);
    for (const Qt::DayOfWeek weekend : {Qt::Saturday, Qt::Sunday}) {
        m_calendar->setWeekdayTextFormat(weekend, header); // as the other names of days; see paintCell for the days
    }
}

} // namespace wardline::ui
