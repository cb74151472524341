// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/theme.h"

#include "ui/kit/metrics.h"
#include "ui/kit/style.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QStyle>

#include <cmath>

namespace wardline::ui {

using namespace Qt::StringLiterals;

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemPalette(QGuiApplication::palette())
    , m_baseFont(QGuiApplication::font())
{
}

void Theme::setScheme(Scheme scheme, bool isFixed)
{
    m_scheme = scheme;
    m_isFixed = isFixed;
    refresh();
}

void Theme::setDesktopPrefersDark(bool prefersDark)
{
    m_desktopPrefersDark = prefersDark;
    refresh();
}

void Theme::setDesktopWantsContrast(bool wantsContrast)
{
    m_desktopWantsContrast = wantsContrast;
    refresh();
}

void Theme::setTextPercent(int percent)
{
    if (percent == m_textPercent) {
        return;
    }
    m_textPercent = percent;
    m_lineSteps.clear();
    if (m_application) {
        QApplication::setFont(font(FontRole::Body));
    }
    Q_EMIT changed();
}

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    QApplication::setStyle(new Style(*this)); // the application takes it
    QApplication::setFont(font(FontRole::Body));
    refresh();
}

QFont Theme::font(FontRole role) const
{
    QFont font = m_baseFont;
    switch (role) {
    case FontRole::Caption:
        font.setPointSizeF(9);
        break;
    case FontRole::Body:
        font.setPointSizeF(10.5);
        break;
    case FontRole::Strong:
        font.setPointSizeF(10.5);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Title:
        font.setPointSizeF(13);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Page:
        font.setPointSizeF(20);
        font.setWeight(QFont::DemiBold);
        break;
    case FontRole::Clock:
        font.setPointSizeF(40);
        font.setWeight(QFont::Light);
        break;
    case FontRole::Emoji:
        break;
    }
    if (role == FontRole::Emoji) {
        // Some of them are in text fonts too, in one colour and at another height: all from one font.
        QStringList families{u"Noto Color Emoji"_s, u"Segoe UI Emoji"_s, u"Apple Color Emoji"_s};
        font.setFamilies(families << m_baseFont.families() << m_baseFont.family());
        font.setPointSizeF(10);
    }
    font.setPointSizeF(font.pointSizeF() * m_textPercent / 100);
    return font;
}

int Theme::lineStep(FontRole role) const
{
    const auto known = m_lineSteps.constFind(role);
    if (known != m_lineSteps.constEnd()) {
        return *known;
    }
    const QFontMetricsF fontMetrics(font(role));
    const qreal pixels = QFontInfo(font(role)).pixelSize();
    const int step = static_cast<int>(std::ceil(std::max(fontMetrics.height(), pixels * metrics::kLineHeight)));
    m_lineSteps.insert(role, step);
    return step;
}

void Theme::refresh()
{
    const Scheme scheme = m_isFixed && m_desktopWantsContrast ? Scheme::HighContrast : m_scheme;
    switch (scheme) {
    case Scheme::System:
        m_palette = m_desktopWantsContrast ? Palette::fromSystem(m_systemPalette)
            : m_desktopPrefersDark         ? Palette::dark()
                                           : Palette::light();
        break;
    case Scheme::Light:
        m_palette = Palette::light();
        break;
    case Scheme::Dark:
        m_palette = Palette::dark();
        break;
    case Scheme::HighContrast:
        m_palette = Palette::fromSystem(m_systemPalette);
        break;
    }
    if (m_application) {
        QApplication::setPalette(m_palette.toQPalette());
    }
    Q_EMIT changed();
}

} // namespace wardline::ui
