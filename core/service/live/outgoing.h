// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/encryption_state.h"
#include "core/service/live/stanza_sealer.h"
#include "core/xml/element.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace wardline::service {

/// Something that is to leave: what the relay needs in order to bring it, and what it says. Only the latter is
/// encrypted.
struct Outgoing
{
    xml::Element outer; ///< address, ids, hints
    QList<xml::Element> content; ///< text and all that belongs to it
    QString legacyBody; ///< what 0.3 devices read; empty: nothing
    /// Not written yet: only whether everybody could read it is looked at, and this stands in the outbox for it.
    QByteArray placeholder{};
    /// Not sent when others belong to the room by then; what is done to a message goes to whoever got that.
    bool isForThoseOfNow = true;
    /// When a person asked for it; absent: just now. What is older than a question answers none.
    std::optional<MonotonicInstant> chosen{};
    bool isByPerson = true; ///< somebody asked for it just now; false: the program by itself, which answers no question
};

/// How it leaves.
struct Leaving
{
    store::SealStanza seal; ///< makes the stanza, in the transaction that stores what is sent
    std::shared_ptr<SealReport> report; ///< null where it goes in the clear
    model::EncryptionState state = model::EncryptionState::NotEncrypted;
};

/// In the clear.
[[nodiscard]] Leaving openly(const Outgoing &outgoing);

} // namespace wardline::service
