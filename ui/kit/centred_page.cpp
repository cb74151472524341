// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/centred_page.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/kit/words.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace wardline::ui {

namespace {

constexpr int kLow = 560; ///< windows lower than this have less air between the parts
constexpr QSize kUsualSize{metrics::kFormWidth + 2 * metrics::kSpace16, 640};
constexpr QSize kLeastSize{240, 240};

int heightFor(const QWidget &part, int width)
{
    const int wanted = part.hasHeightForWidth() ? part.heightForWidth(width) : part.sizeHint().height();
    return std::max(wanted, 0);
}

} // namespace

CentredPage::CentredPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_body(new QScrollArea(this))
    , m_foot(new QWidget(this))
    , m_column(nullptr)
    , m_footColumn(nullptr)
{
    m_body->setFrameShape(QFrame::NoFrame);
    m_body->setWidgetResizable(true);
    m_body->setFocusPolicy(Qt::NoFocus);
    m_body->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget;
    m_column = addColumn(page);
    m_footColumn = addColumn(m_foot);
    m_body->setWidget(page);
    m_body->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    m_body->viewport()->installEventFilter(this);
    connect(&theme, &Theme::changed, this, &CentredPage::arrange);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now != nullptr && m_body->widget()->isAncestorOf(now)) {
            bringIntoView(now);
        }
    });
}

QVBoxLayout *CentredPage::addColumn(QWidget *page)
{
    auto *row = new QHBoxLayout(page);
    auto *middle = new QWidget;
    middle->setMaximumWidth(metrics::kFormWidth);
    row->addStretch(1);
    row->addWidget(middle, 1000);
    row->addStretch(1);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    return column;
}

QWidget *CentredPage::addField(const QString &words, QWidget *field, QWidget *note)
{
    auto *box = new QWidget;
    auto *lines = new QVBoxLayout(box);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(metrics::kSpace4);
    auto *label = new Words(m_theme, FontRole::Caption, words, box, Words::Ink::Muted);
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
    m_column->addWidget(box);
    return box;
}

QSize CentredPage::sizeHint() const
{
    return kUsualSize;
}

QSize CentredPage::minimumSizeHint() const
{
    return kLeastSize;
}

bool CentredPage::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        arrange();
    }
    return QWidget::event(event);
}

/// The column's layout tells its parent, the scroll area's viewport, that it wants another size.
bool CentredPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_body->viewport() && event->type() == QEvent::LayoutRequest) {
        arrange();
    }
    return QWidget::eventFilter(watched, event);
}

void CentredPage::resizeEvent(QResizeEvent *)
{
    arrange();
}

void CentredPage::arrange()
{
    const bool isLow = height() < kLow;
    const int edge = isLow ? metrics::kSpace12 : metrics::kSpace24;
    const int spacing = isLow ? metrics::kSpace8 : metrics::kSpace16;
    m_column->setSpacing(spacing);
    m_footColumn->setSpacing(spacing);
    m_body->widget()->layout()->setContentsMargins(metrics::kSpace16, edge, metrics::kSpace16, spacing / 2);
    const bool hasFoot = !m_footColumn->isEmpty();
    const int wanted = heightFor(*m_body->widget(), width());
    const auto measureFoot = [&](int bar, int top) { // the columns stand in one line, also beside a scroll bar
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        m_foot->layout()->setContentsMargins(metrics::kSpace16 + (isMirrored ? bar : 0), top,
                                             metrics::kSpace16 + (isMirrored ? 0 : bar), edge);
        return hasFoot ? heightFor(*m_foot, width()) : 0;
    };
    int footHeight = measureFoot(0, spacing / 2);
    if (wanted > height() - footHeight) { // below a line that needs air
        footHeight = measureFoot(m_body->verticalScrollBar()->sizeHint().width(), metrics::kSpace12);
    }
    const int bodyHeight = std::clamp(wanted, 0, std::max(height() - footHeight, 0));
    const int top = std::max((height() - bodyHeight - footHeight) / 2, 0);
    const bool hasOtherRoom = m_body->height() != bodyHeight;
    m_body->setGeometry(0, top, width(), bodyHeight);
    m_foot->setGeometry(0, top + bodyHeight, width(), footHeight);
    m_foot->setVisible(hasFoot);
    if (m_isCut != (bodyHeight < wanted)) {
        m_isCut = bodyHeight < wanted;
        update();
        Q_EMIT cutChanged();
    }
    if (QWidget *focused = QApplication::focusWidget(); m_isCut && hasOtherRoom && focused != nullptr) {
        bringIntoView(focused);
    }
}

bool CentredPage::isCut()
{
    arrange();
    return m_isCut;
}

void CentredPage::scrollToTop()
{
    m_body->verticalScrollBar()->setValue(0);
}

void CentredPage::bringIntoView(QWidget *part)
{
    QWidget *page = m_body->widget();
    if (!page->isAncestorOf(part)) {
        return;
    }
    // With its caption and what is said below it, where there is room for them.
    QWidget *whole = part;
    while (whole->parentWidget() != page && whole->parentWidget()->parentWidget() != page) {
        whole = whole->parentWidget();
    }
    const int room = m_body->viewport()->height();
    QWidget *shown = whole->height() <= room ? whole : part;
    m_body->ensureWidgetVisible(shown, 0, std::min(metrics::kSpace8, (room - shown->height()) / 2));
}

/// A line between what scrolls and what stays.
void CentredPage::paintEvent(QPaintEvent *)
{
    if (m_isCut && m_foot->isVisible()) {
        QPainter painter(this);
        painter.fillRect(QRect(0, m_foot->y(), width(), 1), m_theme.palette().divider);
    }
}

} // namespace wardline::ui
