// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"
#include "core/service/room_service.h"
#include "ui/composer/picture.h"
#include "ui/composer/refused_text.h"
#include "ui/kit/context.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <optional>

namespace wardline::service {
class AccountSession;
}

namespace wardline::ui {

class ComposerEdit;
class ComposerView;
class PictureTray;
class Spelling;

/// Where messages are written: new ones, answers and corrections. Says as whom one writes and, where one may not, why.
/// What is typed is stored as a draft at most two seconds later and whenever the conversation or the session ends; it
/// comes back with its place, what it answers and whom it names. A text leaves the field only when it was taken.
class Composer final : public QWidget
{
    Q_OBJECT
public:
    explicit Composer(const Context &context, QWidget *parent = nullptr);
    ~Composer() override;

    void open(service::AccountSession &session, const model::Jid &conversation);
    /// Follows what the relay allows.
    void setPosting(model::PostingRight right);
    /// A band above the work says already that there is no connection.
    void setDowntimeSaid(bool isSaid);
    /// The height of the conversation; the field takes at most a third of it.
    void setPaneHeight(int height);
    /// Stores the draft, then drops every text, undo included, and pictures that were not sent.
    void clearContent();
    /// False where one may not write.
    bool focusField();
    /// Text typed elsewhere, for instance on the timeline.
    void insert(const QString &text);

    /// What is written next answers the message.
    void beginReply(const model::Message &message);
    /// The field holds an own message, to be corrected; what was being written comes back afterwards.
    void beginEdit(const model::Message &message);

Q_SIGNALS:
    /// Something has to be done about this person's devices before a message can leave.
    void devicesWanted(const wardline::model::Jid &person);

private:
    /// A text on its way into the outbox: it may still come back.
    struct InFlight
    {
        int number = 0;
        model::Jid conversation;
        service::OutgoingText text;
        std::optional<Picture> picture;
        service::Draft rest; ///< what else was written there when the conversation was left
    };

    void connectParts();
    void closeConversation();
    void restore(const service::Draft &draft);
    void restoreModes(const QList<model::Message> &messages);
    void onEdited();
    void storeDraft();
    [[nodiscard]] service::Draft present() const;
    [[nodiscard]] service::Draft presentWithInFlight() const;

    void submit();
    void sendNew();
    void onSent(int number, const Result<model::MessageId> &sent);
    void takeBack(const service::OutgoingText &text);
    void answerAgain(model::MessageId id);
    [[nodiscard]] bool mayAddPicture();
    void takeFile(const QString &path);
    void chooseFile();
    void refreshAttach();
    void saveCorrection();
    void setBusy(bool isBusy);

    void leaveMode();
    void showMode();
    void endEdit();
    void editLast();
    void onMessageChanged(const model::Jid &conversation, model::MessageId id);

    [[nodiscard]] bool mayBeUrgent() const;
    void chooseUrgency();
    void setUrgency(std::optional<model::Urgency> urgency);
    void showUrgency();
    [[nodiscard]] bool asksBeforeStat();
    void askNoMore();

    void refreshConnection();
    void refreshSend();

    const Context &m_context;
    service::AccountSession *m_session = nullptr;
    service::RoomService *m_rooms = nullptr;
    service::MessageService *m_messages = nullptr;
    model::Jid m_conversation;
    int m_generation = 0; ///< of the open conversation
    bool m_isDraftDirty = false;
    int m_revision = 0; ///< of the text that the draft timer knows
    std::optional<model::Message> m_answered;
    std::optional<model::Message> m_edited;
    service::Draft m_former; ///< while a message is corrected: what was being written
    QList<InFlight> m_inFlight;
    int m_lastNumber = 0;
    WaysOut m_ways; ///< what the notice offers after a refusal
    QList<model::DeviceAddress> m_leaveOut; ///< of the message that is being sent now
    std::optional<model::Urgency> m_urgency; ///< of the new message
    bool m_isStatAsked = false; ///< Enter came once
    bool m_isSaving = false;

    Spelling *m_spelling;
    ComposerView *m_view;
    ComposerEdit *m_edit;
    PictureTray *m_tray;
    QPointer<QWidget> m_dialog; ///< chooses a file
    std::unique_ptr<Timer> m_draftTimer;
    std::unique_ptr<Timer> m_busyTimer;
};

} // namespace wardline::ui
