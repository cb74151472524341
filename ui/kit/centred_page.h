// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace wardline::ui {

class Theme;

/// A page with one column of form width in the middle. In a window too low for it the column scrolls, follows the
/// keyboard, and the foot with the page's action stays in sight below it.
class CentredPage : public QWidget
{
    Q_OBJECT
public:
    explicit CentredPage(const Theme &theme, QWidget *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cutChanged(); ///< not everything fits any more, or again

protected:
    /// Where the page puts its parts.
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }
    /// What must always be in reach: the page's action, the way out.
    [[nodiscard]] QVBoxLayout &foot() { return *m_footColumn; }
    /// A caption over a field, tied to it for the keyboard and for screen readers. `field` gets the words as its
    /// accessible name. `note` stands at the end of the caption's line.
    QWidget *addField(const QString &words, QWidget *field, QWidget *note = nullptr);
    /// Shows the beginning of the column, whatever has the keyboard.
    void scrollToTop();
    /// Shows this part of the column; nothing for parts of the foot.
    void bringIntoView(QWidget *part);
    /// Part of the column is out of sight, as the window is now.
    [[nodiscard]] bool isCut();

    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

    const Theme &m_theme;

private:
    void arrange();
    [[nodiscard]] static QVBoxLayout *addColumn(QWidget *page);

    QScrollArea *m_body;
    QWidget *m_foot;
    QVBoxLayout *m_column;
    QVBoxLayout *m_footColumn;
    bool m_isCut = false; ///< part of the column is out of sight
};

} // namespace wardline::ui
