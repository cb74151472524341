// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"

#include <QTextCursor>

#include <vector>

namespace wardline::ui {

/// The people who are named in the text that is being written. A mention holds while its words stand there unchanged:
/// who deletes or changes a letter of it names nobody any more.
class WrittenMentions
{
public:
    /// More than this a message does not name.
    static constexpr std::size_t kMost = 64;

    /// `at` stands before the "@", and the words from there on name the person.
    void add(const QTextCursor &at, const QString &words, const model::Jid &person);
    void clear() { m_all.clear(); }

    /// Those that hold, in the order of the text; none overlaps another.
    [[nodiscard]] QList<service::Mention> present() const;
    /// Whether a place lies within one that holds.
    [[nodiscard]] bool covers(int position) const;
    /// Those in a stretch of the text.
    [[nodiscard]] QList<service::Mention> within(int start, int length) const;

private:
    struct Written
    {
        QTextCursor at; ///< moves with the text before it
        QString words;
        model::Jid person;
    };

    [[nodiscard]] static bool holds(const Written &written);

    std::vector<Written> m_all;
};

} // namespace wardline::ui
