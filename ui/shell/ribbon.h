// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wardline::ui {

class Theme;
class Words;

/// One line of the organisation's own above every page ("Training: invented patients"), so that nobody takes one
/// workstation for another. Not there while it has no words.
class Ribbon final : public QWidget
{
    Q_OBJECT
public:
    explicit Ribbon(const Theme &theme, QWidget *parent = nullptr);

    void setWords(const QString &words);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Words *m_words;
};

} // namespace wardline::ui
