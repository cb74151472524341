// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/system_clock.h"
#include "core/store/message_place.h"
#include "core/store/store.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace wardline::store::test {

using namespace Qt::StringLiterals;

/// Tests may wait: the answer of a store call.
template <typename T>
T answer(QFuture<T> future)
{
    future.waitForFinished();
    return future.takeResult();
}

/// The value of a call that must succeed; the test fails with the error otherwise.
template <typename T>
T valueOf(QFuture<Result<T>> future)
{
    Result<T> result = answer(std::move(future));
    if (!result) {
        QTest::qFail(qPrintable(result.error().toLogString()), __FILE__, __LINE__);
        return T();
    }
    return std::move(*result);
}

template <typename T>
bool succeeds(const Result<T> &status)
{
    if (!status) {
        qWarning("%s", qPrintable(status.error().toLogString()));
    }
    return status.has_value();
}

template <typename T>
bool failsWith(const Result<T> &result, StoreError error)
{
    if (result) {
        qWarning("succeeded");
        return false;
    }
    if (!result.error().is(error)) {
        qWarning("other error: %s", qPrintable(result.error().toLogString()));
        return false;
    }
    return true;
}

inline SecretBytes keyOf(unsigned char value)
{
    SecretBytes key(32);
    for (std::byte &byte : key.span()) {
        byte = std::byte(value++);
    }
    return key;
}

inline model::Jid jid(QStringView text)
{
    return model::Jid::parse(text).value();
}

inline Instant at(qint64 milliseconds)
{
    // 2026-01-01T00:00:00Z and so much later.
    return Instant(std::chrono::milliseconds(1767225600000 + milliseconds));
}

/// An open store in a folder of its own.
class StoreFixture
{
public:
    explicit StoreFixture(StatementWatch *watch = nullptr)
        : lock(std::move(*ProfileLock::acquire(folder.path())))
        , store(std::make_unique<Store>(clock, watch))
    {
    }
    [[nodiscard]] QString path() const { return folder.filePath(u"cache.db"_s); }
    [[nodiscard]] Status open(unsigned char key = 1) { return answer(store->open(path(), keyOf(key), *lock)); }
    [[nodiscard]] Status close() { return answer(store->close()); }

    SystemClock clock;
    QTemporaryDir folder;
    std::unique_ptr<ProfileLock> lock;
    std::unique_ptr<Store> store;
};

inline const model::Jid kRoom = jid(u"ward4@rooms.clinic.example");
inline const model::Jid kOtherRoom = jid(u"icu@rooms.clinic.example");
inline const model::Jid kSelf = jid(u"nora@clinic.example");
inline const model::Jid kAmal = jid(u"amal@clinic.example");
inline const model::Jid kBoris = jid(u"boris@clinic.example");

inline model::Message message(const model::Jid &room, const model::Jid &sender, QString body, Instant time, QString originId = {},
                              QString stanzaId = {})
{
    model::Message message;
    message.conversation = room;
    message.sender = sender;
    message.senderName = sender.local();
    message.isOwn = sender == kSelf;
    message.state = message.isOwn ? model::DeliveryState::OnRelay : model::DeliveryState::Received;
    message.time = time;
    message.body = std::move(body);
    message.originId = std::move(originId);
    message.stanzaId = std::move(stanzaId);
    return message;
}

inline IncomingMessage incoming(const model::Message &message)
{
    return {message, message.stanzaId.isEmpty() ? model::Jid() : message.conversation};
}

inline IncomingBatch batchOf(const QList<model::Message> &messages, Placement placement = Placement::Newer)
{
    IncomingBatch batch;
    batch.placement = placement;
    for (const model::Message &each : messages) {
        batch.messages.append(incoming(each));
    }
    return batch;
}

inline QStringList bodies(const QList<model::Message> &messages)
{
    QStringList list;
    for (const model::Message &each : messages) {
        list.append(each.body);
    }
    return list;
}

} // namespace wardline::store::test
