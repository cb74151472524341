// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#include <sys/stat.h>
#include <unistd.h>

namespace wardline::auth::test {

/// Root is refused nothing, so a test of refusals becomes "nobody" as long as this lives. Not active for whom is not root.
class Unprivileged
{
public:
    /// `root` is opened for passage, so that what lies below can be reached.
    explicit Unprivileged(const QString &root)
    {
        (void)::chmod(QFile::encodeName(root).constData(), 0711);
        m_active = ::geteuid() == 0 && ::seteuid(kNobody) == 0;
    }
    ~Unprivileged()
    {
        if (m_active && ::seteuid(0) != 0) {
            ::_exit(99);
        }
    }
    Unprivileged(const Unprivileged &) = delete;
    Unprivileged &operator=(const Unprivileged &) = delete;

    [[nodiscard]] bool isActive() const { return m_active; }
    /// Gives a file or folder to "nobody".
    [[nodiscard]] bool own(const QString &path) const
    {
        const bool raised = ::seteuid(0) == 0;
        const bool given = ::chown(QFile::encodeName(path).constData(), kNobody, kNobody) == 0;
        return ::seteuid(kNobody) == 0 && raised && given;
    }

private:
    static constexpr uid_t kNobody = 65534;
    bool m_active = false;
};

} // namespace wardline::auth::test
