// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"
#include "ui/kit/context.h"
#include "ui/timeline/popover.h"
#include "ui/timeline/timeline_row.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QMenu;

namespace wardline::ui {

class PictureViewer;
class TimelineView;

/// What a person can do with a message, as the service allows it now. The same list feeds the menu, the bar under the
/// mouse and screen readers.
class TimelineActions final : public QObject
{
    Q_OBJECT
public:
    enum class Action {
        Reply,
        React,
        Copy,
        Edit,
        Versions,
        JumpToAnswered,
        Delivery,
        Retry,
        StartAgain,
        ShowHeld,
        Cancel,
        TakeBack,
        Remove,
    };

    TimelineActions(const Context &context, TimelineView &view);

    [[nodiscard]] QList<Action> allowed(const model::Message &message) const;
    [[nodiscard]] static QString words(Action action);
    void run(Action action, model::MessageId id);
    /// Presses a part of a row.
    void press(model::MessageId id, const RowPart &part);
    /// What a part is called for screen readers and tool tips.
    [[nodiscard]] QString partWords(const TimelineRow &row, const RowPart &part) const;
    void showMenu(model::MessageId id, QPoint place);
    void chooseDate();
    /// Does again what was refused last because not everybody could read it, once, without these.
    void goOnWithout(const QList<model::DeviceAddress> &leftOut);
    /// Closes all that is open; nothing of a message may stay.
    void close();

private:
    [[nodiscard]] service::MessageService *service() const;
    [[nodiscard]] const TimelineRow *row(model::MessageId id) const;
    /// Where a part of a row lies on the screen; the row itself without a part.
    [[nodiscard]] QRect place(model::MessageId id, const RowPart *part = nullptr) const;
    void open(Popover *popover, const QRect &near);
    void pickReaction(model::MessageId id);
    void toggleReaction(model::MessageId id, const QString &emoji);
    void showVersions(model::MessageId id);
    void confirmStartAgain(model::MessageId id);
    void confirmShowHeld(model::MessageId id);
    void showDelivery(model::MessageId id);
    [[nodiscard]] QString quoteOf(model::MessageId id) const;
    [[nodiscard]] QString takeBackWords(model::MessageId id) const;
    void confirmTakeBack(model::MessageId id);
    void confirmRemove(model::MessageId id);
    void openLink(model::MessageId id, int index);
    void open(const QUrl &url) const;
    void pressFile(model::MessageId id, int index);
    void openPicture(model::MessageId id, int index);
    void saveFile(model::MessageId id, int index);
    using Change = std::function<QFuture<Status>(const QList<model::DeviceAddress> &leftOut)>;
    /// Makes a change and says what was refused; `goOnWithout` makes it again.
    void make(const Change &change, const QList<model::DeviceAddress> &leftOut = {});
    void report(const QFuture<Status> &done);

    const Context &m_context;
    TimelineView &m_view;
    QPointer<Popover> m_popover;
    QPointer<PictureViewer> m_viewer;
    QPointer<QMenu> m_menu;
    QPointer<QWidget> m_dialog;
    Change m_refused;
};

} // namespace wardline::ui
