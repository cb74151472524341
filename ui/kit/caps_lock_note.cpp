// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/caps_lock_note.h"

#include "ui/kit/context.h"
#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/theme.h"

#include <QAccessible>
#include <QPainter>
#include <QStyle>

namespace wardline::ui {

namespace {
constexpr int kMark = 16;
}

CapsLockNote::CapsLockNote(const Context &context, SecretEdit &field, QWidget *parent)
    : QLabel(parent)
    , m_context(context)
{
    setTextFormat(Qt::PlainText);
    field.setCapsLockSource(context.capsLock);
    connect(&field, &SecretEdit::capsLockChanged, this, [this, &field] { follow(field); });
    connect(&context.theme, &Theme::changed, this, &CapsLockNote::refresh);
    refresh();
}

void CapsLockNote::follow(const SecretEdit &field)
{
    const bool wasOn = isOn();
    if (!field.isCapsLockOn()) {
        clear();
        makeRoom();
        return;
    }
    setText(field.isCapsLockKnown() ? tr("Caps Lock is on") : tr("Caps Lock seems to be on"));
    makeRoom();
    if (!wasOn && QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

/// For the mark before the words.
void CapsLockNote::makeRoom()
{
    const int room = isOn() ? kMark + metrics::kSpace4 : 0;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    setContentsMargins(isMirrored ? 0 : room, 0, isMirrored ? room : 0, 0);
}

void CapsLockNote::paintEvent(QPaintEvent *event)
{
    QLabel::paintEvent(event);
    if (isOn()) {
        QPainter painter(this);
        const QRect mark(0, (height() - kMark) / 2, kMark, kMark);
        paintIcon(painter, Icon::Warning, QStyle::visualRect(layoutDirection(), rect(), mark),
                  m_context.theme.palette().concern, layoutDirection());
    }
}

void CapsLockNote::refresh()
{
    setFont(m_context.theme.font(FontRole::Caption));
    QPalette own = palette();
    own.setColor(QPalette::WindowText, m_context.theme.palette().concern);
    setPalette(own);
}

} // namespace wardline::ui
