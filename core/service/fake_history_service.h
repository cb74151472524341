// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/history_service.h"

#include <QPromise>
#include <QStringList>

#include <functional>
#include <memory>

namespace wardline::service {

/// Histories in memory and scripted: answers at once unless `isHeld`.
class FakeHistoryService final : public HistoryService
{
public:
    [[nodiscard]] std::vector<SecretBytes> newBackupWords() override
    {
        std::vector<SecretBytes> result;
        for (const QString &word : words) {
            result.push_back(SecretBytes::copyOf(word.toUtf8()));
        }
        return result;
    }
    [[nodiscard]] TypedBackupWords checkBackupWords(QByteArrayView typed) const override
    {
        const QStringList given = QString::fromUtf8(typed).simplified().toLower().split(u' ', Qt::SkipEmptyParts);
        TypedBackupWords result;
        for (qsizetype i = 0; i < given.size(); ++i) {
            if (i >= words.size() || given.at(i) != words.at(i)) {
                const bool isUnfinished =
                    i + 1 == given.size() && i < words.size() && words.at(i).startsWith(given.at(i));
                result.wrongAt = isUnfinished ? 0 : static_cast<int>(i) + 1;
                break;
            }
            ++result.complete;
        }
        result.isChecked = given == words;
        return result;
    }
    [[nodiscard]] QFuture<Result<BackupSummary>> backUp(const QString &path, SecretBytes typed) override
    {
        lastPath = path;
        lastWords = QString::fromUtf8(typed.view());
        return begin(HistoryTask::BackingUp, m_backup, backupAnswer);
    }
    [[nodiscard]] QFuture<Result<RestoreSummary>> restore(const QString &path, SecretBytes typed,
                                                          bool mayBeOlder) override
    {
        lastPath = path;
        lastWords = QString::fromUtf8(typed.view());
        lastMayBeOlder = mayBeOlder;
        return begin(HistoryTask::Restoring, m_restore, restoreAnswer);
    }
    void cancelTask() override
    {
        ++cancelled;
        backupAnswer = failure(HistoryFault::Cancelled);
        restoreAnswer = failure(HistoryFault::Cancelled);
        release();
    }
    [[nodiscard]] HistoryTask task() const override { return m_task; }
    [[nodiscard]] int taskPercent() const override { return percent; }
    [[nodiscard]] bool mayBackUp() const override { return isAllowed; }
    [[nodiscard]] RoamingState roaming() const override { return roamingState; }
    [[nodiscard]] int devicesToAsk() const override { return devices; }
    void lookForDevices() override { Q_EMIT handOverChanged(); }
    void askOwnDevices(std::chrono::hours range) override
    {
        askedRange = range;
        setHandOver({HandOverState::Kind::Asking, 0, 0, HistoryFault::Failed, devices});
    }
    void cancelHandOver() override { setHandOver({}); }
    [[nodiscard]] HandOverState handOver() const override { return m_handOver; }
    [[nodiscard]] QString ownFingerprint() const override { return fingerprint; }
    [[nodiscard]] std::optional<HandOverRequest> request() const override { return m_request; }
    void answerRequest(const QString &id, bool isAllowedNow) override
    {
        answers.append({id, isAllowedNow});
        setRequest(std::nullopt);
    }

    void setRoaming(const RoamingState &state)
    {
        roamingState = state;
        Q_EMIT roamingChanged();
    }
    void setHandOver(const HandOverState &state)
    {
        m_handOver = state;
        Q_EMIT handOverChanged();
    }
    void setRequest(const std::optional<HandOverRequest> &request)
    {
        m_request = request;
        Q_EMIT requestChanged();
    }
    void setPercent(int value)
    {
        percent = value;
        Q_EMIT taskChanged();
    }
    /// Answers what is held.
    void release()
    {
        m_task = HistoryTask::None;
        answer(m_backup, backupAnswer);
        answer(m_restore, restoreAnswer);
        Q_EMIT taskChanged();
    }

    QStringList words{QStringLiteral("abandon ").repeated(23).split(u' ', Qt::SkipEmptyParts)
                      + QStringList{QStringLiteral("art")}};
    Result<BackupSummary> backupAnswer{BackupSummary{}};
    Result<RestoreSummary> restoreAnswer{RestoreSummary{}};
    bool isHeld = false;
    bool isAllowed = true;
    int percent = 0;
    int cancelled = 0;
    int devices = 0;
    RoamingState roamingState;
    std::chrono::hours askedRange{};
    QList<std::pair<QString, bool>> answers;
    QString fingerprint;
    QString lastPath;
    QString lastWords;
    bool lastMayBeOlder = false;

private:
    template <typename T>
    QFuture<Result<T>> begin(HistoryTask task, std::shared_ptr<QPromise<Result<T>>> &promise, const Result<T> &ready)
    {
        promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        m_task = task;
        Q_EMIT taskChanged();
        if (!isHeld) {
            m_task = HistoryTask::None;
            answer(promise, ready);
            Q_EMIT taskChanged();
        }
        return future;
    }
    template <typename T>
    static void answer(std::shared_ptr<QPromise<Result<T>>> &promise, const Result<T> &value)
    {
        if (const auto waiting = std::exchange(promise, nullptr)) {
            waiting->addResult(value);
            waiting->finish();
        }
    }

    HistoryTask m_task = HistoryTask::None;
    HandOverState m_handOver;
    std::optional<HandOverRequest> m_request;
    std::shared_ptr<QPromise<Result<BackupSummary>>> m_backup;
    std::shared_ptr<QPromise<Result<RestoreSummary>>> m_restore;
};

} // namespace wardline::service
