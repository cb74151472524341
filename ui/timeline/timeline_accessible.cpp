// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_accessible.h"

#include "ui/timeline/popover.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QAccessibleWidget>
#include <QPointer>

#include <map>
#include <memory>
#include <tuple>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using Action = TimelineActions::Action;

namespace {

/// Where a row is now.
struct Place
{
    TimelineView &view;
    int index;
    [[nodiscard]] const TimelineRow &row() const { return view.rows().at(index); }
};

/// Nothing when the row, or the view, is gone.
std::optional<Place> placeOf(const QPointer<TimelineView> &pointer, model::MessageId id)
{
    TimelineView *view = pointer.data();
    const std::optional<int> index = view != nullptr ? view->rows().indexOf(id) : std::nullopt;
    return index ? std::optional<Place>({*view, *index}) : std::nullopt;
}

QRect onScreen(const Place &place, const QRect &rect)
{
    return {place.view.viewport()->mapToGlobal(rect.topLeft()), rect.size()};
}

QAccessible::Role roleOf(RowPart::Kind kind)
{
    switch (kind) {
    case RowPart::Kind::Quote:
    case RowPart::Kind::Link:
        return QAccessible::Link;
    case RowPart::Kind::Picture:
        return QAccessible::Graphic;
    case RowPart::Kind::Reaction:
        return QAccessible::CheckBox;
    case RowPart::Kind::More:
    case RowPart::Kind::Fold:
    case RowPart::Kind::StartAgain:
    case RowPart::Kind::ShowHeld:
    case RowPart::Kind::SendAgain:
    case RowPart::Kind::FileAction:
    case RowPart::Kind::Edited:
    case RowPart::Kind::MoreReactions:
    case RowPart::Kind::AddReaction:
        return QAccessible::PushButton;
    }
    return QAccessible::PushButton;
}

/// Something in a row that can be pressed. Holds no text: it asks the view each time.
class PartAccessible final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    PartAccessible(TimelineView &view, model::MessageId id, const RowPart &part)
        : m_view(&view)
        , m_id(id)
        , m_kind(part.kind)
        , m_index(part.index)
    {
    }

    [[nodiscard]] bool isValid() const override { return number() >= 0; }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        const auto here = placeOf(m_view, m_id);
        auto *list = here ? QAccessible::queryAccessibleInterface(&here->view) : nullptr;
        return list ? list->child(here->index) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return roleOf(m_kind); }
    void setText(QAccessible::Text, const QString &) override { }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto here = placeOf(m_view, m_id);
        const RowPart *part = found();
        return here && part && kind == QAccessible::Name ? here->view.actions().partWords(here->row(), *part)
                                                         : QString();
    }
    [[nodiscard]] QRect rect() const override
    {
        const auto here = placeOf(m_view, m_id);
        const RowPart *part = found();
        return here && part ? onScreen(*here, part->rect.translated(here->view.rowRect(here->index).topLeft()))
                            : QRect();
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        const auto here = placeOf(m_view, m_id);
        const int place = number();
        if (!here || place < 0) {
            state.invalid = true;
            return state;
        }
        state.focusable = true;
        state.focused = here->view.hasFocus() && here->view.current() == m_id && here->view.currentPart() == place;
        if (m_kind == RowPart::Kind::Reaction) {
            state.checkable = true;
            state.checked = here->row().message.reactions.value(m_index).isOwn;
        }
        return state;
    }
    [[nodiscard]] void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString &name) override
    {
        const auto here = placeOf(m_view, m_id);
        const RowPart *part = found();
        if (here && part && name == pressAction()) {
            here->view.actions().press(m_id, RowPart(*part));
        } else if (here && part && name == setFocusAction()) {
            here->view.setFocus(Qt::OtherFocusReason);
            here->view.setCurrent(here->index, number());
        }
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

    /// Its place among the parts of its row; -1 when it is gone.
    [[nodiscard]] int number() const
    {
        const auto here = placeOf(m_view, m_id);
        if (!here || !here->row().layout) {
            return -1;
        }
        const auto &parts = here->row().layout->parts;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].kind == m_kind && parts[i].index == m_index) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }

private:
    [[nodiscard]] const RowPart *found() const
    {
        const auto here = placeOf(m_view, m_id);
        const int place = number();
        return here && place >= 0 ? &here->row().layout->parts[static_cast<std::size_t>(place)] : nullptr;
    }

    QPointer<TimelineView> m_view;
    model::MessageId m_id;
    RowPart::Kind m_kind;
    int m_index;
};

/// One row, with what can be done to its message. Holds no text.
class RowAccessible final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    RowAccessible(TimelineView &view, model::MessageId id)
        : m_view(&view)
        , m_id(id)
    {
    }
    ~RowAccessible() override { forget(); }
    RowAccessible(const RowAccessible &) = delete;
    RowAccessible &operator=(const RowAccessible &) = delete;

    [[nodiscard]] bool isValid() const override { return place().has_value(); }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view.data());
    }
    [[nodiscard]] int childCount() const override
    {
        const auto here = place();
        return here && here->row().layout ? static_cast<int>(here->row().layout->parts.size()) : 0;
    }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        const auto here = place();
        if (!here || index < 0 || index >= childCount()) {
            return nullptr;
        }
        const RowPart &part = here->row().layout->parts[static_cast<std::size_t>(index)];
        const auto key = std::make_pair(part.kind, part.index);
        const auto known = m_children.find(key);
        if (known != m_children.end()) {
            return QAccessible::accessibleInterface(known->second);
        }
        auto *made = new PartAccessible(here->view, m_id, part); // Qt's cache owns it
        m_children[key] = QAccessible::registerAccessibleInterface(made);
        return made;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *part = dynamic_cast<const PartAccessible *>(child);
        return part ? part->number() : -1;
    }
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (QAccessibleInterface *part = child(i); part && part->rect().contains(x, y)) {
                return part;
            }
        }
        return nullptr;
    }
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
        return here ? onScreen(*here, here->view.rowRect(here->index)) : QRect();
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.focusable = true;
        state.selectable = true;
        if (const auto here = place()) {
            state.offscreen = !here->view.viewport()->rect().intersects(here->view.rowRect(here->index));
            state.focused = here->view.hasFocus() && here->view.current() == m_id && here->view.currentPart() < 0;
            state.selected = here->view.selection().touches(m_id);
            state.invisible = here->row().fold.isHidden; // a later row stands for it
        } else {
            state.invalid = true;
        }
        return state;
    }
    [[nodiscard]] void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override
    {
        QStringList names;
        if (const auto here = place()) {
            const bool isOne = here->row().fold.count == 0;
            for (const Action action : isOne ? here->view.actions().allowed(here->row().message) : QList<Action>()) {
                names << TimelineActions::words(action);
            }
            names << setFocusAction() << showMenuAction();
        }
        return names;
    }
    void doAction(const QString &name) override
    {
        const auto here = place();
        if (!here) {
            return;
        }
        if (name == setFocusAction()) {
            here->view.setFocus(Qt::OtherFocusReason);
            here->view.setCurrent(here->index);
            return;
        }
        if (name == showMenuAction()) {
            here->view.actions().showMenu(m_id, rect().center());
            return;
        }
        for (const Action action : here->view.actions().allowed(here->row().message)) {
            if (TimelineActions::words(action) == name) {
                here->view.actions().run(action, m_id);
                return;
            }
        }
    }
    [[nodiscard]] QString localizedActionName(const QString &name) const override
    {
        const QString known = QAccessibleActionInterface::localizedActionName(name);
        return known.isEmpty() ? name : known;
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }
    [[nodiscard]] model::MessageId id() const { return m_id; }

private:
    [[nodiscard]] std::optional<Place> place() const { return placeOf(m_view, m_id); }
    void forget()
    {
        for (const auto &[key, child] : m_children) {
            QAccessible::deleteAccessibleInterface(child);
        }
        m_children.clear();
    }

    QPointer<TimelineView> m_view;
    model::MessageId m_id;
    mutable std::map<std::pair<RowPart::Kind, int>, QAccessible::Id> m_children;
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

    /// The rows, then what floats above them: buttons, and what is open.
    [[nodiscard]] int childCount() const override
    {
        return m_view.rows().count() + static_cast<int>(floating().size());
    }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount()) {
            return nullptr;
        }
        if (index >= m_view.rows().count()) {
            return QAccessible::queryAccessibleInterface(floating().at(index - m_view.rows().count()));
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
        if (const auto *row = dynamic_cast<const RowAccessible *>(child)) {
            return m_view.rows().indexOf(row->id()).value_or(-1);
        }
        auto *widget = child ? qobject_cast<QWidget *>(child->object()) : nullptr;
        const auto place = widget ? floating().indexOf(widget) : -1;
        return place < 0 ? -1 : m_view.rows().count() + static_cast<int>(place);
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
        if (!index || !m_view.hasFocus()) {
            return nullptr;
        }
        QAccessibleInterface *row = child(*index);
        QAccessibleInterface *part = row && m_view.currentPart() >= 0 ? row->child(m_view.currentPart()) : nullptr;
        return part ? part : row;
    }
    void forget()
    {
        for (const auto &[id, key] : m_children) {
            QAccessible::deleteAccessibleInterface(key);
        }
        m_children.clear();
    }

private:
    [[nodiscard]] QList<QWidget *> floating() const
    {
        auto all = m_view.viewport()->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        all.removeIf([](QWidget *widget) {
            const bool isTold =
                qobject_cast<QAbstractButton *>(widget) != nullptr || qobject_cast<Popover *>(widget) != nullptr;
            return !isTold || widget->isHidden();
        });
        return all;
    }

    TimelineView &m_view;
    mutable std::map<model::MessageId, QAccessible::Id> m_children;
};

QAccessibleInterface *makeTimelineAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<TimelineView *>(object);
    return view ? new TimelineAccessible(*view) : nullptr; // Qt's cache owns it
}

void tell(TimelineView &view, int index, QAccessible::Event kind)
{
    QAccessibleEvent event(&view, kind);
    event.setChild(index);
    QAccessible::updateAccessibility(&event);
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
        tell(view, index, QAccessible::ObjectShow);
    }
}

void announceChangedRow(TimelineView &view, int index)
{
    if (QAccessible::isActive()) {
        tell(view, index, QAccessible::NameChanged);
    }
}

void focusAccessibleRow(TimelineView &view, int index, int part)
{
    if (!QAccessible::isActive()) {
        return;
    }
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
    QAccessibleInterface *row = list ? list->child(index) : nullptr;
    QAccessibleInterface *chosen = row && part >= 0 ? row->child(part) : nullptr;
    if (chosen) {
        QAccessibleEvent event(chosen, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    } else {
        tell(view, index, QAccessible::Focus);
    }
}

} // namespace wardline::ui
