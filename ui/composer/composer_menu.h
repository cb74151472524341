// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/spell_words.h"

#include <QPoint>

namespace wardline::ui {

class ComposerEdit;

/// Opens the field's menu: what may have been meant by a misspelt word, what an editor offers, the language of the
/// spelling. `word` empty: no word. `place` on the screen. Opens as soon as the suggestions are known.
void openComposerMenu(ComposerEdit &field, const WordSpan &word, const QPoint &place);

} // namespace wardline::ui
