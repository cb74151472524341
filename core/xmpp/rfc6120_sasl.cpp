// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/rfc6120_sasl.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxMechanisms = 100;

constexpr wire::Words<SaslCondition, 11> kWords {{
    {SaslCondition::Aborted, u"aborted"},
    {SaslCondition::AccountDisabled, u"account-disabled"},
    {SaslCondition::CredentialsExpired, u"credentials-expired"},
    {SaslCondition::EncryptionRequired, u"encryption-required"},
    {SaslCondition::IncorrectEncoding, u"incorrect-encoding"},
    {SaslCondition::InvalidAuthzid, u"invalid-authzid"},
    {SaslCondition::InvalidMechanism, u"invalid-mechanism"},
    {SaslCondition::MalformedRequest, u"malformed-request"},
    {SaslCondition::MechanismTooWeak, u"mechanism-too-weak"},
    {SaslCondition::NotAuthorized, u"not-authorized"},
    {SaslCondition::TemporaryAuthFailure, u"temporary-auth-failure"},
}};

} // namespace

Result<SaslMechanisms> SaslMechanisms::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    SaslMechanisms mechanisms;
    for (const xml::Element *child : element.childrenNamed(u"mechanism", kNamespace)) {
        if (mechanisms.names.size() >= kMaxMechanisms) {
            return failure(XmppError::TooLarge);
        }
        WARDLINE_TRY(const QString name, wire::content(*child, 64));
        mechanisms.names.append(name.trimmed());
    }
    return mechanisms;
}

xml::Element SaslMechanisms::toXml() const
{
    xml::Element element(kName, kNamespace);
    for (const QString &name : names) {
        element.addText(u"mechanism", kNamespace, name);
    }
    return element;
}

SaslFailure SaslFailure::fromXml(const xml::Element &element)
{
    for (const xml::Element &child : element.children()) {
        if (child.ns() != kSaslNamespace) {
            continue;
        }
        if (const auto condition = wire::fromWord(kWords, child.name())) {
            return {*condition};
        }
    }
    return {};
}

xml::Element SaslFailure::toXml(QStringView ns) const
{
    return xml::Element(kName, ns).add(xml::Element(wire::toWord(kWords, condition), kSaslNamespace));
}

Result<QByteArray> saslData(const xml::Element &element, qsizetype limit)
{
    const QString text = element.text().trimmed();
    if (text.size() > limit / 3 * 4 + 4) {
        return failure(XmppError::TooLarge, element.name());
    }
    if (text.isEmpty() || text == u"="_s) {
        return QByteArray();
    }
    auto decoded = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        return failure(XmppError::BadValue, element.name());
    }
    return *std::move(decoded);
}

QString saslText(QByteArrayView data)
{
    return data.isEmpty() ? u"="_s : QString::fromLatin1(data.toByteArray().toBase64());
}

} // namespace wardline::xmpp
