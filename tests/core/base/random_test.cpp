// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/base/id_source.h"

#include <QSet>
#include <QTest>

#include <array>
#include <cstring>
#include <vector>

using namespace wardline;

namespace {

/// Hands out the given 32-bit values in turn.
class ScriptedRandom final : public Random
{
public:
    explicit ScriptedRandom(std::vector<std::uint32_t> values)
        : m_values(std::move(values))
    {
    }
    void fill(std::span<std::byte> out) override
    {
        std::memcpy(out.data(), &m_values.at(m_next++), out.size());
    }
    [[nodiscard]] std::size_t drawn() const { return m_next; }

private:
    std::vector<std::uint32_t> m_values;
    std::size_t m_next = 0;
};

} // namespace

class RandomTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysBelowTheBound()
    {
        FakeRandom random;
        for (const std::uint32_t bound : {2U, 3U, 7U, 1000U, 0x80000001U, UINT32_MAX}) {
            for (int i = 0; i < 2000; ++i) {
                QVERIFY(random.below(bound) < bound);
            }
        }
        QCOMPARE(random.below(0), 0U);
        QCOMPARE(random.below(1), 0U);
    }

    void drawsAgainInsteadOfFavouringSmallNumbers()
    {
        // Of 2^32 values, the last one is one too many for a bound of 3: it must not count as 0.
        ScriptedRandom random({UINT32_MAX, 5U});
        QCOMPARE(random.below(3), 2U);
        QCOMPARE(random.drawn(), std::size_t(2));
        ScriptedRandom half({0x80000001U, 0xfffffffeU, 4U}); // half of the range is refused here
        QCOMPARE(half.below(0x80000001U), 4U);
    }

    void isEvenlySpread()
    {
        FakeRandom random;
        std::array<int, 6> counts {};
        for (int i = 0; i < 60000; ++i) {
            ++counts.at(random.below(6));
        }
        for (const int count : counts) {
            QVERIFY2(count > 9500 && count < 10500, qPrintable(QString::number(count)));
        }
    }

    void idsAreLongSafeAndDifferent()
    {
        FakeRandom random;
        RandomIdSource ids(random);
        QSet<QString> seen;
        QSet<QChar> used;
        for (int i = 0; i < 10000; ++i) {
            const QString id = ids.next();
            QVERIFY(id.size() * 5 >= 120);
            for (const QChar c : id) {
                QVERIFY((c >= u'a' && c <= u'z') || (c >= u'2' && c <= u'7'));
                used.insert(c);
            }
            seen.insert(id);
        }
        QCOMPARE(seen.size(), 10000);
        QCOMPARE(used.size(), 32);
    }
};

QTEST_APPLESS_MAIN(RandomTest)
#include "random_test.moc"
