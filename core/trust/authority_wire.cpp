// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/authority_wire.h"

#include "core/trust/trust_error.h"
#include "core/xmpp/wire.h"

namespace wardline::trust {

using namespace Qt::StringLiterals;

namespace {

constexpr xmpp::wire::Words<AuthorityMessage::Kind, 5> kKinds{{
    {AuthorityMessage::Kind::Ask, u"ask"},
    {AuthorityMessage::Kind::Nonce, u"nonce"},
    {AuthorityMessage::Kind::Request, u"request"},
    {AuthorityMessage::Kind::Vouch, u"vouch"},
    {AuthorityMessage::Kind::Answer, u"answer"},
}};

constexpr xmpp::wire::Words<AuthorityMessage::State, 3> kStates{{
    {AuthorityMessage::State::Waiting, u"waiting"},
    {AuthorityMessage::State::Issued, u"issued"},
    {AuthorityMessage::State::Refused, u"refused"},
}};

Result<QByteArray> decode(const QString &text, qsizetype limit)
{
    if (text.size() > limit / 3 * 4 + 8) {
        return failure(TrustError::TooLarge);
    }
    const auto decoded = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).size() > limit) {
        return failure(TrustError::Malformed);
    }
    return *decoded;
}

} // namespace

QString epochNode()
{
    return u"urn:wardline:trust:0:epoch"_s;
}

QString manifestNode()
{
    return u"urn:wardline:trust:0:manifest"_s;
}

QString pagesNode()
{
    return u"urn:wardline:trust:0:pages"_s;
}

QString requestsNode()
{
    return u"urn:wardline:trust:0:requests"_s;
}

QString statementsNode()
{
    return u"urn:wardline:trust:0:statements"_s;
}

QString currentItem()
{
    return u"current"_s;
}

QString pageItem(const QByteArray &digest)
{
    return QString::fromLatin1(digest.toHex());
}

Result<TrustDocument> TrustDocument::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(xmpp::wire::expect(element, kName, kNamespace));
    TrustDocument document;
    WARDLINE_TRY(document.bytes, decode(element.text(), kMaxSize));
    if (document.bytes.isEmpty()) {
        return failure(TrustError::Malformed);
    }
    return document;
}

xml::Element TrustDocument::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setText(QString::fromLatin1(bytes.toBase64()));
    return element;
}

Result<AuthorityMessage> AuthorityMessage::fromXml(const xml::Element &element)
{
    const auto kind = xmpp::wire::fromWord(kKinds, element.name());
    if (element.ns() != kNamespace || !kind) {
        return failure(TrustError::Malformed);
    }
    AuthorityMessage message;
    message.kind = *kind;
    WARDLINE_TRY(message.bytes, decode(element.text(), kMaxSize));
    if (*kind == Kind::Answer) {
        const auto state = xmpp::wire::fromWord(kStates, element.attribute(u"state"));
        if (!state) {
            return failure(TrustError::Malformed);
        }
        message.state = *state;
    }
    return message;
}

xml::Element AuthorityMessage::toXml() const
{
    xml::Element element(xmpp::wire::toWord(kKinds, kind), kNamespace);
    if (kind == Kind::Answer) {
        element.setAttribute(u"state", xmpp::wire::toWord(kStates, state));
    }
    if (!bytes.isEmpty()) {
        element.setText(QString::fromLatin1(bytes.toBase64()));
    }
    return element;
}

} // namespace wardline::trust
