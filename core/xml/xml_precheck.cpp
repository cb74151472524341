// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_precheck.h"

#include <algorithm>

namespace wardline::xml {

namespace {

constexpr QByteArrayView kDeclarationStart = "<?xml ";
constexpr QByteArrayView kCDataStart = "<![CDATA[";
constexpr QByteArrayView kCDataEnd = "]]>";
constexpr QByteArrayView kPrefixDeclaration = "xmlns:";

/// XML 1.0 2.2: no document holds these, in a tag as little as in a text. The parser lets some pass in names.
bool isForbiddenControl(char byte)
{
    return static_cast<unsigned char>(byte) < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
}

class Scanner
{
public:
    Scanner(QByteArrayView utf8, const XmlLimits &limits)
        : m_bytes(utf8)
        , m_limits(limits)
    {
    }

    Status run()
    {
        WARDLINE_CHECK(skipDeclaration());
        while ((m_at = m_bytes.indexOf('<', m_at)) >= 0) {
            const char next = m_at + 1 < m_bytes.size() ? m_bytes[m_at + 1] : '\0';
            if (next == '!') {
                WARDLINE_CHECK(skipCData());
            } else if (next == '?') {
                return failure(XmlError::Forbidden);
            } else {
                WARDLINE_CHECK(takeTag(next == '/'));
            }
        }
        return {};
    }

private:
    /// RFC 6120 11.5: a text declaration may open a document. Nothing may be said in it but a version and UTF-8.
    Status skipDeclaration()
    {
        if (!m_bytes.startsWith(kDeclarationStart)) {
            return {};
        }
        const qsizetype end = m_bytes.indexOf("?>");
        if (end < 0) {
            return failure(XmlError::Malformed);
        }
        const QByteArrayView declaration = m_bytes.first(end);
        if (declaration.contains("encoding") && !declaration.toByteArray().toLower().contains("utf-8")) {
            return failure(XmlError::Malformed);
        }
        m_at = end;
        return {};
    }

    Status skipCData()
    {
        if (!m_bytes.sliced(m_at).startsWith(kCDataStart)) {
            return failure(XmlError::Forbidden);
        }
        m_at = m_bytes.indexOf(kCDataEnd, m_at);
        return m_at < 0 ? Status(failure(XmlError::Malformed)) : Status();
    }

    Status takeTag(bool isEnd)
    {
        int attributes = 0;
        char previous = '\0';
        for (++m_at; m_at < m_bytes.size(); previous = m_bytes[m_at], ++m_at) {
            const char byte = m_bytes[m_at];
            if (byte == '>') {
                return isEnd ? closed() : opened(previous == '/');
            }
            if (byte == '"' || byte == '\'') {
                m_at = m_bytes.indexOf(byte, m_at + 1);
                if (m_at < 0) {
                    break;
                }
            } else if (byte == '=') {
                if (++attributes > m_limits.attributesPerElement) {
                    return failure(XmlError::TooLarge);
                }
            } else if (byte == 'x' && m_bytes.sliced(m_at).startsWith(kPrefixDeclaration)) {
                if (++m_prefixes > m_limits.prefixes) {
                    return failure(XmlError::TooLarge);
                }
            }
        }
        return failure(XmlError::Malformed);
    }

    Status opened(bool isEmpty)
    {
        if (++m_elements > m_limits.elements || m_depth >= m_limits.depth) {
            return failure(XmlError::TooLarge);
        }
        m_depth += isEmpty ? 0 : 1;
        return {};
    }

    Status closed()
    {
        return --m_depth < 0 ? Status(failure(XmlError::Malformed)) : Status();
    }

    QByteArrayView m_bytes;
    XmlLimits m_limits;
    qsizetype m_at = 0;
    int m_elements = 0;
    int m_depth = 0;
    int m_prefixes = 0;
};

} // namespace

Status precheckXml(QByteArrayView utf8, const XmlLimits &limits)
{
    if (utf8.size() > limits.bytes) {
        return failure(XmlError::TooLarge);
    }
    if (std::any_of(utf8.begin(), utf8.end(), isForbiddenControl) || !utf8.isValidUtf8()) {
        return failure(XmlError::Malformed);
    }
    return Scanner(utf8, limits).run();
}

} // namespace wardline::xml
