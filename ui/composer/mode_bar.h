// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QWidget>

namespace wardline::ui {

class IconButton;

/// Above the field: what is being answered or changed, and the way out. Hidden while a new message is written.
class ModeBar final : public QWidget
{
    Q_OBJECT
public:
    explicit ModeBar(const Context &context, QWidget *parent = nullptr);

    /// `title` in words of ours, `quoted` the message; both are made to fit.
    void show(const QString &title, const QString &quoted, const QString &leaveWords);
    /// Hides it and drops the texts.
    void dismiss();
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString quoted() const { return m_quoted; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void leaveChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Context &m_context;
    QString m_title;
    QString m_quoted;
    IconButton *m_leave;
};

} // namespace wardline::ui
