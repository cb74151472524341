// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace wardline::ui {

class Theme;

/// A page with one column of form width in the middle, scrolling when the window is too low for it.
class CentredPage : public QScrollArea
{
    Q_OBJECT
public:
    explicit CentredPage(const Theme &theme, QWidget *parent = nullptr);

protected:
    /// Where the page puts its parts.
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }
    /// A caption over a field, tied to it for the keyboard and for screen readers. `field` gets the words as its
    /// accessible name.
    QWidget *addField(const QString &words, QWidget *field);

    const Theme &m_theme;

private:
    QVBoxLayout *m_column;
};

} // namespace wardline::ui
