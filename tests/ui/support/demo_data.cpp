// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/demo_data.h"

#include <array>

namespace wardline::test {

using namespace Qt::StringLiterals;
using model::CareRole;
using service::Colleague;

namespace {

struct Person
{
    QStringView local;
    QStringView name;
    CareRole role;
    bool isHere;
};

constexpr std::array<Person, 9> kPeople{{
    {u"anna", u"Anna Berg", CareRole::Nurse, true},
    {u"marek", u"Marek Novák", CareRole::Physician, true},
    {u"lea", u"Lea Okafor", CareRole::Physician, true},
    {u"jonas", u"Jonas Lindqvist", CareRole::Nurse, true},
    {u"priya", u"Priya Raman", CareRole::Pharmacist, true},
    {u"sofia", u"Sofía Márquez", CareRole::Therapist, false},
    {u"tomas", u"Tomas Weber", CareRole::Clerk, true},
    {u"nora", u"Nora Haddad", CareRole::Student, true},
    {u"omar", u"عمر حداد", CareRole::Nurse, false},
}};

const Person &person(QStringView local)
{
    for (const Person &candidate : kPeople) {
        if (candidate.local == local) {
            return candidate;
        }
    }
    return kPeople[0];
}

class Scribe
{
public:
    Scribe(service::FakeData &data, const Clock &clock)
        : m_data(data)
        , m_clock(clock)
    {
    }

    model::MessageId write(const model::Jid &room, QStringView who, int minutesAgo, const QString &body,
                           model::DeliveryState own = model::DeliveryState::Seen)
    {
        const Person &author = person(who);
        model::Message message;
        message.id = {m_data.nextId++};
        message.conversation = room;
        message.sender = demoPerson(who);
        message.senderName = author.name.toString();
        message.role.role = author.role;
        message.isOwn = message.sender == m_data.account;
        message.time = m_clock.now() - std::chrono::minutes(minutesAgo);
        message.body = body;
        message.state = message.isOwn ? own : model::DeliveryState::Received;
        for (const auto &summary : m_data.conversations) {
            if (summary.jid == room && summary.encryption == model::EncryptionState::EndToEnd) {
                message.encryption = summary.encryption;
                message.trust = model::Trust::Certified;
            }
        }
        m_data.messages[room].append(message);
        for (auto &summary : m_data.conversations) {
            if (summary.jid == room) {
                summary.lastMessage = message.id;
                summary.lastTime = message.time;
                summary.lastSenderName = message.senderName;
                summary.lastBody = body;
            }
        }
        return message.id;
    }

private:
    service::FakeData &m_data;
    const Clock &m_clock;
};

void addConversation(service::FakeData &data, const model::Jid &jid, const QString &title, int unread,
                     model::PostingRight posting = model::PostingRight::Allowed,
                     model::EncryptionState encryption = model::EncryptionState::EndToEnd)
{
    model::ConversationSummary summary;
    summary.jid = jid;
    summary.title = title;
    summary.unread = unread;
    summary.posting = posting;
    summary.encryption = encryption;
    summary.memberCount = static_cast<int>(kPeople.size());
    data.conversations.append(summary);
    QList<model::Member> members;
    for (const Person &someone : kPeople) {
        model::Member member;
        member.jid = demoPerson(someone.local);
        member.name = someone.name.toString();
        member.role.role = someone.role;
        member.isPresent = someone.isHere;
        member.isSelf = member.jid == data.account;
        const bool isReader = someone.role == CareRole::Student || posting == model::PostingRight::Observer;
        member.roomRole = isReader ? model::RoomRole::Visitor : model::RoomRole::Participant;
        members.append(member);
    }
    model::Member guest;
    guest.jid = demoPerson(u"guest");
    guest.name = u"R. Castellanos-Fernández y Villaverde de la Encarnación"_s;
    guest.role.selfDeclaredTitle = u"Visiting consultant"_s;
    members.append(guest);
    data.members[jid] = members;
}

void addDirect(service::FakeData &data, QStringView local, int unread)
{
    model::ConversationSummary summary;
    summary.jid = demoPerson(local);
    summary.kind = model::ConversationKind::Direct;
    summary.title = person(local).name.toString();
    summary.role.role = person(local).role;
    summary.posting = model::PostingRight::Allowed;
    summary.encryption = model::EncryptionState::EndToEnd;
    summary.unread = unread;
    data.conversations.append(summary);
}

void writeWard(Scribe &scribe, service::FakeData &data)
{
    using model::DeliveryState;
    const model::Jid ward = demoRoom(u"ward");
    scribe.write(ward, u"tomas", 26 * 60, u"Bed 12 is clean and free again."_s);
    scribe.write(ward, u"jonas", 25 * 60, u"Thank you. The transfer from the ED comes up at about eight."_s);
    scribe.write(ward, u"marek", 150,
                 u"Morning round starts at 9:30 today. Please have the fluid balance of bay 2 ready."_s);
    scribe.write(ward, u"anna", 148, u"It is. Bed 7 is 600 ml positive since midnight."_s);
    scribe.write(ward, u"anna", 147, u"Weight is up 0.8 kg as well."_s);
    scribe.write(
        ward, u"lea", 90,
        u"Plan for bed 7 after the round:\n1. furosemide 40 mg orally now\n2. weight tomorrow at six\n3. call me if the urine output stays below 30 ml/h"_s);
    scribe.write(ward, u"anna", 88, u"Given just now."_s, DeliveryState::OnDevice);
    scribe.write(
        ward, u"priya", 40,
        u"The new batch of potassium chloride is in the cupboard. The old one (lot 4471) goes back today, please do not use it."_s);
    scribe.write(ward, u"sofia", 31, u"Bed 3 walked 40 metres with the frame."_s);
    data.firstUnread[ward] = scribe.write(ward, u"jonas", 12, u"Can somebody cover the phone from 13:00 to 13:30?"_s);
    scribe.write(ward, u"omar", 9, u"أستطيع ذلك، سأكون عند المكتب من 13:00"_s);
    scribe.write(ward, u"jonas", 8, u"Perfect, thank you!"_s);
    scribe.write(ward, u"marek", 3, u"Bed 7: output?"_s);
}

} // namespace

model::Jid demoRoom(QStringView name)
{
    return *model::Jid::parse(QString(u"room-"_s + name + u"@rooms.clinic.example"_s));
}

model::Jid demoPerson(QStringView name)
{
    return *model::Jid::parse(QString(name.toString() + u"@clinic.example"_s));
}

void fillWithDemo(service::FakeWorkstation &workstation, const Clock &clock)
{
    service::FakeData &data = workstation.data;
    data.account = demoPerson(u"anna");
    data.self = {data.account, u"Anna Berg"_s, {CareRole::Nurse, {}}, true};
    for (const Person &someone : kPeople) {
        if (someone.local != u"anna") {
            data.colleagues.append(
                {demoPerson(someone.local), someone.name.toString(), {someone.role, {}}, someone.isHere});
        }
    }
    addConversation(data, demoRoom(u"ward"), u"Ward 4 West"_s, 4);
    addConversation(data, demoRoom(u"consult"), u"Cardiology consults"_s, 0);
    addConversation(data, demoRoom(u"pharmacy"), u"Pharmacy and wards 3, 4 and 5: shortages and substitutions"_s, 12);
    addConversation(data, demoRoom(u"handover"), u"Night handover 4W"_s, 0);
    addConversation(data, demoRoom(u"announce"), u"Announcements"_s, 0, model::PostingRight::Observer,
                    model::EncryptionState::NotEncrypted); // open to everybody
    addDirect(data, u"marek", 1);
    addDirect(data, u"priya", 0);

    Scribe scribe(data, clock);
    scribe.write(demoRoom(u"announce"), u"tomas", 3 * 24 * 60,
                 u"Fire drill on Tuesday at 14:00. Lifts stop for ten minutes."_s);
    scribe.write(demoRoom(u"handover"), u"jonas", 11 * 60, u"Quiet night. Bed 9 needs his line changed before noon."_s);
    scribe.write(demoRoom(u"pharmacy"), u"priya", 55,
                 u"Piperacillin is short until Friday; see the list for what replaces it."_s);
    scribe.write(demoRoom(u"consult"), u"lea", 26 * 60, u"Echo of bed 7 is done, report follows."_s);
    writeWard(scribe, data);
    scribe.write(demoPerson(u"priya"), u"anna", 200, u"Did the insulin arrive?"_s, model::DeliveryState::Seen);
    scribe.write(demoPerson(u"priya"), u"priya", 190, u"Yes, second shelf of the fridge."_s);
    scribe.write(demoPerson(u"marek"), u"marek", 20, u"Are you free for a minute?"_s);

    data.connection.phase = service::ConnectionPhase::Online;
    data.connection.since = clock.now() - std::chrono::minutes(95);
    data.connection.receivingUntil = clock.now() + std::chrono::hours(7);
    workstation.fakeSignIn.signInDefaults.domain = u"clinic.example"_s;
    workstation.fakeSignIn.signInDefaults.relay = QUrl(u"wss://relay.clinic.example/xmpp"_s);
    workstation.fakeSignIn.signInDefaults.isRelayFixed = true;
    const QString system = u"/etc/wardline/policy.json"_s;
    const QString unit = u"/etc/wardline/policy.d/20-unit-4b.json"_s;
    workstation.policyLines = {
        {u"audit.received"_s, u"true"_s, u"default"_s, true},
        {u"clipboard.copy"_s, u"true"_s, u"default"_s, false},
        {u"device_secret"_s, u"\"keychain\""_s, u"default"_s, false},
        {u"encryption.required"_s, u"false"_s, u"default"_s, false},
        {u"lock.idle_seconds"_s, u"300"_s, system, true},
        {u"lock.password_after_seconds"_s, u"1800"_s, u"default"_s, false},
        {u"lock.warning_seconds"_s, u"30"_s, u"default"_s, false},
        {u"lock.workstation"_s, u"\"shared\""_s, unit, true},
        {u"notifications.content"_s, u"\"room\""_s, system, true},
        {u"relay.allow_plain"_s, u"false"_s, u"default"_s, true},
        {u"relay.domain"_s, u"\"clinic.example\""_s, system, true},
        {u"relay.pins"_s, u"[]"_s, u"default"_s, false},
        {u"relay.url"_s, u"\"wss://relay.clinic.example/xmpp\""_s, system, true},
        {u"retention.cache_days"_s, u"30"_s, system, false},
        {u"session.max_hours"_s, u"12"_s, u"default"_s, false},
        {u"totp.mode"_s, u"\"sasl2\""_s, u"default"_s, true},
    };
    workstation.dataPlaces = {u"/srv/wardline/profiles/7c1e94"_s,
                              u"/srv/wardline/profiles/7c1e94/cache.db"_s,
                              u"/srv/wardline/profiles/7c1e94/audit"_s,
                              {system, u"/etc/wardline/policy.d"_s, u"/usr/share/wardline/policy.json"_s}};
}

void fillWithMany(service::FakeWorkstation &workstation, const Clock &clock, const model::Jid &room, int count)
{
    Scribe scribe(workstation.data, clock);
    for (int i = 0; i < count; ++i) {
        const Person &next = kPeople[static_cast<std::size_t>(i / 3) % kPeople.size()];
        const QStringView who = next.role == CareRole::Student ? kPeople[1].local : next.local; // students only read
        scribe.write(room, who, count - i, u"Message number %1 of many, long enough to be read."_s.arg(i));
    }
}

void endAt(service::FakeWorkstation &workstation, Instant moment)
{
    service::FakeData &data = workstation.data;
    for (auto &summary : data.conversations) {
        auto &all = data.messages[summary.jid];
        if (all.removeIf([moment](const model::Message &message) { return message.time > moment; }) == 0) {
            continue;
        }
        data.firstUnread.erase(summary.jid);
        summary.unread = 0;
        if (all.isEmpty()) {
            summary.lastMessage = {};
            summary.lastTime = {};
            summary.lastSenderName.clear();
            summary.lastBody.clear();
        } else {
            summary.lastMessage = all.last().id;
            summary.lastTime = all.last().time;
            summary.lastSenderName = all.last().senderName;
            summary.lastBody = all.last().body;
        }
    }
}

void fillWithRooms(service::FakeWorkstation &workstation, const Clock &clock, int rooms)
{
    for (int i = 0; i < rooms; ++i) {
        model::ConversationSummary summary;
        summary.jid = demoRoom(u"many-%1"_s.arg(i));
        summary.title = u"Ward %1, bay %2"_s.arg(i / 4).arg(i % 4);
        summary.posting = model::PostingRight::Allowed;
        summary.unread = i % 7 == 0 ? i % 5 : 0;
        summary.lastTime = clock.now() - std::chrono::minutes(i + 1);
        summary.lastSenderName = kPeople[static_cast<std::size_t>(i) % kPeople.size()].name.toString();
        summary.lastBody = u"What was said last in room %1"_s.arg(i);
        workstation.data.conversations.append(summary);
    }
}

void fillWithColleagues(service::FakeWorkstation &workstation, int people)
{
    constexpr std::array kFirst{u"Ada", u"Björn", u"Chiara", u"Dmitri", u"Élodie", u"Fatima", u"Goran", u"Hana"};
    constexpr std::array kLast{u"Adeyemi", u"Bauer", u"Costa", u"Dvořák", u"Eriksen", u"Fuchs", u"García"};
    workstation.data.colleagues.clear();
    for (int i = 0; i < people; ++i) {
        const auto n = static_cast<std::size_t>(i);
        service::Colleague colleague;
        colleague.jid = demoPerson(u"person-%1"_s.arg(i));
        colleague.name =
            u"%1 %2 %3"_s
                .arg(QString::fromUtf16(kFirst[n % kFirst.size()]), QString::fromUtf16(kLast[n % kLast.size()]))
                .arg(i);
        colleague.role.role = kPeople[n % kPeople.size()].role;
        colleague.isOnline = i % 10 == 0;
        colleague.groups = {u"Unit %1"_s.arg(i % 40)};
        workstation.data.colleagues.append(colleague);
    }
}

} // namespace wardline::test
