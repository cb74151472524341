// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_reader.h"

#include <QXmlStreamReader>

#include <vector>

namespace wardline::xml {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kXmlNamespace = u"http://www.w3.org/XML/1998/namespace";

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

    Status open()
    {
        if (static_cast<int>(m_path.size()) >= m_limits.depth || ++m_count > m_limits.elements
            || m_reader.attributes().size() > m_limits.attributesPerElement) {
            return failure(XmlError::TooLarge);
        }
        Element element(m_reader.name(), m_reader.namespaceUri());
        for (const QXmlStreamAttribute &attribute : m_reader.attributes()) {
            if (attribute.namespaceUri().isEmpty()) {
                element.setAttribute(attribute.name(), attribute.value());
            } else if (attribute.namespaceUri() == kXmlNamespace) {
                element.setAttribute(QString(u"xml:"_s % attribute.name()), attribute.value());
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
    std::vector<Element> m_path;
    Element m_root;
    int m_count = 0;
    bool m_complete = false;
};

} // namespace

Result<Element> readXml(QByteArrayView utf8, const XmlLimits &limits)
{
    if (utf8.size() > limits.bytes) {
        return failure(XmlError::TooLarge);
    }
    return TreeBuilder(utf8, limits).build();
}

} // namespace wardline::xml
