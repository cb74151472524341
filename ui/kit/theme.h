// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/palette.h"

#include <QFont>
#include <QHash>
#include <QObject>

class QApplication;

namespace wardline::ui {

enum class Scheme { System, Light, Dark, HighContrast };

enum class FontRole { Caption, Body, Strong, Title, Page, Clock, Emoji };

/// Colours and fonts of the running program. Owned by the application, outlives every widget, which ask it when they
/// paint. Main thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);

    /// What the person chose, or policy fixed: then a desktop that asks for high contrast still gets it.
    void setScheme(Scheme scheme, bool isFixed = false);
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    /// What the desktop prefers; counts while the scheme is System.
    void setDesktopPrefersDark(bool prefersDark);
    /// The desktop asks for high contrast; counts while the scheme is System or fixed by policy.
    void setDesktopWantsContrast(bool wantsContrast);
    /// The person, or the desktop, wants nothing to move; either is enough.
    void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }
    void setDesktopReducesMotion(bool reduces) { m_desktopReducesMotion = reduces; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion || m_desktopReducesMotion; }
    /// Size of all text, in percent of the design's. Pages that are there must be made again.
    void setTextPercent(int percent);
    /// The colours are the system's own and nothing may be told by another colour.
    [[nodiscard]] bool isHighContrast() const { return m_palette.isSystem(); }

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
    bool m_isFixed = false;
    bool m_desktopPrefersDark = false;
    bool m_desktopWantsContrast = false;
    bool m_reducedMotion = false;
    bool m_desktopReducesMotion = false;
    int m_textPercent = 100;
    Palette m_palette = Palette::light();
    QPalette m_systemPalette;
    QFont m_baseFont;
    QApplication *m_application = nullptr;
    mutable QHash<FontRole, int> m_lineSteps; ///< asked for with every row that is laid out
};

} // namespace wardline::ui
