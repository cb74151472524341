// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "ui/composer/spell_checker.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace wardline::service {
class AccountSession;
}

namespace wardline::ui {

/// The spelling of what is written in the open conversation: its language, the person's own words, and what is already
/// known of each word. Asks the checker in batches, so that a key costs one look into a table. Owned by the composer;
/// main thread.
///
/// Keeps words only until close(). Languages and own words are kept in the encrypted cache.
class Spelling final : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype kLargestBatch = 400; ///< words asked at once

    /// `checker` may be null: nothing is checked.
    explicit Spelling(SpellChecker *checker, QObject *parent = nullptr);

    void open(service::AccountSession &session, const model::Jid &conversation);
    /// Forgets every word.
    void close();

    [[nodiscard]] QStringList languages() const;
    /// Empty: this conversation is not checked.
    [[nodiscard]] QString language() const { return m_language; }
    /// Remembered for the conversation, and for those that have no choice of their own yet.
    void setLanguage(const QString &language);

    /// Whether the word is known to be wrong. One that was never asked is right until the answer is there: changed().
    [[nodiscard]] bool isWrong(const QString &word);
    [[nodiscard]] QFuture<QStringList> suggestions(const QString &word);
    /// False when the person has as many own words as can be kept.
    bool addOwnWord(const QString &word);

Q_SIGNALS:
    /// Words turned out to be wrong, or right.
    void changed();
    /// A word was not taken: the list holds no more.
    void ownWordsFull();

private:
    void askWaiting();
    void forgetVerdicts();
    void load();

    SpellChecker *m_checker;
    service::AccountSession *m_session = nullptr;
    model::Jid m_conversation;
    QString m_language;
    QSet<QString> m_own; ///< case folded
    QHash<QString, bool> m_isWrong;
    QStringList m_waiting;
    bool m_isAsking = false;
    int m_generation = 0;
};

} // namespace wardline::ui
