// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/model/device.h"
#include "core/model/jid.h"

#include <QList>

namespace wardline::service {
class MessageService;
}

namespace wardline::ui {

class Banner;

/// What a notice offers after a refusal.
struct WaysOut
{
    QList<model::DeviceAddress> leaveOut; ///< to go on without these: the notice's action, if there are any
    model::Jid toSee; ///< to look at this person's devices: its action otherwise, its other one beside that
};

/// Says why a text was not sent, or a message not changed. Where somebody could not read it, it says who, and offers to
/// go on without them, or to do something about it: compare, let in, start again.
[[nodiscard]] WaysOut sayRefused(Banner &banner, const Error &error, const service::MessageService &messages,
                                 const model::Jid &conversation);

} // namespace wardline::ui
