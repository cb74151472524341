// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/delivery_popover.h"

#include "ui/kit/icon_button.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 340; ///< less in a narrow window
constexpr int kMostHeight = 360;
constexpr int kIconSize = 16;

struct PersonState
{
    Icon icon = Icon::Sent;
    QColor Palette::*ink = &Palette::muted;
    QString words;
};

PersonState stateOf(const service::PersonDelivery &person, Instant now)
{
    if (person.opened) {
        return {Icon::Opened, &Palette::ok, DeliveryPopover::tr("Opened %1").arg(momentWords(*person.opened, now))};
    }
    if (person.arrived) {
        return {person.unable ? Icon::Warning : Icon::Arrived, person.unable ? &Palette::concern : &Palette::text,
                DeliveryPopover::tr("Arrived %1").arg(momentWords(*person.arrived, now))};
    }
    if (person.unable) {
        return {Icon::Warning, &Palette::concern, DeliveryPopover::tr("Cannot be read there")};
    }
    return {Icon::Waiting, &Palette::muted, DeliveryPopover::tr("Nothing known yet")};
}

QWidget *makePerson(const Context &context, const service::PersonDelivery &person)
{
    const PersonState state = stateOf(person, context.clock.now());
    auto *entry = new QWidget;
    auto *row = new QHBoxLayout(entry);
    row->setContentsMargins(0, metrics::kSpace4 / 2, 0, metrics::kSpace4 / 2);
    row->setSpacing(metrics::kSpace8);
    row->addWidget(new IconLabel(context.theme, state.icon, kIconSize, state.ink), 0, Qt::AlignTop);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    const QString role = roleWords(person.role);
    auto *name = new Words(context.theme, FontRole::Body,
                           role.isEmpty() ? safeName(person.name) : safeName(person.name) + u", "_s + role);
    name->setWordWrap(true);
    lines->addWidget(name);
    auto *words = new Words(context.theme, FontRole::Caption, state.words, nullptr,
                            person.unable && !person.arrived ? Words::Ink::Concern : Words::Ink::Muted);
    words->setWordWrap(true);
    lines->addWidget(words);
    if (person.unable && person.arrived) {
        auto *also =
            new Words(context.theme, FontRole::Caption, DeliveryPopover::tr("One of their devices cannot read it"),
                      nullptr, Words::Ink::Concern);
        also->setWordWrap(true);
        lines->addWidget(also);
    }
    row->addLayout(lines, 1);
    return entry;
}

/// As high as people fit, none of them cut.
int wholeRows(const QList<QWidget *> &entries, int wanted)
{
    int height = wanted;
    for (const QWidget *entry : entries) {
        if (wanted > kMostHeight && entry->geometry().bottom() < kMostHeight) {
            height = entry->geometry().bottom() + 1;
        }
    }
    return height;
}

} // namespace

DeliveryPopover::DeliveryPopover(const Context &context, const service::DeliveryReport &report, QWidget *host)
    : Popover(context, tr("Who has this message"), host)
{
    setObjectName(u"deliveryPopover"_s);
    const int width = std::min(kWidth, roomFor(*host) - metrics::kSpace16);
    auto *top = new QHBoxLayout;
    top->addWidget(new Words(context.theme, FontRole::Strong, tr("Who has this message")), 1);
    auto *close = new IconButton(context.theme, Icon::Close, tr("Close"));
    close->setObjectName(u"deliveryClose"_s);
    connect(close, &QAbstractButton::clicked, this, &DeliveryPopover::dismiss);
    top->addWidget(close);
    column().addLayout(top);
    auto *sum = new Words(context.theme, FontRole::Body, deliveryCountWords(report.counts));
    sum->setObjectName(u"deliveryCounts"_s);
    sum->setWordWrap(true);
    sum->setFixedWidth(width);
    sum->setVisible(!sum->text().isEmpty());
    column().addWidget(sum);
    const QString note = report.trouble ? troubleWords(*report.trouble)
        : report.asksForReceipts
        ? QString()
        : tr("In a room this large nobody is asked; only what people say by themselves is shown.");
    if (!note.isEmpty()) {
        auto *words = new Words(context.theme, FontRole::Caption, note, nullptr,
                                report.trouble ? Words::Ink::Concern : Words::Ink::Muted);
        words->setObjectName(u"deliveryNote"_s);
        words->setWordWrap(true);
        words->setFixedWidth(width);
        column().addWidget(words);
    }
    QList<QWidget *> entries;
    auto *list = new QWidget;
    auto *lines = new QVBoxLayout(list);
    lines->setSpacing(metrics::kSpace4);
    for (const service::PersonDelivery &person : report.people) {
        QWidget *entry = makePerson(context, person);
        entry->setFixedWidth(width);
        lines->addWidget(entry);
        entries.append(entry);
    }
    auto *area = new QScrollArea;
    area->setObjectName(u"deliveryList"_s);
    area->setAccessibleName(tr("Who has this message"));
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(list);
    area->viewport()->setAutoFillBackground(false);
    list->setAutoFillBackground(false);
    list->adjustSize();
    area->setFixedSize(width + metrics::kSpace16, wholeRows(entries, list->sizeHint().height()));
    column().addWidget(area);
    setFirst(area);
}

} // namespace wardline::ui
