// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/outbox_pane.h"

#include "core/service/service_error.h"
#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/error_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/printers.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"
#include "ui/kit/urgency_mark.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"

#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kAgeStep{30};
constexpr qsizetype kMostShown = 200;

QString whatWords(service::WaitingItem::What what)
{
    switch (what) {
    case service::WaitingItem::What::Message:
        return {};
    case service::WaitingItem::What::Correction:
        return OutboxPane::tr("Correction");
    case service::WaitingItem::What::Retraction:
        return OutboxPane::tr("Taking back");
    case service::WaitingItem::What::Reactions:
        return OutboxPane::tr("Reaction");
    }
    return {};
}

} // namespace

OutboxPane::OutboxPane(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_sum(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_banner(new Banner(context.theme))
    , m_area(new QScrollArea)
    , m_print(new Button(context.theme, Button::Kind::Outlined, tr("Print open items")))
    , m_timer(context.timers.createTimer([this] { refresh(); }))
{
    setObjectName(u"outboxPane"_s);
    auto *close = new IconButton(context.theme, Icon::Close, tr("Close what waits"));
    close->setObjectName(u"closeOutbox"_s);
    connect(close, &IconButton::clicked, this, &OutboxPane::closed);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace8, 0);
    head->addWidget(new Words(context.theme, FontRole::Strong, tr("Waiting to be sent")), 1);
    head->addWidget(close);
    m_sum->setObjectName(u"outboxSum"_s);
    m_sum->setWordWrap(true);
    m_banner->setObjectName(u"outboxBanner"_s);
    m_area->setObjectName(u"outboxList"_s);
    m_area->setAccessibleName(tr("Waiting to be sent"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    m_print->setObjectName(u"printOpenItems"_s);
    m_print->setLeadingIcon(Icon::Print);
    connect(m_print, &Button::clicked, this, &OutboxPane::lookForPrinters);
    auto *sum = new QVBoxLayout;
    sum->setContentsMargins(metrics::kSpace16, 0, metrics::kSpace16, metrics::kSpace8);
    sum->addWidget(m_sum);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace16, metrics::kSpace8);
    foot->addWidget(m_print);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(sum);
    column->addWidget(m_banner);
    column->addWidget(m_area, 1);
    column->addLayout(foot);
}

void OutboxPane::setService(service::DeliveryService *delivery, service::MessageService *messages)
{
    m_messages = messages;
    m_targets.clear();
    if (m_delivery) {
        m_delivery->disconnect(this);
    }
    m_delivery = delivery;
    m_banner->dismiss();
    for (QMenu *menu : findChildren<QMenu *>()) {
        menu->close();
    }
    show(QList<service::WaitingItem>());
    if (delivery) {
        connect(delivery, &service::DeliveryService::waitingChanged, this, &OutboxPane::refresh);
        m_print->setVisible(delivery->mayPrint() != model::OpenItemsDetail::Nothing);
        refresh();
    } else {
        m_timer->stop();
    }
}

void OutboxPane::focusFirst()
{
    const auto cancels = m_area->findChildren<Button *>();
    if (!cancels.isEmpty()) {
        cancels.constFirst()->setFocus(Qt::OtherFocusReason);
    } else {
        m_area->setFocus(Qt::OtherFocusReason);
    }
}

void OutboxPane::refresh()
{
    if (!m_delivery) {
        return;
    }
    m_timer->start(kAgeStep);
    whenDone(m_delivery->waiting(), this, [this](const Result<QList<service::WaitingItem>> &items) {
        if (m_delivery) {
            askTargets(items.value_or(QList<service::WaitingItem>()));
        }
    });
}

/// A reaction alone says nothing: whose message it is for, and which.
void OutboxPane::askTargets(const QList<service::WaitingItem> &items)
{
    QList<model::MessageId> ids;
    for (const service::WaitingItem &item : items) {
        if (item.what == service::WaitingItem::What::Reactions && item.message.isValid()) {
            ids.append(item.message);
        }
    }
    if (ids.isEmpty() || m_messages == nullptr) {
        show(items);
        return;
    }
    whenDone(m_messages->byIds(ids), this, [this, items](const Result<QList<model::Message>> &messages) {
        if (!m_delivery) {
            return;
        }
        m_targets.clear();
        for (const model::Message &message : messages.value_or(QList<model::Message>())) {
            m_targets.insert(message.id.value,
                             tr("to %1: %2").arg(safeName(message.senderName), ownWay(previewLine(message.body))));
        }
        show(items);
    });
}

QString OutboxPane::textOf(const service::WaitingItem &item) const
{
    const QString target = m_targets.value(item.message.value);
    if (item.what != service::WaitingItem::What::Reactions || target.isEmpty()) {
        return safeBody(item.text);
    }
    //: an emoji, and "to Marek Novák: Bed 7: output?"
    return tr("%1 %2").arg(safeBody(item.text), target);
}

void OutboxPane::show(const QList<service::WaitingItem> &items)
{
    const bool hadFocus = m_area->isAncestorOf(focusWidget() ? focusWidget() : this);
    const int place = m_area->verticalScrollBar()->value();
    Instant oldest = m_context.clock.now();
    auto *list = new QWidget;
    auto *lines = new QVBoxLayout(list);
    lines->setContentsMargins(metrics::kSpace16, 0, metrics::kSpace16, metrics::kSpace8);
    lines->setSpacing(metrics::kSpace16);
    for (const service::WaitingItem &item : items.first(std::min(items.size(), kMostShown))) {
        lines->addWidget(makeItem(item));
        oldest = std::min(oldest, item.written);
    }
    lines->addStretch(1);
    list->setAutoFillBackground(false);
    m_area->setWidget(list);
    m_area->verticalScrollBar()->setValue(place);
    m_sum->setText(
        items.isEmpty() ? tr("Nothing waits: everything has left.")
                        : tr("%Ln message(s) wait(s).", nullptr, static_cast<int>(items.size())) + u' '
                + tr("The oldest was written %1 ago. What waits leaves by itself as soon as there is a connection.")
                      .arg(durationWords(m_context.clock.now() - oldest)));
    if (hadFocus) {
        focusFirst();
    }
}

QWidget *OutboxPane::makeItem(const service::WaitingItem &item)
{
    auto *entry = new QWidget;
    auto *lines = new QVBoxLayout(entry);
    lines->setSpacing(metrics::kSpace4 / 2);
    auto *title = new Words(m_context.theme, FontRole::Strong, safeName(item.title));
    title->setWordWrap(true);
    lines->addWidget(title);
    QStringList facts;
    if (const auto urgency = markedUrgency(item.urgency)) {
        facts << urgencyWords(*urgency);
    }
    const bool isFirst = facts.isEmpty() && item.what == service::WaitingItem::What::Message;
    facts << whatWords(item.what)
          << (isFirst ? tr("Written %1, %2 ago") : tr("written %1, %2 ago"))
                 .arg(momentWords(item.written, m_context.clock.now()),
                      durationWords(m_context.clock.now() - item.written));
    facts.removeAll(QString());
    auto *when = new Words(m_context.theme, FontRole::Caption, facts.join(u", "_s), nullptr, Words::Ink::Muted);
    when->setWordWrap(true);
    lines->addWidget(when);
    auto *text = new Words(m_context.theme, FontRole::Body, textOf(item));
    text->setWordWrap(true);
    lines->addWidget(text);
    if (item.mayHaveLeft) {
        auto *note = new Words(
            m_context.theme, FontRole::Caption,
            tr("It may have left before the connection broke; nobody knows yet. It cannot be taken back here. "
               "If it is urgent, phone."),
            nullptr, Words::Ink::Muted);
        note->setWordWrap(true);
        lines->addWidget(note);
    } else {
        auto *cancelButton = new Button(m_context.theme, Button::Kind::Outlined, tr("Do not send"));
        cancelButton->setObjectName(u"cancelWaiting"_s);
        cancelButton->setAccessibleDescription(safeName(item.title) + u": "_s + safeBody(item.text.left(60)));
        connect(cancelButton, &Button::clicked, this, [this, position = item.position] { cancel(position); });
        lines->addWidget(cancelButton, 0, Qt::AlignLeading);
    }
    return entry;
}

void OutboxPane::cancel(qint64 position)
{
    if (!m_delivery) {
        return;
    }
    whenDone(m_delivery->cancel(position), this, [this](const Status &done) {
        if (done) {
            m_banner->say(Banner::Kind::Info, tr("It is not sent. Nobody has it."));
        } else if (done.error().is(service::ServiceError::TooLate)) {
            m_banner->say(Banner::Kind::Concern, tr("It has left already, or is just leaving."));
        } else {
            m_banner->say(Banner::Kind::Error, errorWords(done.error()));
        }
        refresh();
    });
}

void OutboxPane::lookForPrinters()
{
    if (m_context.printers == nullptr) {
        offer({});
        return;
    }
    m_print->setEnabled(false);
    m_context.printers->list(this, [this](const QStringList &names) { offer(names); });
}

/// A menu instead of a dialog: it takes one key, and the lock can close it.
void OutboxPane::offer(const QStringList &printers)
{
    m_print->setEnabled(true);
    if (!m_delivery) {
        return; // locked meanwhile
    }
    if (printers.isEmpty()) {
        m_banner->say(Banner::Kind::Concern, tr("This computer has no printer."));
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(u"printerMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &name : printers) {
        QString label = plainName(name);
        menu->addAction(label.replace(u'&', u"&&"_s), this, [this, name] { printOn(name); });
    }
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(m_print->mapToGlobal(QPoint(0, m_print->height())));
}

void OutboxPane::printOn(const QString &printer)
{
    if (!m_delivery) {
        return;
    }
    whenDone(m_delivery->openItemsForPrint(), this, [this, printer](const Result<service::OpenItems> &items) {
        if (!items) {
            m_banner->say(Banner::Kind::Error, errorWords(items.error()));
            return;
        }
        const bool isPrinted =
            m_context.printers->print(printer, [this, &items](QPainter &painter, const QRectF &page) {
                paintOpenItems(painter, page, m_context.theme, *items);
            });
        m_banner->say(isPrinted ? Banner::Kind::Info : Banner::Kind::Error,
                      isPrinted ? tr("On its way to the printer. Fetch the page at once.")
                                : tr("The printer did not take the page. Choose another one."));
    });
}

} // namespace wardline::ui
