// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"
#include "ui/timeline/popover.h"

namespace wardline::ui {

/// What a corrected message said before, oldest first, each with its time; the shown version stands last.
class VersionsPopover final : public Popover
{
    Q_OBJECT
public:
    VersionsPopover(const Context &context, const QList<service::MessageVersion> &former,
                    const service::MessageVersion &present, QWidget *host);
};

} // namespace wardline::ui
