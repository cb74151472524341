// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace wardline::ui {

/// Brings a widget into sight whenever it appears or grows within a page that scrolls: what is said there answers
/// something that was pressed. Owned by the widget.
class InSight final : public QObject
{
    Q_OBJECT
public:
    explicit InSight(QWidget &widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void bring();

    QWidget &m_widget;
};

} // namespace wardline::ui
