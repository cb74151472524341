// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/thread_key_worker.h"

#include <QPromise>
#include <QRunnable>

namespace wardline::auth {

namespace {

class Derivation final : public QRunnable
{
public:
    Derivation(SecretBytes password, QByteArray salt, crypto::ScryptCost cost)
        : m_password(std::move(password))
        , m_salt(std::move(salt))
        , m_cost(cost)
    {
        m_promise.start();
    }
    [[nodiscard]] QFuture<Result<SecretBytes>> future() const { return m_promise.future(); }
    void run() override
    {
        Result<SecretBytes> key = crypto::deriveFromPassword(m_password, m_salt, m_cost);
        m_password.clear();
        m_promise.addResult(std::move(key));
        m_promise.finish();
    }

private:
    SecretBytes m_password;
    QByteArray m_salt;
    crypto::ScryptCost m_cost;
    QPromise<Result<SecretBytes>> m_promise;
};

} // namespace

ThreadKeyWorker::ThreadKeyWorker()
{
    m_pool.setMaxThreadCount(1);
}

QFuture<Result<SecretBytes>> ThreadKeyWorker::derive(SecretBytes password, QByteArray salt, crypto::ScryptCost cost)
{
    auto *derivation = new Derivation(std::move(password), std::move(salt), cost);
    QFuture<Result<SecretBytes>> future = derivation->future();
    m_pool.start(derivation); // the pool owns and deletes it
    return future;
}

} // namespace wardline::auth
