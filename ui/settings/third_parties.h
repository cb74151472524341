// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace wardline::ui {

/// A library that the program is made of.
struct ThirdParty
{
    QString name;
    QString version; ///< it was built with; Qt's is the one that runs. Empty where the library has none
    QString licence; ///< SPDX
};

/// All of them, as the build found them.
[[nodiscard]] QList<ThirdParty> thirdParties();

} // namespace wardline::ui
