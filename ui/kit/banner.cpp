// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/banner.h"

#include "ui/kit/button.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kBesideFrom = 400; ///< so wide, the action has its place beside the words
}

Banner::Banner(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new IconLabel(theme, Icon::Info, metrics::kIcon, &Palette::accent, this))
    , m_label(new QLabel(this))
    , m_action(new Button(theme, Button::Kind::Quiet, QString(), this))
    , m_row(new QHBoxLayout(this))
    , m_column(new QVBoxLayout)
    , m_close(new IconButton(theme, Icon::Close, tr("Close this notice"), this))
    , m_end(new QSpacerItem(0, 0))
{
    setObjectName(u"banner"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum); // Fixed would cut what needs another line
    m_label->setObjectName(u"bannerWords"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setContentsMargins(0, metrics::kSpace4, 0, metrics::kSpace4);
    m_action->setObjectName(u"bannerAction"_s);
    m_close->setObjectName(u"bannerClose"_s);
    QHBoxLayout *row = m_row;
    row->setContentsMargins(0, metrics::kSpace4, 0, metrics::kSpace4);
    row->setSpacing(metrics::kSpace8);
    auto *iconColumn = new QVBoxLayout;
    iconColumn->addSpacing((metrics::kTarget - metrics::kIcon) / 2);
    iconColumn->addWidget(m_icon);
    iconColumn->addStretch(1);
    row->addSpacing(metrics::kSpace12);
    row->addLayout(iconColumn);
    m_column->addWidget(m_label, 1);
    row->addLayout(m_column, 1);
    row->addWidget(m_action, 0, Qt::AlignTop);
    row->addWidget(m_close, 0, Qt::AlignTop);
    row->addItem(m_end);
    connect(m_action, &Button::clicked, this, &Banner::actionChosen);
    connect(m_close, &IconButton::clicked, this, [this] {
        dismiss();
        Q_EMIT dismissed();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&Banner::update));
    hide();
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isBelow = width() < kBesideFrom;
    if (isBelow == m_isActionBelow) {
        return;
    }
    m_isActionBelow = isBelow;
    if (isBelow) {
        m_row->removeWidget(m_action);
        m_column->addWidget(m_action, 0, Qt::AlignLeading);
    } else {
        m_column->removeWidget(m_action);
        m_row->insertWidget(m_row->indexOf(m_close), m_action, 0, Qt::AlignTop);
    }
    updateGeometry();
}

void Banner::say(Kind kind, const QString &words, const QString &action, bool isClosable)
{
    m_kind = kind;
    const bool isNew = m_words != words || isHidden();
    m_icon->show(kind == Kind::Info ? Icon::Info : Icon::Warning, ink());
    m_words = words;
    m_label->setText(breakable(words));
    m_label->setAccessibleName(words);
    setAccessibleName(words);
    m_label->setMinimumHeight(metrics::kTarget);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(isClosable);
    m_end->changeSize(isClosable ? metrics::kSpace4 : metrics::kSpace12, 0); // the button brings air of its own
    m_row->invalidate();
    show();
    updateGeometry();
    update();
    if (isNew && QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void Banner::dismiss()
{
    hide();
    m_words.clear();
    m_label->clear();
    m_label->setAccessibleName(QString());
    setAccessibleName(QString());
}

QString Banner::words() const
{
    return isHidden() ? QString() : m_words;
}

QColor Palette::*Banner::ink() const
{
    switch (m_kind) {
    case Kind::Info:
        return &Palette::accent;
    case Kind::Concern:
        return &Palette::concern;
    case Kind::Error:
        return &Palette::stat;
    }
    return &Palette::accent;
}

void Banner::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.*ink(), 1));
    painter.setBrush(m_kind == Kind::Error ? colours.statTint : colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::ui
