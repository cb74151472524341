// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/palette.h"

#include <algorithm>
#include <cmath>

namespace wardline::ui {

namespace {

constexpr double kTextContrast = 4.5; // WCAG 2.2, 1.4.3
constexpr double kMarkContrast = 3; // WCAG 2.2, 1.4.11

QColor mix(const QColor &a, const QColor &b, double part)
{
    const auto channel = [part](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * part)); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Palette Palette::light()
{
    Palette p;
    p.window = QColor(0xF3, 0xF5, 0xF7);
    p.surface = QColor(0xFF, 0xFF, 0xFF);
    p.own = QColor(0xE6, 0xF0, 0xF8);
    p.selected = QColor(0xDC, 0xE9, 0xF5);
    p.statTint = QColor(0xFD, 0xEC, 0xEC);
    p.text = QColor(0x17, 0x20, 0x2A);
    p.muted = QColor(0x52, 0x60, 0x6D);
    p.border = QColor(0x6B, 0x77, 0x85);
    p.divider = QColor(0xD9, 0xDF, 0xE5);
    p.hover = mix(p.window, p.text, 0.06);
    p.accent = QColor(0x0B, 0x5C, 0xAD);
    p.onFilled = QColor(0xFF, 0xFF, 0xFF);
    p.concern = QColor(0x8A, 0x4B, 0x00);
    p.stat = QColor(0xB3, 0x14, 0x1B);
    p.ok = QColor(0x1B, 0x6E, 0x3C);
    p.disabled = p.muted;
    p.focus = p.accent;
    p.onSelected = p.text;
    p.onSelectedMuted = p.muted;
    return p;
}

Palette Palette::dark()
{
    Palette p;
    p.isDark = true;
    p.window = QColor(0x14, 0x19, 0x1F);
    p.surface = QColor(0x1C, 0x23, 0x2B);
    p.own = QColor(0x1E, 0x32, 0x45);
    p.selected = QColor(0x24, 0x3B, 0x52);
    p.statTint = QColor(0x3A, 0x1D, 0x20);
    p.text = QColor(0xE8, 0xED, 0xF2);
    p.muted = QColor(0xA9, 0xB4, 0xBF);
    p.border = QColor(0x87, 0x93, 0xA0);
    p.divider = QColor(0x2C, 0x36, 0x41);
    p.hover = mix(p.window, p.text, 0.09);
    p.accent = QColor(0x7D, 0xB8, 0xF0);
    p.onFilled = QColor(0x10, 0x16, 0x1C);
    p.concern = QColor(0xF0, 0xB4, 0x5A);
    p.stat = QColor(0xFF, 0x8F, 0x8A);
    p.ok = QColor(0x6F, 0xCF, 0x97);
    p.disabled = p.muted;
    p.focus = p.accent;
    p.onSelected = p.text;
    p.onSelectedMuted = p.muted;
    return p;
}

Palette Palette::fromSystem(const QPalette &system)
{
    Palette p;
    p.m_isSystem = true;
    p.window = system.color(QPalette::Window);
    p.surface = system.color(QPalette::Base);
    p.isDark = luminance(p.surface) < 0.18;
    p.own = p.surface;
    p.selected = system.color(QPalette::Highlight);
    p.statTint = p.surface;
    p.text = system.color(QPalette::Text);
    p.muted = p.text;
    p.border = p.text;
    p.divider = p.text;
    // One colour of text stands on all three; a scheme where it cannot be read on one of them does without that one.
    const auto orSurface = [&p](const QColor &background) {
        return contrastRatio(p.text, background) >= kTextContrast ? background : p.surface;
    };
    p.window = orSurface(p.window);
    p.hover = orSurface(system.color(QPalette::AlternateBase));
    // What is off is told by the system's own colour for it, as far as it can be read; so is where one types.
    const auto orText = [&p](const QColor &ink) {
        const bool isReadable =
            contrastRatio(ink, p.surface) >= kMarkContrast && contrastRatio(ink, p.window) >= kMarkContrast;
        return isReadable ? ink : p.text;
    };
    p.disabled = orText(system.color(QPalette::Disabled, QPalette::Text));
    p.focus = orText(p.selected);
    p.accent = p.text;
    p.onFilled = p.surface;
    p.concern = p.text;
    p.stat = p.text;
    p.ok = p.text;
    p.onSelected = system.color(QPalette::HighlightedText);
    p.onSelectedMuted = p.onSelected;
    return p;
}

QColor Palette::role(model::CareRole role) const
{
    if (m_isSystem) {
        return text;
    }
    switch (role) {
    case model::CareRole::None:
        return muted;
    case model::CareRole::Physician:
        return isDark ? QColor(0xA9, 0xB4, 0xFF) : QColor(0x3D, 0x4E, 0xB8);
    case model::CareRole::Nurse:
        return isDark ? QColor(0x66, 0xCF, 0xC0) : QColor(0x0F, 0x6B, 0x62);
    case model::CareRole::Pharmacist:
        return isDark ? QColor(0xE3, 0xA0, 0xE8) : QColor(0x8A, 0x2F, 0x8F);
    case model::CareRole::Therapist:
        return isDark ? QColor(0xC5, 0xCC, 0x6A) : QColor(0x5A, 0x61, 0x00);
    case model::CareRole::Clerk:
        return isDark ? QColor(0xC4, 0xBD, 0xB6) : QColor(0x5B, 0x55, 0x50);
    case model::CareRole::Student:
        return text;
    }
    return muted;
}

QPalette Palette::toQPalette() const
{
    QPalette q;
    const auto all = [&q](QPalette::ColorRole role, const QColor &colour) { q.setColor(role, colour); };
    all(QPalette::Window, window);
    all(QPalette::WindowText, text);
    all(QPalette::Base, surface);
    all(QPalette::AlternateBase, window);
    all(QPalette::Text, text);
    all(QPalette::Button, window);
    all(QPalette::ButtonText, text);
    all(QPalette::BrightText, stat);
    all(QPalette::Highlight, m_isSystem ? selected : accent);
    all(QPalette::HighlightedText, m_isSystem ? onSelected : onFilled);
    all(QPalette::Link, accent);
    all(QPalette::LinkVisited, accent);
    all(QPalette::PlaceholderText, disabled);
    all(QPalette::ToolTipBase, text);
    all(QPalette::ToolTipText, surface);
    all(QPalette::Light, surface);
    all(QPalette::Midlight, divider);
    all(QPalette::Mid, border);
    all(QPalette::Dark, border);
    all(QPalette::Shadow, divider);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        q.setColor(QPalette::Disabled, role, disabled);
    }
    return q;
}

QPen Palette::offFrame() const
{
    return m_isSystem ? QPen(disabled, 1, Qt::DashLine) : QPen(divider);
}

} // namespace wardline::ui
