// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/commands.h"
#include "ui/kit/context.h"
#include "ui/shell/rail.h"

#include <QWidget>

#include <optional>

class QStackedWidget;

namespace wardline::ui {

class Banner;
class CodeBanner;
class ConversationList;
class ConversationView;
class DetailsPane;
class DirectoryPane;
class KeysPage;
class SearchPane;
class SettingsPage;
class StatusLine;

/// Everything one sees while signed in and unlocked. Lays its parts out by width: three columns, two, or one.
class WorkView final : public QWidget
{
    Q_OBJECT
public:
    WorkView(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);

    /// Null: stores drafts, then drops every pointer and every text at once.
    void setSession(service::AccountSession *session);
    void setLockImminent(bool imminent);
    void openConversation(const model::Jid &conversation);
    [[nodiscard]] ConversationView &conversationView() { return *m_conversation; }
    [[nodiscard]] Rail::Place place() const { return m_place; }
    void goToPlace(Rail::Place place);

Q_SIGNALS:
    void lockChosen();
    void someoneElseChosen();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Side { None, Details, Search };

    void build();
    void connectParts();
    void addKeys();
    void addKey(Command command, void (WorkView::*slot)());
    void restoreOpen();
    void applyLayout();
    [[nodiscard]] Side side() const;
    void toggleDetails();
    void closeSide();
    void searchHere();
    void searchEverywhere();
    void beginSearch(bool isEverywhere);
    void goTo();
    void previousConversation();
    void nextConversation();
    void nextPane();
    void showKeys();
    void closeKeys();
    void escape();
    void onConnectionChanged();

    const Context &m_context;
    service::Workstation &m_workstation;
    service::AccountSession *m_session = nullptr;
    Rail *m_rail;
    Banner *m_banner;
    CodeBanner *m_codeBanner;
    QStackedWidget *m_lists;
    ConversationList *m_list;
    DirectoryPane *m_directory;
    QStackedWidget *m_main;
    ConversationView *m_conversation;
    SettingsPage *m_settings;
    KeysPage *m_keys;
    QStackedWidget *m_sides;
    DetailsPane *m_details;
    SearchPane *m_search;
    StatusLine *m_status;
    Rail::Place m_place = Rail::Place::Conversations;
    bool m_wantsDetails = true; ///< where there is room for them
    std::optional<Side> m_asked; ///< opened on purpose
    bool m_showsMain = false; ///< in one column: the conversation instead of the list
    bool m_isRestored = false;
};

} // namespace wardline::ui
