// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/account_session.h"
#include "ui/conversations/conversation_model.h"
#include "ui/kit/context.h"

#include <QHash>

#include <memory>
#include <optional>

namespace wardline::ui {

/// How the work looked when it was left, kept in the person's own encrypted cache: what was open, the filter, the
/// details, the widths, and where each conversation was being read. Written a moment after a change and when the
/// session closes.
class WorkMemory final
{
public:
    /// A place in a conversation: a message and how far its row was below the top of the view.
    struct Place
    {
        model::MessageId message;
        int offset = 0;
        bool operator==(const Place &) const = default;
    };

    explicit WorkMemory(const Context &context);
    ~WorkMemory();

    /// Null: forgets all. Call flush() before, while the session works.
    void setSession(service::AccountSession *session);
    void flush();

    [[nodiscard]] std::optional<model::Jid> openConversation() const;
    void setOpenConversation(const model::Jid &conversation);
    [[nodiscard]] ConversationFilter filter() const;
    void setFilter(ConversationFilter filter);
    [[nodiscard]] bool wantsDetails() const;
    void setWantsDetails(bool wantsDetails);
    [[nodiscard]] bool showsOnlineOnly() const;
    void setShowsOnlineOnly(bool isOnlineOnly);
    /// 0 when never changed.
    [[nodiscard]] int listWidth() const;
    [[nodiscard]] int sideWidth() const;
    void setWidths(int list, int side);
    /// Nothing: at the newest message.
    [[nodiscard]] std::optional<Place> place(const model::Jid &conversation) const;
    void setPlace(const model::Jid &conversation, const std::optional<Place> &place);

private:
    struct Visit
    {
        model::Jid conversation;
        Place place;
    };

    [[nodiscard]] QString value(const QString &key) const;
    void setValue(const QString &key, const QString &value);
    void readPlaces();
    void writePlaces();

    service::AccountSession *m_session = nullptr;
    QHash<QString, QString> m_pending;
    QList<Visit> m_places; ///< latest first
    std::unique_ptr<Timer> m_timer;
};

} // namespace wardline::ui
