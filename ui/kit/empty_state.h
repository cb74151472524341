// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/icons.h"

#include <QWidget>

class QVBoxLayout;

namespace wardline::ui {

class Button;
class Theme;
class Words;

/// Stands where a list would: says why there is nothing, and offers what to do next. At most two ways on.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const Theme &theme, Icon icon, QWidget *parent = nullptr);

    /// In the middle of a large place instead of at the top of a list.
    void setCentred();
    /// An empty action has no button.
    void say(const QString &words, const QString &first = {}, const QString &second = {});
    void clear();
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void firstChosen();
    void secondChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Icon m_icon;
    QVBoxLayout *m_column;
    Words *m_words;
    Button *m_first;
    Button *m_second;
};

} // namespace wardline::ui
