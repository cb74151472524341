// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"
#include "core/service/room_service.h"
#include "ui/kit/context.h"

#include <QWidget>

#include <memory>

namespace wardline::ui {

class Banner;
class ComposerEdit;
class IconButton;
class Words;

/// Where messages are written. Says as whom one writes and, where one may not, why. What is typed is stored as a draft
/// every two seconds and whenever the conversation is left.
class Composer final : public QWidget
{
    Q_OBJECT
public:
    explicit Composer(const Context &context, QWidget *parent = nullptr);

    void open(service::RoomService &rooms, service::MessageService &messages, const model::Jid &conversation);
    /// Follows what the relay allows.
    void setPosting(model::PostingRight right);
    /// Stores the draft, then drops every text, undo included.
    void clearContent();
    /// False where one may not write.
    bool focusField();
    /// Text typed elsewhere, for instance on the timeline.
    void insert(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void send();
    void onEdited();
    void storeDraft();
    void showLength();

    const Context &m_context;
    service::RoomService *m_rooms = nullptr;
    service::MessageService *m_messages = nullptr;
    model::Jid m_conversation;
    int m_generation = 0;
    bool m_isDraftDirty = false;
    Banner *m_banner;
    Words *m_sendingAs;
    Words *m_length;
    QWidget *m_field;
    ComposerEdit *m_edit;
    IconButton *m_send;
    QWidget *m_readOnly;
    Words *m_reason;
    std::unique_ptr<Timer> m_draftTimer;
};

} // namespace wardline::ui
