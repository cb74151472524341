// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/roaming_bundle.h"
#include "core/service/live/background.h"
#include "core/service/live/roaming_node.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace wardline::service {

/// Keeps this workstation's bundle of the last hours on the relay true: some time after something changed it is read
/// from the cache, what changed is sealed, and sent in quiet moments; what is sealed already goes out at once when the
/// session ends. Parts that did not change stay where they are. Main thread.
class RoamingKeep final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kPrepareAfter{20};
    static constexpr std::chrono::minutes kSendEvery{10};

    RoamingKeep(SessionParts &parts, RoamingNode &node, QString device);
    ~RoamingKeep() override;

    /// What lies on the relay for this workstation was seen: from here on it is kept. `seen`: versions of the others'.
    void begin(const SecretBytes &root, const std::optional<RoamingItem> &own, const QHash<QString, quint64> &seen);
    /// Something was written, changed or taken back.
    void noteChange();
    /// Sends what is sealed, without waiting for answers: the session ends.
    void sendAtOnce();
    /// Seals and sends what changed, now. `done` when the relay has it, or that failed.
    void flush(std::function<void()> done);
    /// The policy says no: what this workstation kept there goes. `done` when the relay has said so of everything;
    /// after an error all of it has to be asked for again.
    void withdraw(std::function<void(Status)> done);
    /// Whether something of this workstation may lie there, as far as the cache knows.
    void isSomethingKept(std::function<void(bool)> done);

    [[nodiscard]] std::optional<Instant> kept() const { return m_keptAt; }

Q_SIGNALS:
    void changed();
    /// What lay on the relay for this workstation is not what it last kept there.
    void foundRolledBack();

private:
    struct Prepared
    {
        history::RoamingIndex index; ///< with the digests of the content
        RoamingItem item;
        QList<std::pair<QString, QByteArray>> chunks; ///< new ones
        QStringList obsolete;
    };
    struct Reading;

    void loadOwn(std::function<void()> done);
    void clean();
    void saveOwn(bool isConfirmed);
    void compare(const std::optional<RoamingItem> &own);
    void prepare();
    void readOn(const std::shared_ptr<Reading> &reading);
    void seal(const std::shared_ptr<Reading> &reading);
    void onSealed(const Result<Prepared> &prepared);
    void sendSoon();
    void send();
    void noteLoose(const Prepared &prepared);
    void sendChunk(qsizetype number);
    void endSend(const Status &status);
    void endFlush();
    [[nodiscard]] Instant horizon() const;

    SessionParts &m_parts;
    RoamingNode &m_node;
    QString m_device;
    Background m_background;
    std::unique_ptr<Timer> m_prepareTimer;
    std::unique_ptr<Timer> m_sendTimer;
    std::unique_ptr<Timer> m_oldTimer; ///< with a message that is too old by now, the bundle is another
    SecretBytes m_root;
    QByteArray m_bundle; ///< id of what lies there
    history::RoamingIndex m_own; ///< what lies there as far as we know
    quint64 m_confirmed = 0; ///< version that the relay said it has
    QStringList
        m_loose; ///< chunks that may lie there and do not belong to `m_own`, or may not be there although they do
    QHash<QString, quint64> m_seen;
    std::optional<Prepared> m_prepared;
    std::optional<MonotonicInstant> m_sentAt;
    std::optional<Instant> m_keptAt;
    std::function<void()> m_flushed;
    bool m_isReady = false; ///< what lay there is known
    bool m_isDirty = false;
    bool m_isPreparing = false;
    bool m_isSending = false;
    bool m_isCleaning = false;
};

} // namespace wardline::service
