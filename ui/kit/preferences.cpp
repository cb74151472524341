// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/preferences.h"

#include "ui/kit/language.h"

#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

Preferences::Preferences(Theme &theme, Language &language, QString path, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_language(language)
    , m_path(std::move(path))
{
}

void Preferences::load()
{
    if (!m_path.isEmpty()) {
        const StoredAppearance stored = readAppearance(m_path);
        m_chosen = stored.appearance;
        m_problem = stored.problem;
    }
    apply();
}

void Preferences::fixBy(const QList<service::PolicyLine> &policy)
{
    m_fixedScheme.reset();
    m_fixedLanguage.reset();
    for (const service::PolicyLine &line : policy) {
        // Values come as compact JSON.
        const QString value = line.value.startsWith(u'"') ? line.value.sliced(1).chopped(1) : line.value;
        if (!line.isLocked || value.isEmpty()) {
            continue;
        }
        if (line.key == "window.scheme"_L1 && schemeFromName(value)) {
            m_fixedScheme = line;
            m_fixedScheme->value = value;
        } else if (line.key == "window.language"_L1) {
            m_fixedLanguage = line;
            m_fixedLanguage->value = value;
        }
    }
    apply();
}

void Preferences::overrideWith(std::optional<Scheme> scheme, const QString &language)
{
    m_runScheme = scheme;
    m_runLanguage = language;
    apply();
}

void Preferences::set(const Appearance &appearance)
{
    Appearance chosen = appearance;
    // Policy decides about taste; who needs high contrast takes it and gives it back.
    if (m_fixedScheme && chosen.scheme != Scheme::HighContrast) {
        chosen.scheme = m_chosen.scheme == Scheme::HighContrast ? Scheme::System : m_chosen.scheme;
    }
    if (m_fixedLanguage) {
        chosen.language = m_chosen.language;
    }
    if (chosen == m_chosen && chosen == m_inForce && m_problem == AppearanceFileProblem::None) {
        return;
    }
    m_runScheme.reset();
    m_runLanguage.clear();
    m_chosen = chosen;
    m_isKept = m_path.isEmpty() || writeAppearance(m_path, m_chosen);
    if (m_isKept) {
        m_problem = AppearanceFileProblem::None;
    }
    apply();
}

void Preferences::apply()
{
    Appearance next = m_chosen;
    next.scheme = m_runScheme.value_or(next.scheme);
    if (!m_runLanguage.isEmpty()) {
        next.language = m_runLanguage;
    }
    const bool isFixed = m_fixedScheme && next.scheme != Scheme::HighContrast;
    if (isFixed) {
        next.scheme = schemeFromName(m_fixedScheme->value).value_or(next.scheme);
    }
    if (m_fixedLanguage) {
        next.language = m_fixedLanguage->value;
    }
    const Appearance before = std::exchange(m_inForce, next);
    const bool isFirst = !std::exchange(m_isApplied, true);
    const bool hasOtherWords = isFirst || before.language != next.language;
    if (hasOtherWords) {
        m_language.choose(next.language);
    }
    m_theme.setReducedMotion(next.reducesMotion);
    m_theme.setTextPercent(next.textPercent);
    m_theme.setScheme(next.scheme, isFixed);
    if (!isFirst && (hasOtherWords || before.textPercent != next.textPercent)) {
        Q_EMIT pagesOutdated();
    }
    Q_EMIT changed();
}

} // namespace wardline::ui
