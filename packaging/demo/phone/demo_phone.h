// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "packaging/demo/phone/person_card.h"

#include <QSocketNotifier>

class QPlainTextEdit;
class QVBoxLayout;

namespace wardline::ui {
class Button;
} // namespace wardline::ui

namespace wardline::demo {

/// The window beside the window: the phones of the invented people, what to try next, and what else can be shown. What
/// it shows comes as one JSON object a line on standard input, so that no secret is ever in an argument or the
/// environment; what is pressed goes out the same way.
///
/// In come {"people": [{"name", "role", "account", "password"}]}, {"codes": ["123456"], "left": 17}, {"hint": "..."},
/// {"relay": false}, {"title": "...", "text": "..."} (in a window of its own) and {"more": "..."} (appended there); out
/// goes {"do": "cut" | "restore" | "audit" | "story" | "quit"}.
class DemoPhone final : public QWidget
{
    Q_OBJECT
public:
    explicit DemoPhone(const ui::Theme &theme, QWidget *parent = nullptr);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void read();
    void obey(const QJsonObject &line);
    void addPeople(const QJsonArray &people);
    void addAction(const QString &words, const QString &action);
    void showText(const QString &title, const QString &text);
    static void tell(const QString &action);

    const ui::Theme &m_theme;
    QSocketNotifier m_input;
    QByteArray m_pending;
    QVBoxLayout *m_people;
    QVBoxLayout *m_actions;
    QList<PersonCard *> m_cards;
    QPlainTextEdit *m_text = nullptr;
    ui::Words *m_hint;
    ui::Button *m_relay;
    bool m_isRelayUp = true;
};

} // namespace wardline::demo
