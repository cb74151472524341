// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/backup_panel.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/button_row.h"
#include "ui/kit/history_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/secret_text.h"
#include "ui/kit/time_words.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using service::HistoryFault;
using service::HistoryTask;

namespace {

constexpr int kMostColumns = 3;
const QString kSuffix = u"wlh"_s;

QVBoxLayout *columnOf(QWidget *page)
{
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(metrics::kSpace8);
    return column;
}

Words *paragraph(const Theme &theme, const QString &text)
{
    auto *words = new Words(theme, FontRole::Body, text);
    words->setWordWrap(true);
    return words;
}

} // namespace

BackupPanel::BackupPanel(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new Banner(context.theme))
    , m_pages(new QStackedLayout)
    , m_back(new Button(context.theme, Button::Kind::Outlined, tr("Write a backup …")))
    , m_restoreButton(new Button(context.theme, Button::Kind::Outlined, tr("Restore a backup …")))
    , m_kept(new Button(context.theme, Button::Kind::Primary, tr("I have written them down")))
    , m_bring(new Button(context.theme, Button::Kind::Primary, tr("Restore")))
    , m_cancel(new Button(context.theme, Button::Kind::Outlined, tr("Cancel")))
    , m_grid(new QGridLayout)
    , m_typed(new SecretEdit(context.theme))
    , m_typedWords(new Words(context.theme, FontRole::Caption, {}, nullptr, Words::Ink::Muted))
    , m_source(new Words(context.theme, FontRole::Strong))
    , m_doing(new Words(context.theme, FontRole::Body))
    , m_progress(new QProgressBar)
{
    setObjectName(u"backupPanel"_s);
    m_banner->setObjectName(u"backupBanner"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::kSpace8);
    column->addWidget(m_banner);
    auto *pages = new QWidget;
    pages->setLayout(m_pages);
    column->addWidget(pages);
    m_pages->setContentsMargins({});
    m_pages->addWidget(m_start = makeStart());
    m_pages->addWidget(m_wordsPage = makeWords());
    m_pages->addWidget(m_entry = makeEntry());
    m_pages->addWidget(m_progressPage = makeProgress());
    showPage(m_start);
    connect(m_banner, &Banner::actionChosen, this, [this] {
        if (std::exchange(m_isOlder, false)) {
            m_banner->dismiss();
            restore(true);
        }
    });
}

BackupPanel::~BackupPanel() = default;

QWidget *BackupPanel::makeStart()
{
    auto *page = new QWidget;
    QVBoxLayout *column = columnOf(page);
    m_back->setObjectName(u"backUp"_s);
    m_restoreButton->setObjectName(u"restoreBackup"_s);
    auto *row = new ButtonRow(metrics::kSpace8);
    row->add(m_back);
    row->add(m_restoreButton);
    column->addWidget(row);
    column->addStretch(1);
    connect(m_back, &Button::clicked, this, &BackupPanel::beginBackup);
    connect(m_restoreButton, &Button::clicked, this, &BackupPanel::chooseSource);
    return page;
}

QWidget *BackupPanel::makeWords()
{
    auto *page = new QWidget;
    QVBoxLayout *column = columnOf(page);
    column->addWidget(
        paragraph(m_context.theme,
                  tr("Write these 24 words on paper, in this order, and keep them away from the backup. They are "
                     "shown only now. Without them nobody opens the backup, IT neither.")));
    m_grid->setHorizontalSpacing(metrics::kSpace12);
    m_grid->setVerticalSpacing(metrics::kSpace4);
    column->addLayout(m_grid);
    m_kept->setObjectName(u"backupWordsKept"_s);
    auto *cancel = new Button(m_context.theme, Button::Kind::Quiet, tr("Cancel"));
    cancel->setObjectName(u"backupWordsCancel"_s);
    auto *row = new ButtonRow(metrics::kSpace8);
    row->add(m_kept);
    row->add(cancel);
    column->addWidget(row);
    connect(m_kept, &Button::clicked, this, &BackupPanel::chooseTarget);
    connect(cancel, &Button::clicked, this, &BackupPanel::reset);
    return page;
}

QWidget *BackupPanel::makeEntry()
{
    auto *page = new QWidget;
    QVBoxLayout *column = columnOf(page);
    m_source->setWordWrap(true);
    column->addWidget(m_source);
    column->addWidget(
        paragraph(m_context.theme,
                  tr("Type the 24 words of this backup. Case and the blanks between them do not matter, four "
                     "letters of each are enough. F8, held, shows them.")));
    m_typed->setObjectName(u"backupWordsField"_s);
    m_typed->setAccessibleName(tr("The 24 words"));
    column->addWidget(m_typed);
    m_typedWords->setObjectName(u"backupWordsState"_s);
    m_typedWords->setWordWrap(true);
    column->addWidget(m_typedWords);
    m_bring->setObjectName(u"backupRestoreNow"_s);
    auto *cancel = new Button(m_context.theme, Button::Kind::Quiet, tr("Cancel"));
    cancel->setObjectName(u"backupRestoreCancel"_s);
    auto *row = new ButtonRow(metrics::kSpace8);
    row->add(m_bring);
    row->add(cancel);
    column->addWidget(row);
    column->addStretch(1);
    const auto bring = [this] {
        m_words = m_typed->take();
        restore(false);
    };
    connect(m_typed, &SecretEdit::edited, this, &BackupPanel::checkTyped);
    connect(m_typed, &SecretEdit::returnPressed, this, [this, bring] {
        if (m_bring->isEnabled()) {
            bring();
        }
    });
    connect(m_bring, &Button::clicked, this, bring);
    connect(cancel, &Button::clicked, this, &BackupPanel::reset);
    return page;
}

QWidget *BackupPanel::makeProgress()
{
    auto *page = new QWidget;
    QVBoxLayout *column = columnOf(page);
    m_doing->setObjectName(u"backupDoing"_s);
    column->addWidget(m_doing);
    m_progress->setObjectName(u"backupProgress"_s);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 100);
    column->addWidget(m_progress);
    m_cancel->setObjectName(u"backupCancel"_s);
    auto *row = new QHBoxLayout;
    row->addWidget(m_cancel);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
    connect(m_cancel, &Button::clicked, this, [this] {
        if (service::HistoryService *const service = m_service.data()) {
            service->cancelTask();
        }
    });
    return page;
}

void BackupPanel::setService(service::HistoryService *service)
{
    service::HistoryService *const former = m_service.data();
    if (former == service) {
        return;
    }
    if (former != nullptr) {
        former->disconnect(this);
    }
    m_service = service;
    m_banner->dismiss();
    reset();
    setEnabled(service != nullptr);
    if (service != nullptr) {
        connect(service, &service::HistoryService::taskChanged, this, &BackupPanel::onTask);
        onTask();
    }
}

void BackupPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    const bool isRunning = m_pages->currentWidget() == m_progressPage;
    if (!isRunning) {
        reset();
    }
}

void BackupPanel::clearSecrets()
{
    m_words.clear();
    m_typed->clear();
    for (SecretText *shown : m_shown) {
        shown->clear();
        shown->deleteLater();
    }
    m_shown.clear();
    m_places.clear();
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void BackupPanel::reset()
{
    clearSecrets();
    m_path.clear();
    m_isOlder = false;
    if (QFileDialog *const dialog = m_dialog.data()) {
        dialog->close();
    }
    const bool hadFocus = isAncestorOf(focusWidget());
    showPage(m_start);
    if (hadFocus && isVisible()) {
        m_back->setFocus(Qt::OtherFocusReason);
    }
}

/// As high as what it shows now.
void BackupPanel::showPage(QWidget *page)
{
    for (QWidget *each : {m_start, m_wordsPage, m_entry, m_progressPage}) {
        each->setSizePolicy(QSizePolicy::Preferred, each == page ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    }
    m_pages->setCurrentWidget(page);
}

void BackupPanel::bringIntoView()
{
    for (QWidget *each = parentWidget(); each != nullptr; each = each->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(each)) {
            area->ensureWidgetVisible(this, 0, metrics::kSpace24);
            return;
        }
    }
}

void BackupPanel::goTo(QWidget *page, QWidget *focus)
{
    showPage(page);
    focus->setFocus(Qt::OtherFocusReason);
    QMetaObject::invokeMethod(this, &BackupPanel::bringIntoView, Qt::QueuedConnection); // once it has its new height
}

void BackupPanel::refuse(const Error &error)
{
    m_isOlder = error.is(HistoryFault::Older);
    m_banner->say(Banner::Kind::Error, historyErrorWords(error), m_isOlder ? tr("Restore it all the same") : QString());
}

QFileDialog *BackupPanel::makeDialog(const QString &title)
{
    if (QFileDialog *const former = m_dialog.data()) {
        former->close();
    }
    auto *dialog = new QFileDialog(window(), title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({tr("Backups (*.%1)").arg(kSuffix), tr("All files (*)")});
    m_dialog = dialog;
    return dialog;
}

// --- out -----------------------------------------------------------------------------------------------------------

void BackupPanel::beginBackup()
{
    service::HistoryService *const service = m_service.data();
    if (service == nullptr) {
        return;
    }
    clearSecrets();
    m_banner->dismiss();
    const std::vector<SecretBytes> words = service->newBackupWords();
    int number = 0;
    for (const SecretBytes &word : words) {
        ++number;
        auto *place =
            new Words(m_context.theme, FontRole::Caption, QString::number(number), nullptr, Words::Ink::Muted);
        place->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        auto *shown = new SecretText(m_context.theme);
        shown->setWhole(true);
        shown->setObjectName(u"backupWord%1"_s.arg(number));
        shown->setAccessibleName(tr("Word %1").arg(number));
        shown->show(word.clone());
        m_places.push_back(place);
        m_shown.push_back(shown);
        m_words = m_words.isEmpty()
            ? word.clone()
            : SecretBytes::concat(SecretBytes::concat(m_words, SecretBytes::copyOf(QByteArrayView(" "))), word);
    }
    arrangeWords();
    goTo(m_wordsPage, m_kept);
}

/// Down one column after the other, as many as there is room for.
void BackupPanel::arrangeWords()
{
    if (m_shown.empty()) {
        return;
    }
    const auto count = static_cast<int>(m_shown.size());
    const int one = m_places.back()->sizeHint().width() + m_shown.front()->sizeHint().width();
    const int gap = metrics::kSpace12;
    const int fit = (width() + gap) / (one + 2 * gap);
    const int columns = std::clamp(fit, 1, kMostColumns);
    const int rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        m_grid->addWidget(m_places[at], i % rows, i / rows * 2);
        m_grid->addWidget(m_shown[at], i % rows, i / rows * 2 + 1);
    }
    for (int column = 0; column < kMostColumns; ++column) {
        m_grid->setColumnStretch(column * 2 + 1, column < columns ? 1 : 0);
    }
}

void BackupPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeWords();
}

void BackupPanel::chooseTarget()
{
    QFileDialog *dialog = makeDialog(tr("Write the backup to"));
    dialog->setObjectName(u"backupTarget"_s);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(kSuffix);
    dialog->selectFile(tr("messages") + u'.' + kSuffix);
    connect(dialog, &QFileDialog::fileSelected, this, &BackupPanel::backUp);
    dialog->open();
}

void BackupPanel::backUp(const QString &path)
{
    service::HistoryService *const service = m_service.data();
    if (service == nullptr || m_words.isEmpty()) {
        return;
    }
    SecretBytes words = m_words.clone();
    whenDone(service->backUp(path, std::move(words)), this, [this](const Result<service::BackupSummary> &made) {
        reset();
        if (!made) {
            refuse(made.error());
            return;
        }
        m_banner->say(Banner::Kind::Info,
                      tr("%Ln message(s) are in the backup.", nullptr, static_cast<int>(made->messages)));
    });
    onTask();
}

// --- in ------------------------------------------------------------------------------------------------------------

void BackupPanel::chooseSource()
{
    m_banner->dismiss();
    QFileDialog *dialog = makeDialog(tr("Choose the backup"));
    dialog->setObjectName(u"backupSource"_s);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BackupPanel::beginRestore);
    dialog->open();
}

void BackupPanel::beginRestore(const QString &path)
{
    if (m_service.isNull()) {
        return;
    }
    clearSecrets();
    m_path = path;
    m_source->setText(QFileInfo(path).fileName());
    checkTyped();
    goTo(m_entry, m_typed);
}

void BackupPanel::checkTyped()
{
    service::HistoryService *const service = m_service.data();
    if (service == nullptr) {
        return;
    }
    SecretBytes typed = m_typed->copy();
    const service::TypedBackupWords state = service->checkBackupWords(typed.view());
    m_typedWords->setText(typedWords(state));
    m_typedWords->setInk(state.wrongAt > 0 ? Words::Ink::Concern : Words::Ink::Muted);
    m_bring->setEnabled(state.isChecked);
}

void BackupPanel::restore(bool mayBeOlder)
{
    service::HistoryService *const service = m_service.data();
    if (service == nullptr || m_words.isEmpty()) {
        return;
    }
    whenDone(service->restore(m_path, m_words.clone(), mayBeOlder), this,
             [this](const Result<service::RestoreSummary> &restored) {
                 if (!restored && restored.error().is(HistoryFault::Older)) {
                     showPage(m_start);
                     refuse(restored.error());
                     return;
                 }
                 reset();
                 if (!restored) {
                     refuse(restored.error());
                     return;
                 }
                 m_banner->say(Banner::Kind::Info,
                               tr("%Ln message(s) came back from the backup of %1.", nullptr,
                                  restored->added + restored->revealed)
                                   .arg(momentWords(restored->backup.made, m_context.clock.now())));
             });
    onTask();
}

void BackupPanel::onTask()
{
    service::HistoryService *const service = m_service.data();
    const HistoryTask task = service != nullptr ? service->task() : HistoryTask::None;
    const bool mayBackUp = service != nullptr && service->mayBackUp();
    m_back->setEnabled(mayBackUp);
    m_back->setToolTip(mayBackUp ? QString() : tr("Your organisation does not allow that."));
    if (task == HistoryTask::None || service == nullptr) {
        if (m_pages->currentWidget() == m_progressPage) {
            showPage(m_start);
        }
        return;
    }
    m_doing->setText(task == HistoryTask::BackingUp      ? tr("The backup is being written.")
                         : task == HistoryTask::Checking ? tr("The backup is being checked.")
                                                         : tr("Messages are coming back."));
    m_progress->setAccessibleName(m_doing->text());
    m_progress->setValue(service->taskPercent());
    if (m_pages->currentWidget() != m_progressPage) {
        goTo(m_progressPage, m_cancel);
    }
}

} // namespace wardline::ui
