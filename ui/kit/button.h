// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/icons.h"

#include <QAbstractButton>

#include <optional>

namespace wardline::ui {

class Theme;

/// A push button with words: filled for the one action a page is about, outlined for others, quiet for those beside the
/// way, and a link for those whose words stand flush with what is above them.
class Button : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Kind { Primary, Outlined, Quiet, Link };

    Button(const Theme &theme, Kind kind, const QString &text, QWidget *parent = nullptr);

    void setLeadingIcon(Icon icon);
    /// Text at the start of the line instead of the middle, for buttons that stand in a column of choices.
    void setStartAligned(bool isStartAligned) { m_isStartAligned = isStartAligned; }
    /// As wide as its place, and with a second line where that is too narrow for its words. For buttons without an icon.
    void setWraps();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme &m_theme;
    Kind m_kind;
    std::optional<Icon> m_icon;
    bool m_isStartAligned = false;
    bool m_wraps = false;
};

} // namespace wardline::ui
