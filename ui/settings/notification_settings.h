// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/alerts.h"
#include "ui/kit/context.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QTimeEdit;

namespace wardline::ui {

class Banner;
class Button;
class Words;

/// The part of the settings that says how one is told of messages: which, how much, when, with what sound. Takes effect
/// at once; what policy fixes is shown and says so. Needs `context.alerts`.
class NotificationSettingsSection final : public QWidget
{
    Q_OBJECT
public:
    NotificationSettingsSection(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);

    /// Reads choices and policy again.
    void refresh();

private:
    QWidget *makeLevels();
    QWidget *makeContents();
    QWidget *makeQuietHours();
    QWidget *labelled(const QString &words, QWidget *field);
    QWidget *makeSound();
    Words *makeNote(const char *name);
    void onToggled(int id, bool isChosen);
    void choose();
    void showQuietNow();
    void showSound();
    void test(service::Sound sound);
    [[nodiscard]] QString originWords(QStringView key) const;

    const Context &m_context;
    const Alerts &m_alerts;
    service::Workstation &m_workstation;
    QButtonGroup *m_levels;
    Words *m_levelNote;
    QButtonGroup *m_contents;
    Words *m_contentNote;
    QCheckBox *m_isQuiet;
    QTimeEdit *m_from;
    QTimeEdit *m_to;
    Words *m_quietNote;
    QCheckBox *m_isSoundOn;
    Banner *m_soundBand; ///< that nothing could be heard, and why
    Words *m_soundNote;
    Words *m_soundReport;
    Button *m_testMessage;
    Button *m_testUrgent;
    Words *m_desktopNote;
    std::unique_ptr<Timer> m_timer; ///< "quiet until" stays true
    bool m_isRefreshing = false;
};

} // namespace wardline::ui
