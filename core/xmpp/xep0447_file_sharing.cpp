// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0447_file_sharing.h"

#include "core/xmpp/wire.h"

#include <QCryptographicHash>

#include <algorithm>

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kHashes = u"urn:xmpp:hashes:2"; // XEP-0300
constexpr QStringView kUrlData = u"http://jabber.org/protocol/url-data"; // XEP-0103
constexpr qsizetype kMaxUrl = 4096;
constexpr qsizetype kMaxKey = 64;
constexpr qsizetype kSha256 = 32;
constexpr int kMaxSide = 1'000'000;

void addHash(xml::Element &element, const QByteArray &sha256)
{
    if (!sha256.isEmpty()) {
        element.add(xml::Element(u"hash", kHashes)
                        .setAttribute(u"algo", u"sha-256")
                        .setText(QString::fromLatin1(sha256.toBase64())));
    }
}

/// The SHA-256 among the hashes; BadValue for one that is none.
Result<QByteArray> hashOf(const xml::Element &element)
{
    for (const xml::Element *hash : element.childrenNamed(u"hash", kHashes)) {
        if (hash->attribute(u"algo") == u"sha-256"_s) {
            WARDLINE_TRY(const QByteArray bytes, wire::parseBase64(hash->text(), kMaxKey));
            return bytes.size() == kSha256 ? Result<QByteArray>(bytes) : failure(XmppError::BadValue, u"hash"_s);
        }
    }
    return QByteArray();
}

int sideOf(const xml::Element &element, QStringView name, QStringView ns)
{
    const auto side = wire::parseCount(element.childText(name, ns));
    return side && *side <= kMaxSide ? *side : 0;
}

/// Width and height, or as some write both in one element.
QSize pixelsOf(const xml::Element &file)
{
    const QSize pixels(sideOf(file, u"width", FileMetadata::kNamespace),
                       sideOf(file, u"height", FileMetadata::kNamespace));
    if (!pixels.isEmpty()) {
        return pixels;
    }
    const QString both = file.childText(u"dimensions", FileMetadata::kNamespace);
    const auto width = wire::parseCount(both.section(u'x', 0, 0));
    const auto height = wire::parseCount(both.section(u'x', 1, 1));
    return width && height && *width <= kMaxSide && *height <= kMaxSide ? QSize(*width, *height) : QSize();
}

std::optional<Thumbnail> thumbnailOf(const xml::Element &file)
{
    const xml::Element *element = file.child(Thumbnail::kName, Thumbnail::kNamespace);
    if (element == nullptr || element->attribute(u"uri").size() > kMaxUrl) {
        return std::nullopt;
    }
    Thumbnail thumbnail;
    thumbnail.uri = element->attribute(u"uri");
    thumbnail.mediaType = element->attribute(u"media-type").left(wire::kMaxToken);
    thumbnail.pixels = QSize(std::clamp(wire::parseCount(element->attribute(u"width")).value_or(0), 0, kMaxSide),
                             std::clamp(wire::parseCount(element->attribute(u"height")).value_or(0), 0, kMaxSide));
    return thumbnail;
}

Result<QString> firstUrl(const xml::Element &parent)
{
    const xml::Element *sources = parent.child(u"sources", FileSharing::kNamespace);
    const xml::Element *data = sources == nullptr ? nullptr : sources->child(u"url-data", kUrlData);
    return data == nullptr ? Result<QString>(QString()) : wire::text(*data, u"target", kMaxUrl);
}

void addUrl(xml::Element &sources, const QString &url)
{
    if (!url.isEmpty()) {
        sources.add(xml::Element(u"url-data", kUrlData).setAttribute(u"target", url));
    }
}

QString contentId(const QByteArray &data)
{
    const QByteArray hash = QCryptographicHash::hash(data, QCryptographicHash::Sha1).toHex();
    return u"sha1+"_s % QString::fromLatin1(hash) % u"@bob.xmpp.org"_s;
}

} // namespace

Result<FileMetadata> FileMetadata::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    FileMetadata file;
    WARDLINE_TRY(file.name, wire::childContent(element, u"name", wire::kMaxToken));
    WARDLINE_TRY(file.mediaType, wire::childContent(element, u"media-type", wire::kMaxToken));
    WARDLINE_TRY(file.description, wire::childContent(element, u"desc", wire::kMaxLine));
    if (element.hasChild(u"size", kNamespace)) {
        bool isNumber = false;
        const qint64 size = element.childText(u"size", kNamespace).trimmed().toLongLong(&isNumber);
        if (!isNumber || size < 0) {
            return failure(XmppError::BadValue, u"size"_s);
        }
        file.size = size;
    }
    WARDLINE_TRY(file.sha256, hashOf(element));
    file.pixels = pixelsOf(element);
    file.thumbnail = thumbnailOf(element);
    return file;
}

xml::Element FileMetadata::toXml() const
{
    xml::Element element(kName, kNamespace);
    const auto add = [&element](QStringView what, const QString &text) {
        if (!text.isEmpty()) {
            element.addText(what, kNamespace, text);
        }
    };
    add(u"media-type", mediaType);
    add(u"name", name);
    add(u"size", size ? QString::number(*size) : QString());
    if (!pixels.isEmpty()) {
        add(u"width", QString::number(pixels.width()));
        add(u"height", QString::number(pixels.height()));
    }
    addHash(element, sha256);
    add(u"desc", description);
    if (thumbnail) {
        element.add(xml::Element(Thumbnail::kName, Thumbnail::kNamespace)
                        .setAttribute(u"uri", thumbnail->uri)
                        .setAttribute(u"media-type", thumbnail->mediaType)
                        .setAttribute(u"width", QString::number(thumbnail->pixels.width()))
                        .setAttribute(u"height", QString::number(thumbnail->pixels.height())));
    }
    return element;
}

Result<EncryptedSource> EncryptedSource::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    EncryptedSource source;
    WARDLINE_TRY(source.cipher, wire::requiredText(element, u"cipher"));
    WARDLINE_TRY(source.key, wire::parseBase64(element.childText(u"key", kNamespace), kMaxKey));
    WARDLINE_TRY(source.iv, wire::parseBase64(element.childText(u"iv", kNamespace), kMaxKey));
    WARDLINE_TRY(source.sha256, hashOf(element));
    WARDLINE_TRY(source.url, firstUrl(element));
    return source;
}

xml::Element EncryptedSource::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"cipher", cipher);
    element.addText(u"key", kNamespace, QString::fromLatin1(key.toBase64()));
    element.addText(u"iv", kNamespace, QString::fromLatin1(iv.toBase64()));
    addHash(element, sha256);
    xml::Element sources(u"sources", FileSharing::kNamespace);
    addUrl(sources, url);
    element.add(sources);
    return element;
}

Result<FileSharing> FileSharing::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    FileSharing sharing;
    sharing.isInline = element.attribute(u"disposition") == u"inline"_s;
    const xml::Element *file = element.child(FileMetadata::kName, FileMetadata::kNamespace);
    if (file == nullptr) {
        return failure(XmppError::Missing, u"file"_s);
    }
    WARDLINE_TRY(sharing.file, FileMetadata::fromXml(*file));
    WARDLINE_TRY(sharing.url, firstUrl(element));
    const xml::Element *sources = element.child(u"sources", kNamespace);
    if (const xml::Element *encrypted =
            sources == nullptr ? nullptr : sources->child(EncryptedSource::kName, EncryptedSource::kNamespace)) {
        WARDLINE_TRY(sharing.encrypted, EncryptedSource::fromXml(*encrypted));
    }
    return sharing;
}

xml::Element FileSharing::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"disposition", isInline ? u"inline" : u"attachment");
    element.add(file.toXml());
    xml::Element sources(u"sources", kNamespace);
    if (encrypted) {
        sources.add(encrypted->toXml());
    }
    addUrl(sources, url);
    element.add(sources);
    return element;
}

BitOfBinary BitOfBinary::of(const QByteArray &data, const QString &mediaType)
{
    return {contentId(data), mediaType, data};
}

Result<BitOfBinary> BitOfBinary::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    BitOfBinary bits;
    WARDLINE_TRY(bits.cid, wire::requiredText(element, u"cid"));
    WARDLINE_TRY(bits.mediaType, wire::text(element, u"type"));
    WARDLINE_TRY(bits.data, wire::parseBase64(element.text(), kMaxBytes));
    return bits.cid == contentId(bits.data) ? Result<BitOfBinary>(bits) : failure(XmppError::BadValue, u"cid"_s);
}

xml::Element BitOfBinary::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"cid", cid);
    element.setAttribute(u"type", mediaType);
    element.setText(QString::fromLatin1(data.toBase64()));
    return element;
}

} // namespace wardline::xmpp
