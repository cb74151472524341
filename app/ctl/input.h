// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <QObject>
#include <QSocketNotifier>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace wardline::ctl {

/// Standard input, line by line, without buffers that keep what was read: lines may be secrets. Main thread.
class Input final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kMaxLine = 256 * 1024;
    using Taker = std::function<void(std::optional<SecretBytes> line)>;

    explicit Input(QObject *parent = nullptr);

    /// Calls with the next line (without its end), or with nothing at the end of the input or for a line beyond
    /// kMaxLine.
    void nextLine(Taker taker);
    /// Calls with everything that is left, up to kMaxLine bytes; nothing when it is more.
    void rest(Taker taker);
    /// Whether "nothing" meant that there was too much.
    [[nodiscard]] bool isTooLong() const { return m_isTooLong; }

private:
    void onReadable();
    void serve();
    [[nodiscard]] std::optional<SecretBytes> takeLine();

    std::unique_ptr<QSocketNotifier> m_notifier;
    SecretBytes m_buffer;
    std::size_t m_filled = 0;
    bool m_isAtEnd = false;
    bool m_isTooLong = false;
    std::deque<std::pair<bool, Taker>> m_takers; // first: wants the rest
};

/// What was read as text. Nothing if it is not UTF-8 or has characters that no message can carry (XML 1.0 2.2): to send
/// something else than what was written would be worse than to refuse it.
[[nodiscard]] std::optional<QString> textFrom(const SecretBytes &bytes);

} // namespace wardline::ctl
