// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace wardline::ctl {

/// Writes results to standard output and reasons to standard error, a line at a time and flushed, so that programs can
/// follow.
class Output
{
public:
    explicit Output(bool isJson)
        : m_isJson(isJson)
    {
    }
    [[nodiscard]] bool isJson() const { return m_isJson; }

    /// One result: the object with --json, else `text`. Control characters in the text are shown as U+FFFD, so that
    /// nothing that was received can drive the terminal.
    void result(const QJsonObject &object, const QString &text);
    /// Bytes as they are (exports).
    void raw(const QByteArray &bytes);
    /// For people, on standard error.
    void note(const QString &text);

private:
    bool m_isJson;
};

} // namespace wardline::ctl
