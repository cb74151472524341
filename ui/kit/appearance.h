// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/theme.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace wardline::ui {

/// How the program looks and speaks on this computer. Known before anybody signs in and the same for everybody who uses
/// this operating-system user: nothing of a person may stand here. Value type.
struct Appearance
{
    Scheme scheme = Scheme::System;
    QString language; ///< "en", "es"; empty: as the desktop
    bool reducesMotion = false; ///< also where the desktop does not ask for it
    int textPercent = 100; ///< of the sizes in VISUAL.md

    bool operator==(const Appearance &) const = default;

    static constexpr int kLeastText = 100;
    static constexpr int kMostText = 150;

    /// As a small JSON document.
    [[nodiscard]] QByteArray toJson() const;
    /// Nothing for what is not such a document, or has a value out of its range. Members it does not know it leaves
    /// out.
    [[nodiscard]] static std::optional<Appearance> fromJson(const QByteArray &json);
};

/// "light", "dark", "contrast", "system": in the file, in the policy and on the command line.
[[nodiscard]] QString schemeName(Scheme scheme);
[[nodiscard]] std::optional<Scheme> schemeFromName(QStringView name);

enum class AppearanceFileProblem {
    None,
    Unreadable, ///< there, but no file that can be read
    TooLarge, ///< beyond kMaxAppearanceBytes; not read
    NotUnderstood,
};

inline constexpr qint64 kMaxAppearanceBytes = 16 * 1024;

struct StoredAppearance
{
    Appearance appearance; ///< the defaults where there is a problem or no file
    AppearanceFileProblem problem = AppearanceFileProblem::None;
};

/// Reads the file. Never blocks on what is not a plain file.
[[nodiscard]] StoredAppearance readAppearance(const QString &path);
/// Writes it whole or not at all, for its owner alone, and makes its folder. False when that cannot be done.
[[nodiscard]] bool writeAppearance(const QString &path, const Appearance &appearance);

} // namespace wardline::ui
