// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/delivery_service.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <memory>

namespace wardline::ui {

class Words;

/// Who is writing, in one quiet line at the lower end of the widget it is made for, over the room that is left below
/// the newest message: nothing moves when somebody begins. It also tells the others that the person here writes, and
/// that it is over after a pause.
class WritingLine final : public QWidget
{
    Q_OBJECT
public:
    WritingLine(const Context &context, QWidget &above);

    bool eventFilter(QObject *watched, QEvent *event) override;

    void setService(service::DeliveryService *delivery);
    void open(const model::Jid &conversation);
    /// The person changed the text here; an empty one is no writing.
    void noteEdited(bool isEmpty);
    [[nodiscard]] QString words() const;

private:
    void refresh();
    void stop();
    void place();

    service::DeliveryService *m_delivery = nullptr;
    model::Jid m_conversation;
    QWidget &m_above;
    Words *m_words;
    std::unique_ptr<Timer> m_pause;
};

/// "Ana Reyes is writing …", "Ana Reyes and Ben Okafor are writing …", "Several people are writing …"; "" for nobody.
[[nodiscard]] QString writingWords(const QStringList &names);

} // namespace wardline::ui
