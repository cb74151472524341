// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/icons.h"
#include "ui/kit/palette.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QSpacerItem;
class QVBoxLayout;

namespace wardline::ui {

class Button;
class ButtonRow;
class IconLabel;
class IconButton;
class Theme;

/// A quiet strip that says what happened and offers a way on, seldom two. Used instead of dialogs: it never blocks and
/// never steals the keyboard. Hidden until it has something to say.
class Banner final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Info, Concern, Error };

    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    /// Shows it. `action` empty: no button. A banner that cannot be closed goes away with its cause.
    void say(Kind kind, const QString &words, const QString &action = {}, bool isClosable = true,
             const QString &other = {});
    void dismiss();
    /// Gives the keyboard to the second way on, where somebody asked for the question.
    void focusOther();
    [[nodiscard]] QString words() const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void actionChosen();
    void otherChosen();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void align();
    void placeAction();
    [[nodiscard]] QColor Palette::*ink() const;

    const Theme &m_theme;
    Kind m_kind = Kind::Info;
    QString m_words;
    IconLabel *m_icon;
    QLabel *m_label;
    Button *m_action;
    Button *m_other; ///< the second way on, beside the first one below the words
    ButtonRow *m_ways; ///< both, or the one that is below
    QHBoxLayout *m_row;
    QVBoxLayout *m_column; ///< of the words, and of the action where it is too narrow beside them
    bool m_isActionBelow = false;
    bool m_hasWidth = false; ///< it was laid out
    bool m_hasOther = false;
    IconButton *m_close;
    QSpacerItem *m_end;
};

} // namespace wardline::ui
