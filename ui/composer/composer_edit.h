// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"
#include "ui/composer/mention_completion.h"
#include "ui/composer/spell_words.h"
#include "ui/kit/context.h"

#include <QImage>
#include <QPlainTextEdit>

namespace wardline::ui {

class ComposerHighlighter;
class Spelling;

/// The field of the composer: plain text only, grows with what is typed until it scrolls, Enter sends and Shift+Enter
/// makes a new line, "@" offers people, misspelt words are underlined. What comes from elsewhere becomes text that
/// could have been typed.
class ComposerEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit ComposerEdit(const Context &context, QWidget *parent = nullptr);

    /// No text, no mention, and none to be undone.
    void forget();
    /// The people who can be named.
    void setMembers(const QList<model::Member> &members);
    void setSpelling(Spelling &spelling);
    [[nodiscard]] Spelling *spelling() const { return m_spelling; }
    /// It never grows beyond.
    void setMostHeight(int height);
    /// While something can be left by Escape, the field takes that key.
    void setTakesEscape(bool takesEscape) { m_takesEscape = takesEscape; }

    [[nodiscard]] service::OutgoingText written() const;
    /// Replaces everything; nothing is to be undone.
    void setWritten(const QString &text, const QList<service::Mention> &mentions, int cursor);
    /// Names in a text that was sent before are mentions again.
    void recogniseMentions(const QList<model::Member> &members) { m_completion.recognise(members); }

    [[nodiscard]] WordSpan misspeltAt(int position) const;
    void replace(const WordSpan &span, const QString &text);

Q_SIGNALS:
    void submitted();
    void left();
    void escaped();
    /// Up in the empty field.
    void lastWanted();
    void focusChanged();
    void pictureGiven(const QImage &picture);
    void pictureFileGiven(const QString &path);
    void fileGiven(const QString &path);
    /// A paste did not fit; so many characters of it were left out.
    void pasteCut(int left);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void grow();
    void onTextChanged();
    void followDirection();
    void onCursorMoved();
    void goToMisspelt();
    bool takeOwnKey(const QKeyEvent &event);
    [[nodiscard]] qsizetype room() const;

    const Theme &m_theme;
    MentionCompletion m_completion;
    ComposerHighlighter *m_highlighter;
    Spelling *m_spelling = nullptr;
    int m_mostHeight;
    int m_typedAt = -1;
    bool m_isComposing = false;
    bool m_takesEscape = false;
};

} // namespace wardline::ui
