// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/second_factor.h"

#include "ui/kit/caps_lock_note.h"
#include "ui/kit/code_edit.h"
#include "ui/kit/metrics.h"
#include "ui/kit/next_code.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/words.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

Words *makeHint(const Theme &theme, const QString &words)
{
    auto *hint = new Words(theme, FontRole::Caption, words, nullptr, Words::Ink::Muted);
    hint->setWordWrap(true);
    return hint;
}

} // namespace

SecondFactor::SecondFactor(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_code(new CodeEdit(context.theme))
    , m_nextCode(new NextCode(context))
    , m_recovery(new SecretEdit(context.theme))
    , m_ticket(new SecretEdit(context.theme))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    m_code->setObjectName(u"code"_s);
    m_recovery->setObjectName(u"recoveryCode"_s);
    m_ticket->setObjectName(u"ticket"_s);
    m_codeBox = addField(tr("Code from your authenticator"), m_code, m_nextCode);
    m_recoveryBox =
        addField(tr("Recovery code"), m_recovery,
                 makeHint(context.theme,
                          tr("One of the ten codes you kept when you set up your authenticator. Each works once.")),
                 new CapsLockNote(context, *m_recovery));
    m_ticketBox = addField(
        tr("Enrolment ticket"), m_ticket,
        makeHint(context.theme,
                 tr("You get the ticket from your IT department. It can be used once and sets up your authenticator.")),
        new CapsLockNote(context, *m_ticket));
    connect(m_code, &CodeEdit::returnPressed, this, &SecondFactor::returnPressed);
    connect(m_code, &CodeEdit::pasteRefused, this,
            [this] { m_nextCode->remark(tr("What was copied is not a code of six digits.")); });
    for (const SecretEdit *field : {m_recovery, m_ticket}) {
        connect(field, &SecretEdit::returnPressed, this, &SecondFactor::returnPressed);
    }
    choose(Kind::Code, true);
}

QWidget *SecondFactor::addField(const QString &words, QWidget *field, QWidget *below, QWidget *note)
{
    auto *box = new QWidget(this);
    auto *lines = new QVBoxLayout(box);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(metrics::kSpace4);
    auto *label = new Words(m_context.theme, FontRole::Caption, words, box, Words::Ink::Muted);
    label->setBuddy(field);
    field->setAccessibleName(words);
    auto *caption = new QHBoxLayout;
    caption->addWidget(label, 1);
    if (note != nullptr) {
        caption->addWidget(note);
    }
    lines->addLayout(caption);
    if (field->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed) {
        auto *line = new QHBoxLayout; // below its caption, though digits run from the left in every script
        line->addWidget(field);
        line->addStretch(1);
        lines->addLayout(line);
    } else {
        lines->addWidget(field);
    }
    lines->addSpacing(metrics::kSpace4);
    lines->addWidget(below);
    layout()->addWidget(box);
    return box;
}

void SecondFactor::choose(Kind kind, bool wantsCode)
{
    m_kind = kind;
    m_wantsCode = wantsCode;
    m_code->clear();
    m_recovery->clear();
    m_ticket->clear();
    m_codeBox->setVisible(kind == Kind::Code && wantsCode);
    m_recoveryBox->setVisible(kind == Kind::RecoveryCode);
    m_ticketBox->setVisible(kind == Kind::Ticket);
    setVisible(kind != Kind::Code || wantsCode);
}

QWidget *SecondFactor::field() const
{
    switch (m_kind) {
    case Kind::Code:
        return m_code;
    case Kind::RecoveryCode:
        return m_recovery;
    case Kind::Ticket:
        return m_ticket;
    }
    return m_code;
}

bool SecondFactor::isComplete() const
{
    switch (m_kind) {
    case Kind::Code:
        return !m_wantsCode || m_code->isComplete();
    case Kind::RecoveryCode:
        return !m_recovery->isEmpty();
    case Kind::Ticket:
        return !m_ticket->isEmpty();
    }
    return false;
}

bool SecondFactor::takeFocus()
{
    const bool wasThere = field()->hasFocus();
    field()->setFocus(Qt::OtherFocusReason);
    return wasThere;
}

SecretBytes SecondFactor::takeCode()
{
    return m_kind == Kind::RecoveryCode ? m_recovery->take() : m_code->take();
}

SecretBytes SecondFactor::takeTicket()
{
    return m_ticket->take();
}

void SecondFactor::setClockSkew(std::chrono::milliseconds skew)
{
    m_nextCode->setSkew(skew);
}

} // namespace wardline::ui
