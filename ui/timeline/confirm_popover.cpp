// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/confirm_popover.h"

#include "ui/kit/button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kReasonLength = 300;
constexpr qsizetype kQuoteLength = 400; ///< more than two lines hold

/// Two lines at most.
QWidget *quoteOf(const Context &context, const QString &text, int width)
{
    auto *quote = new Words(context.theme, FontRole::Body, QString());
    const QString line = text.left(kQuoteLength);
    const QString shown = quote->fontMetrics().elidedText(line, Qt::ElideRight, 2 * width - 4 * metrics::kSpace16);
    quote->setObjectName(QStringLiteral("confirmQuote"));
    quote->setText(breakable(ConfirmPopover::tr("“%1”").arg(shown)));
    quote->setWordWrap(true);
    quote->setFixedWidth(width);
    return quote;
}

} // namespace

ConfirmPopover::ConfirmPopover(const Context &context, const Question &question, QWidget *host)
    : Popover(context, question.title, host)
{
    setObjectName(u"confirmPopover"_s);
    column().addWidget(new Words(context.theme, FontRole::Strong, question.title));
    const int width = std::min(metrics::kFormWidth - 2 * metrics::kSpace16, roomFor(*host));
    if (!question.quote.isEmpty()) {
        column().addWidget(quoteOf(context, question.quote, width));
    }
    auto *words = new Words(context.theme, FontRole::Body, question.words, nullptr, Words::Ink::Muted);
    words->setObjectName(u"confirmWords"_s);
    words->setWordWrap(true);
    words->setFixedWidth(width);
    column().addWidget(words);
    // What cannot be undone is never the button that a page is about.
    auto *yes = new Button(context.theme, Button::Kind::Outlined, question.yes);
    yes->setObjectName(u"confirmYes"_s);
    auto *no = new Button(context.theme, Button::Kind::Primary, question.no);
    no->setObjectName(u"confirmNo"_s);
    yes->setFixedHeight(no->sizeHint().height());
    if (!question.reason.isEmpty()) {
        m_reason = new QLineEdit;
        m_reason->setObjectName(u"confirmReason"_s);
        m_reason->setAccessibleName(question.reason);
        m_reason->setPlaceholderText(question.reason);
        m_reason->setMaxLength(kReasonLength);
        m_reason->setMinimumHeight(metrics::kTarget);
        column().addWidget(m_reason);
        connect(m_reason, &QLineEdit::returnPressed, yes, &QAbstractButton::click);
        yes->setEnabled(false); // everybody is to read why
        connect(m_reason, &QLineEdit::textChanged, yes,
                [yes](const QString &text) { yes->setEnabled(!text.trimmed().isEmpty()); });
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace8);
    buttons->addWidget(no);
    buttons->addWidget(yes);
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
