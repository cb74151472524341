// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/bare_cache.h"

#include "core/base/system_clock.h"
#include "core/store/message_store.h"
#include "core/store/profile_lock.h"
#include "core/store/store.h"
#include "tests/perf/corpus.h"

namespace wardline::perf {

void makeBareCache(const QString &folder, const QString &path, const QByteArray &key)
{
    const SystemClock clock;
    const auto lock = std::move(*store::ProfileLock::acquire(folder));
    store::Store fresh(clock);
    fresh.open(path, SecretBytes::copyOf(QByteArrayView(key)), *lock).waitForFinished();
    store::IncomingBatch batch;
    Corpus corpus;
    for (int i = 0; i < 5000; ++i) {
        const model::Message message = corpus.next();
        batch.messages.append({message, message.conversation});
    }
    fresh.messages().insert(std::move(batch)).waitForFinished();
    fresh.close().waitForFinished();
}

} // namespace wardline::perf
