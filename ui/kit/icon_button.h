// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/icons.h"

#include <QAbstractButton>

namespace wardline::ui {

class Theme;

/// A square button with an icon. Its words are the tool tip and what a screen reader says.
class IconButton : public QAbstractButton
{
    Q_OBJECT
public:
    IconButton(const Theme &theme, Icon icon, const QString &words, QWidget *parent = nullptr);

    void setSymbol(Icon icon);
    void setWords(const QString &words);
    /// The side of the button; 32 by default.
    void setSide(int side);
    /// A count in the corner; 0 shows none. `isAlarming`: of what cannot wait, with its shape and colour.
    void setCount(int count, bool isAlarming = false);
    /// Shows the icon in the accent colour although nothing is checked.
    void setEmphasised(bool isEmphasised);
    /// Shows the icon in the colour of what is of concern.
    void setConcerned(bool isConcerned);
    /// Gives it a surface of its own, for buttons that float over content.
    void setFilled(bool isFilled);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintCount(QPainter &painter) const;

    const Theme &m_theme;
    Icon m_icon;
    int m_side;
    int m_count = 0;
    bool m_isAlarming = false;
    bool m_isEmphasised = false;
    bool m_isConcerned = false;
    bool m_isFilled = false;
};

} // namespace wardline::ui
