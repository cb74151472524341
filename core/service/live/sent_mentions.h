// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/session_parts.h"
#include "core/service/message_service.h"

#include <QObject>

#include <deque>

namespace wardline::service {

/// Whom the newest own messages name, so that one that failed is sent again with the same people named. In the
/// encrypted cache; addresses and places in the text, no text. Main thread.
class SentMentions final : public QObject
{
    Q_OBJECT
public:
    explicit SentMentions(SessionParts &parts, QObject *parent = nullptr);

    /// A message under this origin-id names these now; none: it names nobody any more.
    void note(const QString &originId, const QList<Mention> &mentions);
    /// Those of a message whose text is so long.
    [[nodiscard]] QList<Mention> of(const QString &originId, qsizetype textLength) const;

private:
    struct Entry
    {
        QString originId;
        QList<Mention> mentions;
    };

    void take(const QByteArray &stored);
    void save();

    SessionParts &m_parts;
    std::deque<Entry> m_entries; ///< oldest first
};

} // namespace wardline::service
