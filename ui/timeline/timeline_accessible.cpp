// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_accessible.h"

#include "ui/timeline/timeline_view.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <map>

namespace wardline::ui {

namespace {

/// One row. Holds no text: it asks the view each time.
class RowAccessible final : public QAccessibleInterface
{
public:
    RowAccessible(TimelineView &view, model::MessageId id)
        : m_view(&view)
        , m_id(id)
    {
    }

    [[nodiscard]] bool isValid() const override { return place().has_value(); }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view.data());
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override { }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto here = place();
        return here && kind == QAccessible::Name ? here->view.rowWords(here->index) : QString();
    }
    [[nodiscard]] QRect rect() const override
    {
        const auto here = place();
        if (!here) {
            return {};
        }
        const QRect row = here->view.rowRect(here->index);
        return {here->view.viewport()->mapToGlobal(row.topLeft()), row.size()};
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.focusable = true;
        state.selectable = true;
        if (const auto here = place()) {
            state.offscreen = !here->view.viewport()->rect().intersects(here->view.rowRect(here->index));
            state.focused = here->view.hasFocus() && here->view.current() == m_id;
        } else {
            state.invalid = true;
        }
        return state;
    }
    [[nodiscard]] model::MessageId id() const { return m_id; }

private:
    /// Where the row is now; nothing when it, or the view, is gone.
    struct Place {
        TimelineView &view;
        int index;
    };
    [[nodiscard]] std::optional<Place> place() const
    {
        TimelineView *view = m_view.data();
        const std::optional<int> index = view != nullptr ? view->rows().indexOf(m_id) : std::nullopt;
        return index ? std::optional<Place>({*view, *index}) : std::nullopt;
    }

    QPointer<TimelineView> m_view;
    model::MessageId m_id;
};

class TimelineAccessible final : public QAccessibleWidget
{
public:
    explicit TimelineAccessible(TimelineView &view)
        : QAccessibleWidget(&view, QAccessible::List)
        , m_view(view)
    {
    }
    ~TimelineAccessible() override { forget(); }
    TimelineAccessible(const TimelineAccessible &) = delete;
    TimelineAccessible &operator=(const TimelineAccessible &) = delete;

    [[nodiscard]] int childCount() const override { return m_view.rows().count(); }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount()) {
            return nullptr;
        }
        const model::MessageId id = m_view.rows().at(index).message.id;
        const auto known = m_children.find(id);
        if (known != m_children.end()) {
            return QAccessible::accessibleInterface(known->second);
        }
        auto *row = new RowAccessible(m_view, id); // Qt's cache owns it
        m_children[id] = QAccessible::registerAccessibleInterface(row);
        return row;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *row = dynamic_cast<const RowAccessible *>(child);
        return row ? m_view.rows().indexOf(row->id()).value_or(-1) : -1;
    }
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPoint place = m_view.viewport()->mapFromGlobal(QPoint(x, y));
        if (m_view.rows().count() == 0 || !m_view.viewport()->rect().contains(place)) {
            return nullptr;
        }
        return child(m_view.rows().indexAt(place.y() - m_view.rowRect(0).top()));
    }
    [[nodiscard]] QAccessibleInterface *focusChild() const override
    {
        const auto current = m_view.current();
        const auto index = current ? m_view.rows().indexOf(*current) : std::nullopt;
        return index && m_view.hasFocus() ? child(*index) : nullptr;
    }
    void forget()
    {
        for (const auto &[id, key] : m_children) {
            QAccessible::deleteAccessibleInterface(key);
        }
        m_children.clear();
    }

private:
    TimelineView &m_view;
    mutable std::map<model::MessageId, QAccessible::Id> m_children;
};

QAccessibleInterface *makeTimelineAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<TimelineView *>(object);
    return view ? new TimelineAccessible(*view) : nullptr; // Qt's cache owns it
}

} // namespace

void installTimelineAccessibility()
{
    QAccessible::installFactory(makeTimelineAccessible);
}

void forgetAccessibleRows(TimelineView &view)
{
    if (!QAccessible::isActive()) {
        return;
    }
    if (auto *list = dynamic_cast<TimelineAccessible *>(QAccessible::queryAccessibleInterface(&view))) {
        list->forget();
    }
}

void announceNewRow(TimelineView &view, int index)
{
    if (QAccessible::isActive()) {
        QAccessibleEvent event(&view, QAccessible::ObjectShow);
        event.setChild(index);
        QAccessible::updateAccessibility(&event);
    }
}

void focusAccessibleRow(TimelineView &view, int index)
{
    if (QAccessible::isActive()) {
        QAccessibleEvent event(&view, QAccessible::Focus);
        event.setChild(index);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace wardline::ui
