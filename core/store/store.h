// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/store/attachment_store.h"
#include "core/store/conversation_store.h"
#include "core/store/message_store.h"
#include "core/store/outbox_store.h"
#include "core/store/profile_lock.h"
#include "core/store/search_store.h"
#include "core/store/settings_store.h"
#include "core/store/store_error.h"
#include "core/store/store_threads.h"

#include <QFuture>
#include <QString>

namespace wardline::store {

/// The encrypted cache of one profile: everything that is kept of conversations, in one SQLCipher file.
///
/// Owns two threads: one connection writes, a second one that cannot write reads, so that paging never waits behind a batch. What
/// was written is seen by every read that is asked after the write's future finished. Made once per profile; opened at sign-in and
/// unlock, closed at lock. The parts are valid as long as the store, also while it is closed. Any thread.
class Store
{
public:
    /// The clock measures how long statements take, for the log of slow ones (by name only).
    explicit Store(const Clock &clock, StatementWatch *watch = nullptr);
    /// Finishes what was asked, closes and joins the threads. Blocks; close() first where that matters.
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Opens the file, or makes it if it does not exist (readable by its owner only), and brings its schema up to date. The key is
    /// 32 bytes (InvalidInput) and wiped after use. Both connections are open afterwards, or none: WrongKey, Damaged, ReadOnly,
    /// TooNew, InUse (the lock is not for this folder), DiskFull, IoFailed. Calls may be made at once; they wait for their
    /// connection, and a read does not wait for the writer's.
    QFuture<Status> open(QString path, SecretBytes key, const ProfileLock &lock);
    /// Finishes the writes that were asked before, interrupts reads, closes both connections and drops their keys. Later calls
    /// fail with Closed. Fine if not open.
    QFuture<Status> close();

    /// Moves a damaged or foreign file and what belongs to it aside, next to it, so that a fresh one can be made; the new name.
    /// The store must be closed. The content stays encrypted.
    [[nodiscard]] static Result<QString> quarantine(const QString &path, Instant now, const ProfileLock &lock);

    [[nodiscard]] MessageStore &messages() { return m_messages; }
    [[nodiscard]] AttachmentStore &attachments() { return m_attachments; }
    [[nodiscard]] OutboxStore &outbox() { return m_outbox; }
    [[nodiscard]] ConversationStore &conversations() { return m_conversations; }
    [[nodiscard]] SearchStore &search() { return m_search; }
    [[nodiscard]] SettingsStore &settings() { return m_settings; }
    /// For tests and for use cases that combine tables in one transaction.
    [[nodiscard]] StoreThreads &threads() { return m_threads; }

private:
    StoreThreads m_threads;
    MessageStore m_messages;
    AttachmentStore m_attachments;
    OutboxStore m_outbox;
    ConversationStore m_conversations;
    SearchStore m_search;
    SettingsStore m_settings;
};

} // namespace wardline::store
