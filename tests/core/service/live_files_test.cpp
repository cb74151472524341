// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/service/encrypted_bench.h"
#include "tests/core/service/ward_bench.h"

#include "core/files/fake_http_client.h"
#include "core/files/file_cipher.h"
#include "core/files/file_key.h"
#include "core/service/live/content_reader.h"
#include "core/xmpp/xep0363_upload.h"
#include "core/xmpp/xep0447_file_sharing.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>

using namespace wardline;
using namespace wardline::service;
using namespace wardline::service::test;
using files::FilesError;
using model::DeliveryState;
using model::FileProblem;
using model::FileState;

namespace {

const QString kOwn = u"ana@relay.example"_s;
const QByteArray kLetter = "planted-Ruff discharge letter of Mrs Iversen\n";
const QUrl kPut(u"https://relay.example/upload/1/put"_s);
const QUrl kGet(u"https://relay.example/upload/1/get"_s);

/// A ward in which ben has a device, and the relay takes files.
struct FileWard
{
    FileWard()
    {
        bench.rules.encrypts = true;
        bench.rules.fileTypes = {u"text/*"_s, u"image/png"_s, u"application/pdf"_s};
        bench.rules.allowsSaving = true;
        bench.environment.http = &http;
        bench.workstation = std::make_unique<LiveWorkstation>(bench.environment);
        bench.relay.answerInstead = [this](const xml::Element &iq) { return take(iq); };
        publish(ben);
        bench.signIn();
        (void)bench.session()->rooms().startDirect(ben.own);
        bench.settle();
    }
    bool take(const xml::Element &iq)
    {
        const QString who = iq.attribute(u"to").isEmpty() ? kOwn : iq.attribute(u"to");
        if (iq.hasChild(u"query", xmpp::DiscoItems::kNamespace)) {
            reply(iq,
                  "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='upload.relay.example'/></query>");
            return true;
        }
        if (iq.hasChild(u"query", xmpp::DiscoInfo::kNamespace) && who == u"upload.relay.example"_s) {
            reply(iq,
                  "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:http:upload:0'/>"
                  "<x xmlns='jabber:x:data' type='result'><field "
                  "var='FORM_TYPE'><value>urn:xmpp:http:upload:0</value></field>"
                  "<field var='max-file-size'><value>100000</value></field></x></query>");
            return true;
        }
        if (const xml::Element *request = iq.child(u"request", xmpp::UploadRequest::kNamespace)) {
            slotNames.append(request->attribute(u"filename"));
            slotRefusal.isEmpty() ? reply(iq, xml::writeXml(slot.toXml())) : reply(iq, slotRefusal, "error");
            return true;
        }
        const xml::Element *pubsub = iq.child(u"pubsub", u"http://jabber.org/protocol/pubsub");
        const xml::Element *items = pubsub != nullptr ? pubsub->child(u"items", pubsub->ns()) : nullptr;
        const xml::Element *publishing = pubsub != nullptr ? pubsub->child(u"publish", pubsub->ns()) : nullptr;
        if (publishing != nullptr) {
            nodes[{who, publishing->attribute(u"node")}] = xml::writeXml(publishing->children().first());
            reply(iq, {});
            return true;
        }
        const QString node = items != nullptr ? items->attribute(u"node") : QString();
        if (!node.contains(u"omemo") && !node.contains(u"axolotl")) {
            return false;
        }
        nodes.contains({who, node})
            ? reply(iq,
                    "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node.toUtf8() + "'>"
                        + nodes[{who, node}] + "</items></pubsub>")
            : reply(iq, "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
                    "error");
        return true;
    }
    void reply(const xml::Element &iq, const QByteArray &content, const QByteArray &type = "result")
    {
        const QByteArray to = iq.attribute(u"to").toUtf8();
        bench.relay.say("<iq xmlns='jabber:client' type='" + type + "' id='" + iq.attribute(u"id").toUtf8() + "'"
                        + (to.isEmpty() ? QByteArray() : " from='" + to + "'") + ">" + content + "</iq>");
    }
    void publish(DeviceBench &device)
    {
        for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
            xmpp::OmemoDeviceList list;
            list.version = version;
            list.devices.append({device.id, {}, {}});
            nodes[{device.own.toString(), xmpp::omemoDeviceListNode(version)}] =
                "<item id='current'>" + xml::writeXml(list.toXml()) + "</item>";
            nodes[{device.own.toString(), xmpp::omemoBundleNode(version, device.id)}] = "<item id='"
                + xmpp::omemoBundleItem(version, device.id).toUtf8() + "'>"
                + xml::writeXml(device.bundle(version).toXml()) + "</item>";
        }
    }
    MessageService &messages() { return bench.session()->messages(); }
    Result<model::MessageId> send(const QByteArray &content, const QString &name = u"letter.txt"_s,
                                  const QString &text = {})
    {
        const auto sent =
            bench.answer(messages().sendFile(ben.own, {.name = name, .content = content}, {.text = text}));
        bench.settle();
        return sent;
    }
    model::Message message(model::MessageId id)
    {
        return bench.answer(messages().byIds({id})).value_or(QList<model::Message>()).value(0);
    }
    model::Attachment file(model::MessageId id) { return message(id).attachments.value(0); }
    /// What ben's program makes of a stanza.
    Said opens(const xml::Element &element)
    {
        ben.learns(jid(kOwn), {});
        Reading reading = capturedAt(ben.own, xml::writeXml(element), jid(kOwn), element.attribute(u"id"), ben.clock.now(), false);
        reading.sealed->captured.isRoom = false;
        reading.sealed->captured.incoming.message.conversation = jid(kOwn);
        auto opened = std::make_shared<OpenedBatch>();
        opened->readings.push_back(reading);
        (void)valueOf(ben.fixture.store->messages().take(prepareBatch(ben.context, opened, {})));
        arrived = opened->readings.front().message.value_or(store::IncomingMessage());
        return {};
    }
    QStringList shelf()
    {
        return QDir(bench.session()->profile().directory().attachmentsPath()).entryList(QDir::Files);
    }

    /// A message with a file as it came from ben, into the cache.
    model::MessageId receives(const QByteArray &sealed, const files::FileKey &key, model::Attachment about,
                              const QUrl &url = kGet, const QByteArray &sha256 = {})
    {
        http.stored[url] = sealed;
        store::IncomingMessage one;
        one.message.conversation = ben.own;
        one.message.sender = ben.own;
        one.message.time = bench.clock.now();
        one.message.originId = QString::number(++received);
        one.message.trust = trust;
        one.message.encryption = model::EncryptionState::EndToEnd;
        one.message.attachments = {about};
        one.files = {{url.toString(), key.key, key.nonce, sha256, {}, {}, {}}};
        store::IncomingBatch batch;
        batch.messages = {one};
        return valueOf(bench.session()->profile().store().messages().insert(batch)).first().id;
    }
    QByteArray sealed(const QByteArray &content, const files::FileKey &key)
    {
        QBuffer buffer;
        buffer.setData(content);
        buffer.open(QIODevice::ReadOnly);
        const QTemporaryDir folder;
        const std::atomic<bool> isCancelled = false;
        QFile written(folder.filePath(u"f"_s));
        return files::sealFile(buffer, key, written.fileName(), 1 << 20, isCancelled)
                && written.open(QIODevice::ReadOnly)
            ? written.readAll()
            : QByteArray();
    }
    /// Fetches it and says what became of it.
    model::Attachment fetched(model::MessageId id)
    {
        messages().fetchAttachment(id, 0);
        (void)bench.until([&] { return file(id).state != FileState::Remote && file(id).state != FileState::Fetching; });
        return file(id);
    }
    bool wasAudited(const QByteArray &word)
    {
        bench.settle();
        QDir folder(bench.session()->profile().directory().path() + u"/audit"_s);
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile log(folder.filePath(name));
            if (log.open(QIODevice::ReadOnly) && log.readAll().contains(word)) {
                return true;
            }
        }
        return false;
    }

    files::FakeHttpClient http;
    WardBench bench;
    DeviceBench ben{jid(u"ben@relay.example"), 7};
    QHash<std::pair<QString, QString>, QByteArray> nodes;
    xmpp::UploadSlot slot{kPut.toString(), kGet.toString(), {{u"Authorization"_s, u"Basic x"_s}}};
    QByteArray slotRefusal;
    QStringList slotNames;
    store::IncomingMessage arrived;
    int received = 0;
    model::Trust trust = model::Trust::Blind; ///< in the device that sends files
};

model::Attachment about(const QString &name, const QString &type, qint64 size)
{
    return {.name = name, .mediaType = type, .size = size, .pixels = {}};
}

} // namespace

/// Files from the service to the relay and back, on a fake relay and a fake web server.
class LiveFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsCiphertextAndTellsWhereItLies()
    {
        FileWard ward;
        const auto id = ward.send(kLetter);
        QVERIFY(id);
        QVERIFY(ward.bench.until([&] { return ward.bench.relay.messages.size() == 1; }));
        QCOMPARE(ward.http.uploads.size(), 1U);
        QCOMPARE(ward.http.uploads.front().url, kPut);
        QCOMPARE(ward.http.uploads.front().headers, (QList<files::HttpHeader>{{"Authorization", "Basic x"}}));
        const QByteArray stored = ward.http.stored[kPut];
        QCOMPARE(stored.size(), kLetter.size() + 16);
        QVERIFY(!stored.contains("Iversen"));
        QVERIFY(ward.slotNames.first().endsWith(u".txt"_s) && !ward.slotNames.first().contains(u"letter"_s));
        const QByteArray stanza = xml::writeXml(ward.bench.relay.messages.first());
        QVERIFY(!stanza.contains("letter") && !stanza.contains("aesgcm") && !stanza.contains("upload"));

        ward.opens(ward.bench.relay.messages.first());
        const model::Attachment told = ward.arrived.message.attachments.value(0);
        QCOMPARE(told.name, u"letter.txt"_s);
        QCOMPARE(told.mediaType, u"text/plain"_s);
        QCOMPARE(told.size, kLetter.size());
        QVERIFY(ward.arrived.message.body.isEmpty());
        const store::FileSource source = ward.arrived.files.value(0);
        QCOMPARE(source.url, kGet.toString());
        QCOMPARE(source.sha256, QCryptographicHash::hash(kLetter, QCryptographicHash::Sha256));
        QTemporaryDir folder;
        QFile file(folder.filePath(u"f"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(stored) > 0);
        file.close();
        QCOMPARE(files::openFile(file.fileName(), {source.key, source.nonce}, 1 << 20, {}).value_or(QByteArray()),
                 kLetter);
        QCOMPARE(ward.file(*id).state, FileState::Here);
        QCOMPARE(ward.bench.answer(ward.messages().attachment(*id, 0)).value_or(QByteArray()), kLetter);
    }
    void textGoesAheadAsAMessageOfItsOwn()
    {
        FileWard ward;
        QVERIFY(ward.send(kLetter, u"letter.txt"_s, u"for bed 12"_s));
        QVERIFY(ward.bench.until([&] { return ward.bench.relay.messages.size() == 2; }));
        ward.opens(ward.bench.relay.messages.at(0));
        QCOMPARE(ward.arrived.message.body, u"for bed 12"_s);
    }
    /// Somebody sends a large picture over a slow line, and then something urgent.
    void whatIsWrittenAfterAFileDoesNotWaitForIt()
    {
        FileWard ward;
        ward.http.holds = true;
        const auto id = ward.send(kLetter);
        QVERIFY(id && ward.bench.until([&] { return ward.http.underWay() == 1; }));
        QVERIFY(ward.bench.answer(ward.messages().send(ward.ben.own, {.text = u"after it"_s})));
        QVERIFY(ward.bench.until([&] { return ward.bench.relay.messages.size() == 1; }));
        ward.opens(ward.bench.relay.messages.at(0));
        QCOMPARE(ward.arrived.message.body, u"after it"_s);
        ward.http.progress();
        QCOMPARE(ward.file(*id).state, FileState::Sending);
        QCOMPARE(ward.file(*id).percent, 50);
        ward.http.release();
        QVERIFY(ward.bench.until([&] { return ward.bench.relay.messages.size() == 2; }));
        ward.opens(ward.bench.relay.messages.at(1));
        QCOMPARE(ward.arrived.message.attachments.size(), 1);
    }
    void cancelledFileIsWithdrawn()
    {
        FileWard ward;
        ward.http.holds = true;
        const auto id = ward.send(kLetter);
        QVERIFY(id && ward.bench.until([&] { return ward.http.underWay() == 1; }));
        ward.messages().cancelFile(*id, 0);
        QVERIFY(ward.bench.until([&] { return ward.message(*id).tombstone.has_value(); }));
        QCOMPARE(ward.http.underWay(), 0);
        ward.bench.settle();
        QVERIFY(ward.bench.relay.messages.isEmpty());
        ward.bench.timers.advance(std::chrono::minutes(1));
        QVERIFY(ward.bench.until([&] { return ward.shelf().isEmpty(); }));
    }
    void goesOnAfterALostConnection()
    {
        FileWard ward;
        ward.http.holds = true;
        QVERIFY(ward.send(kLetter));
        QVERIFY(ward.bench.until([&] { return ward.http.underWay() == 1; }));
        ward.bench.relay.cut();
        ward.bench.settle();
        QCOMPARE(ward.http.underWay(), 0);
        ward.http.holds = false;
        QVERIFY(ward.bench.until([&] {
            ward.bench.timers.advance(std::chrono::seconds(5));
            return ward.bench.relay.messages.size() == 1;
        }));
        QCOMPARE(ward.slotNames.size(), 2); // a new place for the new attempt
    }
    void goesOnAfterARestart()
    {
        FileWard ward;
        ward.http.holds = true;
        QVERIFY(ward.send(kLetter));
        QVERIFY(ward.bench.until([&] { return ward.http.underWay() == 1; }));
        QCOMPARE(ward.shelf().size(), 1);
        ward.http.holds = false;
        ward.bench.restart();
        ward.bench.signIn();
        QVERIFY(ward.bench.until([&] { return ward.bench.relay.messages.size() == 1; }));
        QCOMPARE(ward.http.stored[kPut].size(), kLetter.size() + 16);
    }
    void triesAgainAndGivesUpInTheEnd()
    {
        FileWard ward;
        ward.http.error = FilesError::NotReachable;
        const auto id = ward.send(kLetter);
        QVERIFY(id);
        QVERIFY(ward.bench.until([&] {
            ward.bench.timers.advance(std::chrono::seconds(30));
            ward.bench.settle(); // else a busy computer comes to the lock before the last attempt
            return ward.message(*id).state == DeliveryState::Failed;
        }));
        QCOMPARE(ward.http.uploads.size(), 5U);
        QCOMPARE(ward.file(*id).state, FileState::NotSent);
        QCOMPARE(ward.file(*id).problem, std::optional(FileProblem::NotReachable));
        ward.http.error.reset();
        ward.messages().retry(*id);
        QVERIFY(ward.bench.until([&] { return ward.bench.relay.messages.size() == 1; }));
        QCOMPARE(ward.file(*id).state, FileState::Here);
    }

    void refusedSlots_data()
    {
        QTest::addColumn<QString>("put");
        QTest::addColumn<QString>("get");
        QTest::newRow("slot on another host") << u"https://evil.example/put"_s << kGet.toString();
        QTest::newRow("fetched from another host") << kPut.toString() << u"https://evil.example/get"_s;
        QTest::newRow("http instead of https") << u"http://relay.example/put"_s << kGet.toString();
        QTest::newRow("no address") << u"nonsense"_s << kGet.toString();
    }
    void refusedSlots()
    {
        QFETCH(QString, put);
        QFETCH(QString, get);
        FileWard ward;
        ward.slot.put = put;
        ward.slot.get = get;
        const auto id = ward.send(kLetter);
        QVERIFY(id && ward.bench.until([&] { return ward.message(*id).state == DeliveryState::Failed; }));
        QCOMPARE(ward.file(*id).problem, std::optional(FileProblem::ForeignPlace));
        QVERIFY(ward.http.uploads.empty());
        QVERIFY(ward.bench.relay.messages.isEmpty());
    }
    void refusalsOfTheRelayAreSaid_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<int>("problem");
        QTest::newRow("too large") << QByteArray(
            "<error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")
                                   << int(FileProblem::TooLarge);
        QTest::newRow("not permitted") << QByteArray(
            "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")
                                       << int(FileProblem::Forbidden);
    }
    void refusalsOfTheRelayAreSaid()
    {
        QFETCH(QByteArray, condition);
        QFETCH(int, problem);
        FileWard ward;
        ward.slotRefusal = condition;
        const auto id = ward.send(kLetter);
        QVERIFY(id && ward.bench.until([&] { return ward.message(*id).state == DeliveryState::Failed; }));
        QCOMPARE(int(ward.file(*id).problem.value()), problem);
    }
    void largerThanTheRelayTakes()
    {
        FileWard ward;
        const auto id = ward.send(QByteArray(100'001, 'a'));
        QVERIFY(id && ward.bench.until([&] { return ward.message(*id).state == DeliveryState::Failed; }));
        QCOMPARE(ward.file(*id).problem, std::optional(FileProblem::TooLarge));
        QVERIFY(ward.http.uploads.empty());
    }

    void unfitFilesAreNotQueued_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("error");
        QTest::newRow("program called picture") << QByteArray("\x7f"
                                                              "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0",
                                                              20)
                                                << u"a.png"_s << int(ServiceError::FileTypeNotAllowed);
        QTest::newRow("oversized") << QByteArray((25 << 20) + 1, 'a') << u"a.txt"_s << int(ServiceError::FileTooLarge);
        QTest::newRow("broken picture") << QByteArray("\x89PNG\r\n\x1a\n broken") << u"a.png"_s
                                        << int(ServiceError::FileUnreadable);
        QTest::newRow("nothing") << QByteArray() << u"a.txt"_s << int(ServiceError::FileTypeNotAllowed);
    }
    void unfitFilesAreNotQueued()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, name);
        QFETCH(int, error);
        FileWard ward;
        const auto sent = ward.send(content, name);
        QVERIFY(!sent);
        QCOMPARE(sent.error().value(), error);
        QVERIFY(ward.bench.relay.messages.isEmpty() && ward.http.uploads.empty());
        QVERIFY(ward.shelf().isEmpty());
    }
    void nothingIsSentWhereSomebodyCouldNotReadIt()
    {
        FileWard ward;
        const model::Jid cleo = jid(u"cleo@relay.example");
        (void)ward.bench.session()->rooms().startDirect(cleo);
        ward.bench.settle();
        const auto sent =
            ward.bench.answer(ward.messages().sendFile(cleo, {.name = u"a.txt"_s, .content = kLetter}, {}));
        QVERIFY(!sent && sent.error().is(ServiceError::NotEverybodyCanRead));
        ward.bench.settle();
        QVERIFY(ward.http.uploads.empty() && ward.shelf().isEmpty());
    }
    void policyMaySwitchFilesOff()
    {
        FileWard ward;
        ward.bench.rules.allowsFiles = false;
        ward.bench.restart();
        ward.bench.signIn();
        QVERIFY(!ward.messages().canSendFiles(ward.ben.own));
        QVERIFY(ward.send(kLetter).error().is(ServiceError::NotAllowed));
    }

    void fetchesChecksAndKeepsCiphertext()
    {
        FileWard ward;
        const files::FileKey key = files::FileKey::make(ward.bench.random);
        const auto id =
            ward.receives(ward.sealed(kLetter, key), key, about(u"letter.txt"_s, u"text/plain"_s, kLetter.size()));
        QCOMPARE(ward.fetched(id).state, FileState::Here);
        QCOMPARE(ward.bench.answer(ward.messages().attachment(id, 0, FilePurpose::View)).value_or(QByteArray()),
                 kLetter);
        QCOMPARE(ward.shelf().size(), 1);
        QFile kept(ward.bench.session()->profile().directory().attachmentsPath() + u'/' + ward.shelf().first());
        QVERIFY(kept.open(QIODevice::ReadOnly) && !kept.readAll().contains("Iversen"));
        const auto row = valueOf(ward.bench.session()->profile().store().attachments().file(id, 0));
        QVERIFY(row->source.key.isEmpty() && !row->source.sealedKey.contains(key.key));
        QVERIFY(ward.wasAudited("file-opened"));
    }
    void savingIsByPolicyAndAudited()
    {
        FileWard ward;
        const files::FileKey key = files::FileKey::make(ward.bench.random);
        const auto id =
            ward.receives(ward.sealed(kLetter, key), key, about(u"letter.txt"_s, u"text/plain"_s, kLetter.size()));
        QCOMPARE(ward.fetched(id).state, FileState::Here);
        ward.bench.rules.allowsSaving = false;
        QVERIFY(ward.bench.answer(ward.messages().attachment(id, 0, FilePurpose::Save))
                    .error()
                    .is(ServiceError::NotAllowed));
        QVERIFY(!ward.messages().rights(ward.message(id)).maySave);
        ward.bench.rules.allowsSaving = true;
        QVERIFY(ward.bench.answer(ward.messages().attachment(id, 0, FilePurpose::Save)));
        QVERIFY(ward.wasAudited("file-saved"));
    }
    void smallPicturesAreFetchedWhenTheyAreShown()
    {
        FileWard ward;
        const QByteArray dot = QByteArray::fromBase64(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        const files::FileKey key = files::FileKey::make(ward.bench.random);
        const auto id = ward.receives(ward.sealed(dot, key), key, about(u"dot.png"_s, u"image/png"_s, dot.size()));
        QVERIFY(ward.http.downloads.empty());
        (void)ward.bench.answer(ward.messages().newest(ward.ben.own, 10));
        QVERIFY(ward.bench.until([&] { return ward.file(id).state == FileState::Here; }));
        // Of a device that the relay may have made up: only when a person asks for it.
        ward.trust = model::Trust::Undecided;
        const auto unknown = ward.receives(ward.sealed(dot, key), key, about(u"x.png"_s, u"image/png"_s, dot.size()));
        (void)ward.bench.answer(ward.messages().newest(ward.ben.own, 10));
        QCOMPARE(ward.file(unknown).state, FileState::Remote);
    }

    void refusedFiles_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("problem");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("wrong tag") << u"tag"_s << int(FileProblem::NotAuthentic) << QByteArray("altered");
        QTest::newRow("truncated") << u"cut"_s << int(FileProblem::NotAuthentic) << QByteArray("altered");
        QTest::newRow("oversized") << u"large"_s << int(FileProblem::TooLarge) << QByteArray("too-large");
        QTest::newRow("another type than it claims")
            << u"type"_s << int(FileProblem::OtherType) << QByteArray("other-type");
        QTest::newRow("type that policy forbids")
            << u"forbidden"_s << int(FileProblem::TypeNotAllowed) << QByteArray("against-policy");
        QTest::newRow("another content than said")
            << u"hash"_s << int(FileProblem::OtherContent) << QByteArray("altered");
        QTest::newRow("on another host") << u"host"_s << int(FileProblem::ForeignPlace) << QByteArray("foreign-place");
        QTest::newRow("http instead of https")
            << u"http"_s << int(FileProblem::ForeignPlace) << QByteArray("foreign-place");
        QTest::newRow("picture bomb") << u"bomb"_s << int(FileProblem::TooManyPixels) << QByteArray("too-large");
    }
    void refusedFiles()
    {
        QFETCH(QString, what);
        QFETCH(int, problem);
        QFETCH(QByteArray, reason);
        FileWard ward;
        const files::FileKey key = files::FileKey::make(ward.bench.random);
        QByteArray content = what == u"forbidden"_s ? QByteArray("\x7f"
                                                                 "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0",
                                                                 20)
                                                    : kLetter;
        if (what == u"bomb"_s) {
            content =
                QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0", 45);
        }
        QByteArray sealed = ward.sealed(content, key);
        model::Attachment file = about(u"a"_s, what == u"type"_s ? u"image/png"_s : QString(), content.size());
        QUrl url = kGet;
        QByteArray hash;
        if (what == u"tag"_s) {
            sealed[sealed.size() - 1] ^= 1;
        } else if (what == u"cut"_s) {
            sealed.chop(5);
        } else if (what == u"large"_s) {
            file.size = 10; // and more comes
        } else if (what == u"hash"_s) {
            hash = QByteArray(32, 'x');
        } else if (what == u"host"_s) {
            url = QUrl(u"https://evil.example/get"_s);
        } else if (what == u"http"_s) {
            url = QUrl(u"http://relay.example/get"_s);
        }
        const auto id = ward.receives(sealed, key, file, url, hash);
        const model::Attachment got = ward.fetched(id);
        QCOMPARE(got.state, FileState::Refused);
        QCOMPARE(int(got.problem.value()), problem);
        QVERIFY(!ward.bench.answer(ward.messages().attachment(id, 0)));
        QVERIFY(ward.shelf().isEmpty());
        QVERIFY(ward.wasAudited("file-refused") && ward.wasAudited(reason));
        QCOMPARE(ward.http.downloads.empty(), what == u"host"_s || what == u"http"_s);
    }
    void goneFileMayBeTriedAgain()
    {
        FileWard ward;
        const files::FileKey key = files::FileKey::make(ward.bench.random);
        const auto id = ward.receives(ward.sealed(kLetter, key), key, about(u"a.txt"_s, {}, kLetter.size()));
        ward.http.error = FilesError::Gone;
        QCOMPARE(ward.fetched(id).state, FileState::Failed);
        ward.http.error.reset();
        ward.messages().fetchAttachment(id, 0);
        QVERIFY(ward.bench.until([&] { return ward.file(id).state == FileState::Here; }));
    }

    void readsBothFormsOfPeers()
    {
        Captured captured;
        captured.incoming.message.conversation = kAna;
        const files::AesgcmLink link{QUrl(u"https://u.example/a/wound.jpg"_s),
                                     {QByteArray(32, 'k'), QByteArray(12, 'n')}};
        // A phone: the text is the link.
        Said phone = Said::inEnvelope({body(link.toText())});
        Reading reading = readContent(captured, phone);
        QVERIFY(reading.message);
        QCOMPARE(reading.message->message.body, QString());
        QCOMPARE(reading.message->message.attachments.value(0).name, u"wound.jpg"_s);
        QCOMPARE(reading.message->message.attachments.value(0).mediaType, u"image/jpeg"_s);
        QCOMPARE(reading.message->files.value(0).key, link.key.key);
        // A phone that writes a small picture behind it.
        reading = readContent(captured, Said::inEnvelope({body(link.toText() + u"\ndata:image/jpeg,/9j/"_s)}));
        QCOMPARE(reading.message->message.attachments.size(), 1);
        // Only a link in a text: a text.
        reading = readContent(captured, Said::inEnvelope({body(u"see "_s + link.toText())}));
        QVERIFY(reading.message->message.attachments.isEmpty());
        // A shared file with a text beside it.
        xmpp::FileSharing sharing;
        sharing.file.name = u"../../evil\u202Egpj.exe"_s;
        sharing.encrypted = xmpp::EncryptedSource{xmpp::EncryptedSource::kAes256Gcm.toString(),
                                                  QByteArray(32, 'k'),
                                                  QByteArray(12, 'n'),
                                                  {},
                                                  u"https://u.example/f"_s};
        reading = readContent(captured, Said::inEnvelope({body(u"look"_s), sharing.toXml()}));
        QCOMPARE(reading.message->message.body, u"look"_s);
        QCOMPARE(reading.message->message.attachments.value(0).name, u"evil_gpj.exe"_s);
        // In a way that is not known here, or not at all encrypted: named, and not fetched.
        sharing.encrypted->cipher = u"urn:xmpp:ciphers:aes-256-cbc-pkcs7:0"_s;
        reading = readContent(captured, Said::inEnvelope({sharing.toXml()}));
        QCOMPARE(reading.message->message.attachments.value(0).problem, std::optional(FileProblem::NotEncrypted));
        QVERIFY(reading.message->files.value(0).url.isEmpty());
    }
};

QTEST_GUILESS_MAIN(LiveFilesTest)
#include "live_files_test.moc"
