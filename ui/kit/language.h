// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QTranslator>

class QCoreApplication;

namespace wardline::ui {

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

private:
    QCoreApplication &m_application;
    QTranslator m_english;
    QTranslator m_other;
    QTranslator m_toolkit; ///< Qt's own words
};

} // namespace wardline::ui
