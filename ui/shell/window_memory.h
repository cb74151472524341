// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace wardline::ui {

/// Where the window stood on the desktop, kept in a small file of the user of the computer. It is there before anybody
/// signed in, so nothing of a person or a patient is in it: place, size and whether it filled the screen.
class WindowMemory final
{
public:
    /// An empty path keeps nothing.
    explicit WindowMemory(QString path = {});

    /// False when nothing usable is kept; the window is as it was then. What lies outside of every screen is moved onto
    /// one.
    bool restore(QWidget &window) const;
    /// A file that cannot be written is no reason to bother anybody.
    void store(const QWidget &window) const;

private:
    QString m_path;
};

} // namespace wardline::ui
