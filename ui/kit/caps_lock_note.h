// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace wardline::ui {

struct Context;
class SecretEdit;

/// Says beside a field for a secret that Caps Lock is on, and says so less surely where only the typed letters tell.
/// Keeps its place while it has nothing to say, so that nothing moves under the hands.
class CapsLockNote final : public QLabel
{
    Q_OBJECT
public:
    CapsLockNote(const Context &context, SecretEdit &field, QWidget *parent = nullptr);

    [[nodiscard]] bool isOn() const { return !text().isEmpty(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void makeRoom();
    void follow(const SecretEdit &field);
    void refresh();

    const Context &m_context;
};

} // namespace wardline::ui
