// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/wire.h"

#include <limits>

namespace wardline::xmpp::wire {

using namespace Qt::StringLiterals;

Status expect(const xml::Element &element, QStringView name, QStringView ns)
{
    if (!element.is(name, ns)) {
        return failure(XmppError::WrongElement);
    }
    return {};
}

Result<QString> text(const xml::Element &element, QStringView attribute, qsizetype limit)
{
    QString value = element.attribute(attribute);
    if (value.size() > limit) {
        return failure(XmppError::TooLarge, attribute.toString());
    }
    return value;
}

Result<QString> requiredText(const xml::Element &element, QStringView attribute, qsizetype limit)
{
    Result<QString> value = text(element, attribute, limit);
    if (value && value->isEmpty()) {
        return failure(XmppError::Missing, attribute.toString());
    }
    return value;
}

Result<model::Jid> jid(const xml::Element &element, QStringView attribute)
{
    const QString value = element.attribute(attribute);
    if (value.isEmpty()) {
        return model::Jid();
    }
    std::optional<model::Jid> parsed = model::Jid::parse(value);
    if (!parsed) {
        return failure(XmppError::BadAddress, attribute.toString());
    }
    return *std::move(parsed);
}

Result<model::Jid> requiredJid(const xml::Element &element, QStringView attribute)
{
    Result<model::Jid> value = jid(element, attribute);
    if (value && value->isEmpty()) {
        return failure(XmppError::Missing, attribute.toString());
    }
    return value;
}

Result<bool> boolean(const xml::Element &element, QStringView attribute, bool absent)
{
    const QString value = element.attribute(attribute);
    if (value.isEmpty()) {
        return absent;
    }
    const std::optional<bool> parsed = parseBoolean(value);
    if (!parsed) {
        return failure(XmppError::BadValue, attribute.toString());
    }
    return *parsed;
}

Result<QString> content(const xml::Element &element, qsizetype limit)
{
    if (element.text().size() > limit) {
        return failure(XmppError::TooLarge, element.name());
    }
    return element.text();
}

Result<QString> childContent(const xml::Element &element, QStringView child, qsizetype limit)
{
    const xml::Element *found = element.child(child, element.ns());
    return found == nullptr ? Result<QString>(QString()) : content(*found, limit);
}

std::optional<bool> parseBoolean(QStringView text)
{
    if (text == u"true" || text == u"1") {
        return true;
    }
    if (text == u"false" || text == u"0") {
        return false;
    }
    return std::nullopt;
}

Result<QByteArray> parseBase64(QStringView text, qsizetype limit)
{
    QByteArray latin;
    latin.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n' || c == u'\r' || c == u' ' || c == u'\t') {
            continue;
        }
        if (c.unicode() > 0x7f) {
            return failure(XmppError::BadValue, u"base64"_s);
        }
        latin.append(c.toLatin1());
    }
    if (latin.size() > (limit + 2) / 3 * 4) {
        return failure(XmppError::TooLarge, u"base64"_s);
    }
    auto decoded = QByteArray::fromBase64Encoding(std::move(latin), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        return failure(XmppError::BadValue, u"base64"_s);
    }
    return std::move(*decoded);
}

std::optional<int> parseCount(QStringView text)
{
    qint64 value = 0;
    if (text.isEmpty() || text.size() > 10) {
        return std::nullopt;
    }
    for (const QChar digit : text) {
        if (digit < u'0' || digit > u'9') {
            return std::nullopt;
        }
        value = value * 10 + (digit.unicode() - u'0');
    }
    return value > std::numeric_limits<int>::max() ? std::nullopt : std::optional(static_cast<int>(value));
}

QString countText(int value)
{
    return QString::number(value);
}

} // namespace wardline::xmpp::wire
