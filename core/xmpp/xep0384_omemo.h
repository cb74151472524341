// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace wardline::xmpp {

/// The two versions of OMEMO that are in the field.
enum class OmemoVersion {
    V2, ///< XEP-0384 0.4 and later: `urn:xmpp:omemo:2`
    V03, ///< XEP-0384 0.3: `eu.siacs.conversations.axolotl`
};

[[nodiscard]] QStringView omemoNamespace(OmemoVersion version);
/// The PEP node with a person's devices.
[[nodiscard]] QString omemoDeviceListNode(OmemoVersion version);
/// The PEP node with the bundle of one device. V2 has one node with an item for each device, 0.3 a node for each.
[[nodiscard]] QString omemoBundleNode(OmemoVersion version, quint32 device);
/// The id of a bundle's item in its node.
[[nodiscard]] QString omemoBundleItem(OmemoVersion version, quint32 device);

/// XEP-0384 5.3.1: the devices of one person.
struct OmemoDeviceList
{
    static constexpr qsizetype kMaxDevices = 64; ///< longer lists are cut: nobody has so many

    struct Device
    {
        quint32 id = 0;
        QString label; ///< V2 only
        QByteArray labelSignature; ///< V2 only
        bool operator==(const Device &) const = default;
    };
    OmemoVersion version = OmemoVersion::V2;
    QList<Device> devices;
    bool wasCut = false; ///< more were listed
    bool operator==(const OmemoDeviceList &) const = default;

    [[nodiscard]] xml::Element toXml() const;
    /// Ids outside of 1..2^31-1 and repeated ones are left out. Malformed for another element.
    [[nodiscard]] static Result<OmemoDeviceList> fromXml(const xml::Element &element);
};

/// XEP-0384 5.3.2: the public keys with which a session can be begun. Bytes as they are on the wire, unchecked but for
/// their lengths; 0.3 writes Curve25519 keys with a leading 0x05, V2 without, and its identity key in Ed25519 form.
struct OmemoBundle
{
    static constexpr qsizetype kMaxPrekeys = 200;

    struct Prekey
    {
        quint32 id = 0;
        QByteArray key;
        bool operator==(const Prekey &) const = default;
    };
    OmemoVersion version = OmemoVersion::V2;
    QByteArray identityKey;
    quint32 signedPrekeyId = 0;
    QByteArray signedPrekey;
    QByteArray signature; ///< 64 bytes
    QList<Prekey> prekeys;
    bool operator==(const OmemoBundle &) const = default;

    [[nodiscard]] xml::Element toXml() const;
    [[nodiscard]] static Result<OmemoBundle> fromXml(const xml::Element &element);
};

/// XEP-0384 5.5: the encrypted element of a message.
struct OmemoEncrypted
{
    static constexpr qsizetype kMaxKeys = 2000;

    struct Key
    {
        model::Jid person; ///< V2 only: 0.3 does not say whose device it is
        quint32 device = 0;
        QByteArray data;
        bool isKeyExchange = false; ///< written as `true` or not at all; never believed on receipt
        bool operator==(const Key &) const = default;
    };
    OmemoVersion version = OmemoVersion::V2;
    quint32 senderDevice = 0;
    QList<Key> keys;
    QByteArray iv; ///< 0.3 only, 12 bytes (16 from old programs)
    std::optional<QByteArray> payload; ///< none: an empty message, which only moves the ratchet
    bool operator==(const OmemoEncrypted &) const = default;

    [[nodiscard]] xml::Element toXml() const;
    [[nodiscard]] static Result<OmemoEncrypted> fromXml(const xml::Element &element);
};

} // namespace wardline::xmpp
