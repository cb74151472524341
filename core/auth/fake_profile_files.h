// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/profile_files.h"

#include <map>
#include <optional>

namespace wardline::auth {

/// Files in memory that fail when told. Tests only.
class FakeProfileFiles final : public ProfileFiles
{
public:
    /// What a failing write leaves behind.
    enum class Leaves { Old, New };

    [[nodiscard]] Result<QByteArray> read(const QString &name, qsizetype maximumSize) override
    {
        const auto found = m_files.find(name);
        if (found == m_files.end()) {
            return failure(AuthError::FileMissing);
        }
        if (found->second.size() > maximumSize) {
            return failure(AuthError::FileFailed);
        }
        return found->second;
    }
    [[nodiscard]] Status write(const QString &name, QByteArrayView content) override
    {
        if (m_writeError && m_leaves == Leaves::Old) {
            return failure(*m_writeError);
        }
        m_files[name] = content.toByteArray();
        ++m_writes;
        return m_writeError ? Status(failure(*m_writeError)) : Status();
    }
    [[nodiscard]] Status makeDurable(const QString &name) override
    {
        if (m_writeError) {
            return failure(*m_writeError);
        }
        return exists(name) ? Status() : Status(failure(AuthError::FileMissing));
    }
    [[nodiscard]] Status erase(const QString &name) override
    {
        if (m_writeError) {
            return failure(*m_writeError);
        }
        m_files.erase(name);
        return {};
    }
    [[nodiscard]] bool exists(const QString &name) override { return m_files.contains(name); }

    void failWrites(std::optional<AuthError> error, Leaves leaves = Leaves::Old)
    {
        m_writeError = error;
        m_leaves = leaves;
    }
    void put(const QString &name, QByteArray content) { m_files[name] = std::move(content); }
    [[nodiscard]] QByteArray content(const QString &name) const
    {
        const auto found = m_files.find(name);
        return found == m_files.end() ? QByteArray() : found->second;
    }
    [[nodiscard]] int writes() const { return m_writes; }
    [[nodiscard]] std::size_t size() const { return m_files.size(); }

private:
    std::map<QString, QByteArray> m_files;
    std::optional<AuthError> m_writeError;
    Leaves m_leaves = Leaves::Old;
    int m_writes = 0;
};

} // namespace wardline::auth
