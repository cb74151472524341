// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"
#include "core/crypto/key_form.h"
#include "core/trust/certifier.h"
#include "core/trust/fake_trust_memory_store.h"

#include <QTest>

/// What the tests of core/trust share: an organisation with its keys, people with their devices.
namespace wardline::trust::test {

inline model::Jid jid(QStringView text)
{
    return model::Jid::parse(text).value();
}

inline std::chrono::sys_seconds seconds(Instant time)
{
    return std::chrono::floor<std::chrono::seconds>(time);
}

inline crypto::SigningKey makeKey(quint64 seed)
{
    FakeRandom random(seed);
    return std::move(*crypto::SigningKey::generate(random));
}

/// A device that can sign with its identity key. (XEdDSA makes signatures that verify like these.)
struct Device
{
    model::DeviceAddress address;
    crypto::SigningKey key;

    Device(QStringView person, quint32 id, quint64 seed)
        : address{jid(person), id}
        , key(makeKey(seed))
    {
    }
    [[nodiscard]] QByteArray curveKey() const { return crypto::toCurveForm(key.publicKey()).value(); }
    [[nodiscard]] QByteArray statementKey() const { return statementKeyFromEdwards(key.publicKey()).value(); }
};

struct Organisation
{
    QString name = QStringLiteral("clinic.example");
    crypto::SigningKey root = makeKey(1000);
    crypto::SigningKey enrolment = makeKey(2000);
    quint32 epochNumber = 1;
    quint64 version = 0;
    quint64 serial = 0;
    FakeClock clock;
    std::chrono::sys_seconds epochStart = seconds(clock.now());
    QByteArray predecessor = QByteArray(kHashSize, '\0');

    [[nodiscard]] EpochDocument epochValue() const
    {
        return {name, epochNumber, enrolment.publicKey(), epochStart, epochStart + std::chrono::days(365)};
    }
    [[nodiscard]] QByteArray epoch() const { return epochValue().sign(root).value(); }

    [[nodiscard]] DeviceStatement statementValue(const Device &device)
    {
        DeviceStatement statement;
        statement.organisation = name;
        statement.device = device.address;
        statement.identityKey = device.statementKey();
        statement.clinicalRoles = {QStringLiteral("nurse")};
        statement.notBefore = seconds(clock.now());
        statement.notAfter = seconds(clock.now()) + std::chrono::days(60);
        statement.serial = ++serial;
        statement.epoch = epochNumber;
        return statement;
    }
    [[nodiscard]] QByteArray statement(const Device &device) { return statementValue(device).sign(enrolment).value(); }
    [[nodiscard]] Revocation revocation(const Device &device) const
    {
        return {device.address, device.statementKey(), 1, seconds(clock.now())};
    }
    [[nodiscard]] static QByteArray page(const QList<QByteArray> &statements, const QList<Revocation> &revocations = {})
    {
        return StatementPage{statements, revocations}.encode().value();
    }
    [[nodiscard]] Manifest manifestValue(const QByteArray &page)
    {
        return {name, epochNumber, ++version, seconds(clock.now()), predecessor, {digestOf(page)}};
    }
    /// The next manifest of the chain, with one page.
    [[nodiscard]] QByteArray manifest(const QByteArray &page)
    {
        const QByteArray document = manifestValue(page).sign(enrolment).value();
        predecessor = digestOf(document);
        return document;
    }
    [[nodiscard]] CertifierRules rules() const
    {
        return {name, {root.publicKey()}, std::chrono::hours(24), std::chrono::days(7)};
    }

    void nextEpoch(quint64 seed)
    {
        ++epochNumber;
        enrolment = makeKey(seed);
        version = 0;
        epochStart = seconds(clock.now());
        predecessor = QByteArray(kHashSize, '\0');
    }
};

/// A workstation that believes the organisation.
struct Workstation
{
    Organisation &organisation;
    FakeTrustMemoryStore store;
    Certifier certifier{organisation.rules(), organisation.clock, store};

    explicit Workstation(Organisation &from)
        : organisation(from)
    {
    }
    /// Takes everything that certifies these statements.
    void learn(const QList<QByteArray> &statements, const QList<Revocation> &revocations = {})
    {
        const QByteArray page = Organisation::page(statements, revocations);
        QVERIFY(certifier.takeEpoch(organisation.epoch()));
        const auto taken = certifier.takeManifest(organisation.manifest(page));
        QVERIFY2(taken, taken ? "" : qPrintable(taken.error().toLogString()));
        const auto takenPage = certifier.takePage(page);
        QVERIFY2(takenPage, takenPage ? "" : qPrintable(takenPage.error().toLogString()));
    }
    [[nodiscard]] Certification certify(const Device &device) const
    {
        return certifier.certify(device.address, device.curveKey());
    }
};

template <typename T>
bool failsWith(const Result<T> &result, TrustError code)
{
    if (result) {
        qWarning("taken");
        return false;
    }
    if (!result.error().is(code)) {
        qWarning("%s", qPrintable(result.error().toLogString()));
        return false;
    }
    return true;
}

} // namespace wardline::trust::test
