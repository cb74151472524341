// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

namespace wardline::ui {

class Theme;

/// A splitter whose borders are one quiet line, easy to hit all the same, and lit while they can be moved.
class ColumnSplitter final : public QSplitter
{
    Q_OBJECT
public:
    explicit ColumnSplitter(const Theme &theme, QWidget *parent = nullptr);

protected:
    QSplitterHandle *createHandle() override;

private:
    const Theme &m_theme;
};

} // namespace wardline::ui
