// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace wardline::ui {

/// Buttons beside each other where all of them fit, else one below the other. It asks for no more width than the
/// widest of them.
class ButtonRow final : public QWidget
{
    Q_OBJECT
public:
    /// `spacing`: between two of them.
    explicit ButtonRow(int spacing, QWidget *parent = nullptr);

    void add(QWidget *button);
    /// Puts it before the others.
    void addFirst(QWidget *button);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void insert(int place, QWidget *button);
    void arrange();
    [[nodiscard]] QList<QWidget *> shown() const;

    int m_spacing;
    QBoxLayout *m_row;
};

} // namespace wardline::ui
