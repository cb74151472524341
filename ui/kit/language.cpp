// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

Language::Language(QCoreApplication &application)
    : m_application(application)
    , m_desktop(QLocale::system())
{
    if (m_english.load(u":/wardline/i18n/wardline_en.qm"_s)) {
        m_application.installTranslator(&m_english);
    }
}

Language::~Language()
{
    m_application.removeTranslator(&m_toolkit);
    m_application.removeTranslator(&m_other);
    m_application.removeTranslator(&m_english);
}

bool Language::use(const QLocale &locale)
{
    m_application.removeTranslator(&m_toolkit);
    m_application.removeTranslator(&m_other);
    QLocale::setDefault(locale);
    if (locale.language() == QLocale::English || locale.language() == QLocale::C) {
        return true;
    }
    if (m_toolkit.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        m_application.installTranslator(&m_toolkit);
    }
    if (!m_other.load(locale, u"wardline"_s, u"_"_s, u":/wardline/i18n"_s)) {
        return false;
    }
    m_application.installTranslator(&m_other);
    return true;
}

QList<LanguageChoice> Language::choices()
{
    return {{u"en"_s, u"English"_s}, {u"es"_s, u"Español"_s}};
}

void Language::choose(const QString &code)
{
    const QList<LanguageChoice> all = choices();
    const bool isKnown =
        std::any_of(all.begin(), all.end(), [&code](const LanguageChoice &choice) { return choice.code == code; });
    const QLocale asked(code);
    // A desktop without a language is English to us, and has a clock of 24 hours.
    const bool isDesktops = asked.language() == m_desktop.language()
        || (asked.language() == QLocale::English && m_desktop.language() == QLocale::C);
    if (!isKnown || isDesktops) {
        use(m_desktop);
        return;
    }
    const QLocale here(asked.language(), m_desktop.territory());
    use(here.territory() == m_desktop.territory() ? here : asked);
}

} // namespace wardline::ui
