// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <QWidget>

namespace wardline::ui {

class Theme;

/// Shows a secret to be copied by hand (an authenticator's key, a recovery code) in groups of four. It is painted from
/// SecretBytes one character at a time; no text property holds it. A screen reader gets it from the accessible value.
class SecretText final : public QWidget
{
    Q_OBJECT
public:
    explicit SecretText(const Theme &theme, QWidget *parent = nullptr);

    /// One word in one piece instead of groups of four.
    void setWhole(bool isWhole);
    void show(SecretBytes text);
    void clear();
    [[nodiscard]] const SecretBytes &secret() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont monospaced() const;
    /// Groups of four on a line of that width.
    [[nodiscard]] int groupsFor(int width) const;

    const Theme &m_theme;
    int m_group = 4;
    SecretBytes m_text; ///< without blanks and hyphens
};

} // namespace wardline::ui
