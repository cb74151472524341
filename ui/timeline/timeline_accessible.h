// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::ui {

class TimelineView;

/// Painted rows are invisible to screen readers unless told: the timeline is a list whose items are its rows, a row
/// offers what can be done with it as actions, and what can be pressed in it are its children. Call once.
void installTimelineAccessibility();
/// The rows are gone: nothing about them may be kept.
void forgetAccessibleRows(TimelineView &view);
void announceNewRow(TimelineView &view, int index);
void announceChangedRow(TimelineView &view, int index);
/// `part` of the row, or the row itself (-1), has the keyboard.
void focusAccessibleRow(TimelineView &view, int index, int part);

} // namespace wardline::ui
