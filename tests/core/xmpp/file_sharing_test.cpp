// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "core/xmpp/xep0363_upload.h"
#include "core/xmpp/xep0447_file_sharing.h"
#include "core/xmpp/xmpp_error.h"

#include <QTest>

using namespace wardline;
using namespace wardline::xmpp;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
Result<T> read(const QByteArray &xml)
{
    const auto element = xml::readXml(xml);
    return element ? T::fromXml(*element) : Result<T>(std::unexpected(element.error()));
}

template <typename T>
bool comesBack(const T &value)
{
    const auto again = read<T>(xml::writeXml(value.toXml()));
    return again && *again == value;
}

FileSharing sharing()
{
    FileSharing sharing;
    sharing.isInline = true;
    sharing.file.name = u"wound.jpg"_s;
    sharing.file.mediaType = u"image/jpeg"_s;
    sharing.file.size = 3'000'000'000;
    sharing.file.pixels = {4000, 3000};
    sharing.file.sha256 = QByteArray(32, 'h');
    sharing.file.thumbnail = Thumbnail{u"cid:sha1+00@bob.xmpp.org"_s, u"image/jpeg"_s, {32, 24}};
    sharing.encrypted =
        EncryptedSource{EncryptedSource::kAes256Gcm.toString(), QByteArray(32, 'k'), QByteArray(12, 'i'),
                        QByteArray(32, 'c'), u"https://u.clinic.example/a/b.jpg"_s};
    return sharing;
}

} // namespace

/// XEP-0363, 0446, 0447, 0448, 0264 and 0231 on the wire.
class FileSharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesComeBack()
    {
        QVERIFY(comesBack(sharing()));
        QVERIFY(comesBack(UploadRequest{u"id.bin"_s, 5'000'000'000, u"application/octet-stream"_s}));
        QVERIFY(comesBack(UploadSlot{
            u"https://a/put"_s, u"https://a/get"_s, {{u"Authorization"_s, u"Basic x"_s}, {u"Cookie"_s, u"a=b"_s}}}));
        QVERIFY(comesBack(BitOfBinary::of("few bytes", u"image/png"_s)));
    }
    void slotLosesWhatNoHeaderMayBe()
    {
        const auto slot = read<UploadSlot>(
            "<slot xmlns='urn:xmpp:http:upload:0'><put url='https://a/p'>"
            "<header name='aUthorization'>Basic&#10;X-Evil: 1</header><header name='Host'>evil</header>"
            "<header name='Coo&#13;kie'>c</header><header name='X-Api'>k</header></put>"
            "<get url='https://a/g'/></slot>");
        QVERIFY(slot);
        QCOMPARE(slot->headers.size(), 2);
        QCOMPARE(slot->headers.at(0).first, u"aUthorization"_s);
        QCOMPARE(slot->headers.at(0).second, u"BasicX-Evil: 1"_s);
        QCOMPARE(slot->headers.at(1).first, u"Cookie"_s);
    }
    void slotNeedsBothAddresses()
    {
        QVERIFY(!read<UploadSlot>("<slot xmlns='urn:xmpp:http:upload:0'><put url='https://a/p'/></slot>"));
        QVERIFY(!read<UploadSlot>("<slot xmlns='urn:xmpp:http:upload:0'><get url='https://a/p'/></slot>"));
        QVERIFY(!read<UploadSlot>("<slot xmlns='urn:xmpp:http:upload:0'><put/><get url='https://a/p'/></slot>"));
    }
    void largestSizeIsReadFromDiscovery()
    {
        DiscoInfo info;
        QVERIFY(!maxUploadSize(info));
        DataForm form = DataForm::submit(UploadRequest::kNamespace);
        form.type = FormType::Result;
        info.forms = {form.set(u"max-file-size", u"16777216"_s)};
        QCOMPARE(maxUploadSize(info), std::optional<qint64>(16777216));
        info.forms.first().set(u"max-file-size", u"-1"_s);
        QVERIFY(!maxUploadSize(info));
    }
    void othersWriteDimensionsInOneElement()
    {
        const auto file =
            read<FileMetadata>("<file xmlns='urn:xmpp:file:metadata:0'><dimensions>40x30</dimensions></file>");
        QVERIFY(file);
        QCOMPARE(file->pixels, QSize(40, 30));
        QVERIFY(!file->size);
    }
    void malformedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::newRow("no file") << QByteArray();
        QTest::newRow("negative size") << QByteArray("<file xmlns='urn:xmpp:file:metadata:0'><size>-4</size></file>");
        QTest::newRow("size in words") << QByteArray("<file xmlns='urn:xmpp:file:metadata:0'><size>four</size></file>");
        QTest::newRow("short hash") << QByteArray(
            "<file xmlns='urn:xmpp:file:metadata:0'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>AAAA</hash></file>");
        QTest::newRow("endless name") << "<file xmlns='urn:xmpp:file:metadata:0'><name>" + QByteArray(5000, 'a')
                + "</name></file>";
        QTest::newRow("no cipher") << QByteArray(
            "<file xmlns='urn:xmpp:file:metadata:0'/><sources><encrypted xmlns='urn:xmpp:esfs:0'/></sources>");
    }
    void malformedIsRefused()
    {
        QFETCH(QByteArray, inside);
        QVERIFY(!read<FileSharing>("<file-sharing xmlns='urn:xmpp:sfs:0'>" + inside + "</file-sharing>"));
    }
    void bitsUnderAnotherIdAreRefused()
    {
        BitOfBinary bits = BitOfBinary::of("few bytes", u"image/png"_s);
        bits.data = "other bytes";
        QVERIFY(!read<BitOfBinary>(xml::writeXml(bits.toXml())));
    }
};

QTEST_GUILESS_MAIN(FileSharingTest)
#include "file_sharing_test.moc"
