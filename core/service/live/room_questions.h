// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/model/room_kind.h"
#include "core/service/live/relay_link.h"
#include "core/service/service_error.h"
#include "core/stream/iq_router.h"
#include "core/xmpp/xep0004_data_forms.h"

#include <QObject>

#include <functional>

namespace wardline::service {

/// What is asked of rooms and of the room service. Questions asked without a connection are answered at once:
/// Disconnected. Nothing is answered after this is gone. Main thread.
class RoomQuestions final : public QObject
{
public:
    RoomQuestions(RelayLink &link, model::Jid own);

    void ask(xmpp::IqStanza question, stream::IqRouter::Answer answer);
    /// The address of the service where rooms can be made (XEP-0030, XEP-0045 6.1). NotAllowed where there is none.
    void findRoomService(std::function<void(Result<model::Jid>)> found);
    /// Makes a new room a care-team room: members only, non-anonymous, moderated, hidden, kept (XEP-0045 10.2).
    void configureCareTeam(const model::Jid &room, const QString &title, model::RoomKind kind,
                           std::function<void(Status)> done);
    /// Says what a room is for, where everybody in it can read it; nothing else of it changes.
    void describeKind(const model::Jid &room, model::RoomKind kind, std::function<void(Status)> done);

private:
    void submit(const model::Jid &room, const xmpp::DataForm &form, std::function<void(Status)> done);

    RelayLink &m_link;
    model::Jid m_own;
};

/// What an answer carries; the error of the answer, or of what it carries.
template <typename T>
[[nodiscard]] Result<T> contentOf(const Result<xmpp::IqStanza> &answer)
{
    return answer ? answer->template payload<T>() : Result<T>(std::unexpected(answer.error()));
}

} // namespace wardline::service
