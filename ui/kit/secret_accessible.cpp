// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/secret_accessible.h"

#include "ui/kit/code_edit.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/secret_text.h"

#include <QAccessibleWidget>

namespace wardline::ui {

namespace {

/// An editable password field: a name, a state, and only the number of characters.
class SecretAccessible final : public QAccessibleWidget
{
public:
    explicit SecretAccessible(QWidget *widget)
        : QAccessibleWidget(widget, QAccessible::EditableText)
    {
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.passwordEdit = true;
        state.editable = true;
        return state;
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Value) {
            return QAccessibleWidget::text(kind);
        }
        int count = 0;
        if (const auto *secret = qobject_cast<const SecretEdit *>(widget())) {
            count = secret->characterCount();
        } else if (const auto *code = qobject_cast<const CodeEdit *>(widget())) {
            count = code->digitCount();
        }
        return QString(count, QChar(0x2022));
    }
};

/// A secret that the page is there to show: read out character by character, because that is what the person came for.
class ShownSecretAccessible final : public QAccessibleWidget
{
public:
    explicit ShownSecretAccessible(QWidget *widget)
        : QAccessibleWidget(widget, QAccessible::StaticText)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const QString shown = QString::fromUtf8(static_cast<const SecretText *>(widget())->secret().view());
        switch (kind) {
        case QAccessible::Value:
            return shown;
        case QAccessible::Name: // the value of static text is not passed on by every platform
            return QAccessibleWidget::text(kind) + QStringLiteral(": ") + shown;
        default:
            return QAccessibleWidget::text(kind);
        }
    }
};

QAccessibleInterface *makeSecretAccessible(const QString &, QObject *object)
{
    if (qobject_cast<SecretEdit *>(object) || qobject_cast<CodeEdit *>(object)) {
        return new SecretAccessible(static_cast<QWidget *>(object)); // owned by Qt's cache
    }
    if (qobject_cast<SecretText *>(object)) {
        return new ShownSecretAccessible(static_cast<QWidget *>(object));
    }
    return nullptr;
}

} // namespace

void installSecretAccessibility()
{
    QAccessible::installFactory(makeSecretAccessible);
}

} // namespace wardline::ui
