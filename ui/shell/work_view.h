// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"
#include "ui/kit/commands.h"
#include "ui/kit/context.h"
#include "ui/shell/work_keys.h"
#include "ui/shell/work_memory.h"
#include "ui/shell/work_scene.h"

#include <QWidget>

#include <optional>

namespace wardline::ui {

class CodeBanner;
class ConversationList;
class ConversationView;
class DetailsPane;
class DirectoryPane;
class HandOverBanner;
class KeysPage;
class NewConversationPane;
class OutboxPane;
class SearchPane;
class SettingsPage;
class StatusLine;
class WorkColumns;
class WorkNotices;

/// Everything one sees while signed in and unlocked. Owns the parts, gives them the session and takes them where their
/// signals lead: WorkScene says what is shown, WorkColumns where, WorkMemory what of it comes back after a lock.
class WorkView final : public QWidget
{
    Q_OBJECT
public:
    WorkView(const Context &context, service::Workstation &workstation, QWidget *parent = nullptr);
    ~WorkView() override;

    /// Null: drops every pointer and every text at once. Drafts and the look of things were stored when the session
    /// said that it is about to close.
    void setSession(service::AccountSession *session);
    void setLockImminent(bool imminent);
    /// A quiet line at the top that can be closed.
    void say(const QString &words);
    void openConversation(const model::Jid &conversation);
    [[nodiscard]] Rail::Place place() const { return placeOf(m_scene); }
    void goToPlace(Rail::Place place);
    [[nodiscard]] ConversationView &conversationView() { return *m_conversation; }

Q_SIGNALS:
    void lockChosen();
    void someoneElseChosen();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // Making
    void build();
    void connectRail();
    void connectLists();
    void connectMain();
    void connectSides();

    // The session
    void connectSession(service::AccountSession &session);
    void restore();
    void remember();
    void onConversationsChanged();
    void onConnectionChanged();
    void sayDowntime();
    void sayCodeNeeded();
    void sayOnce(bool isInBand);

    // Moving about
    void show(const WorkScene &scene);
    void onCommand(Command command);
    void goTo();
    void beginNew();
    void findColleague(const QString &words);
    void showProfile(const model::Jid &person);
    void showDevices(const model::Jid &person);
    void openWhenKnown(const model::Jid &conversation);
    void onRoomReady(const model::Jid &room);
    void goToHit(const model::Jid &conversation, model::MessageId message);
    void search(bool isEverywhere, const QString &words = {});
    void showOutbox();
    void showSoundSettings();
    void toggleDetails();
    void closeSide();
    void showKeys();
    void leavePage(); ///< keys, settings: back to the work
    void escape();
    void backToList();
    void nextUrgent();
    void stepPanes(int direction);
    void startDirect(const model::Jid &person);

    const Context &m_context;
    service::Workstation &m_workstation;
    service::AccountSession *m_session = nullptr;
    WorkScene m_scene;
    WorkMemory m_memory;
    bool m_isRestored = false;
    model::Jid m_awaited; ///< opened as soon as the list has it
    Rail *m_rail;
    WorkNotices *m_notices;
    CodeBanner *m_codeBanner;
    HandOverBanner *m_handOver;
    WorkColumns *m_columns;
    ConversationList *m_list;
    NewConversationPane *m_new;
    DirectoryPane *m_directory;
    ConversationView *m_conversation;
    SettingsPage *m_settings;
    KeysPage *m_keys;
    DetailsPane *m_details;
    SearchPane *m_search;
    OutboxPane *m_outbox;
    StatusLine *m_status;
    std::unique_ptr<Timer> m_downtime; ///< what is said of it grows older
};

} // namespace wardline::ui
