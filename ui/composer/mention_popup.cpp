// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/mention_popup.h"

#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/theme.h"

#include <QAbstractListModel>
#include <QAccessible>
#include <QListView>
#include <QPainter>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = metrics::kFormWidth;
constexpr int kMostWidth = 560;
constexpr int kLeastName = 72; ///< of a name, beside what is said of its owner
} // namespace

/// The rows of the popup.
class MentionModel final : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    void set(const QList<MentionCandidate> &rows)
    {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    [[nodiscard]] const MentionCandidate *at(int row) const
    {
        return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
    }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const MentionCandidate *row = at(index.row());
        if (!row || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
            return {};
        }
        return role == Qt::DisplayRole ? row->name : QString(row->name + u", "_s + note(*row));
    }
    [[nodiscard]] static QString note(const MentionCandidate &row)
    {
        if (row.isRole()) {
            return MentionPopup::tr("%Ln people", nullptr, static_cast<int>(row.people.size()));
        }
        const QString presence = row.isHere ? MentionPopup::tr("here") : MentionPopup::tr("not here");
        const QString role = roleWords(row.role);
        return role.isEmpty() ? presence : QString(role + u" · "_s + presence);
    }

private:
    QList<MentionCandidate> m_rows;
};

namespace {

class MentionDelegate final : public QStyledItemDelegate
{
public:
    MentionDelegate(const Context &context, const MentionModel &rows, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(context.theme)
        , m_rows(rows)
    {
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, std::max(metrics::kTarget, m_theme.lineStep(FontRole::Body) + metrics::kSpace12)};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const MentionCandidate *row = m_rows.at(index.row());
        if (!row) {
            return;
        }
        const Palette &colours = m_theme.palette();
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        const auto mirrored = [&](const QRect &r) { return QStyle::visualRect(option.direction, option.rect, r); };
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(isCurrent ? QPen(colours.accent, 1) : QPen(Qt::NoPen)); // the tint alone is faint
            painter->setBrush(isCurrent ? colours.selected : colours.hover);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius,
                                     metrics::kRadius);
        }
        const QRect content = option.rect.adjusted(metrics::kSpace8, 0, -metrics::kSpace8, 0);
        const QRect mark(content.left(), content.center().y() - metrics::kRoleMark / 2, metrics::kRoleMark,
                         metrics::kRoleMark);
        paintRoleMark(*painter, mirrored(mark), row->role.role, m_theme, isCurrent);
        const int left = mark.right() + 1 + metrics::kSpace8;
        const int room = content.right() + 1 - left;
        painter->setFont(m_theme.font(FontRole::Caption));
        // Its end says whether somebody is here, and that a title is nobody's but their own: that is never cut.
        const QString whole = MentionModel::note(*row);
        const int noteRoom = std::max(room / 2, room - kLeastName);
        const QString note = painter->fontMetrics().elidedText(whole, Qt::ElideLeft, noteRoom);
        const int noteWidth = painter->fontMetrics().horizontalAdvance(note);
        const QRect noteRect(content.right() + 1 - noteWidth, content.top(), noteWidth, content.height());
        const bool isPlain = !isCurrent || !colours.isSystem();
        painter->setPen(row->isHere && isPlain ? colours.ok : isCurrent ? colours.onSelectedMuted : colours.muted);
        painter->drawText(mirrored(noteRect), Qt::AlignVCenter | Qt::AlignLeading, note);
        const QRect name(left, content.top(), room - noteWidth - metrics::kSpace8, content.height());
        painter->setFont(m_theme.font(FontRole::Body));
        painter->setPen(isCurrent ? colours.onSelected : colours.text);
        painter->drawText(mirrored(name), Qt::AlignVCenter | Qt::AlignLeading,
                          QChar(0x2068) + painter->fontMetrics().elidedText(row->name, Qt::ElideRight, name.width())
                              + QChar(0x2069)); // a name runs its own way
        painter->restore();
    }

private:
    const Theme &m_theme;
    const MentionModel &m_rows;
};

} // namespace

MentionPopup::MentionPopup(const Context &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_rows(new MentionModel(this))
    , m_list(new QListView(this))
{
    setObjectName(u"mentionPopup"_s);
    setFocusPolicy(Qt::NoFocus);
    m_list->setObjectName(u"mentionList"_s);
    m_list->setAccessibleName(tr("People to name"));
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new MentionDelegate(context, *m_rows, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->addWidget(m_list);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        setCurrent(index.row());
        chooseCurrent();
    });
    connect(&context.theme, &Theme::changed, this, qOverload<>(&MentionPopup::update));
    hide();
}

void MentionPopup::offer(const QList<MentionCandidate> &candidates, const QRect &anchor, const QRect &field)
{
    if (candidates.isEmpty()) {
        dismiss();
        return;
    }
    m_rows->set(candidates);
    const int rowHeight = m_list->sizeHintForRow(0);
    QRect area = parentWidget()->rect().adjusted(metrics::kSpace8, metrics::kSpace8, -metrics::kSpace8, 0);
    area.setLeft(std::max(area.left(), field.left()));
    area.setRight(std::min(area.right(), field.right())); // over the conversation it belongs to, not over its details
    const int bottom = std::min(anchor.top(), field.top()) - metrics::kSpace4;
    const int above = bottom - area.top();
    const int rows = static_cast<int>(std::min<qsizetype>(candidates.size(), kMostRows));
    const int height = std::min(above, rows * rowHeight + 2 * metrics::kSpace4);
    const int width = std::min(std::clamp(widest(candidates), kWidth, kMostWidth), area.width());
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    const int wanted = isRightToLeft ? anchor.right() - width : anchor.left();
    const int left = std::clamp(wanted, area.left(), std::max(area.left(), area.right() + 1 - width));
    setGeometry(left, bottom - height, width, height);
    raise();
    show();
    setCurrent(0);
}

/// What the rows would need to show everything.
int MentionPopup::widest(const QList<MentionCandidate> &candidates) const
{
    const QFontMetrics names(m_context.theme.font(FontRole::Body));
    const QFontMetrics notes(m_context.theme.font(FontRole::Caption));
    const int rest = metrics::kRoleMark + 6 * metrics::kSpace8 + style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    int width = 0;
    for (const MentionCandidate &row : candidates) {
        width = std::max(width,
                         rest + names.horizontalAdvance(row.name) + notes.horizontalAdvance(MentionModel::note(row)));
    }
    return width;
}

void MentionPopup::dismiss()
{
    hide();
    m_rows->set({});
}

void MentionPopup::setCurrent(int row)
{
    const QModelIndex index = m_rows->index(row);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    if (QAccessible::isActive()) {
        QAccessibleEvent event(m_list, QAccessible::Focus); // the keyboard stays in the field, the choice is here
        event.setChild(row);
        QAccessible::updateAccessibility(&event);
    }
}

void MentionPopup::step(int by)
{
    const int count = m_rows->rowCount();
    if (count > 0) {
        setCurrent((m_list->currentIndex().row() + by + count) % count);
    }
}

void MentionPopup::chooseCurrent()
{
    if (const MentionCandidate *row = m_rows->at(m_list->currentIndex().row())) {
        const MentionCandidate candidate = *row;
        dismiss();
        Q_EMIT chosen(candidate);
    }
}

void MentionPopup::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.border);
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::ui
