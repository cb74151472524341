// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/hand_over.h"
#include "core/service/live/history_backup.h"
#include "core/service/live/history_merger.h"
#include "core/service/live/history_roaming.h"

namespace wardline::service {

/// How an open session's messages follow their person: each way is a part of its own, made and gone with the session.
/// Main thread.
class LiveHistoryService final : public HistoryService
{
    Q_OBJECT
public:
    LiveHistoryService(SessionParts &parts, LiveRoomService &rooms, LiveMessageService &messages, QObject *parent);
    ~LiveHistoryService() override;

    // HistoryService
    [[nodiscard]] std::vector<SecretBytes> newBackupWords() override;
    [[nodiscard]] TypedBackupWords checkBackupWords(QByteArrayView typed) const override;
    [[nodiscard]] QFuture<Result<BackupSummary>> backUp(const QString &path, SecretBytes words) override;
    [[nodiscard]] QFuture<Result<RestoreSummary>> restore(const QString &path, SecretBytes words,
                                                          bool mayBeOlder) override;
    void cancelTask() override { m_backup.cancel(); }
    [[nodiscard]] HistoryTask task() const override { return m_backup.task(); }
    [[nodiscard]] int taskPercent() const override { return m_backup.percent(); }
    [[nodiscard]] bool mayBackUp() const override;
    [[nodiscard]] RoamingState roaming() const override { return m_roaming.state(); }
    [[nodiscard]] int devicesToAsk() const override { return m_handOver.devices(); }
    void lookForDevices() override { m_handOver.lookForDevices(); }
    void askOwnDevices(std::chrono::hours range) override { m_handOver.ask(range); }
    void cancelHandOver() override { m_handOver.cancel(); }
    [[nodiscard]] HandOverState handOver() const override { return m_handOver.state(); }
    [[nodiscard]] QString ownFingerprint() const override { return m_handOver.ownFingerprint(); }
    [[nodiscard]] std::optional<HandOverRequest> request() const override { return m_handOver.request(); }
    void answerRequest(const QString &id, bool isAllowed) override { m_handOver.answer(id, isAllowed); }

    /// What another device of ours says to this one; false for any other message.
    [[nodiscard]] bool take(const xmpp::MessageStanza &message) { return m_handOver.take(message); }
    void caughtUp() { m_roaming.caughtUp(); }
    void disconnected()
    {
        m_roaming.disconnected();
        m_handOver.disconnected();
    }
    void aboutToClose()
    {
        m_roaming.aboutToClose();
        m_handOver.cancel(); // what it put onto the relay goes
    }
    void flush(std::function<void()> done) { m_roaming.flush(std::move(done)); }
    [[nodiscard]] bool isRoamingSettled() const { return m_roaming.isSettled(); }

private:
    SessionParts &m_parts;
    HistoryMerger m_merger;
    HistoryBackup m_backup;
    HistoryRoaming m_roaming;
    HandOver m_handOver;
};

} // namespace wardline::service
