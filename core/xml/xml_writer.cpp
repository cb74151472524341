// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_writer.h"

namespace wardline::xml {

namespace {

constexpr char16_t kReplacement = 0xfffd;

/// XML 1.0 2.2: the code point that begins at `i`, or U+FFFD for what may not stand in a document. Moves `i` to its last unit.
char32_t allowedCharacter(QStringView text, qsizetype &i)
{
    const char16_t unit = text[i].unicode();
    if (QChar::isHighSurrogate(unit)) {
        if (i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            return QChar::surrogateToUcs4(unit, text[++i].unicode());
        }
        return kReplacement;
    }
    const bool isForbidden = (unit < 0x20 && unit != u'\t' && unit != u'\n' && unit != u'\r') || unit >= 0xfffe
        || QChar::isLowSurrogate(unit);
    return isForbidden ? kReplacement : unit;
}

void appendUtf8(QByteArray &out, char32_t c)
{
    const auto put = [&out](char32_t byte) { out.append(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
}

/// What a character must be written as, or null if it may stand for itself. `>` is escaped because of `]]>`; CR everywhere and the
/// other line breaks in attributes because readers change them (XML 1.0 2.11, 3.3.3).
const char *escape(char32_t c, bool isAttribute)
{
    switch (c) {
    case U'<':
        return "&lt;";
    case U'>':
        return "&gt;";
    case U'&':
        return "&amp;";
    case U'\r':
        return "&#13;";
    case U'"':
        return isAttribute ? "&quot;" : nullptr;
    case U'\n':
        return isAttribute ? "&#10;" : nullptr;
    case U'\t':
        return isAttribute ? "&#9;" : nullptr;
    default:
        return nullptr;
    }
}

void appendText(QByteArray &out, QStringView text, bool isAttribute)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char32_t c = allowedCharacter(text, i);
        if (const char *escaped = escape(c, isAttribute); escaped != nullptr) {
            out.append(escaped);
        } else {
            appendUtf8(out, c);
        }
    }
}

void appendAttribute(QByteArray &out, QStringView name, QStringView value)
{
    out.append(' ');
    appendText(out, name, true);
    out.append("=\"");
    appendText(out, value, true);
    out.append('"');
}

void appendElement(QByteArray &out, const Element &element, const QString &parentNs)
{
    out.append('<');
    appendText(out, element.name(), true);
    if (element.ns() != parentNs) {
        appendAttribute(out, u"xmlns", element.ns());
    }
    for (const Attribute &attribute : element.attributes()) {
        appendAttribute(out, attribute.name, attribute.value);
    }
    if (element.text().isEmpty() && element.children().isEmpty()) {
        out.append("/>");
        return;
    }
    out.append('>');
    appendText(out, element.text(), false);
    for (const Element &child : element.children()) {
        appendElement(out, child, element.ns());
    }
    out.append("</");
    appendText(out, element.name(), true);
    out.append('>');
}

} // namespace

QString writableText(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        out += QChar::fromUcs4(allowedCharacter(text, i));
    }
    return out;
}

QByteArray writeXml(const Element &element)
{
    constexpr qsizetype kUsualStanza = 1024;
    QByteArray out;
    out.reserve(kUsualStanza);
    appendElement(out, element, QString());
    return out;
}

} // namespace wardline::xml
