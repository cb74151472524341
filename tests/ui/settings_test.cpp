// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/pseudo_translator.h"
#include "tests/ui/support/ui_rig.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/composer/composer_edit.h"
#include "ui/kit/commands.h"
#include "ui/kit/policy_words.h"
#include "ui/kit/secret_text.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/settings_section.h"
#include "ui/settings/third_parties.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QShortcut>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace wardline;
using test::UiRig;

namespace {

void openSettings(UiRig &rig)
{
    QTest::mouseClick(rig.find<QAbstractButton>("railSettings"), Qt::LeftButton);
    rig.settle();
}

/// Presses Tab until the widget of that name has the keyboard.
bool tabTo(UiRig &rig, const QString &name)
{
    for (int i = 0; i < 60; ++i) {
        const QWidget *focus = QApplication::focusWidget();
        if (focus && focus->objectName() == name) {
            return true;
        }
        rig.key(Qt::Key_Tab);
    }
    return false;
}

QString allWords(const QWidget *widget)
{
    QString words;
    const auto labels = widget->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        words += label->text() + u'\n';
    }
    return words;
}

QString wordsOf(const QWidget *part)
{
    const auto *label = qobject_cast<const QLabel *>(part);
    const auto *button = qobject_cast<const QAbstractButton *>(part);
    return label ? u' ' + label->text() : button ? u' ' + button->text() : QString();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

service::PolicyLine fixedLine(const QString &key, const QString &value)
{
    return {key, value, u"/etc/wardline/policy.json"_s, true};
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesOfFilesStayWholeInWordsThatRunFromTheRight()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        const QString words = ui::fixedWords({u"lock.workstation"_s, u"\"shared\""_s, u"/etc/20-unit.json"_s, true});
        QVERIFY(words.contains(u"\u206820-unit.json\u2069"_s));
    }

    void languageChangesAtOnceByKeyboardAndNothingIsLost()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        rig.window->workView()->openConversation(test::demoRoom(u"consult"));
        rig.settle();
        rig.type("half a thought");
        openSettings(rig);
        QVERIFY(tabTo(rig, u"language-system"_s));
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Down);
        rig.settle();
        QCOMPARE(rig.find<QAbstractButton>("lookSettingsButton")->text(), u"Aspecto e idioma"_s);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"language-es"_s);
        QVERIFY(contentOf(rig.preferencesPath()).contains("\"language\": \"es\""));
        rig.key(Qt::Key_Escape);
        rig.settle();
        QVERIFY(!rig.find<QWidget>("settingsPage")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"composerField"_s);
        QCOMPARE(rig.window->workView()->conversationView().conversation(), test::demoRoom(u"consult"));
        QCOMPARE(rig.find<ui::ComposerEdit>("composerField")->toPlainText(), u"half a thought"_s);

        openSettings(rig);
        QTest::mouseClick(rig.find<QAbstractButton>("language-en"), Qt::LeftButton);
        rig.settle();
        QCOMPARE(rig.find<QAbstractButton>("lookSettingsButton")->text(), u"Look and language"_s);
    }
    void languageChangesOnTheSignInPageAndTheAccountStays()
    {
        UiRig rig;
        rig.show();
        rig.find<QLineEdit>("account")->setFocus();
        rig.type("anna");
        ui::Appearance spanish = rig.preferences.appearance();
        spanish.language = u"es"_s;
        rig.preferences.set(spanish);
        rig.settle();
        QCOMPARE(rig.find<QAbstractButton>("signIn")->text(), u"Iniciar sesión"_s);
        QCOMPARE(rig.find<QLineEdit>("account")->text(), u"anna"_s);
    }
    void languageChangesBehindTheLock()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        rig.workstation.fakeLock.lock(lock::LockReason::User);
        ui::Appearance spanish = rig.preferences.appearance();
        spanish.language = u"es"_s;
        rig.preferences.set(spanish);
        rig.settle();
        QCOMPARE(rig.find<QAbstractButton>("unlock")->text(), u"Desbloquear"_s);
        rig.find<QWidget>("unlockPassword")->setFocus();
        rig.type("correct horse");
        rig.key(Qt::Key_Return);
        rig.settle();
        QVERIFY(rig.window->workView()->isVisible());
        QVERIFY(!rig.window->workView()->conversationView().conversation().isEmpty());
    }
    void choicesHoldAtOnceAndAreFoundAgain()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openSettings(rig);
        QTest::mouseClick(rig.find<QAbstractButton>("scheme-dark"), Qt::LeftButton);
        QVERIFY(rig.theme.palette().isDark);
        QTest::mouseClick(rig.find<QAbstractButton>("reducedMotion"), Qt::LeftButton);
        QVERIFY(rig.theme.reducedMotion());
        QTest::mouseClick(rig.find<QAbstractButton>("text-130"), Qt::LeftButton);
        rig.settle();
        QCOMPARE(rig.theme.font(ui::FontRole::Body).pointSizeF(), 10.5 * 1.3);
        QVERIFY(rig.find<QAbstractButton>("text-130")->isChecked());

        ui::Theme theme;
        ui::Preferences next(theme, rig.language, rig.preferencesPath());
        next.load();
        QCOMPARE(next.fileProblem(), ui::AppearanceFileProblem::None);
        QCOMPARE(next.appearance(), rig.preferences.appearance());
        QVERIFY(theme.palette().isDark && theme.reducedMotion());
    }
    void whatThePolicyFixedCannotBeChangedAndSaysWhy()
    {
        UiRig rig;
        rig.preferences.fixBy({fixedLine(u"window.scheme"_s, u"\"dark\""_s)});
        rig.show();
        rig.signIn();
        QVERIFY(rig.theme.palette().isDark);
        openSettings(rig);
        auto *light = rig.find<QAbstractButton>("scheme-light");
        QTest::mouseClick(light, Qt::LeftButton);
        QVERIFY(!light->isEnabled() && !light->isChecked());
        QVERIFY(rig.find<QAbstractButton>("scheme-dark")->isChecked());
        QVERIFY(rig.theme.palette().isDark);
        QVERIFY(tabTo(rig, u"policyNote"_s)); // although what it is about is switched off
        const QWidget *note = QApplication::focusWidget();
        QVERIFY(allWords(note).contains(u"Set by your organisation: policy.json"_s));
        QVERIFY(note->accessibleName().contains(u"Colours"_s));
        QCOMPARE(note->accessibleDescription(), u"/etc/wardline/policy.json"_s);
        QCOMPARE(note->toolTip(), u"/etc/wardline/policy.json"_s);

        ui::Appearance sly = rig.preferences.appearance();
        sly.scheme = ui::Scheme::Light;
        sly.reducesMotion = true;
        rig.preferences.set(sly);
        QVERIFY(rig.theme.palette().isDark);
        QVERIFY(rig.theme.reducedMotion());
    }
    void highContrastIsThereForWhoNeedsItWhateverThePolicyFixed()
    {
        UiRig rig;
        rig.preferences.fixBy({fixedLine(u"window.scheme"_s, u"\"light\""_s)});
        rig.show();
        rig.signIn();
        openSettings(rig);
        auto *contrast = rig.find<QAbstractButton>("scheme-contrast");
        QTest::mouseClick(contrast, Qt::LeftButton, {}, QPoint(8, contrast->height() / 2));
        QVERIFY(contrast->isChecked() && rig.theme.isHighContrast());
        auto *light = rig.find<QAbstractButton>("scheme-light");
        QTest::mouseClick(light, Qt::LeftButton, {}, QPoint(8, light->height() / 2));
        QVERIFY(light->isChecked() && !rig.theme.isHighContrast());
        QVERIFY(!rig.find<QAbstractButton>("scheme-dark")->isEnabled());
        rig.theme.setDesktopWantsContrast(true);
        QVERIFY(rig.theme.isHighContrast());
        rig.theme.setDesktopWantsContrast(false);
        QVERIFY(!rig.theme.isHighContrast() && !rig.theme.palette().isDark);
    }
    void lockTimesNameTheirPolicy()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openSettings(rig);
        QTest::mouseClick(rig.find<QAbstractButton>("lockSettingsButton"), Qt::LeftButton);
        QCOMPARE(rig.find<QLabel>("lock.idle_seconds")->text(), u"5 min"_s);
        const QString words = allWords(rig.find<QWidget>("lockSettings"));
        QVERIFY(words.contains(u"Set by your organisation: policy.json"_s));
        QVERIFY(words.contains(u"Set by your organisation: 20-unit-4b.json"_s));
    }

    void badFilesAreIgnoredWithAWord_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("not JSON") << QByteArray("{\"scheme\": ");
        QTest::newRow("no object") << QByteArray("[1, 2]");
        QTest::newRow("unknown scheme") << QByteArray(R"({"scheme": "neon"})");
        QTest::newRow("wrong type") << QByteArray(R"({"reduced_motion": "yes"})");
        QTest::newRow("path for a language") << QByteArray(R"({"language": "../../x"})");
        QTest::newRow("absurd size") << QByteArray(R"({"text_percent": 100000})");
        QTest::newRow("too large") << QByteArray(1 << 20, ' ');
        QTest::newRow("noise") << QByteArray("\0\xff\xfe\x01", 4);
    }
    void badFilesAreIgnoredWithAWord()
    {
        QFETCH(const QByteArray, content);
        UiRig rig;
        QVERIFY(QDir().mkpath(QFileInfo(rig.preferencesPath()).path()));
        QFile file(rig.preferencesPath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        rig.preferences.load();
        QVERIFY(rig.preferences.fileProblem() != ui::AppearanceFileProblem::None);
        QCOMPARE(rig.preferences.appearance(), ui::Appearance());
        rig.show();
        rig.signIn();
        openSettings(rig);
        QVERIFY(rig.find<QWidget>("lookBanner")->isVisible());
        QTest::mouseClick(rig.find<QAbstractButton>("scheme-dark"), Qt::LeftButton);
        QVERIFY(!rig.find<QWidget>("lookBanner")->isVisible());
        QCOMPARE(ui::readAppearance(rig.preferencesPath()).appearance.scheme, ui::Scheme::Dark);
    }
    void aPipeInPlaceOfTheFileDoesNotBlock()
    {
        UiRig rig;
        QVERIFY(QDir().mkpath(QFileInfo(rig.preferencesPath()).path()));
        QCOMPARE(mkfifo(QFile::encodeName(rig.preferencesPath()).constData(), 0600), 0);
        QCOMPARE(ui::readAppearance(rig.preferencesPath()).problem, ui::AppearanceFileProblem::Unreadable);
    }
    void aFolderThatCannotBeMadeIsSaid()
    {
        UiRig rig;
        QFile inTheWay(QFileInfo(rig.preferencesPath()).path());
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        rig.show();
        rig.signIn();
        openSettings(rig);
        QTest::mouseClick(rig.find<QAbstractButton>("scheme-dark"), Qt::LeftButton);
        QVERIFY(rig.theme.palette().isDark);
        QVERIFY(rig.find<QWidget>("lookBanner")->isVisible());
    }
    void aFileOfSomebodyElsesVersionKeepsWhatIsKnown()
    {
        const auto read = ui::Appearance::fromJson(R"({"scheme": "dark", "later": [1], "language": "es"})");
        QVERIFY(read);
        QCOMPARE(read->scheme, ui::Scheme::Dark);
        QCOMPARE(read->language, u"es"_s);
        QCOMPARE(ui::Appearance::fromJson(read->toJson()), read);
    }

    /// A key that only the table knows can be found on the page. What every program has (arrows, Enter, Tab, the keys
    /// of a text field) may be used as it is.
    void widgetsActOnNoKeyThatTheTableDoesNotHave()
    {
        static const QRegularExpression kOwn(
            u"Qt::Key_(F[0-9]+|[A-Z0-9])\\b|QKeySequence::(Back|Forward|Find|New|Open|Save|Print|Refresh|HelpContents)\\b"_s);
        QStringList found;
        QDirIterator files(QStringLiteral(WARDLINE_SOURCE_DIR "/ui"), {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        int read = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++read;
            const QString text = QString::fromUtf8(file.readAll());
            if (const auto match = kOwn.match(text); match.hasMatch()) {
                found << QFileInfo(file).fileName() + u": " + match.captured();
            }
        }
        QVERIFY(read > 100);
        QCOMPARE(found, QStringList());
    }
    void keysPageAndShortcutsAreTheSame()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        QSet<QString> table;
        for (const ui::CommandKeys &line : ui::commandTable()) {
            for (const QKeySequence &keys : ui::keysOf(line.command)) {
                QVERIFY2(!keys.isEmpty() && !table.contains(keys.toString()), line.keys);
                table.insert(keys.toString());
                const auto modifiers = keys[0].keyboardModifiers();
                QVERIFY2(!(modifiers.testFlag(Qt::ControlModifier) && modifiers.testFlag(Qt::AltModifier)), line.keys);
            }
        }
        const auto shortcuts = rig.window->findChildren<QShortcut *>();
        QVERIFY(shortcuts.size() >= 9);
        for (const QShortcut *shortcut : shortcuts) {
            for (const QKeySequence &keys : shortcut->keys()) {
                QVERIFY2(table.contains(keys.toString()), qPrintable(keys.toString() + u" is on no page"_s));
            }
        }
        rig.key(Qt::Key_F1);
        rig.settle();
        const auto *page = rig.find<QWidget>("keysPage");
        QVERIFY(page->isVisible());
        const QString words = allWords(page);
        for (const ui::CommandKeys &line : ui::commandTable()) {
            QVERIFY2(words.contains(ui::commandWords(line.command)), line.words);
        }
        rig.key(Qt::Key_Escape);
        rig.settle();
        QVERIFY(!page->isVisible());
    }

    void aboutNamesEveryLibraryThatReadmeNames()
    {
        QStringList names;
        for (const ui::ThirdParty &library : ui::thirdParties()) {
            QVERIFY(!library.licence.isEmpty());
            QVERIFY2(!library.version.isEmpty() || library.name == u"valijson"_s, qPrintable(library.name));
            names << library.name.toLower();
        }
        const QString readme = QString::fromUtf8(contentOf(QStringLiteral(WARDLINE_SOURCE_DIR "/README.md")));
        qsizetype at = readme.indexOf(u"| linked to |"_s);
        QVERIFY(at > 0);
        int lines = 0;
        for (const QString &line : readme.sliced(at).split(u'\n').sliced(2)) {
            if (!line.startsWith(u'|')) {
                break;
            }
            const QString name = line.split(u'|').at(1).trimmed().section(u' ', 0, 0).toLower();
            QVERIFY2(names.contains(name), qPrintable(name));
            ++lines;
        }
        QVERIFY(lines >= 7);
    }
    void aboutShowsVersionsAndLicences()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openSettings(rig);
        QTest::mouseClick(rig.find<QAbstractButton>("aboutSettingsButton"), Qt::LeftButton);
        rig.settle();
        const QString words = allWords(rig.find<QWidget>("aboutSettings"));
        QVERIFY2(words.contains(QCoreApplication::applicationVersion()) && words.contains(u"GPL"_s), qPrintable(words));
        for (const ui::ThirdParty &library : ui::thirdParties()) {
            for (const QString &part : {library.name, library.version, library.licence}) {
                QVERIFY2(words.contains(part), qPrintable(library.name + u": "_s + part));
            }
        }
    }
    void whatOthersSeeNamesThePolicyThatFixedIt()
    {
        UiRig rig;
        rig.workstation.policyLines.append(fixedLine(u"messages.writing"_s, u"false"_s));
        rig.show();
        rig.signIn();
        rig.workstation.fakeSession()->fakeDelivery.policyAllowsTelling = false;
        openSettings(rig);
        QTest::mouseClick(rig.find<QAbstractButton>("privacySettingsButton"), Qt::LeftButton);
        rig.settle();
        const auto *page = rig.find<QWidget>("privacySettings");
        QVERIFY2(allWords(page).contains(u"policy.json"_s), qPrintable(allWords(page)));
    }
    void thePolicyPageSaysWhereEachValueComesFrom()
    {
        UiRig rig;
        rig.workstation.policyLines = {fixedLine(u"lock.idle_seconds"_s, u"120"_s)};
        rig.show();
        rig.signIn();
        openSettings(rig);
        QTest::mouseClick(rig.find<QAbstractButton>("policySettingsButton"), Qt::LeftButton);
        rig.settle();
        const QString words = allWords(rig.find<QWidget>("policySettings"));
        QVERIFY2(words.contains(u"policy.json"_s) && words.contains(u"fixed"_s), qPrintable(words));
    }
    void aboutCopiesPlacesAndNoPerson()
    {
        UiRig rig;
        rig.show();
        rig.signIn();
        openSettings(rig);
        QTest::mouseClick(rig.find<QAbstractButton>("aboutSettingsButton"), Qt::LeftButton);
        rig.settle();
        QTest::mouseClick(rig.find<QAbstractButton>("copyPlaces"), Qt::LeftButton);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(u"/7c1e94/audit"_s) && copied.contains(u"/etc/wardline/policy.d"_s));
        QVERIFY(!copied.contains(u"anna"_s, Qt::CaseInsensitive));
        QCOMPARE(rig.find<QLabel>("copiedNote")->text(), u"Copied"_s);
    }

    void noPageIsWiderThanANarrowWindow_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("textPercent");
        QTest::newRow("English") << u"en"_s << 100;
        QTest::newRow("Spanish") << u"es"_s << 100;
        QTest::newRow("Spanish, large") << u"es"_s << 130;
        QTest::newRow("pseudo") << u"pseudo"_s << 100;
    }
    /// Whatever section there is, with all that it can show at once. What is too wide could not be scrolled to.
    void noPageIsWiderThanANarrowWindow()
    {
        QFETCH(const QString, language);
        QFETCH(const int, textPercent);
        UiRig rig;
        test::PseudoTranslator pseudo(test::PseudoTranslator::Kind::Pseudo);
        ui::Appearance appearance = rig.preferences.appearance();
        appearance.textPercent = textPercent;
        if (language == u"pseudo") {
            qApp->installTranslator(&pseudo);
        } else {
            appearance.language = language;
        }
        const auto tidy = qScopeGuard([&pseudo] { qApp->removeTranslator(&pseudo); });
        rig.preferences.set(appearance);
        rig.show({420, 720});
        rig.signIn();
        auto &history = rig.workstation.fakeSession()->fakeHistory;
        history.fingerprint = u"0a1b2c3d 4e5f6071 8293a4b5 c6d7e8f9 0a1b2c3d 4e5f6071 8293a4b5 c6d7e8f9"_s;
        history.words = QString(u"sausages "_s.repeated(24)).trimmed().split(u' ');
        history.setRoaming({service::RoamingState::Kind::Current, 72, 0, rig.clock.now()});
        openSettings(rig);
        auto *page = rig.find<ui::SettingsPage>("settingsPage");
        const auto sections = page->findChildren<ui::SettingsSection *>();
        QVERIFY(sections.size() >= 8);
        for (ui::SettingsSection *section : sections) {
            page->openSection(section->objectName());
            rig.settle();
            for (const QSize size : {QSize(420, 720), QSize(640, 700)}) {
                rig.window->resize(size);
                rig.settle();
                if (auto *words = section->findChild<QAbstractButton *>(u"backUp"_s); words && words->isVisible()) {
                    QTest::mouseClick(words, Qt::LeftButton);
                    rig.settle();
                }
                QVERIFY(section->isVisible());
                const int room = section->viewport()->width();
                if (section->widget()->width() > room) {
                    const auto parts = section->findChildren<QWidget *>();
                    for (const QWidget *part : parts) {
                        if (!part->layout() && part->minimumSizeHint().width() > room - 48 && part->isVisible()) {
                            qWarning("%s asks for %d", qPrintable(part->objectName() + wordsOf(part)),
                                     part->minimumSizeHint().width());
                        }
                    }
                }
                QVERIFY2(
                    section->widget()->width() <= room,
                    qPrintable(
                        u"%1 is %2 wide in %3"_s.arg(section->objectName()).arg(section->widget()->width()).arg(room)));
                const auto shown = section->findChildren<ui::SecretText *>();
                for (const ui::SecretText *word : shown) {
                    QVERIFY2(!word->isVisible() || word->width() >= word->sizeHint().width(), "a word has no room");
                }
            }
        }
    }

    void everyPolicySettingHasWords()
    {
        const QJsonObject schema =
            QJsonDocument::fromJson(
                contentOf(QStringLiteral(WARDLINE_SOURCE_DIR "/packaging/policy/policy.schema.json")))
                .object();
        const QJsonObject groups = schema.value("properties"_L1).toObject();
        QVERIFY(groups.size() > 5);
        const auto check = [](const QString &key, const QJsonObject &setting) {
            QVERIFY2(ui::settingWords(key) != key, qPrintable(key));
            for (const QJsonValue &value : setting.value("enum"_L1).toArray()) {
                const QString json = u'"' + value.toString() + u'"';
                QVERIFY2(!ui::settingValueWords(key, json).isEmpty(), qPrintable(key + json));
            }
        };
        for (auto group = groups.begin(); group != groups.end(); ++group) {
            const QJsonObject settings = group->toObject().value("properties"_L1).toObject();
            if (settings.isEmpty() && group.key() != u"version" && !group.key().startsWith(u'$')) {
                check(group.key(), group->toObject());
            }
            for (auto setting = settings.begin(); setting != settings.end(); ++setting) {
                check(group.key() + u'.' + setting.key(), setting->toObject());
            }
        }
    }
    void policyValuesReadAsWords()
    {
        QCOMPARE(ui::settingValueWords(u"lock.idle_seconds"_s, u"300"_s), u"5 min"_s);
        QCOMPARE(ui::settingValueWords(u"session.max_hours"_s, u"12"_s), u"12 h"_s);
        QCOMPARE(ui::settingValueWords(u"audit.received"_s, u"true"_s), u"Yes"_s);
        QCOMPARE(ui::settingValueWords(u"relay.pins"_s, u"[]"_s), u"None"_s);
        QCOMPARE(ui::settingValueWords(u"lock.workstation"_s, u"\"shared\""_s), u"several people"_s);
        QCOMPARE(ui::settingValueWords(u"of.tomorrow"_s, u"\"x\""_s), u"x"_s);
        QCOMPARE(ui::originWords(u"/etc/wardline/policy.d/20-unit.json"_s), u"20-unit.json"_s);
        QCOMPARE(ui::originWords(u"default"_s), u"Default"_s);
    }
};

WARDLINE_UI_TEST_MAIN(SettingsTest)
#include "settings_test.moc"
