// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/room_questions.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/room_kinds.h"
#include "core/xmpp/xep0004_data_forms.h"
#include "core/xmpp/xep0030_disco.h"
#include "core/xmpp/xep0045_muc_owner.h"

#include <memory>

namespace wardline::service {

using namespace Qt::StringLiterals;

RoomQuestions::RoomQuestions(RelayLink &link, model::Jid own)
    : m_link(link)
    , m_own(std::move(own))
{
}

void RoomQuestions::ask(xmpp::IqStanza question, stream::IqRouter::Answer answer)
{
    stream::XmppStream *stream = m_link.stream();
    if (stream == nullptr) {
        answer(failure(stream::IqError::Disconnected));
        return;
    }
    stream->iq().request(this, std::move(question), std::move(answer));
}

void RoomQuestions::findRoomService(std::function<void(Result<model::Jid>)> found)
{
    const auto domain = model::Jid::parse(m_own.domain());
    ask(xmpp::IqStanza::get(*domain, xmpp::DiscoItems()), [this, found](const Result<xmpp::IqStanza> &answer) {
        const auto items = contentOf<xmpp::DiscoItems>(answer);
        if (!items || items->items.isEmpty()) {
            found(failure(ServiceError::NotAllowed));
            return;
        }
        auto open = std::make_shared<qsizetype>(items->items.size());
        auto isFound = std::make_shared<bool>(false);
        for (const xmpp::DiscoItem &item : items->items) {
            ask(xmpp::IqStanza::get(item.jid, xmpp::DiscoInfo()),
                [open, isFound, found, jid = item.jid](const Result<xmpp::IqStanza> &info) {
                    const auto parsed = contentOf<xmpp::DiscoInfo>(info);
                    if (!*isFound && parsed && parsed->hasIdentity(u"conference", u"text")) {
                        *isFound = true;
                        found(jid);
                    }
                    if (--*open == 0 && !*isFound) {
                        found(failure(ServiceError::NotAllowed));
                    }
                });
        }
    });
}

void RoomQuestions::configureCareTeam(const model::Jid &jid, const QString &title, model::RoomKind kind,
                                      std::function<void(Status)> done)
{
    xmpp::DataForm form = xmpp::DataForm::submit(xmpp::MucOwner::kRoomConfig);
    form.set(u"muc#roomconfig_roomname", title)
        .set(u"muc#roomconfig_roomdesc", describedAs(kind))
        .set(u"muc#roomconfig_membersonly", true)
        .set(u"muc#roomconfig_persistentroom", true)
        .set(u"muc#roomconfig_publicroom", false)
        .set(u"muc#roomconfig_moderatedroom", true)
        .set(u"muc#roomconfig_whois", u"anyone"_s);
    submit(jid, form, std::move(done));
}

void RoomQuestions::describeKind(const model::Jid &jid, model::RoomKind kind, std::function<void(Status)> done)
{
    xmpp::DataForm form = xmpp::DataForm::submit(xmpp::MucOwner::kRoomConfig);
    form.set(u"muc#roomconfig_roomdesc", describedAs(kind));
    submit(jid, form, std::move(done));
}

void RoomQuestions::submit(const model::Jid &jid, const xmpp::DataForm &form, std::function<void(Status)> done)
{
    ask(xmpp::IqStanza::set(jid, xmpp::MucOwner::configure(form)),
        [done = std::move(done)](const Result<xmpp::IqStanza> &answer) {
            done(answer ? Status() : Status(std::unexpected(foldIqError(answer.error()))));
        });
}

} // namespace wardline::service
