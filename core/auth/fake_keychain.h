// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/keychain.h"

#include <QPromise>

#include <map>
#include <optional>
#include <vector>

namespace wardline::auth {

/// A keychain in memory that answers at once and fails when told. Tests only.
class FakeKeychain final : public Keychain
{
public:
    enum class Operation { Read, Write, Remove };

    [[nodiscard]] QFuture<Result<SecretBytes>> read(const QString &name) override
    {
        if (const auto error = enter(Operation::Read)) {
            return ready<Result<SecretBytes>>(std::unexpected(*error));
        }
        const auto found = m_entries.find(name);
        if (found == m_entries.end()) {
            return ready<Result<SecretBytes>>(failure(AuthError::KeychainNotFound));
        }
        return ready<Result<SecretBytes>>(found->second.clone());
    }
    [[nodiscard]] QFuture<Status> write(const QString &name, SecretBytes secret) override
    {
        if (const auto error = enter(Operation::Write)) {
            return ready<Status>(std::unexpected(*error));
        }
        m_entries.insert_or_assign(name, std::move(secret));
        return ready<Status>({});
    }
    [[nodiscard]] QFuture<Status> remove(const QString &name) override
    {
        if (const auto error = enter(Operation::Remove)) {
            return ready<Status>(std::unexpected(*error));
        }
        m_entries.erase(name);
        return ready<Status>({});
    }

    /// Every call fails with this until cleared.
    void failAlways(std::optional<AuthError> error) { m_always = error; }
    /// The call with this number from now (0 = the next) and all after it fail, as if the process or the service had died.
    void failFrom(int call, AuthError error) { m_failFrom = {int(m_calls.size()) + call, error}; }
    void stopFailing()
    {
        m_always.reset();
        m_failFrom.reset();
    }

    [[nodiscard]] const std::vector<Operation> &calls() const { return m_calls; }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] std::vector<QString> names() const
    {
        std::vector<QString> result;
        for (const auto &[name, secret] : m_entries) {
            result.push_back(name);
        }
        return result;
    }
    void put(const QString &name, SecretBytes secret) { m_entries.insert_or_assign(name, std::move(secret)); }
    /// A copy of everything, to go back to an earlier time.
    [[nodiscard]] std::map<QString, SecretBytes> snapshot() const
    {
        std::map<QString, SecretBytes> copy;
        for (const auto &[name, secret] : m_entries) {
            copy.emplace(name, secret.clone());
        }
        return copy;
    }

private:
    template <typename T>
    static QFuture<T> ready(T value)
    {
        QPromise<T> promise;
        promise.start();
        promise.addResult(std::move(value));
        promise.finish();
        return promise.future();
    }
    std::optional<Error> enter(Operation operation)
    {
        m_calls.push_back(operation);
        if (m_always) {
            return Error(*m_always);
        }
        if (m_failFrom && int(m_calls.size()) > m_failFrom->first) {
            return Error(m_failFrom->second);
        }
        return std::nullopt;
    }

    std::map<QString, SecretBytes> m_entries;
    std::vector<Operation> m_calls;
    std::optional<AuthError> m_always;
    std::optional<std::pair<int, AuthError>> m_failFrom;
};

} // namespace wardline::auth
