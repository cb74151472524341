// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace wardline::platform {

namespace {

constexpr std::size_t kMaxTyped = 1024;

/// Echo is off as long as this lives.
class QuietTerminal
{
public:
    explicit QuietTerminal(int fd)
        : m_fd(fd)
    {
        m_isQuiet = tcgetattr(fd, &m_before) == 0;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_isQuiet = m_isQuiet && tcsetattr(fd, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_isQuiet) {
            tcsetattr(m_fd, TCSAFLUSH, &m_before);
        }
    }
    QuietTerminal(const QuietTerminal &) = delete;
    QuietTerminal &operator=(const QuietTerminal &) = delete;
    [[nodiscard]] bool isQuiet() const { return m_isQuiet; }

private:
    int m_fd;
    termios m_before{};
    bool m_isQuiet = false;
};

void print(int fd, const QByteArray &text)
{
    if (write(fd, text.constData(), static_cast<std::size_t>(text.size())) < 0) {
        return; // a terminal that cannot show the question will not bring an answer either
    }
}

} // namespace

bool hasTerminal()
{
    const int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return false;
    }
    close(fd);
    return true;
}

std::optional<SecretBytes> askSecret(const QString &question)
{
    const int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return std::nullopt;
    }
    SecretBytes typed(kMaxTyped);
    std::size_t size = 0;
    {
        const QuietTerminal quiet(fd);
        if (quiet.isQuiet()) {
            print(fd, question.toUtf8() + ": ");
            std::byte next{};
            while (size < kMaxTyped && read(fd, &next, 1) == 1 && next != std::byte{'\n'}) {
                typed.data()[size++] = next;
            }
            next = std::byte{};
            print(fd, "\n");
        }
    }
    close(fd);
    typed.truncate(size);
    return size > 0 ? std::optional(std::move(typed)) : std::nullopt;
}

} // namespace wardline::platform
