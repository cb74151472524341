// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/theme.h"

#include <QKeySequence>
#include <QWidget>

namespace wardline::ui {

/// Keys pressed together, each drawn as a key.
class KeyCaps final : public QWidget
{
    Q_OBJECT
public:
    KeyCaps(const Theme &theme, const QKeySequence &keys, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int widthOf(const QString &key) const;

    const Theme &m_theme;
    QStringList m_keys;
};

} // namespace wardline::ui
