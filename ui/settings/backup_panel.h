// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/history_service.h"
#include "ui/kit/context.h"

#include <QPointer>
#include <QWidget>

#include <vector>

class QFileDialog;
class QGridLayout;
class QProgressBar;
class QStackedLayout;

namespace wardline::ui {

class Banner;
class Button;
class SecretEdit;
class SecretText;
class Words;

/// Writes an encrypted backup and brings one back, step by step in place, without a dialog of its own but the system's
/// for the file. The words are in secret memory alone and gone when the panel is left, hidden or the session ends.
class BackupPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit BackupPanel(const Context &context, QWidget *parent = nullptr);
    ~BackupPanel() override;

    /// Null: everything is dropped.
    void setService(service::HistoryService *service);

protected:
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeStart();
    [[nodiscard]] QWidget *makeWords();
    [[nodiscard]] QWidget *makeEntry();
    [[nodiscard]] QWidget *makeProgress();
    void showPage(QWidget *page);
    void bringIntoView();
    void goTo(QWidget *page, QWidget *focus);
    void reset();
    void beginBackup();
    void arrangeWords();
    void chooseTarget();
    void backUp(const QString &path);
    void chooseSource();
    void beginRestore(const QString &path);
    void restore(bool mayBeOlder);
    void refuse(const Error &error);
    void onTask();
    void checkTyped();
    void clearSecrets();
    [[nodiscard]] QFileDialog *makeDialog(const QString &title);

    const Context &m_context;
    QPointer<service::HistoryService> m_service;
    Banner *m_banner;
    QStackedLayout *m_pages;
    QWidget *m_start;
    QWidget *m_wordsPage;
    QWidget *m_entry;
    QWidget *m_progressPage;
    Button *m_back;
    Button *m_restoreButton;
    Button *m_kept;
    Button *m_bring;
    Button *m_cancel;
    QGridLayout *m_grid;
    std::vector<Words *> m_places; ///< the numbers before the words
    std::vector<SecretText *> m_shown;
    SecretBytes m_words; ///< of the backup that is being made, or the restore that may be tried again
    SecretEdit *m_typed;
    Words *m_typedWords;
    Words *m_source;
    Words *m_doing;
    QProgressBar *m_progress;
    QPointer<QFileDialog> m_dialog;
    QString m_path;
    bool m_isOlder = false; ///< the banner offers to take it all the same
};

} // namespace wardline::ui
