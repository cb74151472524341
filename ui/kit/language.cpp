// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace wardline::ui {

using namespace Qt::StringLiterals;

Language::Language(QCoreApplication &application)
    : m_application(application)
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

} // namespace wardline::ui
