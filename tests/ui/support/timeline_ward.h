// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/ui_rig.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"
#include "ui/timeline/timeline_view.h"

#include <QContextMenuEvent>
#include <QMenu>

#include <functional>
#include <optional>

namespace wardline::test {

using namespace Qt::StringLiterals;

/// The window with one open room, and hands to press what is in its rows.
class Ward
{
public:
    Ward()
    {
        rig.context.openLink = [this](const QUrl &url) { opened.append(url); };
        rig.workstation.data.messages[room()].clear();
        rig.show();
        rig.signIn();
        rig.window->workView()->openConversation(room());
        rig.settle();
    }
    [[nodiscard]] static model::Jid room() { return demoRoom(u"consult"); }
    [[nodiscard]] ui::TimelineView &view() { return rig.window->workView()->conversationView().timeline(); }
    [[nodiscard]] service::FakeMessageService &service() { return rig.workstation.fakeSession()->fakeMessages; }
    [[nodiscard]] service::FakeData &data() { return rig.workstation.data; }

    model::MessageId write(const QString &body, const std::function<void(model::Message &)> &with = {}, bool isOwn = false)
    {
        model::Message message;
        message.conversation = room();
        message.sender = isOwn ? data().account : demoPerson(u"marek");
        message.senderName = isOwn ? u"Anna Berg"_s : u"Marek Novák"_s;
        message.role.role = isOwn ? model::CareRole::Nurse : model::CareRole::Physician;
        message.isOwn = isOwn;
        message.state = isOwn ? model::DeliveryState::OnRelay : model::DeliveryState::Received;
        message.body = body;
        if (with) {
            with(message);
        }
        const model::MessageId id = service().store(message);
        rig.settle();
        return id;
    }
    [[nodiscard]] const ui::TimelineRow &row(model::MessageId id) { return view().rows().at(*view().rows().indexOf(id)); }
    [[nodiscard]] const model::Message &message(model::MessageId id) { return row(id).message; }
    [[nodiscard]] QPoint topLeft(model::MessageId id) { return view().rowRect(*view().rows().indexOf(id)).topLeft(); }
    [[nodiscard]] std::optional<ui::RowPart> part(model::MessageId id, ui::RowPart::Kind kind, int index = 0)
    {
        for (const ui::RowPart &part : row(id).layout->parts) {
            if (part.kind == kind && part.index == index) {
                return part;
            }
        }
        return std::nullopt;
    }
    void click(model::MessageId id, ui::RowPart::Kind kind, int index = 0)
    {
        const auto found = part(id, kind, index);
        QVERIFY2(found.has_value(), "the row has no such part");
        QPoint place = topLeft(id) + found->rect.center();
        if (kind == ui::RowPart::Kind::Link) {
            place = topLeft(id) + found->rect.topLeft() + QPoint(12, 8);
        }
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, place);
        rig.settle();
    }
    /// A point in a row's text, before the character at `offset` of its first line.
    [[nodiscard]] QPoint inText(model::MessageId id, int offset)
    {
        const QRect body = row(id).layout->body;
        const QRect letters = row(id).text->rectOf({0, std::max(1, offset)});
        return topLeft(id) + body.topLeft() + QPoint(offset == 0 ? 0 : letters.width(), 9);
    }
    void drag(QPoint from, QPoint to)
    {
        QTest::mousePress(view().viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view().viewport(), (from + to) / 2);
        sendMove(to);
        QTest::mouseRelease(view().viewport(), Qt::LeftButton, {}, to);
        rig.settle();
    }
    void sendMove(QPoint to)
    {
        QMouseEvent move(QEvent::MouseMove, QPointF(to), view().viewport()->mapToGlobal(QPointF(to)), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view().viewport(), &move);
    }
    /// Opens the menu of a row by right click and chooses an entry by its words.
    void choose(model::MessageId id, const QString &words)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, topLeft(id) + row(id).layout->body.center(),
                                view().viewport()->mapToGlobal(topLeft(id) + row(id).layout->body.center()));
        QCoreApplication::sendEvent(view().viewport(), &event);
        auto *menu = rig.find<QMenu>("messageMenu");
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == words) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                rig.settle();
                return;
            }
        }
        QFAIL(qPrintable(u"no such entry: "_s + words));
    }
    [[nodiscard]] QStringList menuOf(model::MessageId id)
    {
        const QPoint place = topLeft(id) + row(id).layout->body.center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, view().viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(view().viewport(), &event);
        QStringList words;
        auto *menu = rig.find<QMenu>("messageMenu");
        for (const QAction *action : menu->actions()) {
            words << action->text();
        }
        menu->close();
        rig.settle();
        return words;
    }

    UiRig rig;
    QList<QUrl> opened; ///< links
};

} // namespace wardline::test
