// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/service/live/session_parts.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>

#include <functional>

namespace wardline::service {

/// Which devices somebody here let into a conversation although the organisation stands for none of them: a phone, by
/// choice. Each with the identity key that it had then, so that another one in its place is not let in. Kept in the
/// encrypted cache, each choice audited. Main thread.
class Admissions final : public QObject
{
public:
    static constexpr qsizetype kMaxOfConversation = 64;

    Admissions(SessionParts &parts, QObject *parent = nullptr);

    /// Reads what was kept; until then nobody is let in.
    void load(std::function<void()> done);
    [[nodiscard]] QHash<model::DeviceAddress, QByteArray> of(const model::Jid &conversation) const;
    /// NotAllowed beyond kMaxOfConversation, or where all of them together find no more room.
    [[nodiscard]] Status set(const model::Jid &conversation, const model::DeviceAddress &device,
                             const QByteArray &identityKey, bool isAdmitted);

private:
    SessionParts &m_parts;
    QJsonObject m_kept; ///< conversation -> array of {person, device, key}
};

} // namespace wardline::service
