// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/input.h"

#include "core/xml/xml_writer.h"

#include <QStringDecoder>

#include <algorithm>
#include <cstring>

#include <unistd.h>

namespace wardline::ctl {

Input::Input(QObject *parent)
    : QObject(parent)
    , m_buffer(kMaxLine)
{
}

void Input::nextLine(Taker taker)
{
    m_takers.emplace_back(false, std::move(taker));
    serve();
}

void Input::rest(Taker taker)
{
    m_takers.emplace_back(true, std::move(taker));
    serve();
}

std::optional<SecretBytes> Input::takeLine()
{
    std::byte *begin = m_buffer.data();
    std::byte *end = begin + m_filled;
    std::byte *newline = std::find(begin, end, std::byte{'\n'});
    if (newline == end && !(m_isAtEnd && m_filled > 0)) {
        return std::nullopt;
    }
    std::size_t length = static_cast<std::size_t>(newline - begin);
    const std::size_t used = std::min(m_filled, length + 1);
    if (length > 0 && begin[length - 1] == std::byte{'\r'}) {
        --length;
    }
    SecretBytes line = SecretBytes::copyOf(std::span<const std::byte>(begin, length));
    std::memmove(begin, begin + used, m_filled - used);
    wipe({begin + (m_filled - used), used});
    m_filled -= used;
    return line;
}

void Input::serve()
{
    while (!m_takers.empty()) {
        const bool wantsRest = m_takers.front().first;
        std::optional<SecretBytes> found;
        if (m_isTooLong) {
            // nothing more can be believed of this input
        } else if (wantsRest) {
            if (!m_isAtEnd) {
                break;
            }
            found = SecretBytes::copyOf(std::span<const std::byte>(m_buffer.data(), m_filled));
            wipe({m_buffer.data(), m_filled});
            m_filled = 0;
        } else {
            found = takeLine();
            if (!found && !m_isAtEnd) {
                break;
            }
        }
        const Taker taker = std::move(m_takers.front().second);
        m_takers.pop_front();
        taker(std::move(found));
    }
    const bool mustRead = !m_takers.empty();
    if (mustRead && !m_notifier) {
        m_notifier = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &Input::onReadable);
    }
    if (m_notifier) {
        m_notifier->setEnabled(mustRead);
    }
}

void Input::onReadable()
{
    if (m_filled == kMaxLine) {
        m_isTooLong = true;
    } else {
        const ssize_t count = read(STDIN_FILENO, m_buffer.data() + m_filled, kMaxLine - m_filled);
        if (count > 0) {
            m_filled += static_cast<std::size_t>(count);
        } else {
            m_isAtEnd = true;
        }
    }
    serve();
}

std::optional<QString> textFrom(const SecretBytes &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    QString text = decoder.decode(bytes.view());
    const bool isGood = !decoder.hasError() && xml::writableText(text) == text;
    return isGood ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace wardline::ctl
