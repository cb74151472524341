// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/banner.h"

#include "ui/kit/button.h"
#include "ui/kit/button_row.h"
#include "ui/kit/icon_button.h"
#include "ui/kit/icon_label.h"
#include "ui/kit/metrics.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>
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
    , m_action(new Button(theme, Button::Kind::Outlined, QString(), this))
    , m_other(new Button(theme, Button::Kind::Outlined, QString(), this))
    , m_ways(new ButtonRow(metrics::kSpace8))
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
    m_other->setObjectName(u"bannerOther"_s);
    m_other->hide();
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
    m_column->setSpacing(0);
    m_column->addWidget(m_label, 1);
    m_column->addWidget(m_ways);
    m_ways->add(m_other);
    m_ways->setContentsMargins(0, 0, 0, metrics::kSpace4); // as far from the edge as the words
    m_ways->hide();
    row->addLayout(m_column, 1);
    row->addWidget(m_action, 0, Qt::AlignTop);
    row->addWidget(m_close, 0, Qt::AlignTop);
    row->addItem(m_end);
    connect(m_action, &Button::clicked, this, &Banner::actionChosen);
    connect(m_other, &Button::clicked, this, &Banner::otherChosen);
    connect(m_close, &IconButton::clicked, this, [this] {
        dismiss();
        Q_EMIT dismissed();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&Banner::update));
    align();
    hide();
}

/// QLabel aligns by the script of its text; beside its icon it belongs, whichever that is.
void Banner::align()
{
    const Qt::Alignment start = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    m_label->setAlignment(start | Qt::AlignAbsolute | Qt::AlignVCenter);
}

void Banner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::ParentChange) {
        align();
    }
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeAction();
    m_hasWidth = true;
    if (event->size().width() != event->oldSize().width()) {
        updateGeometry();
    }
}

/// As high as its words are at its width. What QLabel wants before it knows the width, at its own proportions, may be
/// lines more: a layout that must not give less would leave empty ones and push the rest out of the page.
QSize Banner::sizeHint() const
{
    const QSize usual = QWidget::sizeHint();
    return m_hasWidth ? QSize(usual.width(), heightForWidth(width())) : usual;
}

/// Beside the words where there is room and it is the only one. Two ways on stand beside each other.
void Banner::placeAction()
{
    const bool isBelow = width() < kBesideFrom || m_hasOther;
    m_ways->setVisible(m_hasOther || (isBelow && !m_action->text().isEmpty()));
    if (isBelow == m_isActionBelow) {
        return;
    }
    m_isActionBelow = isBelow;
    const bool isShown = !m_action->isHidden();
    if (isBelow) {
        m_row->removeWidget(m_action);
        m_ways->addFirst(m_action);
    } else {
        m_row->insertWidget(m_row->indexOf(m_close), m_action, 0, Qt::AlignTop);
    }
    m_action->setVisible(isShown);
    updateGeometry();
}

void Banner::say(Kind kind, const QString &words, const QString &action, bool isClosable, const QString &other)
{
    m_kind = kind;
    const bool isNew = m_words != words || isHidden();
    m_icon->show(kind == Kind::Info ? Icon::Info : kind == Kind::Error ? Icon::Failed : Icon::Warning, ink());
    m_words = words;
    m_label->setText(breakable(words));
    m_label->setAccessibleName(words);
    setAccessibleName(words);
    m_label->setMinimumHeight(metrics::kTarget);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_other->setText(other);
    m_hasOther = !other.isEmpty();
    m_other->setVisible(m_hasOther);
    placeAction();
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
    m_action->setText(QString()); // both may name somebody
    m_other->setText(QString());
    m_label->setAccessibleName(QString());
    setAccessibleName(QString());
}

void Banner::focusOther()
{
    m_other->setFocus(Qt::OtherFocusReason);
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
    // Where a colour cannot tell how grave it is, the frame does.
    const qreal frame = !colours.isSystem() ? 1 : m_kind == Kind::Error ? 3 : m_kind == Kind::Concern ? 2 : 1;
    painter.setPen(QPen(colours.*ink(), frame));
    painter.setBrush(m_kind == Kind::Error ? colours.statTint : colours.surface);
    const qreal inset = frame / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::ui
