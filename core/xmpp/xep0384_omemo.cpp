// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0384_omemo.h"

#include "core/xmpp/wire.h"

#include <QHash>
#include <QSet>

#include <utility>

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kNamespace2 = u"urn:xmpp:omemo:2";
constexpr QStringView kNamespace03 = u"eu.siacs.conversations.axolotl";
constexpr QStringView kId = u"id";
constexpr qsizetype kSignatureSize = 64;
constexpr qsizetype kMaxLabel = 256;
/// The largest key exchange of either version has some 200 bytes.
constexpr qsizetype kMaxKeyBytes = 2048;
constexpr qsizetype kMaxPayloadBytes = 256 * 1024;
constexpr qsizetype kIvSize = 12;
constexpr qsizetype kOldIvSize = 16;

/// What the same things are called in the two versions.
struct Vocabulary
{
    QStringView ns;
    QStringView deviceList;
    QStringView signedPrekey;
    QStringView signedPrekeyId;
    QStringView signature;
    QStringView identityKey;
    QStringView prekey;
    QStringView prekeyId;
    QStringView keyExchange;
    qsizetype keySize; ///< of a public key
};

constexpr Vocabulary kVocabulary2{kNamespace2, u"devices", u"spk", u"id", u"spks", u"ik", u"pk", u"id", u"kex", 32};
constexpr Vocabulary kVocabulary03{
    kNamespace03,   u"list",         u"signedPreKeyPublic", u"signedPreKeyId", u"signedPreKeySignature",
    u"identityKey", u"preKeyPublic", u"preKeyId",           u"prekey",         33};

const Vocabulary &vocabularyOf(OmemoVersion version)
{
    return version == OmemoVersion::V2 ? kVocabulary2 : kVocabulary03;
}

std::optional<OmemoVersion> versionOf(const xml::Element &element)
{
    if (element.ns() == kNamespace2) {
        return OmemoVersion::V2;
    }
    if (element.ns() == kNamespace03) {
        return OmemoVersion::V03;
    }
    return std::nullopt;
}

QString base64Text(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

/// XEP-0384 5.1: 1 to 2^31-1.
std::optional<quint32> deviceId(QStringView text)
{
    const std::optional<int> id = wire::parseCount(text);
    return id && *id > 0 ? std::optional(quint32(*id)) : std::nullopt;
}

/// XEP-0384 5.3.2 begins with 1; converse.js 14 begins with 0 in both versions.
std::optional<quint32> keyId(const xml::Element &element, QStringView attribute)
{
    const std::optional<int> id = wire::parseCount(element.attribute(attribute));
    return id && *id >= 0 ? std::optional(quint32(*id)) : std::nullopt;
}

/// The Base64 of a child, of exactly this many bytes.
Result<QByteArray> childBytes(const xml::Element &element, QStringView name, qsizetype size)
{
    const xml::Element *child = element.child(name, element.ns());
    if (child == nullptr) {
        return failure(XmppError::Missing, name.toString());
    }
    WARDLINE_TRY(QByteArray bytes, wire::parseBase64(child->text(), size));
    if (bytes.size() != size) {
        return failure(XmppError::BadValue, name.toString());
    }
    return bytes;
}

} // namespace

QStringView omemoNamespace(OmemoVersion version)
{
    return vocabularyOf(version).ns;
}

QString omemoDeviceListNode(OmemoVersion version)
{
    return version == OmemoVersion::V2 ? u"urn:xmpp:omemo:2:devices"_s : u"eu.siacs.conversations.axolotl.devicelist"_s;
}

QString omemoBundleNode(OmemoVersion version, quint32 device)
{
    if (version == OmemoVersion::V2) {
        return u"urn:xmpp:omemo:2:bundles"_s;
    }
    return u"eu.siacs.conversations.axolotl.bundles:"_s + QString::number(device);
}

QString omemoBundleItem(OmemoVersion version, quint32 device)
{
    return version == OmemoVersion::V2 ? QString::number(device) : u"current"_s;
}

xml::Element OmemoDeviceList::toXml() const
{
    const Vocabulary &words = vocabularyOf(version);
    xml::Element list(words.deviceList, words.ns);
    for (const Device &device : devices) {
        xml::Element element(u"device", words.ns);
        element.setAttribute(kId, QString::number(device.id));
        if (version == OmemoVersion::V2 && !device.label.isEmpty() && !device.labelSignature.isEmpty()) {
            element.setAttribute(u"label", device.label);
            element.setAttribute(u"labelsig", base64Text(device.labelSignature));
        }
        list.add(std::move(element));
    }
    return list;
}

Result<OmemoDeviceList> OmemoDeviceList::fromXml(const xml::Element &element)
{
    const std::optional<OmemoVersion> version = versionOf(element);
    if (!version || element.name() != vocabularyOf(*version).deviceList) {
        return failure(XmppError::WrongElement);
    }
    OmemoDeviceList list;
    list.version = *version;
    QSet<quint32> seen;
    for (const xml::Element &child : element.children()) {
        const std::optional<quint32> id = deviceId(child.attribute(kId));
        if (!child.is(u"device", element.ns()) || !id || seen.contains(*id)) {
            continue;
        }
        if (list.devices.size() == kMaxDevices) {
            list.wasCut = true;
            break;
        }
        seen.insert(*id);
        Device device{.id = *id, .label = {}, .labelSignature = {}};
        const QString label = child.attribute(u"label");
        const auto signature = wire::parseBase64(child.attribute(u"labelsig"), kSignatureSize);
        // XEP-0384 5.3.1: a label without a signature is none.
        if (*version == OmemoVersion::V2 && !label.isEmpty() && label.size() <= kMaxLabel && signature
            && signature->size() == kSignatureSize) {
            device.label = label;
            device.labelSignature = *signature;
        }
        list.devices.append(std::move(device));
    }
    return list;
}

xml::Element OmemoBundle::toXml() const
{
    const Vocabulary &words = vocabularyOf(version);
    xml::Element bundle(u"bundle", words.ns);
    xml::Element signedKey(words.signedPrekey, words.ns);
    signedKey.setAttribute(words.signedPrekeyId, QString::number(signedPrekeyId));
    signedKey.setText(base64Text(signedPrekey));
    bundle.add(std::move(signedKey));
    bundle.addText(words.signature, words.ns, base64Text(signature));
    bundle.addText(words.identityKey, words.ns, base64Text(identityKey));
    xml::Element keys(u"prekeys", words.ns);
    for (const Prekey &prekey : prekeys) {
        xml::Element key(words.prekey, words.ns);
        key.setAttribute(words.prekeyId, QString::number(prekey.id));
        key.setText(base64Text(prekey.key));
        keys.add(std::move(key));
    }
    bundle.add(std::move(keys));
    return bundle;
}

Result<OmemoBundle> OmemoBundle::fromXml(const xml::Element &element)
{
    const std::optional<OmemoVersion> version = versionOf(element);
    if (!version || element.name() != u"bundle") {
        return failure(XmppError::WrongElement);
    }
    const Vocabulary &words = vocabularyOf(*version);
    OmemoBundle bundle;
    bundle.version = *version;
    WARDLINE_TRY(bundle.identityKey, childBytes(element, words.identityKey, words.keySize));
    WARDLINE_TRY(bundle.signedPrekey, childBytes(element, words.signedPrekey, words.keySize));
    WARDLINE_TRY(bundle.signature, childBytes(element, words.signature, kSignatureSize));
    const std::optional<quint32> signedId = keyId(*element.child(words.signedPrekey, words.ns), words.signedPrekeyId);
    if (!signedId) {
        return failure(XmppError::BadValue, words.signedPrekeyId.toString());
    }
    bundle.signedPrekeyId = *signedId;
    const xml::Element *keys = element.child(u"prekeys", words.ns);
    QSet<quint32> seen;
    for (const xml::Element &child : keys != nullptr ? keys->children() : QList<xml::Element>()) {
        if (!child.is(words.prekey, words.ns)) {
            continue;
        }
        if (bundle.prekeys.size() == kMaxPrekeys) {
            break; // one of those there will do
        }
        const std::optional<quint32> id = keyId(child, words.prekeyId);
        if (!id || seen.contains(*id)) {
            continue;
        }
        seen.insert(*id);
        WARDLINE_TRY(QByteArray key, wire::parseBase64(child.text(), words.keySize));
        if (key.size() != words.keySize) {
            return failure(XmppError::BadValue, words.prekey.toString());
        }
        bundle.prekeys.append({.id = *id, .key = std::move(key)});
    }
    return bundle;
}

namespace {

/// Hundreds go into one message, so that names are shared and not copied.
xml::Element keyElement(const QString &ns, const Vocabulary &words, const OmemoEncrypted::Key &key)
{
    xml::Element element(u"key"_s, ns);
    element.appendAttribute(u"rid"_s, QString::number(key.device));
    if (key.isKeyExchange) {
        element.setAttribute(words.keyExchange, u"true"); // never "false": some programs take any value for true
    }
    element.setText(base64Text(key.data));
    return element;
}

/// XEP-0384 5.5: one `keys` for each person, in the order in which they first appear.
void addGroupedKeys(xml::Element &header, const Vocabulary &words, const QList<OmemoEncrypted::Key> &keys)
{
    QHash<model::Jid, qsizetype> places;
    QList<xml::Element> groups;
    for (const OmemoEncrypted::Key &key : keys) {
        auto place = places.constFind(key.person);
        if (place == places.cend()) {
            place = places.insert(key.person, groups.size());
            groups.append(xml::Element(u"keys", words.ns).setAttribute(u"jid", key.person.toString()));
        }
        groups[*place].add(keyElement(header.ns(), words, key));
    }
    for (xml::Element &group : groups) {
        header.add(std::move(group));
    }
}

/// Adds the keys among the children. A key for an id that no device can have is for nobody and left out.
Status readKeys(const Vocabulary &words, const xml::Element &parent, const model::Jid &person,
                QList<OmemoEncrypted::Key> &keys)
{
    for (const xml::Element &child : parent.children()) {
        if (!child.is(u"key", words.ns)) {
            continue;
        }
        if (keys.size() == OmemoEncrypted::kMaxKeys) {
            return failure(XmppError::TooLarge, u"keys"_s);
        }
        const std::optional<quint32> device = deviceId(child.attribute(u"rid"));
        if (!device) {
            continue;
        }
        WARDLINE_TRY(QByteArray data, wire::parseBase64(child.text(), kMaxKeyBytes));
        if (data.isEmpty()) {
            return failure(XmppError::Missing, u"key"_s);
        }
        const bool isKeyExchange = wire::parseBoolean(child.attribute(words.keyExchange)).value_or(false);
        keys.append({.person = person, .device = *device, .data = std::move(data), .isKeyExchange = isKeyExchange});
    }
    return {};
}

Status readHeader2(const xml::Element &header, OmemoEncrypted &encrypted)
{
    for (const xml::Element &group : header.children()) {
        if (!group.is(u"keys", kNamespace2)) {
            continue;
        }
        WARDLINE_TRY(const model::Jid person, wire::requiredJid(group, u"jid"));
        WARDLINE_CHECK(readKeys(kVocabulary2, group, person.bare(), encrypted.keys));
    }
    return {};
}

Status readHeader03(const xml::Element &header, OmemoEncrypted &encrypted)
{
    WARDLINE_CHECK(readKeys(kVocabulary03, header, model::Jid(), encrypted.keys));
    const xml::Element *iv = header.child(u"iv", kNamespace03);
    if (iv == nullptr) {
        return encrypted.payload ? Status(failure(XmppError::Missing, u"iv"_s)) : Status();
    }
    WARDLINE_TRY(encrypted.iv, wire::parseBase64(iv->text(), kOldIvSize));
    const bool isEmptyAndUnused = encrypted.iv.isEmpty() && !encrypted.payload;
    if (encrypted.iv.size() != kIvSize && encrypted.iv.size() != kOldIvSize && !isEmptyAndUnused) {
        return failure(XmppError::BadValue, u"iv"_s);
    }
    return {};
}

} // namespace

xml::Element OmemoEncrypted::toXml() const
{
    const Vocabulary &words = vocabularyOf(version);
    xml::Element header(u"header", words.ns);
    header.setAttribute(u"sid", QString::number(senderDevice));
    if (version == OmemoVersion::V2) {
        addGroupedKeys(header, words, keys);
    } else {
        for (const Key &key : keys) {
            header.add(keyElement(header.ns(), words, key));
        }
        header.addText(u"iv", words.ns, base64Text(iv));
    }
    xml::Element element(u"encrypted", words.ns);
    element.add(std::move(header));
    if (payload) {
        element.addText(u"payload", words.ns, base64Text(*payload));
    }
    return element;
}

Result<OmemoEncrypted> OmemoEncrypted::fromXml(const xml::Element &element)
{
    const std::optional<OmemoVersion> version = versionOf(element);
    if (!version || element.name() != u"encrypted") {
        return failure(XmppError::WrongElement);
    }
    const xml::Element *header = element.child(u"header", element.ns());
    if (header == nullptr) {
        return failure(XmppError::Missing, u"header"_s);
    }
    OmemoEncrypted encrypted;
    encrypted.version = *version;
    const std::optional<quint32> sender = deviceId(header->attribute(u"sid"));
    if (!sender) {
        return failure(XmppError::BadValue, u"sid"_s);
    }
    encrypted.senderDevice = *sender;
    if (const xml::Element *payload = element.child(u"payload", element.ns()); payload != nullptr) {
        WARDLINE_TRY(encrypted.payload, wire::parseBase64(payload->text(), kMaxPayloadBytes));
    }
    WARDLINE_CHECK(*version == OmemoVersion::V2 ? readHeader2(*header, encrypted) : readHeader03(*header, encrypted));
    return encrypted;
}

} // namespace wardline::xmpp
