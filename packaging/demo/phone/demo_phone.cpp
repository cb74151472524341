// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/demo/phone/demo_phone.h"

#include "ui/kit/button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFontDatabase>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <cstdio>
#include <unistd.h>

namespace wardline::demo {

using namespace Qt::StringLiterals;
namespace metrics = ui::metrics;

namespace {

QVBoxLayout *group(QVBoxLayout *column)
{
    auto *part = new QVBoxLayout;
    part->setSpacing(metrics::kSpace8);
    column->addLayout(part);
    return part;
}

} // namespace

DemoPhone::DemoPhone(const ui::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_input(STDIN_FILENO, QSocketNotifier::Read)
    , m_hint(new ui::Words(theme, ui::FontRole::Body))
    , m_relay(new ui::Button(theme, ui::Button::Kind::Outlined, u"Cut the relay"_s))
{
    setWindowTitle(u"Demo phone"_s);
    setFixedWidth(metrics::kFormWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace16, metrics::kSpace16, metrics::kSpace16, metrics::kSpace16);
    column->setSpacing(metrics::kSpace16);
    auto *head = group(column);
    head->setSpacing(0);
    head->addWidget(new ui::Words(theme, ui::FontRole::Title, u"Demo phone"_s));
    head->addWidget(new ui::Words(theme, ui::FontRole::Caption,
                                  u"Invented people. Nothing leaves this machine."_s, nullptr,
                                  ui::Words::Ink::Muted));
    m_people = group(column);
    auto *next = group(column);
    next->setSpacing(metrics::kSpace4);
    next->addWidget(new ui::Words(theme, ui::FontRole::Strong, u"Try this"_s, nullptr, ui::Words::Ink::Accent));
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(4 * theme.lineStep(ui::FontRole::Body));
    m_hint->setAlignment(Qt::AlignTop);
    next->addWidget(m_hint);
    column->addStretch(1);
    m_actions = group(column);
    connect(m_relay, &QAbstractButton::clicked, this, [this] { tell(m_isRelayUp ? u"cut"_s : u"restore"_s); });
    m_actions->addWidget(m_relay);
    addAction(u"Show the audit log"_s, u"audit"_s);
    addAction(u"Run the story without a display"_s, u"story"_s);
    addAction(u"End the demonstration"_s, u"quit"_s);
    connect(&m_input, &QSocketNotifier::activated, this, [this] { read(); });
}

void DemoPhone::addAction(const QString &words, const QString &action)
{
    auto *button = new ui::Button(m_theme, ui::Button::Kind::Outlined, words);
    connect(button, &QAbstractButton::clicked, this, [action] { tell(action); });
    m_actions->addWidget(button);
}

void DemoPhone::addPeople(const QJsonArray &people)
{
    for (const QJsonValue each : people) {
        const QJsonObject person = each.toObject();
        m_cards.append(new PersonCard(m_theme,
                                      {person.value(u"name"_s).toString(), person.value(u"role"_s).toString(),
                                       person.value(u"account"_s).toString(), person.value(u"password"_s).toString()}));
        m_people->addWidget(m_cards.last());
    }
}

void DemoPhone::obey(const QJsonObject &line)
{
    addPeople(line.value(u"people"_s).toArray());
    const QJsonArray codes = line.value(u"codes"_s).toArray();
    for (qsizetype i = 0; i < std::min(codes.size(), m_cards.size()); ++i) {
        const QString code = codes.at(i).toString();
        if (code.size() == 6) {
            m_cards.at(i)->setCode(code, line.value(u"left"_s).toInt());
        }
    }
    if (line.contains(u"hint"_s)) {
        m_hint->setText(line.value(u"hint"_s).toString());
    }
    if (line.contains(u"title"_s)) {
        showText(line.value(u"title"_s).toString(), line.value(u"text"_s).toString());
    }
    if (line.contains(u"more"_s) && m_text != nullptr) {
        m_text->insertPlainText(line.value(u"more"_s).toString());
    }
    if (line.contains(u"relay"_s)) {
        m_isRelayUp = line.value(u"relay"_s).toBool();
        m_relay->setText(m_isRelayUp ? u"Cut the relay"_s : u"Bring the relay back"_s);
    }
}

void DemoPhone::showText(const QString &title, const QString &text)
{
    if (m_text == nullptr) {
        m_text = new QPlainTextEdit(this);
        m_text->setWindowFlag(Qt::Window);
        m_text->setReadOnly(true);
        m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        m_text->resize(900, 420);
    }
    m_text->setWindowTitle(title);
    m_text->setAccessibleName(title);
    m_text->setPlainText(text);
    m_text->moveCursor(QTextCursor::End);
    m_text->show();
    m_text->raise();
}

void DemoPhone::read()
{
    char buffer[4096];
    const auto length = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (length <= 0) {
        QCoreApplication::quit();
        return;
    }
    m_pending.append(buffer, length);
    for (qsizetype end = m_pending.indexOf('\n'); end >= 0; end = m_pending.indexOf('\n')) {
        obey(QJsonDocument::fromJson(m_pending.first(end)).object());
        m_pending.remove(0, end + 1);
    }
}

void DemoPhone::tell(const QString &action)
{
    const QByteArray line = QJsonDocument(QJsonObject{{u"do"_s, action}}).toJson(QJsonDocument::Compact);
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

/// Closing the phone ends the demonstration, which then closes the phone.
void DemoPhone::closeEvent(QCloseEvent *event)
{
    tell(u"quit"_s);
    event->ignore();
}

} // namespace wardline::demo
