// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QByteArray>
#include <QList>
#include <QSize>
#include <QString>

#include <optional>

namespace wardline::xmpp {

/// A small picture of a file (XEP-0264), by its content id (XEP-0231).
struct Thumbnail
{
    static constexpr QStringView kName = u"thumbnail";
    static constexpr QStringView kNamespace = u"urn:xmpp:thumbs:1";

    QString uri; ///< "cid:sha1+...@bob.xmpp.org"
    QString mediaType;
    QSize pixels;
    bool operator==(const Thumbnail &) const = default;
};

/// What a file is (XEP-0446), as its sender says.
struct FileMetadata
{
    static constexpr QStringView kName = u"file";
    static constexpr QStringView kNamespace = u"urn:xmpp:file:metadata:0";

    QString name;
    QString mediaType;
    std::optional<qint64> size; ///< bytes
    QSize pixels; ///< empty: not said
    QByteArray sha256; ///< empty: not said, or only in ways that are not known here
    QString description;
    std::optional<Thumbnail> thumbnail;

    [[nodiscard]] static Result<FileMetadata> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const FileMetadata &) const = default;
};

/// Where ciphertext lies and what opens it (XEP-0448).
struct EncryptedSource
{
    static constexpr QStringView kName = u"encrypted";
    static constexpr QStringView kNamespace = u"urn:xmpp:esfs:0";
    static constexpr QStringView kAes256Gcm = u"urn:xmpp:ciphers:aes-256-gcm-nopadding:0";

    QString cipher;
    QByteArray key;
    QByteArray iv;
    QByteArray sha256; ///< of the ciphertext; may be empty
    QString url; ///< the first one that is given

    [[nodiscard]] static Result<EncryptedSource> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const EncryptedSource &) const = default;
};

/// A file and where it is to be had: https://xmpp.org/extensions/xep-0447.html
struct FileSharing
{
    static constexpr QStringView kName = u"file-sharing";
    static constexpr QStringView kNamespace = u"urn:xmpp:sfs:0";

    bool isInline = false; ///< meant to be shown; else to be offered
    FileMetadata file;
    std::optional<EncryptedSource> encrypted;
    QString url; ///< of a file that is not encrypted; may be empty

    [[nodiscard]] static Result<FileSharing> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const FileSharing &) const = default;
};

/// A few bytes inside a stanza: https://xmpp.org/extensions/xep-0231.html
struct BitOfBinary
{
    static constexpr QStringView kName = u"data";
    static constexpr QStringView kNamespace = u"urn:xmpp:bob";
    static constexpr qsizetype kMaxBytes = 16 * 1024;

    QString cid; ///< without "cid:"
    QString mediaType;
    QByteArray data;

    /// Under the id that its content gives it.
    [[nodiscard]] static BitOfBinary of(const QByteArray &data, const QString &mediaType);
    /// BadValue where the id is not that of the content.
    [[nodiscard]] static Result<BitOfBinary> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const BitOfBinary &) const = default;
};

} // namespace wardline::xmpp
