// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QAbstractButton>

namespace wardline::ui {

/// Who is signed in, always in sight, with the way out for whoever is not that person.
class IdentityChip final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit IdentityChip(const Context &context, QWidget *parent = nullptr);

    void show(const service::Colleague &self);
    void clear();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] int wordsHeight() const;

    const Context &m_context;
    service::Colleague m_self;
};

} // namespace wardline::ui
