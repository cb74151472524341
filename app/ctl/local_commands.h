// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition/composition.h"
#include "app/ctl/output.h"

#include <QStringList>

namespace wardline::ctl {

struct LocalContext
{
    app::Composition &composition;
    Output &output;
};

/// A command that needs nobody to be signed in; the exit code.
using LocalCommand = int (*)(LocalContext &context, QStringList words);

/// The local command of this name, or null; takes the words that name it off the list.
[[nodiscard]] LocalCommand findLocalCommand(QStringList &words);

} // namespace wardline::ctl
