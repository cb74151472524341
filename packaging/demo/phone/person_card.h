// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QProgressBar;

namespace wardline::ui {
class Theme;
class Words;
} // namespace wardline::ui

namespace wardline::demo {

/// What one invented person knows and has: account, password, the code of now. Each can be copied; the password is not
/// shown.
class PersonCard final : public QWidget
{
    Q_OBJECT
public:
    struct Person
    {
        QString name;
        QString role;
        QString account;
        QString password;
    };

    PersonCard(const ui::Theme &theme, Person person, QWidget *parent = nullptr);

    /// `secondsLeft` of thirty.
    void setCode(const QString &code, int secondsLeft);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addRow(const QString &label, ui::Words *value, const QString &copyName,
                const QString &(PersonCard::*text)() const);
    [[nodiscard]] const QString &account() const { return m_person.account; }
    [[nodiscard]] const QString &password() const { return m_person.password; }
    [[nodiscard]] const QString &code() const { return m_code; }

    const ui::Theme &m_theme;
    Person m_person;
    QString m_code;
    ui::Words *m_codeWords;
    QProgressBar *m_left;
};

} // namespace wardline::demo
