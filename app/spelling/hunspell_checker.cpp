// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/spelling/hunspell_checker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>
#include <QStringEncoder>

#include <hunspell.hxx>

#include <exception>
#include <optional>
#include <utility>

namespace wardline::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestWord = 64; ///< longer ones are no words, and the library has a limit of its own
constexpr qint64 kLargestDictionary = 64LL << 20;
constexpr std::size_t kMostLoaded = 2;

/// How a dictionary spells its letters, by the SET line of its affix file; without one it is Latin 1.
std::optional<QStringConverter::Encoding> encodingOf(const QString &affixPath)
{
    QFile file(affixPath);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    static const QRegularExpression set(u"^(?:\\x{FEFF})?SET[ \\t]+(\\S+)"_s, QRegularExpression::MultilineOption);
    const auto found = set.match(QString::fromUtf8(file.read(32 * 1024)));
    if (!found.hasMatch()) {
        return QStringConverter::Latin1;
    }
    const QString name = found.captured(1);
    return name.compare(u"ISO8859-1", Qt::CaseInsensitive) == 0
        ? QStringConverter::Latin1
        : QStringConverter::encodingForName(name.toLatin1().constData());
}

bool isReadable(const QFileInfo &affix, const QFileInfo &words)
{
    return words.isReadable() && words.size() > 0 && words.size() <= kLargestDictionary
        && affix.size() <= kLargestDictionary && encodingOf(affix.filePath()).has_value();
}

/// One dictionary in memory.
class Dictionary
{
public:
    explicit Dictionary(const QString &path)
        : m_encoding(encodingOf(path + u".aff"_s).value_or(QStringConverter::Latin1))
        , m_hunspell(QFile::encodeName(path + u".aff"_s).constData(), QFile::encodeName(path + u".dic"_s).constData())
    {
    }

    /// What cannot be written in the dictionary's letters is not its business: known.
    [[nodiscard]] bool knows(const QString &word)
    {
        const auto bytes = encoded(word);
        return !bytes || m_hunspell.spell(*bytes);
    }
    [[nodiscard]] QStringList suggest(const QString &word)
    {
        QStringList found;
        const auto bytes = encoded(word);
        if (!bytes) {
            return found;
        }
        for (const std::string &each : m_hunspell.suggest(*bytes)) {
            QStringDecoder decoder(m_encoding);
            const QString text = decoder.decode(QByteArrayView(each.data(), static_cast<qsizetype>(each.size())));
            if (!decoder.hasError() && !text.isEmpty() && found.size() < ui::SpellChecker::kMostSuggestions) {
                found.append(text);
            }
        }
        return found;
    }

private:
    [[nodiscard]] std::optional<std::string> encoded(QString word) const
    {
        if (word.isEmpty() || word.size() > kLongestWord) {
            return std::nullopt;
        }
        word.replace(QChar(0x2019), u'\'');
        QStringEncoder encoder(m_encoding);
        const QByteArray bytes = encoder.encode(word);
        return encoder.hasError() ? std::nullopt : std::optional(bytes.toStdString());
    }

    QStringConverter::Encoding m_encoding;
    Hunspell m_hunspell;
};

} // namespace

/// The dictionaries that are loaded.
class HunspellChecker::Shelf
{
public:
    /// Null when it cannot be loaded.
    [[nodiscard]] Dictionary *take(const QString &path)
    {
        if (const auto found = m_loaded.find(path); found != m_loaded.end()) {
            return found->second.get();
        }
        if (m_loaded.size() >= kMostLoaded) {
            m_loaded.clear();
        }
        try {
            return m_loaded.emplace(path, std::make_unique<Dictionary>(path)).first->second.get();
        } catch (const std::exception &) {
            return nullptr;
        }
    }
    void clear() { m_loaded.clear(); }

private:
    std::map<QString, std::unique_ptr<Dictionary>> m_loaded;
};

HunspellChecker::HunspellChecker(QStringList folders)
    : m_folders(std::move(folders))
    , m_shelf(std::make_shared<Shelf>())
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

HunspellChecker::~HunspellChecker()
{
    m_pool.clear(); // what waits is not answered; what runs is short, and the pool's own end joins it
}

QStringList HunspellChecker::systemFolders()
{
    return {u"/usr/share/hunspell"_s, u"/usr/share/myspell/dicts"_s};
}

const std::map<QString, QString> &HunspellChecker::dictionaries() const
{
    if (m_dictionaries) {
        return *m_dictionaries;
    }
    static const QRegularExpression name(u"^[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3}){0,2}$"_s);
    std::map<QString, QString> found;
    for (const QString &folder : m_folders) {
        const auto files = QDir(folder).entryInfoList({u"*.aff"_s}, QDir::Files | QDir::Readable, QDir::Name);
        for (const QFileInfo &affix : files) {
            const QString language = affix.completeBaseName();
            const QString path = folder + u'/' + language;
            // Twenty names of one file are one language, under the name of the file itself.
            const QFileInfo real(affix.canonicalFilePath());
            const bool isAlias = real.fileName() != affix.fileName() && QFileInfo(folder, real.fileName()) == real;
            if (!isAlias && name.match(language).hasMatch() && !found.contains(language)
                && isReadable(affix, QFileInfo(path + u".dic"_s))) {
                found.emplace(language, path);
            }
        }
    }
    m_dictionaries = std::make_unique<const std::map<QString, QString>>(std::move(found));
    return *m_dictionaries;
}

QStringList HunspellChecker::languages() const
{
    QStringList names;
    for (const auto &[language, path] : dictionaries()) {
        names.append(language);
    }
    return names;
}

template <typename Job>
QFuture<QStringList> HunspellChecker::ask(Job job)
{
    auto promise = std::make_shared<QPromise<QStringList>>();
    promise->start();
    QFuture<QStringList> future = promise->future();
    m_pool.start([promise, shelf = m_shelf, job = std::move(job)] {
        QStringList answer;
        try {
            answer = job(*shelf);
        } catch (const std::exception &) {
            answer.clear(); // no word is wrong because the library failed
        }
        promise->addResult(answer);
        promise->finish();
    });
    return future;
}

QFuture<QStringList> HunspellChecker::unknownWords(const QString &language, const QStringList &words)
{
    const auto found = dictionaries().find(language);
    if (found == dictionaries().end()) {
        return QtFuture::makeReadyFuture(QStringList());
    }
    return ask([path = found->second, words](Shelf &shelf) {
        QStringList unknown;
        if (Dictionary *dictionary = shelf.take(path)) {
            for (const QString &word : words) {
                if (!dictionary->knows(word)) {
                    unknown.append(word);
                }
            }
        }
        return unknown;
    });
}

QFuture<QStringList> HunspellChecker::suggestions(const QString &language, const QString &word)
{
    const auto found = dictionaries().find(language);
    if (found == dictionaries().end()) {
        return QtFuture::makeReadyFuture(QStringList());
    }
    return ask([path = found->second, word](Shelf &shelf) {
        Dictionary *dictionary = shelf.take(path);
        return dictionary ? dictionary->suggest(word) : QStringList();
    });
}

void HunspellChecker::rest()
{
    m_pool.start([shelf = m_shelf] { shelf->clear(); });
}

} // namespace wardline::app
