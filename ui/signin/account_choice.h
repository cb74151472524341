// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"
#include "ui/kit/context.h"

#include <QAbstractButton>

namespace wardline::ui {

/// Somebody who has signed in here before, and when: chosen instead of typing the name.
class AccountChoice final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit AccountChoice(const Context &context, QWidget *parent = nullptr);

    void show(const service::KnownAccount &known);
    [[nodiscard]] const service::KnownAccount &known() const { return m_known; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] QString lastHere() const;

    const Context &m_context;
    service::KnownAccount m_known;
};

} // namespace wardline::ui
