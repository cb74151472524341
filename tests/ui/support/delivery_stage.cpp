// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/delivery_stage.h"

#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

namespace wardline::test {

using namespace Qt::StringLiterals;
using service::WaitingItem;

namespace {

WaitingItem waiting(qint64 position, const QString &title, const QString &text, Instant written)
{
    WaitingItem item;
    item.position = position;
    item.conversation = demoRoom(u"ward");
    item.title = title;
    item.text = text;
    item.written = written;
    return item;
}

} // namespace

void stageDowntime(UiRig &rig)
{
    const Instant now = rig.clock.now();
    const Instant lost = now - std::chrono::seconds(16 * 60 + 45);
    const QString potassium = u"Bed 12: potassium 6.9, repeated and sent to the laboratory."_s;
    endAt(rig.workstation, lost);
    rig.signIn();
    rig.settle();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
    QList<WaitingItem> items{waiting(1, u"Ward 4 West"_s, potassium, lost - std::chrono::seconds(4)),
                             waiting(2, u"Pharmacy and wards 3, 4 and 5: shortages and substitutions"_s,
                                     u"Please prepare calcium gluconate for bed 12."_s,
                                     now - std::chrono::seconds(450)),
                             waiting(3, u"Ward 4 West"_s, u"👍"_s, now - std::chrono::seconds(90))};
    items[2].message = rig.workstation.data.messages[demoRoom(u"ward")].last().id; // whom it is for
    model::Message unsent;
    unsent.conversation = demoRoom(u"ward");
    unsent.sender = rig.workstation.data.account;
    unsent.senderName = rig.workstation.data.self.name;
    unsent.role = rig.workstation.data.self.role;
    unsent.isOwn = true;
    unsent.encryption = model::EncryptionState::EndToEnd;
    unsent.trust = model::Trust::Certified;
    unsent.time = items[0].written;
    unsent.state = model::DeliveryState::Queued;
    unsent.urgency = items[0].urgency = model::Urgency::Stat;
    unsent.body = potassium;
    (void)rig.workstation.fakeSession()->fakeMessages.store(unsent);
    Q_EMIT rig.workstation.fakeSession()->fakeRooms.conversationsChanged();
    items[0].mayHaveLeft = true;
    items[2].what = WaitingItem::What::Reactions;
    rig.workstation.fakeSession()->fakeDelivery.open.detail = model::OpenItemsDetail::Titles;
    rig.workstation.fakeSession()->fakeDelivery.setWaiting(items);
    rig.workstation.fakeSession()->fakeDelivery.setWriters(demoRoom(u"ward"), {u"Marek Novák"_s});
    service::ConnectionStatus status = rig.workstation.data.connection;
    status.phase = service::ConnectionPhase::WaitingToRetry;
    status.since = lost;
    status.lastContact = status.since - std::chrono::seconds(20);
    status.nextAttempt = now + std::chrono::seconds(24);
    status.trouble = service::ConnectionTrouble::Unreachable;
    for (model::Member &member : rig.workstation.data.members[demoRoom(u"ward")]) {
        member.isPresent = false;
    }
    rig.workstation.fakeSession()->fakeDelivery.setWriters(demoRoom(u"ward"), {});
    status.relayAhead = std::chrono::minutes(4);
    rig.workstation.fakeSession()->setConnection(status);
    Q_EMIT rig.workstation.fakeSession()->fakeRooms.membersChanged(demoRoom(u"ward"));
    rig.settle();
}

model::MessageId sayInWard(UiRig &rig)
{
    model::Message message;
    message.conversation = demoRoom(u"ward");
    message.sender = rig.workstation.data.account;
    message.senderName = rig.workstation.data.self.name;
    message.role = rig.workstation.data.self.role;
    message.isOwn = true;
    message.body = u"Bed 12 goes to theatre at 14:00."_s;
    message.state = model::DeliveryState::Seen;
    message.encryption = model::EncryptionState::EndToEnd;
    message.trust = model::Trust::Certified;
    message.counts = {9, 4, 2, 1};
    message.time = rig.clock.now() - std::chrono::minutes(2); // nobody reads it before it is written
    const model::MessageId id = rig.workstation.fakeSession()->fakeMessages.store(message);
    service::DeliveryReport report;
    report.counts = message.counts;
    const Instant now = rig.clock.now();
    int i = 0;
    for (const model::Member &member : rig.workstation.data.members[demoRoom(u"ward")]) {
        if (member.isSelf) {
            continue;
        }
        service::PersonDelivery person{member.jid, member.name, member.role, std::nullopt, std::nullopt, std::nullopt};
        if (i < 4) {
            person.arrived = now - std::chrono::seconds(100);
        }
        if (i < 2) {
            person.opened = now - std::chrono::seconds(60 - 30 * i);
        }
        if (i == 3) {
            person.unable = now - std::chrono::seconds(80);
        }
        report.people.append(person);
        ++i;
    }
    rig.workstation.fakeSession()->fakeDelivery.reports[id] = report;
    rig.settle();
    return id;
}

void stageWhoHasIt(UiRig &rig)
{
    rig.signIn();
    rig.settle();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
    const model::MessageId id = sayInWard(rig);
    rig.window->workView()->conversationView().timeline().actions().run(ui::TimelineActions::Action::Delivery, id);
    rig.settle();
}

} // namespace wardline::test
