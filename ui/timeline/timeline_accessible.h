// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::ui {

class TimelineView;

/// Painted rows are invisible to screen readers unless told: the timeline is a list whose items are its rows. Call
/// once.
void installTimelineAccessibility();
/// The rows are gone: nothing about them may be kept.
void forgetAccessibleRows(TimelineView &view);
void announceNewRow(TimelineView &view, int index);
void focusAccessibleRow(TimelineView &view, int index);

} // namespace wardline::ui
