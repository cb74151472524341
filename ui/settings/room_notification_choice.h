// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/alerts.h"
#include "ui/kit/context.h"

#include <QWidget>

class QComboBox;

namespace wardline::ui {

class Words;

/// Of which messages of one conversation the person is told, and why they were or were not told of the newest one.
/// Needs `context.alerts`.
class RoomNotificationChoice final : public QWidget
{
    Q_OBJECT
public:
    explicit RoomNotificationChoice(const Context &context, QWidget *parent = nullptr);

    /// Empty: drops every text and hides.
    void open(const model::Jid &conversation);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void choose(int row);

    const Theme &m_theme;
    const Alerts &m_alerts;
    model::Jid m_conversation;
    Words *m_heading;
    QComboBox *m_choice;
    Words *m_reason;
};

} // namespace wardline::ui
