// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/palette.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace wardline::ui {

enum class Scheme { System, Light, Dark, HighContrast };

enum class FontRole { Caption, Body, Strong, Title, Page, Clock };

/// Colours and fonts of the running program. Owned by the application, outlives every widget, which ask it when they
/// paint. Main thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);

    /// What the person or policy chose.
    void setScheme(Scheme scheme);
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    /// What the desktop prefers; counts while the scheme is System.
    void setDesktopPrefersDark(bool prefersDark);
    void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }

    /// Gives the application our style, palette and fonts, now and whenever they change.
    void applyTo(QApplication &application);

    [[nodiscard]] const Palette &palette() const { return m_palette; }
    [[nodiscard]] QFont font(FontRole role) const;
    /// Distance of two base lines in that font, whole pixels.
    [[nodiscard]] int lineStep(FontRole role) const;

Q_SIGNALS:
    void changed();

private:
    void refresh();

    Scheme m_scheme = Scheme::System;
    bool m_desktopPrefersDark = false;
    bool m_reducedMotion = false;
    Palette m_palette = Palette::light();
    QPalette m_systemPalette;
    QFont m_baseFont;
    QApplication *m_application = nullptr;
};

} // namespace wardline::ui
