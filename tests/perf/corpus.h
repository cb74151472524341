// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/message_store.h"

#include <QStringList>

#include <random>

namespace wardline::perf {

/// Invented traffic of a clinic, the same in every run: words drawn as in real text (the n-th most common one n times rarer than
/// the first), half of all messages in one room, the rest over 200 rooms, 300 people.
class Corpus
{
public:
    Corpus();
    /// The next message; ids ascend, six seconds apart.
    [[nodiscard]] model::Message next();
    [[nodiscard]] QString word(int rank) const { return m_words.at(rank); }
    [[nodiscard]] static model::Jid bigRoom();

private:
    std::mt19937 m_random {20260101};
    QStringList m_words;
    std::discrete_distribution<int> m_choice;
    QList<model::Jid> m_rooms;
    QList<model::Jid> m_people;
    qint64 m_count = 0;
};

} // namespace wardline::perf
