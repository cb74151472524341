// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/secret_bytes.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace wardline::ui {

class Theme;

/// The recovery codes on paper: what they are, the day, ten codes with a box to cross out. No name and no account stand
/// on it, so that a page that is found opens nothing by itself.
void paintRecoverySheet(QPainter &painter, const QRectF &page, const Theme &theme,
                        const std::vector<SecretBytes> &codes, Instant now);

} // namespace wardline::ui
