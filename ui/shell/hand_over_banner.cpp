// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/hand_over_banner.h"

#include "ui/kit/button.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/time_words.h"
#include "ui/kit/words.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kRowFrom = 720;
constexpr int kOutside = metrics::kSpace8; ///< beside the box, as the notices have it
} // namespace

HandOverBanner::HandOverBanner(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_words(new Words(context.theme, FontRole::Body))
    , m_number(new QLabel)
    , m_yes(new Button(context.theme, Button::Kind::Outlined, QString()))
    , m_no(new Button(context.theme, Button::Kind::Outlined, tr("No")))
    , m_answers(new QHBoxLayout)
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(u"handOverBanner"_s);
    m_words->setObjectName(u"handOverRequest"_s);
    m_words->setWordWrap(true);
    m_number->setObjectName(u"handOverNumber"_s);
    m_number->setTextFormat(Qt::PlainText);
    m_number->setLayoutDirection(Qt::LeftToRight); // digits and letters that are read out one after the other
    m_yes->setObjectName(u"handOverYes"_s);
    m_no->setObjectName(u"handOverNo"_s);
    auto *said = new QVBoxLayout;
    said->setSpacing(metrics::kSpace4);
    said->addWidget(m_words);
    said->addWidget(m_number);
    m_answers->setSpacing(metrics::kSpace8);
    m_answers->addWidget(m_no);
    m_answers->addWidget(m_yes);
    m_layout->setContentsMargins(kOutside + metrics::kSpace12, kOutside + metrics::kSpace8,
                                 kOutside + metrics::kSpace12, metrics::kSpace8);
    m_layout->setSpacing(metrics::kSpace12);
    auto *marked = new QHBoxLayout;
    marked->setSpacing(metrics::kSpace12);
    marked->addWidget(new IconLabel(context.theme, Icon::Warning, metrics::kIcon, &Palette::concern), 0, Qt::AlignTop);
    marked->addLayout(said, 1);
    m_layout->addLayout(marked, 1);
    m_layout->addLayout(m_answers);
    connect(m_yes, &Button::clicked, this, [this] { answer(true); });
    connect(m_no, &Button::clicked, this, [this] { answer(false); });
    connect(&context.theme, &Theme::changed, this, qOverload<>(&HandOverBanner::update));
    hide();
}

void HandOverBanner::setService(service::HistoryService *service)
{
    if (service::HistoryService *const former = m_service.data()) {
        former->disconnect(this);
    }
    m_service = service;
    if (service != nullptr) {
        connect(service, &service::HistoryService::requestChanged, this, &HandOverBanner::refresh);
    }
    refresh();
}

void HandOverBanner::refresh()
{
    service::HistoryService *const service = m_service.data();
    const auto request = service != nullptr ? service->request() : std::nullopt;
    if (!request) {
        hide();
        m_words->clear();
        m_fingerprint.clear();
        m_number->clear();
        return;
    }
    const bool isCompared = request->trust == model::Trust::Verified || request->trust == model::Trust::Certified;
    const QString range = durationWords(request->range);
    m_fingerprint = request->fingerprint;
    showNumber();
    const QString name = request->label.isEmpty() ? QString::number(request->device) : plainName(request->label);
    if (request->isOffer) {
        m_words->setText(
            tr("A device that calls itself “%1” offers your messages. Say yes only if it is yours and shows "
               "this number in its settings, under “Your messages”:")
                .arg(name));
        m_yes->setText(tr("The numbers are the same: take them"));
        show();
        return;
    }
    m_words->setText(
        isCompared ? tr("Your device “%1” asks for the messages of the last %2. Your organisation or you have "
                        "confirmed it.")
                         .arg(name, range)
                   : tr("A device that calls itself “%1” asks for your messages of the last %2. Say yes only if you "
                        "sit at it and it shows this number:")
                         .arg(name, range));
    m_yes->setText(isCompared ? tr("Send them") : tr("Same number: send them"));
    show();
    arrange();
}

void HandOverBanner::answer(bool isAllowed)
{
    service::HistoryService *const service = m_service.data();
    const auto request = service != nullptr ? service->request() : std::nullopt;
    if (request) {
        service->answerRequest(request->id, isAllowed);
    }
}

void HandOverBanner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// In the groups and lines in which other devices show theirs.
void HandOverBanner::showNumber()
{
    constexpr qsizetype kWide = 4;
    constexpr qsizetype kNarrow = 2;
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(m_context.theme.font(FontRole::Body).pointSizeF());
    m_number->setFont(font);
    const QStringList groups = m_fingerprint.split(u' ', Qt::SkipEmptyParts);
    const qsizetype perLine = width() < kRowFrom ? kNarrow : kWide;
    QStringList lines;
    for (qsizetype i = 0; i < groups.size(); i += perLine) {
        lines.append(groups.mid(i, perLine).join(u' '));
    }
    m_number->setText(lines.join(u'\n'));
    m_number->setAccessibleName(m_fingerprint);
    m_number->setVisible(!lines.isEmpty());
}

/// The answers go below the words, and below each other where one of them says more than fits.
void HandOverBanner::arrange()
{
    m_layout->setDirection(width() < kRowFrom ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    showNumber();
    const int wanted = m_no->sizeHint().width() + metrics::kSpace8 + m_yes->sizeHint().width();
    const bool fits = wanted <= width() - 2 * (kOutside + metrics::kSpace12);
    m_answers->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void HandOverBanner::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.concern, 1));
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(kOutside + 0.5, kOutside + 0.5, -kOutside - 0.5, -0.5),
                            metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::ui
