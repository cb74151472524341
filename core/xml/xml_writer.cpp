// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_writer.h"

#include <QXmlStreamWriter>

namespace wardline::xml {

using namespace Qt::StringLiterals;

namespace {

bool isForbidden(QStringView text, qsizetype i)
{
    const char16_t unit = text[i].unicode();
    if (unit < 0x20) {
        return unit != u'\t' && unit != u'\n' && unit != u'\r';
    }
    if (QChar::isHighSurrogate(unit)) {
        return i + 1 >= text.size() || !text[i + 1].isLowSurrogate();
    }
    if (QChar::isLowSurrogate(unit)) {
        return i == 0 || !text[i - 1].isHighSurrogate();
    }
    return unit >= 0xfffe;
}

/// XML 1.0 2.2: what may stand in a document.
QString allowedText(const QString &text)
{
    QString clean = text;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        if (isForbidden(text, i)) {
            clean[i] = QChar::ReplacementCharacter;
        }
    }
    return clean;
}

void write(QXmlStreamWriter &writer, const Element &element, const QString &parentNs)
{
    writer.writeStartElement(element.name());
    if (element.ns() != parentNs) {
        writer.writeDefaultNamespace(element.ns());
    }
    for (const Attribute &attribute : element.attributes()) {
        writer.writeAttribute(attribute.name, allowedText(attribute.value));
    }
    if (!element.text().isEmpty()) {
        writer.writeCharacters(allowedText(element.text()));
    }
    for (const Element &child : element.children()) {
        write(writer, child, element.ns());
    }
    writer.writeEndElement();
}

} // namespace

QByteArray writeXml(const Element &element)
{
    QByteArray out;
    QXmlStreamWriter writer(&out);
    write(writer, element, QString());
    return out;
}

} // namespace wardline::xml
