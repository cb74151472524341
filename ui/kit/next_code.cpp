// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/next_code.h"

#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QPainter>

namespace wardline::ui {

namespace {

using namespace std::chrono;

constexpr seconds kStep{30}; // RFC 6238 5.2, the usual time step
constexpr int kRemarkTicks = 4;
constexpr int kRing = 16;
constexpr qreal kStroke = 2;
constexpr int kFullTurn = 360 * 16; // QPainter counts sixteenths of a degree
constexpr int kTop = 90 * 16;

} // namespace

NextCode::NextCode(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_words(new Words(context.theme, FontRole::Caption, QString(), this, Words::Ink::Muted))
    , m_timer(context.timers.createTimer([this] { tick(); }))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addSpacing(kRing + metrics::kSpace8); // unlike a margin, on the side where the words begin
    row->addWidget(m_words, 1);
    m_words->setObjectName(QStringLiteral("nextCode"));
    m_words->setWordWrap(true);
    // One name that does not change: the label would otherwise be read out every second.
    m_words->setAccessibleName(tr("Time to the next code"));
    connect(&context.theme, &Theme::changed, this, qOverload<>(&NextCode::update));
    tick();
}

void NextCode::setSkew(milliseconds skew)
{
    m_skew = skew;
    tick();
}

void NextCode::remark(const QString &words)
{
    m_remarkTicks = kRemarkTicks;
    m_words->setText(words);
    m_words->setInk(Words::Ink::Concern);
    update();
}

seconds NextCode::untilNext() const
{
    const auto relayTime = m_context.clock.now().time_since_epoch() + m_skew;
    return kStep - floor<seconds>(relayTime) % kStep;
}

QString NextCode::words() const
{
    return m_words->text();
}

void NextCode::tick()
{
    if (m_remarkTicks > 0) {
        --m_remarkTicks;
    }
    if (m_remarkTicks == 0) {
        const QString words = tr("Code already used? The next one comes in %1.").arg(durationWords(untilNext()));
        m_words->setText(words);
        m_words->setInk(Words::Ink::Muted);
        m_words->setAccessibleDescription(words);
    }
    update();
    if (isVisible()) {
        m_timer->start(1s);
    }
}

void NextCode::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tick();
}

void NextCode::hideEvent(QHideEvent *event)
{
    m_timer->stop();
    m_remarkTicks = 0;
    QWidget::hideEvent(event);
}

void NextCode::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal x = layoutDirection() == Qt::RightToLeft ? width() - kRing : 0;
    if (m_remarkTicks > 0) {
        const QRectF sign(x, (height() - kRing) / 2.0, kRing, kRing);
        paintIcon(painter, Icon::Warning, sign, colours.concern, layoutDirection());
        return;
    }
    const QRectF ring = QRectF(x, (height() - kRing) / 2.0, kRing, kRing)
                            .adjusted(kStroke / 2, kStroke / 2, -kStroke / 2, -kStroke / 2);
    painter.setPen(QPen(colours.divider, kStroke));
    painter.drawEllipse(ring);
    const auto left = untilNext();
    painter.setPen(QPen(left <= 5s ? colours.concern : colours.accent, kStroke, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(ring, kTop, static_cast<int>(kFullTurn * left.count() / kStep.count()));
}

} // namespace wardline::ui
