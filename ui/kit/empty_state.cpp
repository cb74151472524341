// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/empty_state.h"

#include "ui/kit/button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QPainter>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kPicture = 40;
}

EmptyState::EmptyState(const Theme &theme, Icon icon, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_column(new QVBoxLayout(this))
    , m_words(new Words(theme, FontRole::Body, QString(), nullptr, Words::Ink::Muted))
    , m_first(new Button(theme, Button::Kind::Outlined, QString()))
    , m_second(new Button(theme, Button::Kind::Quiet, QString()))
{
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_column->setContentsMargins(metrics::kSpace24, metrics::kSpace32, metrics::kSpace24, metrics::kSpace16);
    m_column->setSpacing(metrics::kSpace8);
    m_column->addSpacing(kPicture + metrics::kSpace8); // painted
    m_column->addWidget(m_words);
    m_column->addSpacing(metrics::kSpace8);
    m_column->addWidget(m_first, 0, Qt::AlignHCenter);
    m_column->addWidget(m_second, 0, Qt::AlignHCenter);
    m_column->addStretch(1);
    connect(m_first, &Button::clicked, this, &EmptyState::firstChosen);
    connect(m_second, &Button::clicked, this, &EmptyState::secondChosen);
    connect(&theme, &Theme::changed, this, qOverload<>(&EmptyState::update));
}

void EmptyState::setCentred()
{
    m_column->insertStretch(0, 1);
}

void EmptyState::say(const QString &words, const QString &first, const QString &second)
{
    if (m_words->text() == words && m_first->text() == first && m_second->text() == second
        && !m_words->objectName().isEmpty()) {
        return;
    }
    m_words->setObjectName(objectName() + u"Words"_s);
    m_first->setObjectName(objectName() + u"First"_s);
    m_second->setObjectName(objectName() + u"Second"_s);
    m_words->setText(words);
    m_first->setText(first);
    m_first->setVisible(!first.isEmpty());
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
    updateGeometry();
}

void EmptyState::clear()
{
    say({});
}

QString EmptyState::words() const
{
    return m_words->text();
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal top = m_words->y() - metrics::kSpace16 - kPicture;
    const QRectF circle((width() - kPicture) / 2.0, top, kPicture, kPicture);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.palette().hover);
    painter.drawEllipse(circle);
    QRectF place(0, 0, metrics::kIcon, metrics::kIcon);
    place.moveCenter(circle.center());
    paintIcon(painter, m_icon, place, m_theme.palette().muted, layoutDirection());
}

} // namespace wardline::ui
