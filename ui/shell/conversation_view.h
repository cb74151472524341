// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/account_session.h"
#include "ui/kit/context.h"

#include <QWidget>

class QStackedWidget;

namespace wardline::ui {

class Banner;
class Composer;
class ConversationHeader;
class TimelineView;
class Words;

/// One conversation: header, timeline, composer; or what to do when none is open.
class ConversationView final : public QWidget
{
    Q_OBJECT
public:
    explicit ConversationView(const Context &context, QWidget *parent = nullptr);

    void setSession(service::AccountSession *session);
    void open(const model::Jid &conversation);
    [[nodiscard]] const model::Jid &conversation() const { return m_conversation; }
    void clearContent();

    /// The keyboard goes to the composer, or to the messages where one may only read.
    void focusWork();
    [[nodiscard]] ConversationHeader &header() { return *m_header; }
    [[nodiscard]] TimelineView &timeline() { return *m_timeline; }
    [[nodiscard]] Composer &composer() { return *m_composer; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();

    service::AccountSession *m_session = nullptr;
    model::Jid m_conversation;
    QStackedWidget *m_pages;
    ConversationHeader *m_header;
    Banner *m_banner;
    TimelineView *m_timeline;
    Composer *m_composer;
};

} // namespace wardline::ui
