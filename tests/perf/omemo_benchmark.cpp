// SPDX-License-Identifier: GPL-3.0-or-later
// The engine of end-to-end encryption against the bare calls of libomemo-c, in the same run and in turns: CPU time,
// medians.
//   omemo_benchmark [ROUNDS]
#include "tests/perf/bare_omemo.h"

#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"
#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <vector>

using namespace wardline;
using namespace wardline::omemo;
using namespace Qt::StringLiterals;
using xmpp::OmemoVersion;

namespace {

constexpr std::array kDevices{1, 20, 100, 400};
constexpr int kWriters = 50;
constexpr int kMessagesEach = 100;
constexpr double kLimit = 1.2;

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "failed: %s\n", qPrintable(result.error().toLogString()));
        std::exit(1);
    }
    return *std::move(result);
}

model::Jid person(int number)
{
    return model::Jid::parse(u"person%1@a.example"_s.arg(number)).value_or(model::Jid());
}

double cpuMicroseconds(auto &&work)
{
    const std::clock_t before = std::clock();
    work();
    return double(std::clock() - before) * 1e6 / CLOCKS_PER_SEC;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Device
{
    explicit Device(int number)
        : address{.person = person(number), .id = 0}
        , random(std::uint64_t(number) + 1)
        , engine(random, clock)
    {
        address.id = must(engine.prepareOwnDevice(store));
    }

    [[nodiscard]] Place placeWith(const model::Jid &other) const
    {
        return {.own = address.person, .conversation = other, .isRoom = false};
    }
    [[nodiscard]] SealedArrival arrivalOf(const SealedMessage &message, const model::Jid &from) const
    {
        return {.encrypted = {must(xmpp::OmemoEncrypted::fromXml(message.elements.front()))},
                .sender = from,
                .place = placeWith(from),
                .time = clock.now(),
                .isFromArchive = false,
                .expectedIdentity = {}};
    }

    model::DeviceAddress address;
    FakeClock clock;
    FakeRandom random;
    FakeSessionStore store;
    OmemoEngine engine;
};

Content content()
{
    const QString body =
        u"Potassium 6.1, repeat sent. Bed 12 is free at four; please call when the relatives have gone."_s;
    return {.elements = {xml::Element(u"body", u"jabber:client").setText(body)}, .legacyBody = body};
}

/// Sessions of `writer` with many devices, answered, so that no key exchange goes with each message.
QList<Target> makeTargets(Device &writer, OmemoVersion version, int count)
{
    Device reader(1000);
    const auto bundle = must(reader.engine.ownBundle(reader.store, version));
    const QByteArray identity = must(reader.engine.ownIdentityKey(reader.store));
    QList<Target> targets;
    for (int i = 0; i < count; ++i) {
        const model::DeviceAddress device{.person = person(2000 + i), .id = quint32(i + 1)};
        (void)must(writer.engine.beginSession(writer.store, device, bundle, {}));
        SealedMessage first =
            must(writer.engine.encrypt(writer.store, writer.placeWith(reader.address.person), content(),
                                       {{.device = device, .version = version, .identityKey = {}}}));
        SealedArrival arrival = reader.arrivalOf(first, writer.address.person);
        arrival.encrypted.first().keys.first().person = reader.address.person;
        arrival.encrypted.first().keys.first().device = reader.address.id;
        reader.store.begin();
        (void)must(reader.engine.decrypt(reader.store, arrival));
        const auto answer = must(
            reader.engine.heartbeat(reader.store, {.device = writer.address, .version = version, .identityKey = {}}));
        reader.store.rollback();
        SealedArrival back = writer.arrivalOf(answer, device.person);
        back.encrypted.first().senderDevice = device.id;
        (void)must(writer.engine.decrypt(writer.store, back));
        targets.append({.device = device, .version = version, .identityKey = identity});
    }
    return targets;
}

void report(const char *what, const char *version, double ours, double bare, bool hasLimit)
{
    const double ratio = ours / bare;
    const char *verdict = !hasLimit ? "" : ratio <= kLimit ? "  limit 1.2 ok" : "  limit 1.2 MISSED";
    std::printf("%-28s %-8s %10.1f us %10.1f us   %5.2f x%s\n", what, version, ours, bare, ratio, verdict);
    std::fflush(stdout);
}

void benchmarkEncrypt(OmemoVersion version, const char *name, int rounds)
{
    Device writer(1);
    const QList<Target> all = makeTargets(writer, version, kDevices.back());
    FakeRandom random(7);
    BareOmemo bare(random, version);
    for (const Target &target : all) {
        bare.setSession(int(target.device.id), must(writer.store.session(version, target.device))->view());
    }
    const SecretBytes secret(version == OmemoVersion::V2 ? 48 : 32);
    const Content text = content();
    const Place place{.own = writer.address.person, .conversation = person(9999), .isRoom = true};
    for (const int count : kDevices) {
        const QList<Target> targets = all.first(count);
        const int repeats = std::max(1, 200 / count);
        std::vector<double> ours;
        std::vector<double> floor;
        for (int round = 0; round < rounds; ++round) {
            ours.push_back(cpuMicroseconds([&] {
                               for (int i = 0; i < repeats; ++i) {
                                   (void)must(writer.engine.encrypt(writer.store, place, text, targets));
                               }
                           })
                           / repeats);
            floor.push_back(cpuMicroseconds([&] {
                                for (int i = 0; i < repeats; ++i) {
                                    for (const Target &target : targets) {
                                        if (bare.encrypt(int(target.device.id), secret.span()) == 0) {
                                            std::abort();
                                        }
                                    }
                                }
                            })
                            / repeats);
        }
        const QByteArray what = "encrypt, devices: " + QByteArray::number(count);
        report(what.constData(), name, median(ours), median(floor), count == 100);
    }
}

void benchmarkDecrypt(OmemoVersion version, const char *name, int rounds)
{
    Device reader(1);
    const auto bundle = must(reader.engine.ownBundle(reader.store, version));
    std::vector<std::pair<int, SealedArrival>> arrivals;
    FakeRandom random(7);
    BareOmemo bare(random, version);
    for (int i = 0; i < kWriters; ++i) {
        Device writer(100 + i);
        (void)must(writer.engine.beginSession(writer.store, reader.address, bundle, {}));
        const QList<Target> target{{.device = reader.address, .version = version, .identityKey = {}}};
        const auto write = [&] {
            return must(
                writer.engine.encrypt(writer.store, writer.placeWith(reader.address.person), content(), target));
        };
        SealedArrival first = reader.arrivalOf(write(), writer.address.person);
        first.isFromArchive = true; // several may have taken the same prekey
        (void)must(reader.engine.decrypt(reader.store, first));
        const auto answer = must(
            reader.engine.heartbeat(reader.store, {.device = writer.address, .version = version, .identityKey = {}}));
        (void)must(writer.engine.decrypt(writer.store, writer.arrivalOf(answer, reader.address.person)));
        for (int j = 0; j < kMessagesEach; ++j) {
            arrivals.emplace_back(int(writer.address.id), reader.arrivalOf(write(), writer.address.person));
        }
    }
    std::vector<double> ours;
    std::vector<double> floor;
    for (int round = 0; round < rounds; ++round) {
        for (const auto &[id, arrival] : arrivals) {
            const model::DeviceAddress device{.person = arrival.sender, .id = quint32(id)};
            bare.setSession(id, must(reader.store.session(version, device))->view());
        }
        reader.store.begin();
        ours.push_back(cpuMicroseconds([&] {
            for (const auto &[id, arrival] : arrivals) {
                (void)must(reader.engine.decrypt(reader.store, arrival));
            }
        }));
        reader.store.rollback();
        floor.push_back(cpuMicroseconds([&] {
            for (const auto &[id, arrival] : arrivals) {
                if (!bare.decrypt(id, arrival.encrypted.first().keys.first().data)) {
                    std::abort();
                }
            }
        }));
    }
    report("decrypt, messages: 5000", name, median(ours), median(floor), false);
}

} // namespace

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
    std::printf("%-28s %-8s %13s %13s   %7s\n", "CPU time", "version", "ours", "library", "ratio");
    for (const auto &[version, name] : {std::pair(OmemoVersion::V2, "omemo:2"), std::pair(OmemoVersion::V03, "0.3")}) {
        benchmarkEncrypt(version, name, rounds);
        benchmarkDecrypt(version, name, std::min(rounds, 3));
    }
    return 0;
}
