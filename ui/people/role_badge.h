// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/care_role.h"
#include "ui/kit/context.h"

#include <QWidget>

namespace wardline::ui {

/// The mark of a role, large. Somebody without an asserted role gets a person's outline in a dashed circle: a title
/// somebody gave himself never looks like a role.
class RoleBadge final : public QWidget
{
    Q_OBJECT
public:
    explicit RoleBadge(const Context &context, QWidget *parent = nullptr);

    void show(const model::RoleClaim &role);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Context &m_context;
    model::RoleClaim m_role;
};

} // namespace wardline::ui
