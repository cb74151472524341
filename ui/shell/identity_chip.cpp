// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/identity_chip.h"

#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"

#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCircle = 36;

/// The first letters of the first and last word of a name.
QString initialsOf(const QString &name)
{
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    QString initials;
    for (const qsizetype i : {qsizetype(0), words.size() - 1}) {
        if (i >= 0 && i < words.size() && (i == 0 || words.size() > 1)) {
            initials += words[i].left(1).toUpper();
        }
    }
    return initials;
}

} // namespace

IdentityChip::IdentityChip(const Context &context, QWidget *parent)
    : QAbstractButton(parent)
    , m_context(context)
{
    setObjectName(u"identityChip"_s);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&IdentityChip::update));
}

void IdentityChip::show(const service::Colleague &self)
{
    m_self = self;
    const QString role = roleWords(self.role);
    const QString who = role.isEmpty() ? safeName(self.name) : safeName(self.name) + u", "_s + role;
    setToolTip(tr("Signed in as %1. Not you?").arg(who));
    setAccessibleName(toolTip());
    update();
}

void IdentityChip::clear()
{
    m_self = {};
    setToolTip(QString());
    setAccessibleName(QString());
    update();
}

QSize IdentityChip::sizeHint() const
{
    return {metrics::kRailWidth - 2, kCircle + metrics::kSpace4 + wordsHeight() + metrics::kSpace4};
}

void IdentityChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_context.theme;
    const Palette &colours = theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle((width() - kCircle) / 2.0, 2, kCircle, kCircle);
    painter.setPen(QPen(underMouse() ? colours.accent : colours.border, 1));
    painter.setBrush(colours.surface);
    painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setFont(theme.font(FontRole::Strong));
    painter.setPen(colours.text);
    painter.drawText(circle, Qt::AlignCenter, initialsOf(plainName(m_self.name)));
    const QRectF mark(circle.right() - 11, circle.bottom() - 13, 16, 16);
    if (m_self.role.isAsserted()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.window);
        painter.drawEllipse(mark.adjusted(-2, -2, 2, 2));
        paintRoleMark(painter, mark, m_self.role.role, theme);
    }
    painter.setFont(theme.font(FontRole::Caption));
    painter.setPen(colours.muted);
    const int flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    painter.drawText(QRect(0, kCircle + metrics::kSpace4, width(), height()), flags, ownWay(tr("Not you?")));
}

int IdentityChip::wordsHeight() const
{
    const QFontMetrics caption(m_context.theme.font(FontRole::Caption));
    const QRect room(0, 0, metrics::kRailWidth - 2, metrics::kRailWidth);
    return caption.boundingRect(room, Qt::AlignHCenter | Qt::TextWordWrap, tr("Not you?")).height();
}

void IdentityChip::enterEvent(QEnterEvent *)
{
    update();
}

void IdentityChip::leaveEvent(QEvent *)
{
    update();
}

} // namespace wardline::ui
