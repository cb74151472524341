// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace wardline::ui {

class Theme;

/// One of a few choices that stand in a row, with an optional count: "Unread 4". Checkable; where there is not enough
/// room the count goes before a word is cut. Act on `toggled`: what a screen reader does toggles without a click.
class Chip final : public QAbstractButton
{
    Q_OBJECT
public:
    Chip(const Theme &theme, const QString &words, QWidget *parent = nullptr);

    /// 0 shows none. `isAlarming` paints it in the colour of what cannot wait.
    void setCount(int count, bool isAlarming = false);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] QString countWords() const;

    const Theme &m_theme;
    int m_count = 0;
    bool m_isAlarming = false;
};

} // namespace wardline::ui
