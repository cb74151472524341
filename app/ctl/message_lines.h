// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "core/model/message.h"
#include "core/service/message_alteration.h"

#include <QList>

#include <functional>
#include <optional>

namespace wardline::ctl {

/// In UTC, to the millisecond.
[[nodiscard]] QString isoTime(Instant time);

/// The id by which scripts know a message: the sender's own (XEP-0359 origin-id), the same for everybody who has the
/// message; the archive's where the sender gave none.
[[nodiscard]] QString publicId(const model::Message &message);

/// Folded: for people, many messages that cannot be read for one reason are one line. Scripts (--json) get each.
enum class Folding { EachByItself, Folded };

/// Prints messages in this order, each as one line; `done` when the last one is out.
void printAll(SessionContext &context, const QList<model::Message> &messages, std::function<void()> done,
              Folding folding = Folding::EachByItself);

/// Prints what somebody did to a message, as one line with the key "change"; `message` is what has become of it.
void printChange(SessionContext &context, const service::MessageAlteration &change, const model::Message &message);

/// The message with this public id, looked for from the newest backward; nothing when the cache has none.
void findMessage(SessionContext &context, const model::Jid &conversation, const QString &id,
                 std::function<void(std::optional<model::Message>)> found);

/// The conversation that one of two options names; nothing for both, none, or what is no bare address.
[[nodiscard]] std::optional<model::Jid> conversationFrom(Words &words, const QString &room, const QString &person);

/// Everybody after --leave-out: JID, or JID/DEVICE for one of several devices. Nothing where one is no address.
[[nodiscard]] std::optional<QList<model::DeviceAddress>> leftOutBy(Words &words);

/// Behind an error: who could not read it, and why.
void sayObstacles(SessionContext &context, const model::Jid &conversation, const Error &error);

/// Says why not, and ends.
void refuse(SessionContext &context, const Error &error, const Finish &finish);

} // namespace wardline::ctl
