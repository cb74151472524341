// SPDX-License-Identifier: GPL-3.0-or-later
// Any XML as a bundle that a session is begun with, for a device that has one already and for one that has none: what
// does not hold changes nothing, and no bundle with another identity key takes a known device's place.
//   fuzz_bundle --corpus FOLDER    writes real bundles to begin with
#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"
#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace wardline;
using namespace wardline::omemo;
using xmpp::OmemoVersion;

namespace {

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

struct World
{
    Device writer{u"writer@a.example", 1};
    Device reader{u"reader@a.example", 2};
    QByteArray identity = must(reader.engine.ownIdentityKey(reader.store));
    QByteArray contents = writer.store.contents();
};

World &world()
{
    static World world;
    return world;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    if (*count == 3 && std::string((*arguments)[1]) == "--corpus") {
        for (const OmemoVersion version : {OmemoVersion::V2, OmemoVersion::V03}) {
            auto bundle = must(world().reader.engine.ownBundle(world().reader.store, version));
            bundle.prekeys.resize(2);
            std::ofstream((*arguments)[2] + std::string(version == OmemoVersion::V2 ? "/real-2" : "/real-03"),
                          std::ios::binary)
                << xml::writeXml(bundle.toXml()).toStdString();
        }
        std::exit(0);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto element = xml::readXml({reinterpret_cast<const char *>(data), qsizetype(size)});
    if (!element) {
        return 0;
    }
    const auto bundle = xmpp::OmemoBundle::fromXml(*element);
    if (!bundle) {
        return 0;
    }
    Device &writer = world().writer;
    for (const bool isKnown : {true, false}) {
        writer.store.begin();
        const auto begun = writer.engine.beginSession(writer.store, world().reader.address, *bundle,
                                                      isKnown ? world().identity : QByteArray());
        if (begun && isKnown && *begun != world().identity) {
            std::abort();
        }
        if (!begun && writer.store.contents() != world().contents) {
            std::abort();
        }
        writer.store.rollback();
    }
    return 0;
}
