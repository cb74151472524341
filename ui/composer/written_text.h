// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace wardline::ui {

/// Text from elsewhere (pasted, dropped, a kept draft) as something a person could have typed: line ends are one kind,
/// tabs are blanks, control characters, byte-order marks and bidirectional embeddings, overrides and isolates are gone,
/// half surrogates too. Joiners and the marks of direction that keyboards have stay.
[[nodiscard]] QString typedText(QStringView text);

/// Letters for comparing: without accents and case, at most 200 of them.
[[nodiscard]] QString foldedForSearch(QStringView text);

} // namespace wardline::ui
