// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"
#include "ui/shell/column_plan.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace wardline::ui {

class SlidingHolder;

/// List, main part and side in columns whose borders can be moved. What stands in a column is the owner's business.
class WorkColumns final : public QWidget
{
    Q_OBJECT
public:
    explicit WorkColumns(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QStackedWidget &list() { return *m_list; }
    [[nodiscard]] QStackedWidget &main() { return *m_main; }
    [[nodiscard]] QStackedWidget &side() { return *m_side; }

    void apply(const ColumnPlan &plan);
    [[nodiscard]] const ColumnPlan &plan() const { return m_plan; }

    /// In device-independent pixels; clamped to what is sensible.
    void setListWidth(int width);
    void setSideWidth(int width);
    [[nodiscard]] int listWidth() const { return m_listWidth; }
    [[nodiscard]] int sideWidth() const { return m_sideWidth; }

Q_SIGNALS:
    /// Somebody moved a border.
    void widthsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyWidths();
    void noteMoved();

    ColumnPlan m_plan;
    int m_listWidth;
    int m_sideWidth;
    QSplitter *m_splitter;
    QStackedWidget *m_list;
    QStackedWidget *m_main;
    QStackedWidget *m_side;
    SlidingHolder *m_holder;
};

} // namespace wardline::ui
