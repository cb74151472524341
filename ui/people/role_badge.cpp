// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/role_badge.h"

#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/theme.h"

#include <QPainter>

namespace wardline::ui {

namespace {
constexpr int kSide = 48;
}

RoleBadge::RoleBadge(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setFixedSize(kSide, kSide);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&RoleBadge::update));
}

void RoleBadge::show(const model::RoleClaim &role)
{
    m_role = role;
    update();
}

void RoleBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(2, 2, -2, -2);
    if (m_role.isAsserted()) {
        paintRoleMark(painter, frame, m_role.role, m_context.theme);
        return;
    }
    const Palette &colours = m_context.theme.palette();
    QRectF icon(0, 0, metrics::kIcon, metrics::kIcon);
    icon.moveCenter(frame.center());
    paintIcon(painter, Icon::Person, icon, colours.muted);
}

} // namespace wardline::ui
