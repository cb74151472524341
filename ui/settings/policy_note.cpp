// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/policy_note.h"

#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/policy_words.h"
#include "ui/kit/words.h"

#include <QHBoxLayout>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

PolicyNote::PolicyNote(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new IconLabel(theme, Icon::Policy, metrics::kIcon, &Palette::muted))
    , m_words(new Words(theme, FontRole::Body, {}, nullptr, Words::Ink::Muted))
{
    setObjectName(u"policyNote"_s);
    setFocusPolicy(Qt::TabFocus);
    setMinimumHeight(metrics::kTarget);
    m_words->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0); // in line with what it is about
    row->setSpacing(metrics::kSpace4);
    row->addWidget(m_icon);
    row->addWidget(m_words, 1);
}

void PolicyNote::show(const service::PolicyLine &line, const QString &setting)
{
    m_words->setText(fixedWords(line));
    const QString path = originDetail(line.origin);
    setToolTip(path);
    //: name of a setting, why it cannot be changed
    setAccessibleName(tr("%1. %2").arg(setting, fixedWords(line)));
    setAccessibleDescription(path);
}

void PolicyNote::paintEvent(QPaintEvent *)
{
    if (!hasFocus()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.palette().accent, metrics::kFocusWidth));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
}

void PolicyNote::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void PolicyNote::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace wardline::ui
