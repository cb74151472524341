// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/spelling.h"

#include "core/service/account_session.h"
#include "ui/kit/when_done.h"

#include <QLocale>

#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

const QString kLanguagesKey = u"spelling-languages"_s; ///< "conversation language" a line, latest first
const QString kLastKey = u"spelling-language"_s;
const QString kWordsKey = u"spelling-words"_s; ///< one a line
const QString kOff = u"off"_s;
constexpr qsizetype kMostStored = 4'000; ///< what a value of the cache holds
constexpr qsizetype kMostVerdicts = 20'000;

/// The dictionary that fits the desktop's language; none fits better than a wrong one.
QString fitting(const QStringList &languages)
{
    const QLocale locale;
    const QString own = locale.language() == QLocale::C ? u"en_US"_s : locale.name();
    if (languages.contains(own)) {
        return own;
    }
    for (const QString &language : languages) {
        if (QStringView(language).left(language.indexOf(u'_')) == own.left(own.indexOf(u'_'))) {
            return language;
        }
    }
    return {};
}

} // namespace

Spelling::Spelling(SpellChecker *checker, QObject *parent)
    : QObject(parent)
    , m_checker(checker)
{
}

QStringList Spelling::languages() const
{
    return m_checker ? m_checker->languages() : QStringList();
}

void Spelling::open(service::AccountSession &session, const model::Jid &conversation)
{
    forgetVerdicts();
    m_session = &session;
    m_conversation = conversation;
    load();
}

void Spelling::close()
{
    if (std::exchange(m_session, nullptr) && m_checker) {
        m_checker->rest();
    }
    forgetVerdicts();
    m_own.clear();
    m_conversation = {};
    m_language.clear();
}

void Spelling::load()
{
    const QStringList installed = languages();
    QString chosen = m_session->uiState(kLastKey);
    const QString prefix = m_conversation.toString() + u' ';
    for (const QString &line : m_session->uiState(kLanguagesKey).split(u'\n')) {
        if (line.startsWith(prefix)) {
            chosen = line.mid(prefix.size());
            break;
        }
    }
    m_language = chosen == kOff ? QString() : installed.contains(chosen) ? chosen : fitting(installed);
    const auto words = m_session->uiState(kWordsKey).split(u'\n', Qt::SkipEmptyParts);
    m_own = QSet<QString>(words.begin(), words.end());
}

void Spelling::setLanguage(const QString &language)
{
    if (!m_session || language == m_language) {
        return;
    }
    m_language = language;
    const QString value = language.isEmpty() ? kOff : language;
    m_session->setUiState(kLastKey, value);
    const QString prefix = m_conversation.toString() + u' ';
    QString lines = prefix + value;
    for (const QString &line : m_session->uiState(kLanguagesKey).split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.startsWith(prefix) && lines.size() + 1 + line.size() <= kMostStored) {
            lines += u'\n' + line;
        }
    }
    m_session->setUiState(kLanguagesKey, lines);
    forgetVerdicts();
    Q_EMIT changed();
}

bool Spelling::isWrong(const QString &word)
{
    if (m_language.isEmpty() || m_own.contains(word.toCaseFolded())) {
        return false;
    }
    if (m_isWrong.contains(word)) {
        return m_isWrong.value(word);
    }
    if (m_isWrong.size() >= kMostVerdicts) {
        return false;
    }
    m_isWrong.insert(word, false);
    m_waiting.append(word);
    if (m_waiting.size() == 1 && !m_isAsking) {
        QMetaObject::invokeMethod(this, &Spelling::askWaiting, Qt::QueuedConnection); // with its neighbours
    }
    return false;
}

void Spelling::askWaiting()
{
    if (!m_checker || m_isAsking || m_waiting.isEmpty() || m_language.isEmpty()) {
        return;
    }
    m_isAsking = true;
    const QStringList batch = m_waiting.first(std::min(kLargestBatch, m_waiting.size()));
    m_waiting.remove(0, batch.size());
    const int generation = m_generation;
    whenDone(m_checker->unknownWords(m_language, batch), this, [this, generation](const QStringList &wrong) {
        if (generation != m_generation) {
            return;
        }
        m_isAsking = false;
        for (const QString &word : wrong) {
            m_isWrong[word] = true;
        }
        if (!wrong.isEmpty()) {
            Q_EMIT changed();
        }
        askWaiting();
    });
}

QFuture<QStringList> Spelling::suggestions(const QString &word)
{
    return m_checker && !m_language.isEmpty() ? m_checker->suggestions(m_language, word)
                                              : QtFuture::makeReadyFuture(QStringList());
}

bool Spelling::addOwnWord(const QString &word)
{
    const QString folded = word.toCaseFolded();
    if (!m_session || folded.isEmpty() || m_own.contains(folded)) {
        return m_session != nullptr;
    }
    QString words = m_session->uiState(kWordsKey);
    words += words.isEmpty() ? folded : QString(u'\n' + folded);
    if (words.size() > kMostStored) {
        Q_EMIT ownWordsFull();
        return false;
    }
    m_session->setUiState(kWordsKey, words);
    m_own.insert(folded);
    Q_EMIT changed();
    return true;
}

void Spelling::forgetVerdicts()
{
    ++m_generation;
    m_isAsking = false;
    m_waiting.clear();
    m_isWrong.clear();
}

} // namespace wardline::ui
