// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/composer_edit.h"
#include "ui/kit/banner.h"
#include "ui/kit/error_words.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/when_done.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds kDraftEvery{2};
}

Composer::Composer(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new Banner(context.theme))
    , m_sendingAs(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_length(new Words(context.theme, FontRole::Caption, QString(), nullptr, Words::Ink::Muted))
    , m_field(new QWidget)
    , m_edit(new ComposerEdit(context.theme))
    , m_send(new IconButton(context.theme, Icon::Send, tr("Send")))
    , m_readOnly(new QWidget)
    , m_reason(new Words(context.theme, FontRole::Body, QString(), nullptr, Words::Ink::Muted))
    , m_draftTimer(context.timers.createTimer([this] { storeDraft(); }))
{
    setObjectName(u"composer"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_edit->setObjectName(u"composerField"_s);
    m_edit->setAccessibleName(tr("Write a message"));
    m_edit->setPlaceholderText(tr("Write a message"));
    m_send->setObjectName(u"send"_s);
    m_send->setSide(metrics::kPrimaryTarget);
    m_sendingAs->setObjectName(u"sendingAs"_s);
    m_length->setObjectName(u"lengthNote"_s);
    m_reason->setObjectName(u"readOnlyReason"_s);
    m_reason->setWordWrap(true);
    m_banner->setObjectName(u"composerBanner"_s);

    auto *fieldRow = new QHBoxLayout(m_field);
    fieldRow->setSpacing(metrics::kSpace4);
    fieldRow->addWidget(m_edit, 1);
    fieldRow->addWidget(m_send, 0, Qt::AlignBottom);
    auto *readOnlyRow = new QHBoxLayout(m_readOnly);
    readOnlyRow->setContentsMargins(0, metrics::kSpace8, 0, metrics::kSpace8);
    readOnlyRow->setSpacing(metrics::kSpace8);
    readOnlyRow->addWidget(new IconLabel(context.theme, Icon::Observer, metrics::kIcon, &Palette::muted));
    readOnlyRow->addWidget(m_reason, 1);
    m_readOnly->hide();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(metrics::kSpace8, 0, metrics::kSpace8, 0);
    foot->addWidget(m_sendingAs, 1);
    foot->addWidget(m_length);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace16, metrics::kSpace8, metrics::kSpace16, metrics::kSpace8);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(m_banner);
    column->addWidget(m_field);
    column->addWidget(m_readOnly);
    column->addLayout(foot);

    connect(m_edit, &ComposerEdit::submitted, this, &Composer::send);
    connect(m_edit, &ComposerEdit::textChanged, this, &Composer::onEdited);
    connect(m_edit, &ComposerEdit::left, this, &Composer::storeDraft);
    connect(m_edit, &ComposerEdit::focusChanged, this, qOverload<>(&Composer::update));
    connect(m_send, &IconButton::clicked, this, &Composer::send);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&Composer::update));
    showLength();
}

void Composer::open(service::RoomService &rooms, service::MessageService &messages, const model::Jid &conversation)
{
    clearContent();
    m_rooms = &rooms;
    m_messages = &messages;
    m_conversation = conversation;
    const service::Colleague self = rooms.self();
    const QString role = roleWords(self.role);
    //: name, role
    m_sendingAs->setText(role.isEmpty() ? tr("Sending as %1").arg(safeName(self.name))
                                        : tr("Sending as %1, %2").arg(safeName(self.name), role));
    const int generation = ++m_generation;
    whenDone(rooms.draft(conversation), this, [this, generation](const Result<QString> &draft) {
        if (generation == m_generation && draft && !draft->isEmpty() && m_edit->document()->isEmpty()) {
            m_edit->setPlainText(*draft);
            m_edit->moveCursor(QTextCursor::End);
            m_isDraftDirty = false;
        }
    });
}

void Composer::setPosting(model::PostingRight right)
{
    const QString reason = postingWords(right);
    m_reason->setText(reason);
    m_field->setVisible(reason.isEmpty());
    m_readOnly->setVisible(!reason.isEmpty());
    m_sendingAs->setVisible(reason.isEmpty());
    m_edit->setReadOnly(!reason.isEmpty());
    update();
}

void Composer::clearContent()
{
    storeDraft();
    ++m_generation;
    m_rooms = nullptr;
    m_messages = nullptr;
    m_conversation = {};
    m_edit->forget();
    m_isDraftDirty = false;
    m_draftTimer->stop();
    m_sendingAs->clear();
    m_banner->dismiss();
}

bool Composer::focusField()
{
    if (m_field->isHidden()) {
        return false;
    }
    m_edit->setFocus(Qt::OtherFocusReason);
    return true;
}

void Composer::insert(const QString &text)
{
    if (!m_field->isHidden()) {
        m_edit->setFocus(Qt::OtherFocusReason);
        m_edit->insertPlainText(text);
    }
}

void Composer::onEdited()
{
    m_isDraftDirty = true;
    if (m_rooms && !m_draftTimer->isActive()) {
        m_draftTimer->start(kDraftEvery);
    }
    showLength();
}

void Composer::storeDraft()
{
    if (m_rooms && m_isDraftDirty) {
        m_isDraftDirty = false;
        m_rooms->saveDraft(m_conversation, m_edit->toPlainText());
    }
}

void Composer::showLength()
{
    constexpr auto kMost = service::MessageService::kMaxTextLength;
    const qsizetype length = m_edit->document()->characterCount() - 1;
    const bool isTooLong = length > kMost;
    m_length->setVisible(length > kMost * 9 / 10);
    m_length->setInk(isTooLong ? Words::Ink::Stat : Words::Ink::Muted);
    m_length->setText(isTooLong ? tr("%n character(s) too long", nullptr, static_cast<int>(length - kMost))
                                : tr("%n character(s) left", nullptr, static_cast<int>(kMost - length)));
    m_send->setEnabled(length > 0 && !isTooLong);
    m_send->setEmphasised(length > 0 && !isTooLong);
}

void Composer::send()
{
    const QString text = m_edit->toPlainText();
    if (!m_messages || m_edit->isReadOnly() || text.trimmed().isEmpty()
        || text.size() > service::MessageService::kMaxTextLength) {
        return;
    }
    const auto sending = m_messages->send(m_conversation, {.text = text});
    m_edit->forget();
    m_banner->dismiss();
    m_isDraftDirty = true;
    storeDraft();
    const int generation = m_generation;
    whenDone(sending, this, [this, generation, text](const Result<model::MessageId> &sent) {
        if (sent || generation != m_generation) {
            return;
        }
        // What was not taken stays with the person.
        if (m_edit->document()->isEmpty()) {
            m_edit->setPlainText(text);
            m_edit->moveCursor(QTextCursor::End);
        }
        m_banner->say(Banner::Kind::Error, errorWords(sent.error()));
    });
}

void Composer::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), colours.surface);
    painter.fillRect(0, 0, width(), 1, colours.divider);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_field->isHidden()) {
        const bool hasFocus = m_edit->hasFocus();
        const QRectF frame(QPointF(m_field->mapTo(this, m_edit->geometry().topLeft())), QSizeF(m_edit->size()));
        const qreal inset = hasFocus ? 1 : 0.5;
        painter.setPen(QPen(hasFocus ? colours.accent : colours.border, hasFocus ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), metrics::kRadius, metrics::kRadius);
    }
}

} // namespace wardline::ui
