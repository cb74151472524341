// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"
#include "tests/core/service/device_accounts.h"

namespace wardline::service::test {

inline const QString kTeam = u"team@rooms.relay.example"_s;

/// A room whose members all have two devices, and a relay that answers one thing at a time.
struct LargeRoom
{
    explicit LargeRoom(int members, const QByteArray &ownAffiliation = "member")
        : count(members)
        , own(ownAffiliation)
    {
        bench.relay.rooms = {kTeam};
        bench.relay.answerInstead = [this](const xml::Element &iq) { return takeRoom(iq) || accounts.take(iq); };
    }
    [[nodiscard]] static model::Jid person(int number) { return jid(u"p%1@relay.example"_s.arg(number)); }

    void publishTwoDevicesEach()
    {
        for (int i = 0; i < count - 1; ++i) {
            QList<quint32> ids;
            for (int device = 0; device < 2; ++device) {
                FakeRandom random(quint64(i * 2 + device + 1000));
                omemo::FakeSessionStore store;
                omemo::OmemoEngine engine(random, bench.clock);
                ids.append(engine.prepareOwnDevice(store).value());
                accounts.put(person(i).toString(), xmpp::omemoBundleNode(OmemoVersion::V2, ids.last()),
                             Accounts::bundleItem(OmemoVersion::V2, ids.last(),
                                                  engine.ownBundle(store, OmemoVersion::V2).value()));
            }
            accounts.lists(person(i), ids, true, false);
        }
    }
    bool takeRoom(const xml::Element &iq)
    {
        if (iq.attribute(u"to") != kTeam) {
            return false;
        }
        if (iq.child(u"query", u"http://jabber.org/protocol/disco#info") != nullptr) {
            accounts.reply(iq, "result",
                           "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='muc_membersonly'/>"
                           "<feature var='muc_nonanonymous'/></query>");
            return true;
        }
        const xml::Element *query = iq.child(u"query", u"http://jabber.org/protocol/muc#admin");
        if (query == nullptr) {
            return false;
        }
        const QString asked = query->children().first().attribute(u"affiliation");
        QByteArray items;
        if (asked == u"member") {
            for (int i = 0; i < count - 1; ++i) {
                items += "<item affiliation='member' jid='" + person(i).toString().toUtf8() + "'/>";
            }
        }
        if (asked == QString::fromLatin1(own)) {
            items += "<item affiliation='" + own + "' jid='ana@relay.example'/>";
        }
        accounts.reply(iq, "result", "<query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query>");
        return true;
    }

    int count;
    QByteArray own;
    WardBench bench;
    Accounts accounts{bench};
};

} // namespace wardline::service::test
