// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer_menu.h"

#include "ui/composer/composer_edit.h"
#include "ui/composer/spelling.h"
#include "ui/kit/when_done.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMenu>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("ComposerMenu", text);
}

QString wordAt(const ComposerEdit &field, const WordSpan &span)
{
    return field.toPlainText().mid(span.start, span.length);
}

QAction *addNamed(QMenu &menu, const QString &name, const QString &text)
{
    QAction *action = menu.addAction(QString(text).replace(u'&', u"&&"_s));
    action->setObjectName(name);
    return action;
}

void addSuggestions(QMenu &menu, ComposerEdit &field, const WordSpan &span, const QString &word,
                    const QStringList &suggestions)
{
    for (const QString &suggestion : suggestions) {
        QAction *action = addNamed(menu, u"suggestion"_s, suggestion);
        QFont font = menu.font();
        font.setWeight(QFont::DemiBold);
        action->setFont(font);
        QObject::connect(action, &QAction::triggered, &field, [&field, span, word, suggestion] {
            if (wordAt(field, span) == word) {
                field.replace(span, suggestion);
            }
        });
    }
    if (suggestions.isEmpty()) {
        addNamed(menu, u"noSuggestion"_s, say(QT_TRANSLATE_NOOP("ComposerMenu", "Nothing similar is known")))
            ->setEnabled(false);
    }
    QAction *add =
        addNamed(menu, u"addWord"_s, say(QT_TRANSLATE_NOOP("ComposerMenu", "Add “%1” to my words")).arg(word));
    QObject::connect(add, &QAction::triggered, &field, [&field, word] {
        if (Spelling *spelling = field.spelling()) {
            spelling->addOwnWord(word);
        }
    });
    menu.addSeparator();
}

void addEditing(QMenu &menu, ComposerEdit &field)
{
    const auto add = [&](const char *name, const char *text, QKeySequence::StandardKey key, bool isPossible,
                         void (ComposerEdit::*slot)()) {
        QAction *action = addNamed(menu, QString::fromLatin1(name), say(text));
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut); // shown only; the field has the key
        action->setEnabled(isPossible);
        QObject::connect(action, &QAction::triggered, &field, slot);
    };
    const bool hasSelection = field.textCursor().hasSelection();
    add("undo", QT_TRANSLATE_NOOP("ComposerMenu", "Undo"), QKeySequence::Undo, field.document()->isUndoAvailable(),
        &ComposerEdit::undo);
    add("redo", QT_TRANSLATE_NOOP("ComposerMenu", "Redo"), QKeySequence::Redo, field.document()->isRedoAvailable(),
        &ComposerEdit::redo);
    menu.addSeparator();
    add("cut", QT_TRANSLATE_NOOP("ComposerMenu", "Cut"), QKeySequence::Cut, hasSelection, &ComposerEdit::cut);
    add("copy", QT_TRANSLATE_NOOP("ComposerMenu", "Copy"), QKeySequence::Copy, hasSelection, &ComposerEdit::copy);
    add("paste", QT_TRANSLATE_NOOP("ComposerMenu", "Paste"), QKeySequence::Paste, field.canPaste(),
        &ComposerEdit::paste);
    add("selectAll", QT_TRANSLATE_NOOP("ComposerMenu", "Select all"), QKeySequence::SelectAll,
        !field.document()->isEmpty(), &ComposerEdit::selectAll);
    menu.addSeparator();
}

/// "American English", "Español de España": as those who speak it call it.
QString languageName(const QString &language)
{
    QString name = QLocale(language).nativeLanguageName();
    if (QLocale(language).language() == QLocale::C || name.isEmpty()) {
        return language;
    }
    name[0] = name[0].toUpper();
    return name;
}

void addLanguages(QMenu &menu, ComposerEdit &field, Spelling &spelling)
{
    const QStringList languages = spelling.languages();
    if (languages.isEmpty()) {
        addNamed(menu, u"noDictionary"_s,
                 say(QT_TRANSLATE_NOOP("ComposerMenu", "Spelling is not checked: no dictionary is installed")))
            ->setEnabled(false);
        return;
    }
    QMenu *choices = menu.addMenu(say(QT_TRANSLATE_NOOP("ComposerMenu", "Spelling in this conversation")));
    choices->setObjectName(u"spellingLanguages"_s);
    const auto add = [&](const QString &language, const QString &words) {
        QAction *action = addNamed(*choices, u"language-"_s + language, words);
        action->setCheckable(true);
        action->setChecked(language == spelling.language());
        QObject::connect(action, &QAction::triggered, &field, [&field, language] {
            if (Spelling *known = field.spelling()) {
                known->setLanguage(language);
            }
        });
    };
    for (const QString &language : languages) {
        add(language, languageName(language));
    }
    choices->addSeparator();
    add({}, say(QT_TRANSLATE_NOOP("ComposerMenu", "Do not check")));
}

void openMenu(ComposerEdit &field, const WordSpan &span, const QString &word, const QPoint &place,
              const QStringList &suggestions)
{
    auto *menu = new QMenu(&field);
    menu->setObjectName(u"composerMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!word.isEmpty()) {
        addSuggestions(*menu, field, span, word, suggestions);
    }
    addEditing(*menu, field);
    if (Spelling *spelling = field.spelling()) {
        addLanguages(*menu, field, *spelling);
    }
    menu->popup(place);
    if (!word.isEmpty() && !suggestions.isEmpty()) {
        menu->setActiveAction(menu->actions().first());
    }
}

} // namespace

void openComposerMenu(ComposerEdit &field, const WordSpan &span, const QPoint &place)
{
    Spelling *spelling = field.spelling();
    if (!spelling || span.length == 0) {
        openMenu(field, {}, {}, place, {});
        return;
    }
    const QString word = wordAt(field, span);
    whenDone(spelling->suggestions(word), &field, [&field, span, word, place](const QStringList &suggestions) {
        // Locked, left or changed meanwhile: nobody wants this menu any more.
        if (field.isVisible() && wordAt(field, span) == word) {
            openMenu(field, span, word, place, suggestions);
        }
    });
}

} // namespace wardline::ui
