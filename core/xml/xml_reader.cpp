// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_reader.h"

#include "core/xml/xml_precheck.h"

#include <QXmlStreamReader>

#include <array>
#include <vector>

namespace wardline::xml {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kXmlNamespace = u"http://www.w3.org/XML/1998/namespace";

/// Names and namespaces repeat within a document: each is stored once and shared.
class NamePool
{
public:
    QString share(QStringView name)
    {
        if (name.isEmpty()) {
            return {};
        }
        QString &slot = m_slots[qHash(name) % m_slots.size()];
        if (slot != name) {
            slot = name.toString();
        }
        return slot;
    }

private:
    std::array<QString, 64> m_slots;
};

class TreeBuilder
{
public:
    TreeBuilder(QByteArrayView utf8, const XmlLimits &limits)
        : m_reader(QByteArray::fromRawData(utf8.data(), utf8.size()))
        , m_limits(limits)
    {
        m_reader.setEntityExpansionLimit(0);
    }

    Result<Element> build()
    {
        while (!m_reader.atEnd()) {
            WARDLINE_CHECK(take(m_reader.readNext()));
        }
        if (m_reader.hasError() || !m_complete) {
            return failure(XmlError::Malformed, u"offset "_s % QString::number(m_reader.characterOffset()));
        }
        return std::move(m_root);
    }

private:
    Status take(QXmlStreamReader::TokenType token)
    {
        switch (token) {
        case QXmlStreamReader::StartElement:
            return open();
        case QXmlStreamReader::EndElement:
            return close();
        case QXmlStreamReader::Characters:
            if (!m_path.empty()) {
                m_path.back().appendText(m_reader.text());
            }
            return {};
        case QXmlStreamReader::StartDocument:
        case QXmlStreamReader::EndDocument:
        case QXmlStreamReader::NoToken:
        case QXmlStreamReader::Invalid:
            return {};
        case QXmlStreamReader::Comment:
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
        case QXmlStreamReader::ProcessingInstruction:
            return failure(XmlError::Forbidden);
        }
        return failure(XmlError::Malformed);
    }

    /// The precheck counted tags; the parser's own count is what is relied on.
    Status open()
    {
        const QXmlStreamAttributes attributes = m_reader.attributes();
        if (static_cast<int>(m_path.size()) >= m_limits.depth || ++m_count > m_limits.elements
            || attributes.size() > m_limits.attributesPerElement) {
            return failure(XmlError::TooLarge);
        }
        Element element(m_names.share(m_reader.name()), m_names.share(m_reader.namespaceUri()));
        for (const QXmlStreamAttribute &attribute : attributes) {
            if (attribute.namespaceUri().isEmpty()) {
                element.appendAttribute(m_names.share(attribute.name()), attribute.value().toString());
            } else if (attribute.namespaceUri() == kXmlNamespace) {
                element.appendAttribute(u"xml:"_s % attribute.name(), attribute.value().toString());
            }
        }
        m_path.push_back(std::move(element));
        return {};
    }

    Status close()
    {
        Element done = std::move(m_path.back());
        m_path.pop_back();
        if (m_path.empty()) {
            m_root = std::move(done);
            m_complete = true;
        } else {
            m_path.back().add(std::move(done));
        }
        return {};
    }

    QXmlStreamReader m_reader;
    XmlLimits m_limits;
    NamePool m_names;
    std::vector<Element> m_path;
    Element m_root;
    int m_count = 0;
    bool m_complete = false;
};

} // namespace

Result<Element> readXml(QByteArrayView utf8, const XmlLimits &limits)
{
    WARDLINE_CHECK(precheckXml(utf8, limits));
    return TreeBuilder(utf8, limits).build();
}

} // namespace wardline::xml
