// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"

#include <QObject>
#include <QSet>

namespace wardline::ui {

/// Fetches stretches of one conversation and says what came. Keeps no message itself; answers for a conversation that
/// was left in the meantime are dropped. Lives as long as its view; `close` ends its use of the service.
class TimelineLoader final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Begins at the first unread message, or at the newest when there is none.
    void open(service::MessageService &messages, const model::Jid &conversation, int limit);
    void close();
    [[nodiscard]] bool isOpen() const { return m_messages != nullptr; }
    [[nodiscard]] service::MessageService *messages() const { return m_messages; }
    [[nodiscard]] const model::Jid &conversation() const { return m_conversation; }

    /// Begins anew around a message, or at the newest for an invalid id.
    void jumpTo(model::MessageId id, int limit);
    void loadOlder(model::MessageId first, int limit);
    void loadNewer(model::MessageId last, int limit);
    /// Asks again what stands from `first` to `last` and before it, and where history is being filled.
    void refresh(model::MessageId first, model::MessageId last, int limit);

    [[nodiscard]] bool hasOlder() const { return m_hasOlder; }
    [[nodiscard]] bool hasNewer() const { return m_hasNewer; }
    [[nodiscard]] bool isBeingFilled() const { return m_isBeingFilled; }
    /// A new stretch was asked for and is not there yet.
    [[nodiscard]] bool isReplacing() const { return m_isReplacing; }
    /// The newest messages were asked for and others were stored on the way: what comes belongs to the same wish.
    [[nodiscard]] bool isCatchingUp() const { return m_isCatchingUp; }
    /// The view gave up rows at an end to stay small; they can be fetched again.
    void noteTrimmedOlder() { m_hasOlder = true; }
    void noteTrimmedNewer() { m_hasNewer = true; }

Q_SIGNALS:
    /// A new stretch: everything shown before is void. `focus` is what to bring into view (invalid: the end), `unread`
    /// the first unseen.
    void replaced(const wardline::service::MessagePage &page, wardline::model::MessageId focus,
                  wardline::model::MessageId unread);
    void olderCame(const wardline::service::MessagePage &page);
    void newerCame(const wardline::service::MessagePage &page);
    /// What stands inside the stretch now.
    void refreshed(const wardline::service::MessagePage &page);
    /// New or late messages, wherever they belong.
    void storedCame(const QList<wardline::model::Message> &messages);
    void messageCame(const wardline::model::Message &message);
    void historyChanged();
    void failed(const wardline::Error &error);

private:
    void fetchOlder(model::MessageId first, int limit);
    void refreshAfter(model::MessageId id, model::MessageId last, int limit);
    void fetchAround(model::MessageId focus, model::MessageId unread, int limit);
    void onStored(const model::Jid &conversation, const QList<model::MessageId> &ids);
    void onChanged(const model::Jid &conversation, model::MessageId id);

    service::MessageService *m_messages = nullptr;
    model::Jid m_conversation;
    int m_generation = 0; ///< grows with every new stretch
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    bool m_isBeingFilled = false;
    bool m_isLoadingOlder = false;
    bool m_isLoadingNewer = false;
    bool m_isReplacing = false;
    bool m_isRefreshing = false;
    bool m_wasStoredMeanwhile = false;
    QSet<model::MessageId> m_changedMeanwhile; ///< while a page was on its way
    bool m_isCatchingUp = false;
};

} // namespace wardline::ui
