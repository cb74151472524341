// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"
#include "core/store/archive_range.h"
#include "core/store/database.h"
#include "core/store/sealed_stanza.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace wardline::store {

/// A result of an archive that was known before.
struct ArchiveCommon
{
    QString id;
    Instant time{};
};

/// What was read of an archive in this session, from its newest result backward, before the last page is stored.
struct ArchiveView
{
    model::Jid archive; ///< the room's or the own account's bare address
    bool isRoom = false;
    QStringList ids; ///< of all results, in any order
    QSet<QString> originIds; ///< what their senders call them
    /// Its newest stretch as it was before this session, or one that was cut before it was compared; nothing: look it up.
    std::optional<ArchiveJudging> known;
    bool isWhole = false; ///< there is nothing older
    Instant before{}; ///< what was written from then on is of this session, and is not judged
    std::optional<Instant> oldest{}; ///< the earliest stamp of all results; nothing: none bore one
    qsizetype compared = 0; ///< so many of `ids`, from the first, were looked up for an earlier page
    std::optional<ArchiveCommon> common{}; ///< the newest that was known before, among those
    int pages = 1;
};

/// What an archive had and has no more.
struct ArchiveLoss
{
    bool isJudged = false; ///< false: nothing is in common yet, an older page must tell
    std::optional<ArchiveJudging> known; ///< for the next view
    std::optional<ArchiveCommon> common{}; ///< for the next view
    /// The newest result that both know, where what we knew went further: the archive ends there as far as it is known.
    QString endsAt{};
    Instant endTime{};
    bool isForgotten = false; ///< nothing of what was known is there
    QList<model::MessageId> own{}; ///< messages of ours that the relay had said it had, oldest first
};

/// How long ago what an archive does not know any more may be, to have been lost rather than to have expired.
inline constexpr std::chrono::hours kLostWithin{48};

/// How far a view reaches back behind the newest result that both know before anything is called lost: archives stamp
/// whole seconds, and messages bear the clock of whoever wrote them until they come back, so what seems newer than that
/// result may lie on the page before it.
inline constexpr std::chrono::minutes kSurelyOlder{2};

/// Compares an archive with what is known of it. A relay whose data went back to a backup, or that died before its disk
/// had everything, has forgotten the newest of what it had acknowledged: what of ours lies behind the newest result
/// that both know (by the archive's own ids: what was offered again has new ones), and is not among the results, is
/// lost. Only where something was seen in that archive before. What was offered again and is not there the next time is
/// not offered for ever: the archive does not keep such messages.
[[nodiscard]] Result<ArchiveLoss> judgeArchive(ReadableDatabase &database, const ArchiveView &view);

/// A message to offer again, and what makes its stanza.
struct Reoffer
{
    model::MessageId message;
    SealStanza seal;
};

/// Queues them again under their old origin-ids, before whatever of the same conversations waits already, so that
/// nothing that was written later overtakes them. Their places in the archive are forgotten. `refused` are those whose
/// stanza could not be made.
[[nodiscard]] Result<QList<model::MessageId>> reofferMessages(WritableDatabase &database,
                                                              const QList<Reoffer> &messages);

} // namespace wardline::store
