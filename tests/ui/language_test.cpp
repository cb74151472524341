// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"

#include <QAbstractButton>
#include <QLabel>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::UiRig;

class LanguageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void spanishWordsAppear()
    {
        UiRig rig;
        QVERIFY(rig.language.use(QLocale(QLocale::Spanish, QLocale::Spain)));
        rig.show();
        QCOMPARE(rig.find<QAbstractButton>("signIn")->text(), u"Iniciar sesión"_s);
        QLocale::setDefault(QLocale::c());
    }
    void englishPluralsAreRight()
    {
        UiRig rig;
        QVERIFY(rig.language.use(QLocale(QLocale::English)));
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
        UiRig rig;
        QVERIFY(!rig.language.use(QLocale(QLocale::Finnish)));
        rig.show();
        QCOMPARE(rig.find<QAbstractButton>("signIn")->text(), u"Sign in"_s);
        QLocale::setDefault(QLocale::c());
    }
};

WARDLINE_UI_TEST_MAIN(LanguageTest)
#include "language_test.moc"
