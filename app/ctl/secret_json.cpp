// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/secret_json.h"

#include <cstdint>

namespace wardline::ctl {

namespace {

constexpr std::size_t kMaxNames = 8;
constexpr std::size_t kMaxName = 32;

class Reader
{
public:
    explicit Reader(const SecretBytes &line)
        : m_text(line.view())
    {
    }

    [[nodiscard]] std::optional<std::map<std::string, SecretBytes>> object()
    {
        std::map<std::string, SecretBytes> fields;
        skipBlanks();
        if (!take('{')) {
            return std::nullopt;
        }
        skipBlanks();
        if (take('}')) {
            return atEnd() ? std::optional(std::move(fields)) : std::nullopt;
        }
        for (;;) {
            skipBlanks();
            const std::optional<SecretBytes> name = string();
            skipBlanks();
            if (!name || name->size() > kMaxName || !take(':')) {
                return std::nullopt;
            }
            skipBlanks();
            std::optional<SecretBytes> value = string();
            if (!value || fields.size() >= kMaxNames) {
                return std::nullopt;
            }
            const std::string key(name->view().data(), name->size());
            if (!fields.try_emplace(key, std::move(*value)).second) {
                return std::nullopt;
            }
            skipBlanks();
            if (take('}')) {
                return atEnd() ? std::optional(std::move(fields)) : std::nullopt;
            }
            if (!take(',')) {
                return std::nullopt;
            }
        }
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size()
               && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\r' || m_text[m_at] == '\n')) {
            ++m_at;
        }
    }

    bool take(char c)
    {
        if (m_at < m_text.size() && m_text[m_at] == c) {
            ++m_at;
            return true;
        }
        return false;
    }

    bool atEnd()
    {
        skipBlanks();
        return m_at == m_text.size();
    }

    std::optional<SecretBytes> string()
    {
        if (!take('"')) {
            return std::nullopt;
        }
        SecretBytes out(static_cast<std::size_t>(m_text.size() - m_at) + 1); // escapes only ever shrink
        std::size_t size = 0;
        const auto append = [&out, &size](unsigned char byte) { out.data()[size++] = static_cast<std::byte>(byte); };
        while (m_at < m_text.size()) {
            const auto c = static_cast<unsigned char>(m_text[m_at++]);
            if (c == '"') {
                out.truncate(size);
                return out;
            }
            if (c < 0x20) {
                return std::nullopt;
            }
            if (c != '\\') {
                append(c);
            } else if (!escape(append)) {
                return std::nullopt;
            }
        }
        return std::nullopt;
    }

    template <typename Append>
    bool escape(const Append &append)
    {
        if (m_at >= m_text.size()) {
            return false;
        }
        switch (m_text[m_at++]) {
        case '"':
            append('"');
            return true;
        case '\\':
            append('\\');
            return true;
        case '/':
            append('/');
            return true;
        case 'b':
            append('\b');
            return true;
        case 'f':
            append('\f');
            return true;
        case 'n':
            append('\n');
            return true;
        case 'r':
            append('\r');
            return true;
        case 't':
            append('\t');
            return true;
        case 'u':
            return unicode(append);
        default:
            return false;
        }
    }

    template <typename Append>
    bool unicode(const Append &append)
    {
        std::optional<std::uint32_t> code = hex();
        if (!code || (*code >= 0xdc00 && *code < 0xe000)) {
            return false;
        }
        if (*code >= 0xd800 && *code < 0xdc00) {
            if (!take('\\') || !take('u')) {
                return false;
            }
            const std::optional<std::uint32_t> low = hex();
            if (!low || *low < 0xdc00 || *low >= 0xe000) {
                return false;
            }
            code = 0x10000 + ((*code - 0xd800) << 10) + (*low - 0xdc00);
        }
        const std::uint32_t value = *code;
        if (value < 0x80) {
            append(static_cast<unsigned char>(value));
        } else if (value < 0x800) {
            append(static_cast<unsigned char>(0xc0 | (value >> 6)));
            append(static_cast<unsigned char>(0x80 | (value & 0x3f)));
        } else if (value < 0x10000) {
            append(static_cast<unsigned char>(0xe0 | (value >> 12)));
            append(static_cast<unsigned char>(0x80 | ((value >> 6) & 0x3f)));
            append(static_cast<unsigned char>(0x80 | (value & 0x3f)));
        } else {
            append(static_cast<unsigned char>(0xf0 | (value >> 18)));
            append(static_cast<unsigned char>(0x80 | ((value >> 12) & 0x3f)));
            append(static_cast<unsigned char>(0x80 | ((value >> 6) & 0x3f)));
            append(static_cast<unsigned char>(0x80 | (value & 0x3f)));
        }
        return true;
    }

    std::optional<std::uint32_t> hex()
    {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            if (m_at >= m_text.size()) {
                return std::nullopt;
            }
            const char c = m_text[m_at++];
            const int digit = c >= '0' && c <= '9' ? c - '0'
                : c >= 'a' && c <= 'f'             ? c - 'a' + 10
                : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                                                   : -1;
            if (digit < 0) {
                return std::nullopt;
            }
            value = value * 16 + static_cast<std::uint32_t>(digit);
        }
        return value;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

std::optional<std::map<std::string, SecretBytes>> parseSecretObject(const SecretBytes &line)
{
    return Reader(line).object();
}

} // namespace wardline::ctl
