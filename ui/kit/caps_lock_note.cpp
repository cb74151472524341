// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/caps_lock_note.h"

#include "ui/kit/context.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/theme.h"

#include <QAccessible>

namespace wardline::ui {

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
        return;
    }
    setText(field.isCapsLockKnown() ? tr("Caps Lock is on") : tr("Caps Lock seems to be on"));
    if (!wasOn && QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
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
