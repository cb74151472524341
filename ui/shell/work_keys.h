// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/commands.h"

#include <QObject>

namespace wardline::ui {

/// The commands that belong to no single part. Their keys work wherever in `where` the keyboard is, also where a field
/// would take them for its own (Ctrl+U in a line of text).
class WorkKeys final : public QObject
{
    Q_OBJECT
public:
    explicit WorkKeys(QWidget *where);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void given(wardline::ui::Command command);

private:
    QWidget *m_where;
};

} // namespace wardline::ui
