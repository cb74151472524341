// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/first_sight.h"

#include "core/service/live/futures.h"
#include "core/store/message_place.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {
const QString kKey = u"first-start"_s;
}

FirstSight::FirstSight(const SessionParts &parts)
    : m_parts(parts)
{
}

void FirstSight::load(bool isEmpty)
{
    if (isEmpty) {
        m_firstStart = m_parts.environment.clock.now();
        const QByteArray text = QByteArray::number(qint64(m_firstStart.time_since_epoch().count()));
        (void)m_parts.store().settings().setValue(kKey, text);
        return;
    }
    afterwards(m_parts.store().settings().value(kKey), this, [this](const Result<std::optional<QByteArray>> &stored) {
        if (stored && *stored) {
            m_firstStart = Instant(std::chrono::milliseconds((*stored)->toLongLong()));
        }
    });
}

void FirstSight::start(const model::Jid &conversation, Instant until)
{
    if (until > Instant()) {
        (void)m_parts.store().conversations().markRead(conversation, store::firstIdAt(until));
    }
}

} // namespace wardline::service
