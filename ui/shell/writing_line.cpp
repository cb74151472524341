// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/writing_line.h"

#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStyle>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds kPause{10};
}

QString writingWords(const QStringList &names)
{
    switch (names.size()) {
    case 0:
        return {};
    case 1:
        return WritingLine::tr("%1 is writing …").arg(safeName(names.constFirst()));
    case 2:
        return WritingLine::tr("%1 and %2 are writing …")
            .arg(safeName(names.constFirst()), safeName(names.constLast()));
    default:
        return WritingLine::tr("Several people are writing …");
    }
}

WritingLine::WritingLine(const Context &context, QWidget &above)
    : QWidget(&above)
    , m_above(above)
    , m_words(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_pause(context.timers.createTimer([this] { stop(); }))
{
    setObjectName(u"writingLine"_s);
    m_words->setObjectName(u"writingWords"_s);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace16, 0, metrics::kSpace16, 0);
    row->addWidget(m_words, 1);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    above.installEventFilter(this);
    hide();
}

bool WritingLine::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_above && event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

/// The scroll bar stays free.
void WritingLine::place()
{
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int height = sizeHint().height();
    const QRect place(0, m_above.height() - height, m_above.width() - bar, height);
    setGeometry(QStyle::visualRect(layoutDirection(), m_above.rect(), place));
}

void WritingLine::setService(service::DeliveryService *delivery)
{
    if (m_delivery) {
        m_delivery->disconnect(this);
    }
    m_pause->stop();
    m_delivery = delivery;
    m_conversation = {};
    if (delivery) {
        connect(delivery, &service::DeliveryService::writingChanged, this, [this](const model::Jid &conversation) {
            if (conversation == m_conversation) {
                refresh();
            }
        });
    }
    refresh();
}

void WritingLine::open(const model::Jid &conversation)
{
    if (conversation != m_conversation) {
        stop();
        m_conversation = conversation;
    }
    refresh();
}

void WritingLine::noteEdited(bool isEmpty)
{
    if (!m_delivery || m_conversation.isEmpty()) {
        return;
    }
    if (isEmpty) {
        stop();
        return;
    }
    m_delivery->setWriting(m_conversation, true);
    m_pause->start(kPause);
}

void WritingLine::stop()
{
    m_pause->stop();
    if (m_delivery && !m_conversation.isEmpty()) {
        m_delivery->setWriting(m_conversation, false);
    }
}

QString WritingLine::words() const
{
    return m_words->text();
}

void WritingLine::refresh()
{
    m_words->setText(m_delivery && !m_conversation.isEmpty() ? writingWords(m_delivery->writing(m_conversation))
                                                             : QString());
    place();
    setVisible(!m_words->text().isEmpty());
    raise();
}

} // namespace wardline::ui
