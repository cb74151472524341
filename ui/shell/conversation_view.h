// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/account_session.h"
#include "ui/kit/context.h"
#include "ui/shell/work_memory.h"

#include <QWidget>

class QStackedWidget;

namespace wardline::ui {

class Banner;
class Composer;
class ConversationHeader;
class EmptyState;
class TimelineView;

/// One conversation: header, timeline, composer; or what to do when none is open.
class ConversationView final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationView(const Context &context, QWidget *parent = nullptr);

    void setSession(service::AccountSession *session);
    /// Goes on where it was being read, unless something new came since.
    void open(const model::Jid &conversation, const WorkMemory &memory);
    /// Notes where the open conversation is being read.
    void rememberPlace(WorkMemory &memory) const;
    [[nodiscard]] const model::Jid &conversation() const { return m_conversation; }
    void clearContent();

    /// What stands here while no conversation is open depends on whether there is any.
    void setHasConversations(bool hasConversations);
    /// The keyboard goes to the composer, or to the messages where one may only read.
    void focusWork();
    [[nodiscard]] ConversationHeader &header() { return *m_header; }
    [[nodiscard]] TimelineView &timeline() { return *m_timeline; }
    [[nodiscard]] Composer &composer() { return *m_composer; }

Q_SIGNALS:
    void goToWanted();
    void newWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();

    service::AccountSession *m_session = nullptr;
    model::Jid m_conversation;
    bool m_hasConversations = false;
    QStackedWidget *m_pages;
    EmptyState *m_nothing;
    ConversationHeader *m_header;
    Banner *m_banner;
    TimelineView *m_timeline;
    Composer *m_composer;
};

} // namespace wardline::ui
