// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractButton;

namespace wardline::ui {

/// The words of a check box or radio button, which Qt writes in one line however long: broken between words so that
/// they fit into `width`, box included. Its accessible name keeps the line whole. Call it when the width changes.
void foldWords(QAbstractButton &button, const QString &words, int width);
/// Lets a layout make the button narrower than its words; foldWords() follows.
void letFold(QAbstractButton &button);

} // namespace wardline::ui
