// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QScrollArea>

class QHBoxLayout;
class QVBoxLayout;

namespace wardline::ui {

/// One page of the settings: a title over a column that scrolls. What is chosen holds at once; there is no button to
/// apply. Each section is a file pair of its own.
class SettingsSection : public QScrollArea
{
    Q_OBJECT
public:
    SettingsSection(const Context &context, const QString &title, QWidget *parent = nullptr);

    /// Reads policy and session again; called whenever the settings are opened and when the session changes.
    virtual void refresh() { }

protected:
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }
    /// Plain words below what was added last.
    void addNote(const QString &words);
    /// A head between groups of settings.
    void addHead(const QString &words);
    /// Puts a button at the end of the title's line.
    void addBesideTitle(QWidget *button);

    const Context &m_context;

private:
    QHBoxLayout *m_titleRow;
    QVBoxLayout *m_column;
};

} // namespace wardline::ui
