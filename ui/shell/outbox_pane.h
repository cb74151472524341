// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/delivery_service.h"
#include "core/service/message_service.h"
#include "ui/kit/context.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <memory>

class QScrollArea;

namespace wardline::ui {

class Banner;
class Button;
class Words;

/// What has not left yet, what is most urgent first, with a way to take back what nobody has; and the list of all open
/// items on paper, as far as policy lets it be printed.
class OutboxPane final : public QWidget
{
    Q_OBJECT
public:
    explicit OutboxPane(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every text.
    void setService(service::DeliveryService *delivery, service::MessageService *messages);
    void focusFirst();

Q_SIGNALS:
    void closed();
    void conversationChosen(const wardline::model::Jid &conversation);

private:
    void refresh();
    void askTargets(const QList<service::WaitingItem> &items);
    void show(const QList<service::WaitingItem> &items);
    [[nodiscard]] QString textOf(const service::WaitingItem &item) const;
    [[nodiscard]] QWidget *makeItem(const service::WaitingItem &item);
    void cancel(qint64 position);
    void lookForPrinters();
    void offer(const QStringList &printers);
    void printOn(const QString &printer);

    const Context &m_context;
    service::DeliveryService *m_delivery = nullptr;
    QPointer<service::MessageService> m_messages;
    QHash<qint64, QString> m_targets; ///< what a reaction is for, by the message's id
    Words *m_sum;
    Banner *m_banner;
    QScrollArea *m_area;
    Button *m_print;
    std::unique_ptr<Timer> m_timer; ///< the age of what waits grows
};

/// One page: what is open, as it may be printed. `page` in the painter's units.
void paintOpenItems(QPainter &painter, const QRectF &page, const Theme &theme, const service::OpenItems &items);

} // namespace wardline::ui
