// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a message's key and payload, for a device that has sessions: nothing that was not written by the peer
// opens, and what does not open changes nothing. The first byte says the version and whom it comes from; 0xff 0x00
// parts key and payload.
//   fuzz_omemo_message --corpus FOLDER    writes real messages to begin with
#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"
#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace wardline;
using namespace wardline::omemo;
using namespace Qt::StringLiterals;
using xmpp::OmemoVersion;

namespace {

constexpr QByteArrayView kSeparator("\xff\x00", 2);

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        std::abort();
    }
    return *std::move(result);
}

struct Device
{
    Device(QStringView person, std::uint64_t seed)
        : random(seed)
        , engine(random, clock)
    {
        address = {.person = *model::Jid::parse(person), .id = must(engine.prepareOwnDevice(store))};
    }

    FakeClock clock;
    FakeRandom random;
    FakeSessionStore store;
    OmemoEngine engine;
    model::DeviceAddress address;
};

/// A reader with an answered session of each version with `known`, and none with `stranger`.
struct World
{
    Device reader{u"reader@a.example", 1};
    Device known{u"known@a.example", 2};
    Device stranger{u"stranger@a.example", 3};
    QByteArray contents;

    World()
    {
        for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
            const auto bundle = must(reader.engine.ownBundle(reader.store, version));
            for (Device *writer : {&known, &stranger}) {
                (void)must(writer->engine.beginSession(writer->store, reader.address, bundle, {}));
            }
            SealedArrival first = arrival(known, version);
            const auto sealed = write(known, version);
            first.encrypted = {sealed};
            (void)must(reader.engine.decrypt(reader.store, first));
            const auto answer = must(reader.engine.heartbeat(
                reader.store, {.device = known.address, .version = version, .identityKey = {}}));
            SealedArrival back = arrival(reader, version);
            back.place.own = known.address.person;
            back.encrypted = {must(xmpp::OmemoEncrypted::fromXml(answer.elements.front()))};
            (void)must(known.engine.decrypt(known.store, back));
        }
        contents = reader.store.contents();
    }

    [[nodiscard]] xmpp::OmemoEncrypted write(Device &writer, OmemoVersion version)
    {
        const Content content{.elements = {xml::Element(u"body", u"jabber:client").setText(u"text")},
                              .legacyBody = u"text"_s};
        const auto sealed = must(writer.engine.encrypt(
            writer.store, {.own = writer.address.person, .conversation = reader.address.person, .isRoom = false},
            content, {{.device = reader.address, .version = version, .identityKey = {}}}));
        return must(xmpp::OmemoEncrypted::fromXml(sealed.elements.front()));
    }
    [[nodiscard]] SealedArrival arrival(const Device &writer, OmemoVersion version) const
    {
        SealedArrival arrival{
            .encrypted = {},
            .sender = writer.address.person,
            .place = {.own = reader.address.person, .conversation = writer.address.person, .isRoom = false},
            .time = reader.clock.now(),
            .isFromArchive = false,
            .expectedIdentity = {}};
        arrival.encrypted.append(
            {.version = version,
             .senderDevice = writer.address.id,
             .keys =
                 {{.person = reader.address.person, .device = reader.address.id, .data = {}, .isKeyExchange = false}},
             .iv = QByteArray(12, 'i'),
             .payload = QByteArray()});
        return arrival;
    }
};

void writeCorpus(World &world, const std::string &folder)
{
    int number = 0;
    for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
        for (Device *writer : {&world.known, &world.stranger}) {
            const auto encrypted = world.write(*writer, version);
            QByteArray bytes(1, char((version == OmemoVersion::V2 ? 0 : 1) | (writer == &world.known ? 0 : 2)));
            bytes += encrypted.keys.front().data;
            bytes += kSeparator;
            bytes += *encrypted.payload;
            std::ofstream(folder + "/real-" + std::to_string(number++), std::ios::binary) << bytes.toStdString();
        }
    }
}

World &world()
{
    static World world;
    return world;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    if (*count == 3 && std::string((*arguments)[1]) == "--corpus") {
        writeCorpus(world(), (*arguments)[2]);
        std::exit(0);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2) {
        return 0;
    }
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const qsizetype parted = bytes.indexOf(kSeparator);
    SealedArrival arrival = world().arrival((data[0] & 2) == 0 ? world().known : world().stranger,
                                            (data[0] & 1) == 0 ? OmemoVersion::V2 : OmemoVersion::V03);
    xmpp::OmemoEncrypted &encrypted = arrival.encrypted.front();
    encrypted.keys.front().data = parted < 0 ? bytes : bytes.first(parted);
    if (parted < 0) {
        encrypted.payload.reset();
    } else {
        encrypted.payload = bytes.sliced(parted + kSeparator.size());
    }
    Device &reader = world().reader;
    reader.store.begin();
    const auto opened = reader.engine.decrypt(reader.store, arrival);
    if (opened) {
        const Device &writer = (data[0] & 2) == 0 ? world().known : world().stranger;
        if (opened->device != writer.address) {
            std::abort();
        }
        reader.store.rollback(); // so that the same bytes open again
    } else if (reader.store.contents() != world().contents) {
        std::abort();
    }
    return 0;
}
