// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/confirm_popover.h"

#include "ui/kit/button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kReasonLength = 300;
}

ConfirmPopover::ConfirmPopover(const Context &context, const Question &question, QWidget *host)
    : Popover(context, question.title, host)
{
    setObjectName(u"confirmPopover"_s);
    column().addWidget(new Words(context.theme, FontRole::Strong, question.title));
    auto *words = new Words(context.theme, FontRole::Body, question.words, nullptr, Words::Ink::Muted);
    words->setObjectName(u"confirmWords"_s);
    words->setWordWrap(true);
    words->setFixedWidth(std::min(metrics::kFormWidth - 2 * metrics::kSpace16, roomFor(*host)));
    column().addWidget(words);
    auto *yes = new Button(context.theme, Button::Kind::Primary, question.yes);
    yes->setObjectName(u"confirmYes"_s);
    auto *no = new Button(context.theme, Button::Kind::Outlined, question.no);
    no->setObjectName(u"confirmNo"_s);
    if (!question.reason.isEmpty()) {
        m_reason = new QLineEdit;
        m_reason->setObjectName(u"confirmReason"_s);
        m_reason->setAccessibleName(question.reason);
        m_reason->setPlaceholderText(question.reason);
        m_reason->setMaxLength(kReasonLength);
        m_reason->setMinimumHeight(metrics::kTarget);
        column().addWidget(m_reason);
        connect(m_reason, &QLineEdit::returnPressed, yes, &QAbstractButton::click);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace8);
    buttons->addWidget(yes);
    buttons->addWidget(no);
    buttons->addStretch();
    column().addSpacing(metrics::kSpace4);
    column().addLayout(buttons);
    // The keyboard begins where Enter harms nothing.
    setFirst(m_reason ? static_cast<QWidget *>(m_reason) : no);
    connect(no, &QAbstractButton::clicked, this, &ConfirmPopover::dismiss);
    connect(yes, &QAbstractButton::clicked, this, [this] {
        const QString reason = m_reason ? m_reason->text() : QString();
        dismiss();
        Q_EMIT confirmed(reason);
    });
}

} // namespace wardline::ui
