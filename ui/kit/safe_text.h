// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace wardline::ui {

/// Text somebody else wrote, made safe to paint: control characters and unpaired surrogates become visible stand-ins,
/// bidirectional overrides are dropped, and every other bidirectional control is closed where its line ends, so that no
/// text can reorder what stands beside it (Unicode UAX 9 6.3); stacks of more than eight accents are cut. Lengths may
/// differ from the input.
[[nodiscard]] QString safeBody(QStringView text);

/// The same for one short line (a name, a room's title): no line breaks, no bidirectional or invisible controls at all,
/// at most 120 characters, wrapped in isolates so that it can stand inside a sentence.
[[nodiscard]] QString safeName(QStringView text);

/// safeName without the isolates, for text that stands alone.
[[nodiscard]] QString plainName(QStringView text);

/// A painted line that runs as its own letters say, whichever way the window is laid out: "7 of 10 here" is not taken
/// apart where everything else comes from the right.
[[nodiscard]] QString ownWay(const QString &line);

/// The same text with places where a label may break an address or another run that is longer than a narrow column.
[[nodiscard]] QString breakable(const QString &text);

/// The beginning of a body as one line, for lists.
[[nodiscard]] QString previewLine(QStringView text);

} // namespace wardline::ui
