// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/role_mark.h"

#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

QPainterPath shapeOf(model::CareRole role, const QRectF &r)
{
    QPainterPath path;
    const qreal unit = r.width() / 20;
    switch (role) {
    case model::CareRole::None:
        break;
    case model::CareRole::Physician:
        path.addRoundedRect(r.adjusted(unit, unit, -unit, -unit), 3 * unit, 3 * unit);
        break;
    case model::CareRole::Nurse:
        path.addEllipse(r.adjusted(unit / 2, unit / 2, -unit / 2, -unit / 2));
        break;
    case model::CareRole::Pharmacist: {
        const QRectF capsule = r.adjusted(0, 3.5 * unit, 0, -3.5 * unit);
        path.addRoundedRect(capsule, capsule.height() / 2, capsule.height() / 2);
        break;
    }
    case model::CareRole::Therapist:
        path.moveTo(r.center().x(), r.top() - unit);
        path.lineTo(r.right() + unit, r.center().y());
        path.lineTo(r.center().x(), r.bottom() + unit);
        path.lineTo(r.left() - unit, r.center().y());
        path.closeSubpath();
        break;
    case model::CareRole::Clerk: {
        const QRectF s = r.adjusted(1.5 * unit, unit, -1.5 * unit, 0);
        path.moveTo(s.left(), s.top());
        path.lineTo(s.right(), s.top());
        path.lineTo(s.right(), s.center().y() + unit);
        path.quadTo(s.right(), s.bottom() - 2 * unit, s.center().x(), s.bottom());
        path.quadTo(s.left(), s.bottom() - 2 * unit, s.left(), s.center().y() + unit);
        path.closeSubpath();
        break;
    }
    case model::CareRole::Student:
        path.addRoundedRect(r.adjusted(unit * 1.25, unit * 1.25, -unit * 1.25, -unit * 1.25), 3 * unit, 3 * unit);
        break;
    }
    return path;
}

QString lettersOf(model::CareRole role)
{
    switch (role) {
    case model::CareRole::None:
        return {};
    case model::CareRole::Physician:
        return u"MD"_s;
    case model::CareRole::Nurse:
        return u"RN"_s;
    case model::CareRole::Pharmacist:
        return u"Rx"_s;
    case model::CareRole::Therapist:
        return u"Th"_s;
    case model::CareRole::Clerk:
        return u"Ck"_s;
    case model::CareRole::Student:
        return u"St"_s;
    }
    return {};
}

} // namespace

void paintRoleMark(QPainter &painter, const QRectF &rect, model::CareRole role, const Theme &theme, bool isSelected)
{
    if (role == model::CareRole::None) {
        return;
    }
    const Palette &colours = theme.palette();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isOutline = role == model::CareRole::Student;
    const bool isInverted = isSelected && colours.isSystem();
    const QColor colour = isInverted ? colours.onSelected : colours.role(role);
    const QColor letters = isInverted ? colours.selected : colours.onFilled;
    if (isOutline) {
        QPen pen(colour, 1.5);
        pen.setDashPattern({2.2, 1.8});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
    }
    painter.drawPath(shapeOf(role, rect));
    QFont font = theme.font(FontRole::Strong);
    font.setWeight(QFont::Bold);
    font.setPixelSize(qRound(rect.height() * (role == model::CareRole::Therapist ? 0.44 : 0.47)));
    painter.setFont(font);
    painter.setPen(isOutline ? colour : letters);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextDontClip, lettersOf(role));
    painter.restore();
}

void paintRoomMark(QPainter &painter, const QRectF &rect, const Theme &theme, bool isSelected)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette &colours = theme.palette();
    painter.setPen(QPen(isSelected ? colours.onSelectedMuted : colours.muted, 1.5, Qt::SolidLine, Qt::RoundCap));
    const qreal unit = rect.width() / 20;
    for (const qreal offset : {7.0, 13.0}) {
        painter.drawLine(rect.topLeft() + QPointF(3.5, offset) * unit, rect.topLeft() + QPointF(17.5, offset) * unit);
        painter.drawLine(rect.topLeft() + QPointF(offset + 1.2, 3) * unit,
                         rect.topLeft() + QPointF(offset - 1.2, 17) * unit);
    }
    painter.restore();
}

QString roleName(model::CareRole role)
{
    switch (role) {
    case model::CareRole::None:
        return {};
    case model::CareRole::Physician:
        return QCoreApplication::translate("Roles", "Physician");
    case model::CareRole::Nurse:
        return QCoreApplication::translate("Roles", "Nurse");
    case model::CareRole::Pharmacist:
        return QCoreApplication::translate("Roles", "Pharmacist");
    case model::CareRole::Therapist:
        return QCoreApplication::translate("Roles", "Therapist");
    case model::CareRole::Clerk:
        return QCoreApplication::translate("Roles", "Clerk");
    case model::CareRole::Student:
        return QCoreApplication::translate("Roles", "Student");
    }
    return {};
}

QString roleWords(const model::RoleClaim &claim)
{
    if (claim.isAsserted()) {
        return roleName(claim.role);
    }
    if (claim.selfDeclaredTitle.isEmpty()) {
        return {};
    }
    return QCoreApplication::translate("Roles", "%1 (unverified)").arg(safeName(claim.selfDeclaredTitle));
}

} // namespace wardline::ui
