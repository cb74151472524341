// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QScrollArea>

namespace wardline::ui {

/// Every key and what it does.
class KeysPage final : public QScrollArea
{
    Q_OBJECT
public:
    explicit KeysPage(const Context &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void closed();
};

} // namespace wardline::ui
