// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/when_done.h"
#include "ui/timeline/delivery_popover.h"
#include "ui/timeline/timeline_view.h"

namespace wardline::ui {

void TimelineActions::showDelivery(model::MessageId id)
{
    if (!m_view.delivery()) {
        return;
    }
    whenDone(m_view.delivery()->report(id), this, [this, id](const Result<service::DeliveryReport> &report) {
        if (!report) {
            Q_EMIT m_view.failed(report.error());
        } else if (row(id)) {
            open(new DeliveryPopover(m_context, *report, m_view.viewport()), place(id));
        }
    });
}

} // namespace wardline::ui
