// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/delivery_service.h"
#include "ui/timeline/popover.h"

namespace wardline::ui {

/// Who has an own message, who opened it, who cannot read it, each with the time; and of whom nothing is known.
class DeliveryPopover final : public Popover
{
    Q_OBJECT
public:
    DeliveryPopover(const Context &context, const service::DeliveryReport &report, QWidget *host);
};

} // namespace wardline::ui
