// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/kit/language.h"

#include <QAbstractButton>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::UiRig;

class LanguageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void spanishWordsAppear()
    {
        ui::Language language(*qApp);
        QVERIFY(language.use(QLocale(QLocale::Spanish, QLocale::Spain)));
        UiRig rig;
        rig.show();
        QCOMPARE(rig.find<QAbstractButton>("signIn")->text(), u"Iniciar sesión"_s);
        QLocale::setDefault(QLocale::c());
    }
    void englishPluralsAreRight()
    {
        ui::Language language(*qApp);
        QVERIFY(language.use(QLocale(QLocale::English)));
        UiRig rig;
        rig.show();
        rig.signIn();
        for (const auto &[unsent, words] :
             {std::pair(1, u"1 message has not left yet"_s), std::pair(2, u"2 messages have not left yet"_s)}) {
            rig.workstation.fakeLock.view.unsent = unsent;
            rig.workstation.fakeLock.lock(lock::LockReason::User);
            rig.settle(std::chrono::seconds(1));
            QVERIFY2(rig.find<QLabel>("lockFacts")->text().contains(words),
                     qPrintable(rig.find<QLabel>("lockFacts")->text()));
            rig.type("correct horse");
            rig.key(Qt::Key_Return);
            rig.settle();
        }
    }
    void unknownLanguageFallsBackToEnglish()
    {
        ui::Language language(*qApp);
        QVERIFY(!language.use(QLocale(QLocale::Finnish)));
        UiRig rig;
        rig.show();
        QCOMPARE(rig.find<QAbstractButton>("signIn")->text(), u"Sign in"_s);
        QLocale::setDefault(QLocale::c());
    }
    void translationsKeepEveryPlaceholder_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("en") << u"/translations/wardline_en.ts"_s;
        QTest::newRow("es") << u"/translations/wardline_es.ts"_s;
    }
    void translationsKeepEveryPlaceholder()
    {
        QFETCH(const QString, file);
        QFile ts(QString::fromUtf8(WARDLINE_SOURCE_DIR) + file);
        QVERIFY(ts.open(QIODevice::ReadOnly));
        static const QRegularExpression placeholder(u"%(?:\\d|n)"_s);
        const auto placesIn = [](const QString &text) {
            QStringList places;
            for (const auto &match : placeholder.globalMatch(text)) {
                places << match.captured();
            }
            places.sort();
            return places;
        };
        QXmlStreamReader xml(&ts);
        QString source;
        int checked = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) {
                continue;
            }
            if (xml.name() == u"source") {
                source = xml.readElementText();
            } else if (xml.name() == u"numerusform" || (xml.name() == u"translation" && !source.contains(u"%n"_s))) {
                const QString text = xml.readElementText(QXmlStreamReader::SkipChildElements);
                if (!text.isEmpty()) {
                    ++checked;
                    QVERIFY2(placesIn(text) == placesIn(source), qPrintable(source + u" -> "_s + text));
                }
            }
        }
        QVERIFY(!xml.hasError());
        QVERIFY(checked > 5);
    }
};

WARDLINE_UI_TEST_MAIN(LanguageTest)
#include "language_test.moc"
