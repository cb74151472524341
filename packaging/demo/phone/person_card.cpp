// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/demo/phone/person_card.h"

#include "ui/kit/button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QProgressBar>
#include <QVBoxLayout>

namespace wardline::demo {

using namespace Qt::StringLiterals;
namespace metrics = ui::metrics;

PersonCard::PersonCard(const ui::Theme &theme, Person person, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_person(std::move(person))
    , m_codeWords(new ui::Words(theme, ui::FontRole::Page))
    , m_left(new QProgressBar)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace16, metrics::kSpace12, metrics::kSpace12, metrics::kSpace12);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(new ui::Words(theme, ui::FontRole::Strong, m_person.name));
    column->addWidget(new ui::Words(theme, ui::FontRole::Caption, m_person.role, nullptr, ui::Words::Ink::Muted));
    addRow(u"Code"_s, m_codeWords, u"Copy the code of %1"_s.arg(m_person.name), &PersonCard::code);
    m_left->setRange(0, 30);
    m_left->setTextVisible(false);
    m_left->setFixedHeight(metrics::kSpace4);
    m_left->setAccessibleName(u"Seconds left"_s);
    column->addWidget(m_left);
    addRow(u"Password"_s, new ui::Words(theme, ui::FontRole::Body, u"••••••••••"_s),
           u"Copy the password of %1"_s.arg(m_person.name), &PersonCard::password);
    addRow(u"Account"_s, new ui::Words(theme, ui::FontRole::Body, m_person.account),
           u"Copy the account of %1"_s.arg(m_person.name), &PersonCard::account);
}

void PersonCard::addRow(const QString &label, ui::Words *value, const QString &copyName,
                        const QString &(PersonCard::*text)() const)
{
    auto *row = new QHBoxLayout;
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new ui::Words(m_theme, ui::FontRole::Caption, label, nullptr, ui::Words::Ink::Muted));
    words->addWidget(value);
    row->addLayout(words, 1);
    auto *copy = new ui::Button(m_theme, ui::Button::Kind::Outlined, u"Copy"_s);
    copy->setAccessibleName(copyName);
    connect(copy, &QAbstractButton::clicked, this,
            [this, text] { QGuiApplication::clipboard()->setText((this->*text)()); });
    row->addWidget(copy, 0, Qt::AlignVCenter);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

void PersonCard::setCode(const QString &code, int secondsLeft)
{
    m_code = code;
    m_codeWords->setText(code.first(3) + u' ' + code.sliced(3));
    m_left->setValue(secondsLeft);
}

void PersonCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.palette().divider);
    painter.setBrush(m_theme.palette().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::demo
