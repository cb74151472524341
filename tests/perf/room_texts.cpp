// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/room_texts.h"

#include <QStringList>

namespace wardline::perf {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPeople = 14;
constexpr qsizetype kLongest = 64 * 1024;

const QStringList &vocabulary()
{
    static const QStringList kWords =
        u"bed blood pressure stable after the new dose pain patient family called back please check at of and to for "
        u"from with lab result "
        u"potassium sodium infusion rate pump left right leg drain removed dressing dry mobilised physio ready "
        u"discharge letter signed by "
        u"doctor nurse night shift handover oxygen two litres saturation ninety six temperature normal antibiotic given due next evening"_s
            .split(u' ');
    return kWords;
}

const QStringList &otherScripts()
{
    static const QStringList kTexts{u"المريض مستقر، ضغط الدم 120/80 بعد الجرعة الثانية."_s,
                                    u"החולה בחדר 4 ביקש לדבר עם הרופא the attending לפני הניתוח."_s,
                                    u"患者は安静にしています。次の採血は16時です。"_s,
                                    u"Пациент просит обезболивающее, последняя доза в 14:20."_s,
                                    u"रोगी को दर्द कम है, अगली दवा शाम को।"_s,
                                    u"Ο ασθενής κοιμάται ήσυχα, σφύξεις 72."_s};
    return kTexts;
}

} // namespace

RoomTexts::RoomTexts(Kind kind, model::Jid room, model::Jid self, Instant begin)
    : m_kind(kind)
    , m_room(std::move(room))
    , m_self(std::move(self))
    , m_time(begin)
{
}

model::Message RoomTexts::next()
{
    model::Message message;
    if (m_inARow-- <= 0) {
        m_sender = int(m_random() % kPeople);
        m_inARow = int(m_random() % 4);
    }
    m_time += std::chrono::seconds(30 + m_random() % (m_inARow > 0 ? 60 : 700));
    message.conversation = m_room;
    message.isOwn = m_sender % 7 == 0;
    message.sender = message.isOwn ? m_self : *model::Jid::parse(u"person%1@relay.example"_s.arg(m_sender));
    message.senderName = u"Person %1"_s.arg(m_sender);
    message.role.role = m_sender % 3 == 0 ? model::CareRole::Physician
        : m_sender % 3 == 1               ? model::CareRole::Nurse
                                          : model::CareRole::Pharmacist;
    message.state = message.isOwn ? model::DeliveryState::OnRelay : model::DeliveryState::Received;
    message.time = m_time;
    message.originId = u"%1-%2"_s.arg(m_room.local()).arg(m_count, 12, 10, QLatin1Char('0'));
    message.stanzaId = u"archive-%1"_s.arg(message.originId);
    if (m_kind == Kind::Hostile && m_count % 3 == 0) {
        message.body = hostileBody();
        if (m_count % 6 == 0) {
            message.senderName = u"\u202ePerson\u2066 of many words "_s + QString(900, u'x');
        }
    } else {
        message.body = ordinaryBody();
    }
    ++m_count;
    return message;
}

QString RoomTexts::words(int count)
{
    QString text;
    for (int i = 0; i < count; ++i) {
        const QString &word = vocabulary().at(qsizetype(m_random() % quint64(vocabulary().size())));
        text += (i == 0 ? QString() : m_random() % 11 == 0 ? u". "_s : u" "_s) + word;
    }
    return text;
}

QString RoomTexts::ordinaryBody()
{
    switch (m_random() % 40) {
    case 0:
        return words(250) + u"\n\n"_s + words(60) + u"\n- "_s + words(6) + u"\n- "_s + words(7);
    case 1:
    case 2:
        return otherScripts().at(qsizetype(m_random() % quint64(otherScripts().size()))) + u' ' + words(4);
    case 3:
        return words(5) + u" 👍🏽 👩🏽‍⚕️ 🫀 "_s + words(3);
    case 4:
        return u"👍"_s;
    case 5:
        return words(4) + u" https://intranet.clinic.example/guidelines/anticoagulation?version=12#dose "_s + words(3);
    case 6:
    case 7:
    case 8:
        return words(60);
    case 9:
    case 10:
    case 11:
    case 12:
    case 13:
        return words(1 + int(m_random() % 2));
    default:
        return words(4 + int(m_random() % 18));
    }
}

/// Up to the longest body that the cache takes.
QString RoomTexts::hostileBody() const
{
    const auto repeated = [](const QString &part) {
        const qsizetype times = kLongest / part.toUtf8().size();
        return part.repeated(times);
    };
    switch (m_count / 3 % 8) {
    case 0:
        return repeated(u"W"_s); // one word
    case 1:
        return repeated(u"\n"_s);
    case 2:
        return repeated(u"e\u0301\u0323\u0489"_s); // marks on marks
    case 3:
        return repeated(u"\u202e\u2066a\u2069\u202c"_s); // a turn of direction each letter
    case 4:
        return repeated(u"👩🏽‍⚕️"_s);
    case 5:
        return repeated(u"\u200b\u200d\u2060"_s); // nothing to see
    case 6:
        return repeated(u"مرحبا hello שלום "_s);
    default:
        return repeated(u"https://a.example/ "_s);
    }
}

} // namespace wardline::perf
