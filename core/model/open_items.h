// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::model {

/// How much a printed list of open items may say. Each step says what the former says, and more.
enum class OpenItemsDetail {
    Nothing, ///< there is no printing
    Counts, ///< what kind, since when, how many
    Titles, ///< of which conversation too
    Texts, ///< the beginning of what was written too
};

} // namespace wardline::model
