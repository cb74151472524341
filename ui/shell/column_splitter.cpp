// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/column_splitter.h"

#include "ui/kit/theme.h"

#include <QPainter>
#include <QSplitterHandle>

namespace wardline::ui {

namespace {

class ColumnHandle final : public QSplitterHandle
{
public:
    ColumnHandle(const Theme &theme, QSplitter *parent)
        : QSplitterHandle(Qt::Horizontal, parent)
        , m_theme(theme)
    {
        setAttribute(Qt::WA_Hover);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Palette &colours = m_theme.palette();
        QPainter painter(this);
        // Qt makes the sensitive area wider than the line; the line stays in its middle.
        painter.fillRect(contentsRect(), underMouse() ? colours.accent : colours.divider);
    }

private:
    const Theme &m_theme;
};

} // namespace

ColumnSplitter::ColumnSplitter(const Theme &theme, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setChildrenCollapsible(false);
    setHandleWidth(1);
}

QSplitterHandle *ColumnSplitter::createHandle()
{
    return new ColumnHandle(m_theme, this);
}

} // namespace wardline::ui
