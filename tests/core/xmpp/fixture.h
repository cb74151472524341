// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/payload.h"

#include <QTest>

/// What the tests of core/xmpp share: stanzas as text in, values out.
namespace wardline::xmpp::test {

/// The tree of a document that the test itself wrote; the test program ends if it is not well-formed.
inline xml::Element element(const QByteArray &xmlText)
{
    auto read = xml::readXml(xmlText);
    if (!read) {
        qFatal("The test's own XML is malformed: %s", xmlText.constData());
    }
    return *std::move(read);
}

/// An address that the test itself wrote.
inline model::Jid jid(QStringView text)
{
    const auto parsed = model::Jid::parse(text);
    if (!parsed) {
        qFatal("The test's own address is malformed");
    }
    return *parsed;
}

template <typename T>
T read(const QByteArray &xmlText)
{
    auto value = T::fromXml(element(xmlText));
    if (!value) {
        qFatal("Refused with %s: %s", qPrintable(value.error().toLogString()), xmlText.constData());
    }
    return *std::move(value);
}

/// Whether writing gives exactly this document, and reading it gives the value back, over the bytes of the wire.
template <typename T>
bool isWrittenAs(const T &value, const QByteArray &xmlText)
{
    const xml::Element written = value.toXml();
    const auto again = T::fromXml(element(xml::writeXml(written)));
    if (written != element(xmlText)) {
        qWarning("Written: %s", xml::writeXml(written).constData());
        return false;
    }
    return again && *again == value;
}

} // namespace wardline::xmpp::test
