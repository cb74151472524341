// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/work_columns.h"

#include "ui/kit/metrics.h"
#include "ui/shell/column_splitter.h"
#include "ui/shell/sliding_holder.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kListLeast = 220;
constexpr int kListMost = 480;
constexpr int kSideLeast = 260;
constexpr int kSideMost = 520;
} // namespace

WorkColumns::WorkColumns(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_listWidth(metrics::kListWidth)
    , m_sideWidth(metrics::kDetailsWidth)
    , m_splitter(new ColumnSplitter(context.theme))
    , m_list(new QStackedWidget)
    , m_main(new QStackedWidget)
    , m_side(new QStackedWidget)
    , m_holder(new SlidingHolder(context.theme, m_side))
{
    setObjectName(u"workColumns"_s);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_main);
    m_splitter->addWidget(m_holder);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_splitter);
    connect(m_splitter, &QSplitter::splitterMoved, this, &WorkColumns::noteMoved);
    m_holder->hide();
}

void WorkColumns::apply(const ColumnPlan &plan)
{
    const bool slidesIn = plan.showsSide && !m_plan.showsSide && isVisible();
    m_plan = plan;
    m_list->setMinimumWidth(plan.isOneColumn ? 0 : kListLeast);
    m_list->setMaximumWidth(plan.isOneColumn ? QWIDGETSIZE_MAX : kListMost);
    m_holder->setMinimumWidth(plan.isOneColumn ? 0 : kSideLeast);
    m_holder->setMaximumWidth(plan.isOneColumn ? QWIDGETSIZE_MAX : kSideMost);
    m_list->setVisible(plan.showsList);
    m_main->setVisible(plan.showsMain);
    m_holder->setVisible(plan.showsSide);
    applyWidths();
    if (slidesIn) {
        m_holder->slideIn();
    }
}

void WorkColumns::applyWidths()
{
    if (m_plan.isOneColumn) {
        return;
    }
    const int list = m_plan.showsList ? m_listWidth : 0;
    const int side = m_plan.showsSide ? m_sideWidth : 0;
    m_splitter->setSizes({list, std::max(1, width() - list - side), side});
}

void WorkColumns::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    applyWidths();
}

void WorkColumns::setListWidth(int width)
{
    m_listWidth = std::clamp(width, kListLeast, kListMost);
    applyWidths();
}

void WorkColumns::setSideWidth(int width)
{
    m_sideWidth = std::clamp(width, kSideLeast, kSideMost);
    applyWidths();
}

void WorkColumns::noteMoved()
{
    if (m_plan.isOneColumn) {
        return;
    }
    const QList<int> sizes = m_splitter->sizes();
    if (m_plan.showsList) {
        m_listWidth = sizes[0];
    }
    if (m_plan.showsSide) {
        m_sideWidth = sizes[2];
    }
    Q_EMIT widthsChanged();
}

} // namespace wardline::ui
