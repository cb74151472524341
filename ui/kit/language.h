// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QLocale>
#include <QString>
#include <QTranslator>

class QCoreApplication;

namespace wardline::ui {

/// A language that there are words for.
struct LanguageChoice
{
    QString code; ///< "es"
    QString name; ///< in itself: "Español"
    bool operator==(const LanguageChoice &) const = default;
};

/// The words of the running program. English is the source and always loaded, for its plural forms; another language
/// lies over it. Owned by the application; make it before the first widget.
class Language
{
public:
    explicit Language(QCoreApplication &application);
    ~Language();
    Language(const Language &) = delete;
    Language &operator=(const Language &) = delete;

    /// True when there are words for the locale's language. Formats of times and numbers follow the locale either way.
    bool use(const QLocale &locale);
    /// The same by code; empty, or one there are no words for: as the desktop says. Formats stay those of the desktop's
    /// country where that country speaks the language.
    void choose(const QString &code);
    [[nodiscard]] static QList<LanguageChoice> choices();

private:
    QCoreApplication &m_application;
    const QLocale m_desktop; ///< as it was at the start
    QTranslator m_english;
    QTranslator m_other;
    QTranslator m_toolkit; ///< Qt's own words
};

} // namespace wardline::ui
