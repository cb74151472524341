// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a document of the organisation, as who holds the enrolment key (or is the relay) can make them: the
// first byte chooses the kind, documents are signed here so that what stands behind the signature is read too. What is
// taken has one form: written again it is the same bytes.
//   fuzz_trust_documents --corpus FOLDER    writes real documents to begin with
#include "core/trust/authority_wire.h"
#include "core/trust/certification_request.h"
#include "core/trust/omemo_uri.h"
#include "core/trust/trust_memory.h"
#include "core/trust/trust_messages.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "tests/core/trust/trust_fixture.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace wardline;
using namespace wardline::trust;

namespace {

enum Kind : std::uint8_t {
    RawStatement,
    SignedStatement,
    SignedEpoch,
    SignedManifest,
    Page,
    Request,
    SignedVouching,
    Memory,
    Waiting,
    Uri,
    Wire,
    Kinds
};

const crypto::SigningKey &signingKey()
{
    static const crypto::SigningKey key = test::makeKey(7);
    return key;
}

void need(bool isTrue)
{
    if (!isTrue) {
        std::abort();
    }
}

QByteArray signedAs(DocumentKind kind, QByteArrayView body)
{
    return signDocument(kind, body, signingKey()).value();
}

/// Read, and the same bytes again when it is written.
void readPage(QByteArrayView bytes)
{
    if (const auto page = StatementPage::parse(bytes, 0, 0)) {
        need(page->encode().value() == bytes);
    }
}

void readWire(QByteArrayView bytes)
{
    const auto element = xml::readXml(bytes);
    if (!element) {
        return;
    }
    if (const auto document = TrustDocument::fromXml(*element)) {
        need(TrustDocument::fromXml(document->toXml()).value() == *document);
    }
    if (const auto message = AuthorityMessage::fromXml(*element)) {
        need(AuthorityMessage::fromXml(message->toXml()).value() == *message);
    }
    if (const auto message = xmpp::TrustMessage::fromXml(*element)) {
        const model::Jid own = test::jid(u"ana@clinic.example");
        for (const model::Trust trust : {model::Trust::Undecided, model::Trust::Verified}) {
            (void)judgeTrustMessage(*message, {own, QByteArray(kKeySize, 'k'), trust, true},
                                    {own, QByteArray(kKeySize, 'o')});
        }
    }
}

void read(Kind kind, QByteArrayView bytes)
{
    const QByteArray key = signingKey().publicKey();
    switch (kind) {
    case RawStatement:
        (void)DeviceStatement::parse(bytes);
        return;
    case SignedStatement: {
        const QByteArray document = signedAs(DocumentKind::Statement, bytes);
        if (const auto statement = DeviceStatement::open(document, key)) {
            need(statement->sign(signingKey()).value() == document);
        }
        return;
    }
    case SignedEpoch: {
        const QByteArray document = signedAs(DocumentKind::Epoch, bytes);
        if (const auto epoch = EpochDocument::open(document, {key})) {
            need(epoch->sign(signingKey()).value() == document);
        }
        return;
    }
    case SignedManifest: {
        const QByteArray document = signedAs(DocumentKind::Manifest, bytes);
        if (const auto manifest = Manifest::open(document, key)) {
            need(manifest->sign(signingKey()).value() == document);
        }
        return;
    }
    case Page:
        return readPage(bytes);
    case Request:
        if (const auto request = CertificationRequest::open(signedAs(DocumentKind::Request, bytes))) {
            need(request->toSign().value().endsWith(bytes));
        }
        return;
    case SignedVouching:
        if (const auto vouching = Vouching::open(signedAs(DocumentKind::Vouching, bytes))) {
            need(vouching->toSign().value().endsWith(bytes));
        }
        return;
    case Memory:
        if (const auto memory = TrustMemory::parse(bytes)) {
            need(TrustMemory::parse(memory->encode()).value() == *memory);
        }
        return;
    case Waiting: {
        const auto waiting = WaitingDecisions::parse(bytes.toByteArray());
        need(waiting.senders() <= WaitingDecisions::kMaxSenders);
        (void)waiting.encode(bytes.size());
        return;
    }
    case Uri:
        if (const auto uri = OmemoUri::parse(QString::fromUtf8(bytes))) {
            need(OmemoUri::parse(uri->toString()).value() == *uri);
        }
        return;
    case Wire:
    case Kinds:
        return readWire(bytes);
    }
}

void writeCorpus(const std::string &folder)
{
    int number = 0;
    const auto write = [&](Kind kind, const QByteArray &bytes) {
        std::ofstream(folder + "/real-" + std::to_string(number++), std::ios::binary)
            << char(kind) << bytes.toStdString();
    };
    test::Organisation clinic;
    const test::Device ana(u"ana@clinic.example", 7, 7); // with the key that signs here
    const test::Device ben(u"ben@clinic.example", 5886, 2);
    const QByteArray statement = clinic.statement(ana);
    const QByteArray page = test::Organisation::page({statement}, {clinic.revocation(ben)});
    const QByteArray manifest = clinic.manifest(page);
    const QByteArray epoch = clinic.epoch();
    write(RawStatement, statement);
    write(SignedStatement, statement.chopped(kSignatureSize));
    write(SignedEpoch, epoch.chopped(kSignatureSize));
    write(SignedManifest, manifest.chopped(kSignatureSize));
    write(Page, page);
    const CertificationRequest request{QStringLiteral("clinic.example"), ana.address, ana.key.publicKey(),
                                       CertificationRequest::Purpose::First, QByteArray(32, 'n')};
    const qsizetype requestTag = signedBytes(DocumentKind::Request, {}).size();
    write(Request, request.toSign().value().sliced(requestTag));
    const Vouching vouching{QStringLiteral("clinic.example"), ana.address, ana.key.publicKey(), digestOf("request"),
                            test::seconds(clinic.clock.now())};
    const qsizetype vouchingTag = signedBytes(DocumentKind::Vouching, {}).size();
    write(SignedVouching, vouching.toSign().value().sliced(vouchingTag));
    TrustMemory memory;
    memory.epoch = epoch;
    memory.manifest = manifest;
    memory.pages = {{0, page}};
    memory.revocations = {clinic.revocation(ben)};
    memory.stoodFor = {{ana.address.person, test::seconds(clinic.clock.now())}};
    memory.highestTime = test::seconds(clinic.clock.now());
    write(Memory, memory.encode());
    WaitingDecisions waiting;
    waiting.add(ana.curveKey(), {{ben.address.person, ben.curveKey(), true}});
    waiting.addUnseen({ben.address.person, ben.curveKey(), false});
    write(Waiting, waiting.encode(100'000));
    write(Uri, OmemoUri{ana.address.person, {{7, ana.curveKey()}, {8, ben.curveKey()}}}.toString().toUtf8());
    write(Wire, xml::writeXml(TrustDocument{statement}.toXml()));
    write(Wire,
          xml::writeXml(
              AuthorityMessage{AuthorityMessage::Kind::Answer, statement, AuthorityMessage::State::Issued}.toXml()));
    const xmpp::TrustMessage word{xmpp::TrustMessage::kAtmUsage.toString(),
                                  QStringLiteral("urn:xmpp:omemo:2"),
                                  {{ben.address.person, {ben.key.publicKey()}, {}}}};
    write(Wire, xml::writeXml(word.toXml()));
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
