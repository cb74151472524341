// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0434_trust_messages.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr qsizetype kMaxKeyText = 128;

Result<QByteArray> keyFrom(const xml::Element &element)
{
    WARDLINE_TRY(const QString text, wire::content(element, kMaxKeyText));
    const auto key = QByteArray::fromBase64Encoding(text.trimmed().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!key || (*key).isEmpty()) {
        return failure(XmppError::BadValue);
    }
    return *key;
}

void addKeys(xml::Element &owner, QStringView name, const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys) {
        owner.addText(name, TrustMessage::kNamespace, QString::fromLatin1(key.toBase64()));
    }
}

} // namespace

Result<TrustMessage> TrustMessage::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    TrustMessage message;
    WARDLINE_TRY(message.usage, wire::requiredText(element, u"usage"));
    WARDLINE_TRY(message.encryption, wire::requiredText(element, u"encryption"));
    qsizetype keys = 0;
    for (const xml::Element *child : element.childrenNamed(u"key-owner", kNamespace)) {
        KeyOwner owner;
        WARDLINE_TRY(owner.person, wire::requiredJid(*child, u"jid"));
        if (!owner.person.isBare() || message.owners.size() >= kMaxOwners) {
            return failure(owner.person.isBare() ? XmppError::TooLarge : XmppError::BadValue);
        }
        for (const xml::Element &entry : child->children()) {
            const bool isTrusted = entry.is(u"trust", kNamespace);
            if (!isTrusted && !entry.is(u"distrust", kNamespace)) {
                continue;
            }
            if (++keys > kMaxKeys) {
                return failure(XmppError::TooLarge);
            }
            WARDLINE_TRY(const QByteArray key, keyFrom(entry));
            (isTrusted ? owner.trusted : owner.distrusted).append(key);
        }
        message.owners.append(std::move(owner));
    }
    if (keys == 0) {
        return failure(XmppError::BadValue);
    }
    return message;
}

xml::Element TrustMessage::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"usage", usage).setAttribute(u"encryption", encryption);
    for (const KeyOwner &owner : owners) {
        xml::Element child(u"key-owner", kNamespace);
        child.setAttribute(u"jid", owner.person.toString());
        addKeys(child, u"trust", owner.trusted);
        addKeys(child, u"distrust", owner.distrusted);
        element.add(std::move(child));
    }
    return element;
}

} // namespace wardline::xmpp
