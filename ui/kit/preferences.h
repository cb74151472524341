// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/appearance.h"

#include <QObject>

#include <optional>

namespace wardline::ui {

class Language;

/// The appearance in force: what this computer's file says, under what the policy fixed. Whatever is chosen holds at
/// once and is written down. Owned by the application, outlives every widget. Main thread.
class Preferences final : public QObject
{
    Q_OBJECT
public:
    /// `path`: the file; empty: nothing is kept.
    Preferences(Theme &theme, Language &language, QString path, QObject *parent = nullptr);

    /// Reads the file and applies it; what is wrong with the file, if anything, is left in `fileProblem`.
    void load();
    /// Applies what the policy fixes ("window.scheme", "window.language"), from now on.
    void fixBy(const QList<service::PolicyLine> &policy);

    /// From the command line: holds until the person chooses something else, and is not kept.
    void overrideWith(std::optional<Scheme> scheme, const QString &language);

    [[nodiscard]] const Appearance &appearance() const { return m_inForce; }
    /// Where the policy fixed it; the person then cannot change it, and `set` leaves it.
    [[nodiscard]] const std::optional<service::PolicyLine> &fixedScheme() const { return m_fixedScheme; }
    [[nodiscard]] const std::optional<service::PolicyLine> &fixedLanguage() const { return m_fixedLanguage; }
    [[nodiscard]] AppearanceFileProblem fileProblem() const { return m_problem; }
    /// False after the file could not be written; what was chosen holds until the program ends.
    [[nodiscard]] bool isKept() const { return m_isKept; }
    [[nodiscard]] const QString &path() const { return m_path; }

    /// What the person chose.
    void set(const Appearance &appearance);

Q_SIGNALS:
    void changed();
    /// Words or sizes of text are others now: pages must be made again.
    void pagesOutdated();

private:
    void apply();

    Theme &m_theme;
    Language &m_language;
    const QString m_path;
    Appearance m_chosen;
    Appearance m_inForce;
    std::optional<service::PolicyLine> m_fixedScheme;
    std::optional<service::PolicyLine> m_fixedLanguage;
    std::optional<Scheme> m_runScheme;
    QString m_runLanguage;
    AppearanceFileProblem m_problem = AppearanceFileProblem::None;
    bool m_isKept = true;
    bool m_isApplied = false;
};

} // namespace wardline::ui
