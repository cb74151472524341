// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/database.h"
#include "core/store/failing_statement.h"
#include "core/store/migrations.h"

#include <QCryptographicHash>

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;

namespace {

/// Released schemas, never edited: the SHA-256 of each step.
const QList<QByteArray> kReleased{
    "d68be442769dd31ccc7d4ed7b0e6f948f67d68f2981537ea76a590d20e9299d8",
    "c413c57712cf41a68dd8a7092051cf89423f110df106ea62d3377ed585fc48cc",
    "1ed365175576f4082fef44b7a65ae2a8ec2b0d0f16215d4963008b296c54fb0b",
    "c570408774ea65fbf0876ff9212166701a9a4c28be220fd3d6dee55d8fefd8da",
    "a100b4a096d157c0e3a84ce22a3006799fe0c26f531d713180e5903137867436",
    "ca6650c517437635bce9734d5254d1c08569b49f01b4447db53c114ba54b6198",
    "552334348b26a6067f04c07bef746b7a7e1d21732f1e91d892fcd6ef8fa6ad47",
    "a0260b0a5c9330cb46ad27f01089888c499f3228caa6dae32c51ecc6695d835f",
    "7010c03dd130b328bac1169f82c7a65f457bbe8e83fbf2bd8d19aab11ba02a4b",
    "de7fa131468c2f29a254ff7882f2157bff360fea88d0c93ef6ed4a81d36e39a0",
};

QStringList schemaOf(ReadableDatabase &database)
{
    static constexpr ReadQuery kSchema{
        "schema", "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1"};
    static constexpr ReadQuery kVersion{"version", "PRAGMA user_version"};
    auto statement = database.prepare(kSchema);
    QStringList lines{QString::number(database.integer(kVersion).value_or(-1))};
    while (statement && statement->step().value_or(false)) {
        lines.append(statement->text(0));
    }
    return lines;
}

} // namespace

class MigrationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void numbersItsSteps();
    void editsNoReleasedStep();
    void makesTheSameSchemaFreshAndFromEachOldOne();
    void isDoneOnce();
    void undoesAStepThatFails();

private:
    std::unique_ptr<WritableDatabase> open(StatementWatch *watch = nullptr);
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_files = 0;
};

void MigrationsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<WritableDatabase> MigrationsTest::open(StatementWatch *watch)
{
    auto database = WritableDatabase::open(m_folder->filePath(QString::number(++m_files)), keyOf(1), m_clock, watch);
    return database ? std::move(*database) : nullptr;
}

void MigrationsTest::numbersItsSteps()
{
    int expected = 0;
    for (const Migration &migration : migrations()) {
        QCOMPARE(migration.version, ++expected);
    }
    QVERIFY(expected > 0);
}

void MigrationsTest::editsNoReleasedStep()
{
    QCOMPARE(kReleased.size(), qsizetype(migrations().size()));
    for (const Migration &migration : migrations()) {
        QCOMPARE(QCryptographicHash::hash(QByteArray(migration.sql), QCryptographicHash::Sha256).toHex(),
                 kReleased.at(migration.version - 1));
    }
}

void MigrationsTest::makesTheSameSchemaFreshAndFromEachOldOne()
{
    const auto fresh = open();
    QVERIFY(fresh);
    QVERIFY(succeeds(migrate(*fresh)));
    const QStringList expected = schemaOf(*fresh);
    QVERIFY(expected.size() > 20);
    QCOMPARE(expected.at(0), QString::number(migrations().back().version));
    for (const Migration &old : migrations()) {
        const auto database = open();
        QVERIFY(database);
        QVERIFY(succeeds(migrate(*database, old.version)));
        QCOMPARE(schemaOf(*database).at(0), QString::number(old.version));
        QVERIFY(succeeds(migrate(*database)));
        QCOMPARE(schemaOf(*database), expected);
    }
}

void MigrationsTest::isDoneOnce()
{
    const auto database = open();
    QVERIFY(database);
    QCOMPARE(isUpToDate(*database).value_or(true), false);
    QVERIFY(succeeds(migrate(*database)));
    QCOMPARE(isUpToDate(*database).value_or(false), true);
    QVERIFY(succeeds(database->execute("fill", "INSERT INTO setting (key, value) VALUES ('a', 'b')")));
    const QStringList before = schemaOf(*database);
    QVERIFY(succeeds(migrate(*database)));
    QCOMPARE(schemaOf(*database), before);
    static constexpr ReadQuery kCount{"count", "SELECT count(*) FROM setting"};
    QCOMPARE(database->integer(kCount).value_or(0), 1);
}

void MigrationsTest::undoesAStepThatFails()
{
    FailingStatement failing;
    const auto database = open(&failing);
    QVERIFY(database);
    // Each step is a transaction of its own: what a failure leaves behind is one of the released schemas.
    QList<QStringList> whole{schemaOf(*database)};
    for (const Migration &migration : migrations()) {
        const auto other = open();
        QVERIFY(other && succeeds(migrate(*other, migration.version)));
        whole.append(schemaOf(*other));
    }
    int failures = 0;
    for (int n = 1;; ++n) {
        failing.failAt(n, StoreError::DiskFull);
        const Status status = migrate(*database);
        const bool hasFired = failing.hasFired();
        failing.failAt(-1, StoreError::DiskFull);
        if (!hasFired) {
            QVERIFY(succeeds(status));
            break;
        }
        ++failures;
        QVERIFY(failsWith(status, StoreError::DiskFull));
        QVERIFY(!database->isInTransaction());
        QVERIFY(whole.contains(schemaOf(*database)));
    }
    QVERIFY(failures >= 4);
}

QTEST_GUILESS_MAIN(MigrationsTest)
#include "migrations_test.moc"
