// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"
#include "core/omemo/fake_session_store.h"
#include "core/omemo/omemo_engine.h"

#include <QTest>

/// What the tests of core/omemo share: two devices that write to each other through their engines.
namespace wardline::omemo::test {

inline model::Jid jid(QStringView text)
{
    const auto parsed = model::Jid::parse(text);
    if (!parsed) {
        qFatal("The test's own address is malformed");
    }
    return *parsed;
}

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("Failed with %s", qPrintable(result.error().toLogString()));
    }
    return *std::move(result);
}
inline void must(const Status &status)
{
    if (!status) {
        qFatal("Failed with %s", qPrintable(status.error().toLogString()));
    }
}

inline xml::Element bodyElement(const QString &text)
{
    return xml::Element(u"body", u"jabber:client").setText(text);
}

inline Content textContent(const QString &text)
{
    return {.elements = {bodyElement(text)}, .legacyBody = text};
}

/// The encrypted elements of a message as they are read on the other side.
inline QList<xmpp::OmemoEncrypted> encryptedOf(const SealedMessage &message)
{
    QList<xmpp::OmemoEncrypted> out;
    for (const xml::Element &element : message.elements) {
        out.append(must(xmpp::OmemoEncrypted::fromXml(element)));
    }
    return out;
}

inline QString bodyOf(const OpenedMessage &message)
{
    for (const xml::Element &element : message.elements) {
        if (element.is(u"body", u"jabber:client")) {
            return element.text();
        }
    }
    return {};
}

/// One person's device.
struct Peer
{
    explicit Peer(QStringView address, std::uint64_t seed)
        : person(jid(address))
        , random(seed)
        , engine(random, clock)
    {
        device = {.person = person, .id = must(engine.prepareOwnDevice(store))};
    }

    [[nodiscard]] QByteArray identity() { return must(engine.ownIdentityKey(store)); }
    [[nodiscard]] xmpp::OmemoBundle bundle(xmpp::OmemoVersion version)
    {
        return must(engine.ownBundle(store, version));
    }
    void beginWith(Peer &other, xmpp::OmemoVersion version)
    {
        (void)must(engine.beginSession(store, other.device, other.bundle(version), {}));
    }
    [[nodiscard]] SealedMessage write(const Peer &other, xmpp::OmemoVersion version, const QString &text)
    {
        return must(engine.encrypt(store, {.own = person, .conversation = other.person, .isRoom = false},
                                   textContent(text), {{.device = other.device, .version = version}}));
    }
    /// What reaches this device of a message that `from` wrote.
    [[nodiscard]] SealedArrival arrival(const Peer &from, const SealedMessage &message) const
    {
        return {.encrypted = encryptedOf(message),
                .sender = from.person,
                .place = {.own = person, .conversation = from.person, .isRoom = false},
                .time = clock.now(),
                .isFromArchive = false,
                .expectedIdentity = {}};
    }
    [[nodiscard]] Result<OpenedMessage> read(const Peer &from, const SealedMessage &message)
    {
        return engine.decrypt(store, arrival(from, message));
    }

    model::Jid person;
    FakeClock clock;
    FakeRandom random;
    FakeSessionStore store;
    OmemoEngine engine;
    model::DeviceAddress device;
};

/// Rows "omemo:2" and "0.3".
inline void versionRows()
{
    QTest::addColumn<int>("version");
    QTest::newRow("omemo:2") << int(xmpp::OmemoVersion::V2);
    QTest::newRow("0.3") << int(xmpp::OmemoVersion::V03);
}

} // namespace wardline::omemo::test

/// The version of the data row.
#define FETCH_VERSION(name)                                                                                            \
    QFETCH(int, version);                                                                                              \
    const auto name = xmpp::OmemoVersion(version)

#define COMPARE_ERROR(result, code)                                                                                    \
    do {                                                                                                               \
        const auto compared = (result);                                                                                \
        QVERIFY(!compared);                                                                                            \
        QCOMPARE(compared.error().as<OmemoError>(), std::optional(code));                                              \
    } while (false)
