// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <QWidget>

namespace wardline::ui {

/// Shows a secret as a QR code, always dark on white whatever the theme, because cameras want it so. The modules are
/// painted straight to the screen: there is no image to be saved. Only this file's .cpp includes libqrencode.
class QrCode final : public QWidget
{
    Q_OBJECT
public:
    explicit QrCode(QWidget *parent = nullptr);

    /// False when the text is too long for a code; the widget stays blank then.
    bool show(const SecretBytes &text);
    void clear();
    /// Modules on a side; 0 when blank.
    [[nodiscard]] int moduleCount() const { return m_side; }
    [[nodiscard]] bool isDark(int column, int row) const;
    [[nodiscard]] QSize sizeHint() const override { return {216, 216}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SecretBytes m_modules; ///< one byte each: the code is the secret
    int m_side = 0;
};

} // namespace wardline::ui
