// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redacted.h"
#include "core/base/result.h"

#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {
enum class Kitchen { Fire, Water };
enum class Garden { Weeds, Water };
} // namespace

template <>
struct wardline::ErrorDomain<Kitchen> {
    static constexpr const char *name = "kitchen";
};
template <>
struct wardline::ErrorDomain<Garden> {
    static constexpr const char *name = "garden";
};

using namespace wardline;

namespace {

Result<std::unique_ptr<int>> number(bool good)
{
    if (!good) {
        return failure(Kitchen::Fire, u"stove"_s);
    }
    return std::make_unique<int>(20);
}

Result<int> doubled(bool good)
{
    WARDLINE_TRY(const auto first, number(good));
    WARDLINE_TRY(const auto second, number(good));
    return *first + *second;
}

Status checked(bool good)
{
    WARDLINE_CHECK(number(good));
    WARDLINE_CHECK(number(good));
    return {};
}

} // namespace

class ErrorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOfOneModule()
    {
        const Error error(Kitchen::Water);
        QVERIFY(error.is(Kitchen::Water));
        QVERIFY(!error.is(Kitchen::Fire));
        QVERIFY(!error.is(Garden::Water)); // the same number in another module
        QCOMPARE(error.as<Kitchen>(), Kitchen::Water);
        QVERIFY(!error.as<Garden>());
        QCOMPARE(error.domain(), "kitchen"_L1);
    }

    void saysWhereItHappened()
    {
        const Error error(Kitchen::Fire, u"stove"_s);
        const QString text = error.toLogString();
        QVERIFY(text.startsWith(u"kitchen/0 stove (error_test.cpp:"_s));
        QVERIFY(!text.contains(u'/' + u"tests"_s)); // no path of the machine it was built on
    }

    void travelsUnchanged()
    {
        QCOMPARE(doubled(true).value(), 40);
        const auto failed = doubled(false);
        QVERIFY(!failed);
        QVERIFY(failed.error().is(Kitchen::Fire));
        QCOMPARE(failed.error().detail(), u"stove"_s);
        QVERIFY(checked(true));
        QVERIFY(checked(false).error().is(Kitchen::Fire));
    }

    void redactedTextSaysOnlyHowLongItIs()
    {
        const QString text = Redacted(u"alice@clinic.example"_s).toString();
        QCOMPARE(text, u"[redacted 20]"_s);
        QCOMPARE(Redacted(QByteArrayView("secret")).toString(), u"[redacted 6]"_s);
        QString logged;
        QDebug(&logged) << Redacted(u"alice"_s);
        QVERIFY(!logged.contains(u"alice"_s));
    }
};

QTEST_APPLESS_MAIN(ErrorTest)
#include "error_test.moc"
