// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/timeline_scene.h"

#include "tests/ui/support/demo_data.h"

#include <QBuffer>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>

#include <functional>

namespace wardline::test {

using namespace Qt::StringLiterals;
using model::CareRole;
using model::FileState;

namespace {

QByteArray drawnPicture()
{
    QImage image(900, 600, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, 600);
    sky.setColorAt(0, QColor(0x9c, 0xb8, 0xd0));
    sky.setColorAt(1, QColor(0xe6, 0xdc, 0xc8));
    painter.fillRect(image.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(0x3a, 0x52, 0x66), 6));
    QPolygonF trace;
    for (int x = 0; x <= 900; x += 6) {
        const int beat = x % 180;
        const int y = beat < 90 ? 0 : beat < 102 ? -160 : beat < 114 ? 90 : 0;
        trace << QPointF(x, 320 + y);
    }
    painter.drawPolyline(trace);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

/// Writes messages into the room, one after the other.
class Scene
{
public:
    Scene(service::FakeData &data, const Clock &clock)
        : m_data(data)
        , m_clock(clock)
        , m_room(demoRoom(u"ward"))
    {
        m_data.messages[m_room].clear();
        m_data.firstUnread.erase(m_room);
    }

    model::Message &say(QStringView who, const QString &name, CareRole role, int minutesAgo, const QString &body)
    {
        model::Message message;
        message.id = {m_data.nextId++};
        message.conversation = m_room;
        message.sender = demoPerson(who);
        message.senderName = name;
        message.role.role = role;
        message.isOwn = message.sender == m_data.account;
        message.state = message.isOwn ? model::DeliveryState::Seen : model::DeliveryState::Received;
        message.time = m_clock.now() - std::chrono::minutes(minutesAgo);
        message.body = body;
        message.encryption = model::EncryptionState::EndToEnd;
        message.trust = model::Trust::Certified;
        m_data.messages[m_room].append(message);
        return m_data.messages[m_room].last();
    }
    model::Message &marek(int minutesAgo, const QString &body)
    {
        return say(u"marek", u"Marek Novák"_s, CareRole::Physician, minutesAgo, body);
    }
    model::Message &anna(int minutesAgo, const QString &body)
    {
        return say(u"anna", u"Anna Berg"_s, CareRole::Nurse, minutesAgo, body);
    }
    model::Message &priya(int minutesAgo, const QString &body)
    {
        return say(u"priya", u"Priya Raman"_s, CareRole::Pharmacist, minutesAgo, body);
    }
    [[nodiscard]] const model::Jid &room() const { return m_room; }

private:
    service::FakeData &m_data;
    const Clock &m_clock;
    model::Jid m_room;
};

model::Attachment file(const QString &name, const QString &type, qint64 size, FileState state, QSize pixels = {})
{
    return {.name = name, .mediaType = type, .size = size, .pixels = pixels, .state = state};
}

} // namespace

void fillWithEveryRow(service::FakeWorkstation &workstation, const Clock &clock)
{
    service::FakeData &data = workstation.data;
    data.rights.mayModerate = true;
    Scene scene(data, clock);
    scene.marek(26 * 60, u"Please have the fluid balance of bay 2 ready for the round."_s);
    const model::MessageId gapAfter = scene.priya(25 * 60, u"The new batch is in the cupboard."_s).id;
    model::Message &asked = scene.marek(150, u"Bed 7: how much did he pass since midnight?"_s);
    data.gaps[scene.room()] = {{gapAfter, asked.id, true}};
    const model::Quote quote{asked.id, asked.sender, asked.senderName, asked.body};
    model::Message &answer = scene.anna(148, u"600 ml. Weight is up 0.8 kg as well."_s);
    answer.quote = quote;
    answer.corrected = clock.now() - std::chrono::minutes(146);
    answer.reactions = {{u"👍"_s, 3, false, {u"Marek Novák"_s, u"Lea Okafor"_s, u"Priya Raman"_s}},
                        {u"👀"_s, 1, true, {u"Anna Berg"_s}}};
    data.versions[answer.id] = {{answer.time, u"500 ml. Weight is up 0.8 kg as well."_s}};
    model::Message &picture = scene.marek(120, u"His ECG from this morning."_s);
    picture.attachments = {file(u"ecg-bed-7.png"_s, u"image/png"_s, 182'400, FileState::Here, {900, 600})};
    data.files[{picture.id, 0}] = drawnPicture();
    scene.priya(95,
                u"Dosing table: https://wiki.clinic.example/furosemide and, from outside, "
                u"https://clinic.example@dosing.example.net/table"_s);
    model::Message &files = scene.priya(94, u"The list and the form."_s);
    files.attachments = {file(u"shortages-week-47.pdf"_s, u"application/pdf"_s, 2'310'000, FileState::Remote),
                         file(u"order-form.xlsx"_s, u"application/vnd.ms-excel"_s, 48'000, FileState::Fetching),
                         file(u"substitutions.pdf"_s, u"application/pdf"_s, 96'000, FileState::Failed),
                         file(u"installer.exe"_s, u"application/x-msdownload"_s, 70'000'000, FileState::Refused)};
    files.attachments[1].percent = 62;
    files.attachments[3].problem = model::FileProblem::TypeNotAllowed;
    model::Message &own = scene.anna(93, {});
    own.state = model::DeliveryState::Queued;
    own.attachments = {file(u"discharge-letter.pdf"_s, u"application/pdf"_s, 1'240'000, FileState::Sending)};
    own.attachments[0].percent = 42;
    data.canSendFiles = true;
    model::Message &retracted = scene.say(u"jonas", u"Jonas Lindqvist"_s, CareRole::Nurse, 60, {});
    retracted.tombstone = model::Tombstone{false, u"Jonas Lindqvist"_s, clock.now() - std::chrono::minutes(58), {}};
    model::Message &removed = scene.say(u"sofia", u"Sofía Márquez"_s, CareRole::Therapist, 50, {});
    removed.tombstone = model::Tombstone{true, u"Marek Novák"_s, clock.now() - std::chrono::minutes(49),
                                         u"belongs into the consult room"_s};
    model::Message &mention = scene.marek(20, u"@Anna Berg can you repeat the weight at six?"_s);
    mention.mentionsMe = true;
    model::Message &arabic =
        scene.say(u"omar", u"عمر حداد"_s, CareRole::Nurse, 12, u"أستطيع ذلك، سأكون عند المكتب من 13:00"_s);
    data.firstUnread[scene.room()] = arabic.id;
    model::Message &sent = scene.anna(2, u"Yes, at six."_s);
    sent.state = model::DeliveryState::OnDevice;
    scene.anna(1, u"And this one waits."_s).state = model::DeliveryState::Queued;
    model::Message &refused = scene.anna(0, u"This one was refused."_s);
    refused.state = model::DeliveryState::Failed;
    refused.trouble = model::DeliveryTrouble::Refused;
    for (auto &summary : data.conversations) { // the list says what the room says
        if (summary.jid == scene.room()) {
            summary.lastMessage = refused.id;
            summary.lastTime = refused.time;
            summary.lastSenderName = refused.senderName;
            summary.lastBody = refused.body;
        }
    }
}

void fillWithUrgentRows(service::FakeWorkstation &workstation, const Clock &clock)
{
    service::FakeData &data = workstation.data;
    Scene scene(data, clock);
    scene.marek(40, u"Bed 2: please repeat the lactate before the round."_s).urgency = model::Urgency::ActionWithin;
    scene.anna(35, u"Done, 1.4."_s);
    scene.priya(20, u"The dose of bed 9 does not fit the weight that is written there."_s).urgency =
        model::Urgency::Concern;
    scene.marek(6, u"Potassium 6.9 in bed 4. ECG and calcium now, I am on my way."_s).urgency = model::Urgency::Stat;
    model::Message &more = scene.marek(5, u"@Anna Berg please bring the trolley."_s);
    more.urgency = model::Urgency::Stat;
    more.mentionsMe = true;
    model::Message &own = scene.anna(3, u"Second line is out. I need somebody with ultrasound in bed 4."_s);
    own.urgency = model::Urgency::Stat;
    own.state = model::DeliveryState::OnDevice;
    scene.marek(1, u"Thank you, all of you."_s);
}

void fillWithHostileRows(service::FakeWorkstation &workstation, const Clock &clock)
{
    service::FakeData &data = workstation.data;
    Scene scene(data, clock);
    model::Message &stacked =
        scene.marek(90, u"Z\u0300\u0301\u0302\u0303"_s + QString(60'000, QChar(0x0334)) + u"algo"_s);
    stacked.senderName = u"\u202EAnna Berg\nNurse"_s + QString(60'000, u'x');
    scene.priya(80, u"\u202Egnp.exe \u2067אבג (not) reversed\u2069 zero\u200B\u200Bwidth"_s);
    scene.marek(70, u"https://\u0430\u0440\u0440\u04CF\u0435.com/login and https://bank.example@evil.example/"_s);
    scene.priya(60, u"<b>not bold</b> 👩🏽‍⚕️👨‍👩‍👧‍👦🏳️‍🌈 e\u0301\u0323"_s);
    model::Message &loved = scene.marek(50, u"Thousands of reactions"_s);
    for (int i = 0; i < 4'000; ++i) {
        loved.reactions.append({QString(QChar(0x4E00 + i)), 1 + i * 37, i == 2, {}});
    }
    model::Message &lies = scene.priya(40, u"A picture that is none, and one of absurd size"_s);
    lies.attachments = {
        file(u"photo.png"_s, u"image/png"_s, 1'000, FileState::Here),
        file(QString(4'000, u'W') + u".pdf"_s, u"application/pdf"_s, 1'000'000'000'000, FileState::Remote)};
    data.files[{lies.id, 0}] = QByteArrayLiteral("#!/bin/sh\necho\n");
    model::Message &quoting = scene.anna(30, u"Answer"_s);
    quoting.quote = model::Quote{{}, {}, u"\u202ELea\n"_s + QString(5'000, u'n'), QString(200, u'"')};
    scene.marek(20, QString(60'000, u'W'));
}

} // namespace wardline::test
