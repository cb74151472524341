// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer_view.h"

#include "core/service/message_service.h"
#include "ui/composer/composer_edit.h"
#include "ui/composer/mode_bar.h"
#include "ui/composer/picture_chip.h"
#include "ui/composer/urgency_bar.h"
#include "ui/kit/banner.h"
#include "ui/kit/commands.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

ComposerView::ComposerView(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new Banner(context.theme))
    , m_mode(new ModeBar(context))
    , m_picture(new PictureChip(context))
    , m_urgency(new UrgencyBar(context))
    , m_waits(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Concern))
    , m_field(new QWidget)
    , m_edit(new ComposerEdit(context))
    , m_chooseUrgency(new IconButton(context.theme, Icon::Urgency,
                                     //: how urgent the message is; %1: keys
                                     tr("How urgent it is (%1)").arg(keyText(Command::Urgency))))
    , m_attach(new IconButton(context.theme, Icon::Attach, tr("Attach a file or picture")))
    , m_send(new IconButton(context.theme, Icon::Send, tr("Send")))
    , m_readOnly(new QWidget)
    , m_reason(new Words(context.theme, FontRole::Body, QString(), nullptr, Words::Ink::Muted))
    , m_self(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_sending(new Words(context.theme, FontRole::Caption, tr("Sending"), nullptr, Words::Ink::Muted))
    , m_length(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
{
    m_edit->setObjectName(u"composerField"_s);
    m_edit->setAccessibleName(tr("Write a message"));
    m_edit->setPlaceholderText(tr("Write a message"));
    m_send->setObjectName(u"send"_s);
    m_send->setSide(metrics::kPrimaryTarget);
    m_attach->setObjectName(u"attach"_s);
    m_attach->setSide(metrics::kPrimaryTarget);
    m_attach->hide();
    m_chooseUrgency->setObjectName(u"chooseUrgency"_s);
    m_chooseUrgency->setSide(metrics::kPrimaryTarget);
    m_chooseUrgency->hide();
    m_self->setObjectName(u"sendingAs"_s);
    m_self->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_self->installEventFilter(this);
    m_sending->setObjectName(u"sending"_s);
    m_sending->hide();
    m_length->setObjectName(u"lengthNote"_s);
    m_waits->setObjectName(u"sendingWaits"_s);
    m_waits->setWordWrap(true);
    m_waits->hide();
    m_reason->setObjectName(u"readOnlyReason"_s);
    m_reason->setWordWrap(true);
    m_banner->setObjectName(u"composerBanner"_s);
    build();
    connect(m_edit, &ComposerEdit::focusChanged, this, qOverload<>(&ComposerView::update));
    connect(&context.theme, &Theme::changed, this, qOverload<>(&ComposerView::update));
    setLength(0, false);
}

void ComposerView::build()
{
    auto *fieldRow = new QHBoxLayout(m_field);
    fieldRow->setSpacing(metrics::kSpace4);
    fieldRow->addWidget(m_edit, 1);
    fieldRow->addWidget(m_chooseUrgency, 0, Qt::AlignBottom);
    fieldRow->addWidget(m_attach, 0, Qt::AlignBottom);
    fieldRow->addWidget(m_send, 0, Qt::AlignBottom);
    auto *readOnlyRow = new QHBoxLayout(m_readOnly);
    readOnlyRow->setContentsMargins(0, metrics::kSpace8, 0, metrics::kSpace8);
    readOnlyRow->addWidget(new IconLabel(m_context.theme, Icon::Observer, metrics::kIcon, &Palette::muted));
    readOnlyRow->addWidget(m_reason, 1);
    m_readOnly->hide();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(metrics::kSpace8, 0, metrics::kSpace8, 0);
    foot->addWidget(m_self, 1);
    foot->addWidget(m_sending);
    foot->addWidget(m_length);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace16, metrics::kSpace8);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(m_banner);
    column->addWidget(m_mode);
    column->addWidget(m_picture);
    column->addWidget(m_urgency);
    column->addWidget(m_field);
    column->addWidget(m_readOnly);
    column->addLayout(foot);
    auto *waits = new QHBoxLayout;
    waits->setContentsMargins(metrics::kSpace8, 0, metrics::kSpace8, 0);
    waits->addWidget(m_waits);
    column->addLayout(waits);
}

void ComposerView::setSelf(const service::Colleague &self)
{
    const QString role = roleWords(self.role);
    //: name, role
    m_selfWords = role.isEmpty() ? tr("Sending as %1").arg(safeName(self.name))
                                 : tr("Sending as %1, %2").arg(safeName(self.name), role);
    m_self->setAccessibleName(m_selfWords);
    fitSelf();
}

void ComposerView::fitSelf()
{
    const int room = std::max(metrics::kPrimaryTarget, m_self->width());
    const QString fitted = m_self->fontMetrics().elidedText(m_selfWords, Qt::ElideRight, room);
    if (fitted != m_self->text()) { // a new text asks for a new layout
        m_self->setText(fitted);
    }
}

bool ComposerView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_self && event->type() == QEvent::Resize) {
        fitSelf();
    }
    return QWidget::eventFilter(watched, event);
}

void ComposerView::setReadOnly(const QString &reason)
{
    if (m_readOnlyReason == reason) {
        return; // told again with every message that comes
    }
    m_readOnlyReason = reason;
    const bool mayWrite = reason.isEmpty();
    m_reason->setText(reason);
    m_field->setVisible(mayWrite);
    m_readOnly->setVisible(!mayWrite);
    m_self->setVisible(mayWrite);
    m_edit->setReadOnly(!mayWrite);
    update();
}

bool ComposerView::isReadOnly() const
{
    return m_field->isHidden();
}

void ComposerView::setConnection(service::ConnectionPhase phase)
{
    m_phase = phase;
    const bool waits = phase != service::ConnectionPhase::Online && phase != service::ConnectionPhase::CodeNeeded;
    m_waits->setText(waits ? tr("No connection: what you send waits here and leaves by itself once there is one.")
                           : QString());
    m_waits->setVisible(waits && !m_isDowntimeSaid && !isReadOnly());
}

void ComposerView::setDowntimeSaid(bool isSaid)
{
    m_isDowntimeSaid = isSaid;
    setConnection(m_phase);
}

void ComposerView::setLength(qsizetype length, bool hasMore)
{
    constexpr auto kMost = service::MessageService::kMaxTextLength;
    const bool isTooLong = length > kMost;
    m_length->setVisible(length > kMost * 9 / 10);
    m_length->setInk(isTooLong ? Words::Ink::Stat : Words::Ink::Muted);
    m_length->setText(isTooLong ? tr("%Ln character(s) too long", nullptr, static_cast<int>(length - kMost))
                                : tr("%Ln character(s) left", nullptr, static_cast<int>(kMost - length)));
    const bool canSend = (length > 0 || hasMore) && !isTooLong;
    m_send->setEnabled(canSend);
    m_send->setEmphasised(canSend);
}

void ComposerView::setBusy(bool isBusy)
{
    m_sending->setVisible(isBusy);
    m_send->setSymbol(isBusy ? Icon::Waiting : Icon::Send);
}

void ComposerView::setSaves(bool saves)
{
    m_send->setWords(saves ? tr("Save the correction") : tr("Send"));
    m_edit->setAccessibleName(saves ? tr("Change your message") : tr("Write a message"));
}

void ComposerView::clearContent()
{
    m_edit->forget();
    m_banner->dismiss();
    m_mode->dismiss();
    m_picture->dismiss();
    m_urgency->dismiss();
    m_selfWords.clear();
    m_self->clear();
    m_self->setAccessibleName(QString());
    m_waits->hide();
    setBusy(false);
}

void ComposerView::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), colours.surface);
    painter.fillRect(0, 0, width(), 1, colours.divider);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_field->isHidden()) {
        const bool hasFocus = m_edit->hasFocus();
        const QRectF frame(QPointF(m_field->mapTo(this, m_edit->geometry().topLeft())), QSizeF(m_edit->size()));
        const qreal width = hasFocus ? colours.focusFrame() : 1;
        const qreal inset = width / 2;
        painter.setPen(QPen(hasFocus ? colours.focus : colours.border, width));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), metrics::kRadius, metrics::kRadius);
    }
}

} // namespace wardline::ui
