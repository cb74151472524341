// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/urgency.h"
#include "ui/kit/context.h"

#include <QWidget>

namespace wardline::ui {

class IconButton;
class Words;

/// Above the field: how urgent the message is that is being written, what that does, and a way to take it away. Hidden
/// while it is an ordinary one.
class UrgencyBar final : public QWidget
{
    Q_OBJECT
public:
    explicit UrgencyBar(const Context &context, QWidget *parent = nullptr);

    void show(model::Urgency urgency);
    void dismiss();

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removeChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Context &m_context;
    IconButton *m_remove;
    model::Urgency m_urgency = model::Urgency::Fyi;
};

} // namespace wardline::ui
