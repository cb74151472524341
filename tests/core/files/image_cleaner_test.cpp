// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/files_error.h"
#include "core/files/image_cleaner.h"
#include "core/files/image_formats.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>
#include <QTest>
#include <QtEndian>

using namespace wardline;
using namespace wardline::files;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPlanted = "GPS 48.2082 N patient Doe";

QImage picture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.setPixel(x, y, qRgb(x * 5 % 256, y * 7 % 256, (x + y) % 256));
        }
    }
    return image;
}

QByteArray encoded(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter(&buffer, format).write(image);
    return bytes;
}

QByteArray segment(char marker, const QByteArray &body)
{
    QByteArray bytes("\xff\x00\x00\x00", 4);
    bytes[1] = marker;
    qToBigEndian(static_cast<quint16>(body.size() + 2), bytes.data() + 2);
    return bytes + body;
}

QByteArray chunk(const QByteArray &type, const QByteArray &body)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(static_cast<quint32>(body.size()), bytes.data());
    return bytes + type + body + QByteArray(4, '\0');
}

/// A JPEG as a camera makes it: with place, comment, maker's notes and something behind its end.
QByteArray cameraJpeg(int orientation)
{
    QByteArray jpeg = encoded(picture(60, 40), "jpeg");
    const QByteArray exif = segment('\xe1', QByteArray("Exif\0\0", 6) + tiffWithOrientation(orientation) + kPlanted);
    jpeg.insert(2,
                exif + segment('\xe1', "http://ns.adobe.com/xap/1.0/" + kPlanted)
                    + segment('\xed', "Photoshop 3.0" + kPlanted) + segment('\xfe', kPlanted)
                    + segment('\xe2', "MPF" + kPlanted));
    return jpeg + kPlanted;
}

QImage shown(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    return reader.read();
}

} // namespace

/// Pictures lose what they say about people and places, and nothing of what they show.
class ImageCleanerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jpegLosesEverythingButItsPixels_data()
    {
        QTest::addColumn<int>("orientation");
        for (int i = 1; i <= 8; ++i) {
            QTest::addRow("orientation %d", i) << i;
        }
    }
    void jpegLosesEverythingButItsPixels()
    {
        QFETCH(int, orientation);
        const QByteArray camera = cameraJpeg(orientation);
        const auto clean = cleanImage(camera, u"image/jpeg"_s);
        QVERIFY(clean);
        QVERIFY(!clean->bytes.contains(kPlanted));
        QVERIFY(!clean->bytes.contains("xap"));
        QVERIFY(!clean->bytes.contains("MPF"));
        QCOMPARE(clean->pixels, orientation >= 5 ? QSize(40, 60) : QSize(60, 40));
        QCOMPARE(clean->bytes.contains("Exif"), orientation != 1);
        QCOMPARE(shown(clean->bytes), shown(camera)); // the same pixels, the same way up
        QCOMPARE(shown(clean->bytes).size(), clean->pixels);
        const auto again = cleanImage(clean->bytes, u"image/jpeg"_s);
        QVERIFY(again);
        QCOMPARE(again->bytes, clean->bytes);
    }

    void pngLosesTextsAndTimes()
    {
        QImage image = picture(33, 21);
        image.setText(u"Author"_s, QString::fromLatin1(kPlanted));
        QByteArray png = encoded(image, "png");
        png.insert(33, chunk("eXIf", kPlanted) + chunk("tIME", "1234567") + chunk("prVt", kPlanted));
        QVERIFY(png.contains(kPlanted));
        const auto clean = cleanImage(QByteArray(png + kPlanted), u"image/png"_s);
        QVERIFY(clean);
        for (const char *type : {"tEXt", "iTXt", "zTXt", "eXIf", "tIME", "prVt"}) {
            QVERIFY2(!clean->bytes.contains(type), type);
        }
        QVERIFY(!clean->bytes.contains(kPlanted));
        QCOMPARE(clean->pixels, QSize(33, 21));
        QCOMPARE(shown(clean->bytes).convertToFormat(QImage::Format_RGB32), picture(33, 21));
    }

    void gifLosesComments()
    {
        // A dot of one pixel, with a comment and an application's own block.
        const QByteArray head("GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00", 19);
        const QByteArray dot("\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00", 15);
        const QByteArray comment = QByteArray("\x21\xfe", 2) + char(kPlanted.size()) + kPlanted + '\0';
        const QByteArray xmp = QByteArray("\x21\xff\x0b"
                                          "XMP DataXMP",
                                          14)
            + char(kPlanted.size()) + kPlanted + '\0';
        const auto clean = cleanImage(QByteArray(head + comment + xmp + dot + ';' + kPlanted), u"image/gif"_s);
        QVERIFY(clean);
        QCOMPARE(clean->bytes, QByteArray(head + dot + ';'));
        QCOMPARE(clean->pixels, QSize(1, 1));
    }

    void webpLosesExifAndXmp()
    {
        const auto part = [](const QByteArray &type, const QByteArray &body) {
            QByteArray size(4, '\0');
            qToLittleEndian(static_cast<quint32>(body.size()), size.data());
            return QByteArray(type + size + body + (body.size() % 2 != 0 ? QByteArray(1, '\0') : QByteArray()));
        };
        const QByteArray canvas = part("VP8X", QByteArray("\x0c\0\0\0\x3b\0\0\x27\0\0", 10));
        const QByteArray pixels = part("VP8L", QByteArray("\x2f\x3b\xc0\x09\0rest", 9));
        const QByteArray body = QByteArray("WEBP") + canvas + pixels + part("EXIF", tiffWithOrientation(6) + kPlanted)
            + part("XMP ", kPlanted);
        QByteArray size(4, '\0');
        qToLittleEndian(static_cast<quint32>(body.size()), size.data());
        const auto clean = cleanImage(QByteArray("RIFF" + size + body), u"image/webp"_s);
        QVERIFY(clean);
        QVERIFY(!clean->bytes.contains(kPlanted));
        QVERIFY(!clean->bytes.contains("XMP "));
        QVERIFY(clean->bytes.contains(part("EXIF", tiffWithOrientation(6)))); // which way up
        QCOMPARE(clean->bytes.at(20), '\x08'); // Exif is there, XMP is not
        QCOMPARE(clean->pixels, QSize(40, 60));
        QCOMPARE(qFromLittleEndian<quint32>(clean->bytes.constData() + 4), quint32(clean->bytes.size() - 8));
    }

    void picturesOfUnknownKindsAreNotSent()
    {
        for (const QString &type : {u"image/tiff"_s, u"image/heic"_s, u"image/svg+xml"_s, u"image/bmp"_s}) {
            QVERIFY(!isCleanable(type));
            QVERIFY(cleanImage("anything", type).error().is(FilesError::CannotClean));
        }
    }

    void pictureBombsAreRefusedWithoutDecoding()
    {
        QByteArray png("\x89PNG\r\n\x1a\n", 8);
        png += chunk("IHDR", QByteArray("\x00\x01\x00\x00\x00\x01\x00\x00\x08\x02\x00\x00\x00", 13)); // 65536 x 65536
        png += chunk("IDAT", "x") + chunk("IEND", {});
        QVERIFY(cleanImage(png, u"image/png"_s).error().is(FilesError::TooManyPixels));
        QByteArray endless = png;
        endless.replace(16, 8, QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff", 8));
        QVERIFY(!cleanImage(endless, u"image/png"_s));
        const QByteArray gif("GIF89a\xff\xff\xff\xff\x00\x00\x00;", 14);
        QVERIFY(cleanImage(gif, u"image/gif"_s).error().is(FilesError::TooManyPixels));
    }

    /// Every cut and every changed byte of a good file ends in an answer.
    void damagedPicturesAreRefusedOrHarmless()
    {
        for (const auto &[bytes, type] :
             {std::pair(cameraJpeg(6), u"image/jpeg"_s), std::pair(encoded(picture(9, 9), "png"), u"image/png"_s)}) {
            for (qsizetype length = 0; length < bytes.size() - kPlanted.size() - 2; ++length) {
                const auto cut = cleanImage(bytes.first(length), type);
                QVERIFY(!cut || length > bytes.size() - kPlanted.size() - 12);
            }
            for (qsizetype at = 0; at < bytes.size(); ++at) {
                QByteArray changed = bytes;
                changed[at] = static_cast<char>(changed.at(at) ^ 0xff);
                (void)cleanImage(changed, type);
            }
        }
    }
};

QTEST_GUILESS_MAIN(ImageCleanerTest)
#include "image_cleaner_test.moc"
