// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a link to an encrypted file (XEP-0454), as an element that shares one (XEP-0446 to 0448, 0231), as a
// picture whose metadata is taken out, as a name and a head that tell what a file is: the first byte chooses.
//   fuzz_attachments --corpus FOLDER    writes small real ones to begin with
#include "core/base/fake_random.h"
#include "core/files/file_key.h"
#include "core/files/file_type.h"
#include "core/files/image_formats.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0447_file_sharing.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace wardline;
using namespace wardline::files;

namespace {

enum Kind : std::uint8_t { Link, Shared, Jpeg, Png, Gif, Webp, Tiff, Type, Kinds };

void need(bool isTrue)
{
    if (!isTrue) {
        std::abort();
    }
}

template <typename T>
void readElement(const xml::Element &element)
{
    if (const auto value = T::fromXml(element)) {
        const auto again = T::fromXml(value->toXml());
        need(again && again->toXml() == value->toXml());
    }
}

/// What was cleaned is clean: cleaned again it stays as it is.
template <auto Clean>
void readPicture(QByteArrayView bytes)
{
    if (const auto clean = Clean(bytes)) {
        need(clean->bytes.size() <= bytes.size() + 256);
        const auto again = Clean(clean->bytes);
        need(again && again->bytes == clean->bytes && again->pixels == clean->pixels);
    }
}

void read(Kind kind, QByteArrayView bytes)
{
    switch (kind) {
    case Link:
        if (const auto link = AesgcmLink::parse(QString::fromUtf8(bytes))) {
            need(link->key.isUsable() && link->url.scheme() == QStringLiteral("https") && !link->url.hasFragment());
            need(AesgcmLink::parse(link->toText()) == link);
        }
        return;
    case Shared:
        if (const auto element = xml::readXml(bytes)) {
            readElement<xmpp::FileSharing>(*element);
            readElement<xmpp::EncryptedSource>(*element);
            readElement<xmpp::FileMetadata>(*element);
            readElement<xmpp::BitOfBinary>(*element);
        }
        return;
    case Jpeg:
        return readPicture<cleanJpeg>(bytes);
    case Png:
        return readPicture<cleanPng>(bytes);
    case Gif:
        return readPicture<cleanGif>(bytes);
    case Webp:
        return readPicture<cleanWebp>(bytes);
    case Tiff: {
        const int orientation = orientationIn(bytes);
        need(orientation >= 0 && orientation <= 8);
        return;
    }
    case Type:
    case Kinds: {
        const qsizetype half = bytes.size() / 2;
        const QString name = QString::fromUtf8(bytes.first(half));
        const QString plain = plainFileName(name);
        need(!plain.contains(u'/') && !plain.contains(u'\\') && plain != QStringLiteral("..")
             && plain != QStringLiteral("."));
        (void)mediaTypeOf(bytes.sliced(half), name);
        return;
    }
    }
}

void writeCorpus(const std::string &folder)
{
    int number = 0;
    const auto write = [&](Kind kind, const QByteArray &bytes) {
        std::ofstream(folder + "/real-" + std::to_string(number++), std::ios::binary)
            << char(kind) << bytes.toStdString();
    };
    FakeRandom random(1);
    const AesgcmLink link{QUrl(QStringLiteral("https://files.clinic.example/1/swab.txt")), FileKey::make(random)};
    write(Link, link.toText().toUtf8());
    xmpp::FileSharing shared;
    shared.isInline = true;
    shared.file = {
        QStringLiteral("swab.png"),
        QStringLiteral("image/png"),
        1234,
        QSize(60, 40),
        QByteArray(32, 'h'),
        QStringLiteral("left heel"),
        xmpp::Thumbnail{QStringLiteral("cid:sha1+00@bob.xmpp.org"), QStringLiteral("image/png"), QSize(6, 4)}};
    shared.encrypted = xmpp::EncryptedSource{xmpp::EncryptedSource::kAes256Gcm.toString(), link.key.key, link.key.nonce,
                                             QByteArray(32, 'c'), link.url.toString()};
    write(Shared, xml::writeXml(shared.toXml()));
    write(Shared, xml::writeXml(xmpp::BitOfBinary::of("small", QStringLiteral("image/png")).toXml()));
    write(Jpeg,
          QByteArray::fromBase64(
              "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAAEBAQ"
              "EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAAB"
              "AAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"));
    write(Png,
          QByteArray::fromBase64(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
              "rkJggg=="));
    write(Gif, QByteArray::fromBase64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));
    write(Webp, QByteArray::fromBase64("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAQAcJaQAA3AA/v3AgAA="));
    write(Tiff, tiffWithOrientation(6));
    write(Type, "swab.png\x89PNG\r\n");
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    if (*count == 3 && std::string((*arguments)[1]) == "--corpus") {
        writeCorpus((*arguments)[2]);
        std::exit(0);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 0) {
        read(static_cast<Kind>(data[0] % Kinds), {reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1});
    }
    return 0;
}
