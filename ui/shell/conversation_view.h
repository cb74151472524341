// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/service/account_session.h"
#include "ui/composer/refused_text.h"
#include "ui/kit/context.h"
#include "ui/shell/work_memory.h"

#include <QList>
#include <QWidget>

class QStackedWidget;

namespace wardline::ui {

class Banner;
class Composer;
class ConversationHeader;
class EmptyState;
class TimelineView;
class WritingLine;

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
    /// Something stands in the field that is not sent yet, and the keyboard is there.
    [[nodiscard]] bool isWriting() const;
    /// A band above says that there is no connection and what waits.
    void setDowntimeSaid(bool isSaid);
    [[nodiscard]] ConversationHeader &header() { return *m_header; }
    [[nodiscard]] TimelineView &timeline() { return *m_timeline; }
    [[nodiscard]] Composer &composer() { return *m_composer; }

Q_SIGNALS:
    void goToWanted();
    void newWanted();
    /// What the conversation is for and which devices read along, in words; empty where nothing is to be said.
    void readersChanged(const QString &words);
    /// Of somebody who could not read what was written.
    void devicesWanted(const wardline::model::Jid &person);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void tellReaders(const QString &kind, const QString &readers);

    service::AccountSession *m_session = nullptr;
    model::Jid m_conversation;
    bool m_hasConversations = false;
    QStackedWidget *m_pages;
    EmptyState *m_nothing;
    ConversationHeader *m_header;
    Banner *m_banner;
    QString m_readers; ///< as it was told last
    void goOnWithout();

    WaysOut m_ways; ///< what the banner offers for the change that was refused
    TimelineView *m_timeline;
    WritingLine *m_writing;
    Composer *m_composer;
};

} // namespace wardline::ui
