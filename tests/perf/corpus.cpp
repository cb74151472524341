// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/corpus.h"

#include <QSet>

namespace wardline::perf {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWords = 20000;

} // namespace

Corpus::Corpus()
{
    static constexpr std::array<const char *, 24> kSyllables {"ba", "ce", "di", "fo", "gu", "ha", "le", "mi", "no", "pu", "ra", "se",
                                                              "ti", "vo", "an", "er", "in", "os", "ul", "ta", "ke", "li", "mo", "su"};
    QSet<QString> seen;
    std::vector<double> weights;
    while (m_words.size() < kWords) {
        QString word;
        const int syllables = 1 + int(m_random() % 4);
        for (int i = 0; i < syllables; ++i) {
            word += QLatin1StringView(kSyllables.at(m_random() % kSyllables.size()));
        }
        if (!seen.contains(word)) {
            seen.insert(word);
            m_words.append(word);
            weights.push_back(1.0 / double(m_words.size()));
        }
    }
    m_choice = std::discrete_distribution<int>(weights.begin(), weights.end());
    for (int i = 0; i < 201; ++i) {
        m_rooms.append(*model::Jid::parse(u"room%1@rooms.clinic.example"_s.arg(i)));
    }
    for (int i = 0; i < 300; ++i) {
        m_people.append(*model::Jid::parse(u"person%1@clinic.example"_s.arg(i)));
    }
}

model::Jid Corpus::bigRoom()
{
    return *model::Jid::parse(u"room0@rooms.clinic.example");
}

model::Message Corpus::next()
{
    model::Message message;
    message.conversation = m_rooms.at(m_random() % 2 ? 0 : 1 + m_random() % 200);
    message.sender = m_people.at(m_random() % m_people.size());
    message.senderName = message.sender.local();
    message.role.role = model::CareRole::Nurse;
    // 2020-01-01 and on.
    message.time = Instant(std::chrono::milliseconds(1577836800000 + m_count * 6000));
    message.originId = u"origin-%1-abcdefghijkl"_s.arg(m_count, 12);
    message.stanzaId = u"stanza-%1-abcdefghijkl"_s.arg(m_count, 12);
    const int words = 3 + int(m_random() % 18);
    for (int i = 0; i < words; ++i) {
        message.body += (i ? u" "_s : QString()) + m_words.at(m_choice(m_random));
    }
    ++m_count;
    return message;
}

} // namespace wardline::perf
