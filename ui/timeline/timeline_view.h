// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/delivery_service.h"
#include "ui/kit/context.h"
#include "ui/timeline/attachments.h"
#include "ui/timeline/row_measurer.h"
#include "ui/timeline/timeline_actions.h"
#include "ui/timeline/timeline_loader.h"
#include "ui/timeline/timeline_painter.h"
#include "ui/timeline/timeline_read_marker.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/timeline/timeline_scroller.h"
#include "ui/timeline/timeline_selection.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>

namespace wardline::ui {

class Button;
class IconButton;
class RowBar;

/// The messages of one conversation: one painted widget over a bounded stretch of rows. Four screens are kept on each
/// side of what is seen, more is fetched when less than two remain, and the place is held as (message, pixels), so that
/// nothing jumps when rows come, go or grow.
///
/// TimelineLoader fetches, TimelineRows holds, RowMeasurer lays out, TimelineScroller keeps the place, TimelinePainter
/// paints, TimelineSelection marks text, TimelineActions does what one can do with a message; this class joins them to
/// Qt's events.
class TimelineView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TimelineView(const Context &context, QWidget *parent = nullptr);
    ~TimelineView() override;

    /// Who can say what became of own messages; null: nobody.
    void setDelivery(service::DeliveryService *delivery) { m_delivery = delivery; }
    [[nodiscard]] service::DeliveryService *delivery() const { return m_delivery; }
    void open(service::MessageService &messages, const model::Jid &conversation);
    /// How the conversation is protected may have changed: marks what is not as it wants it.
    void refreshProtection();
    /// Whether a message among those that are loaded is in clear although the conversation is encrypted.
    [[nodiscard]] bool showsClearText() const { return m_showsClearText; }
    /// Whether there is a field below: what an empty conversation says.
    void setMayWrite(bool mayWrite);
    /// Drops every text, every picture and every use of the service.
    void clearContent();
    /// Brings a message into view, marks it as the current one and shows for a moment which it is.
    void jumpTo(model::MessageId id);
    /// The same from another message, to which jumpBack() leads again.
    void jumpFrom(model::MessageId from, model::MessageId to);
    void jumpBack();
    void jumpToNewest();
    /// Where one reads; nothing at the newest message, where new ones are followed.
    [[nodiscard]] std::optional<TimelineScroller::Anchor> place() const;
    /// Goes on reading where place() was. Call after open().
    void returnTo(const TimelineScroller::Anchor &place);
    /// To the first message that was unread when the conversation was opened; nothing when there was none.
    void jumpToUnread();
    [[nodiscard]] bool hasUnread() const { return m_firstUnread.isValid(); }
    /// Opens the calendar.
    void chooseDate() { m_actions->chooseDate(); }

    void copy(model::MessageId id);
    void copySelection();
    [[nodiscard]] bool hasSelection() const { return !m_selection.isEmpty(); }
    [[nodiscard]] bool mayCopy(const model::Message &message) const;
    /// Whether policy lets its files be saved.
    [[nodiscard]] bool maySave(const model::Message &message) const;
    void showMore(model::MessageId id);
    void showMoreReactions(model::MessageId id);
    void toggleFold(model::MessageId id);

    /// What a screen reader gets of a row.
    [[nodiscard]] QString rowWords(int index) const;
    [[nodiscard]] const TimelineRows &rows() const { return m_rows; }
    [[nodiscard]] const TimelineSelection &selection() const { return m_selection; }
    [[nodiscard]] const Attachments &attachments() const { return m_attachments; }
    [[nodiscard]] Attachments &attachments() { return m_attachments; }
    [[nodiscard]] TimelineActions &actions() { return *m_actions; }
    [[nodiscard]] service::MessageService *messages() const { return m_loader.messages(); }
    [[nodiscard]] const model::Jid &conversation() const { return m_loader.conversation(); }
    [[nodiscard]] std::optional<model::MessageId> current() const { return m_current; }
    [[nodiscard]] std::optional<model::MessageId> highlighted() const { return m_highlighted; }
    /// Makes a row or a part of it the one that has the keyboard.
    void setCurrent(int index, int part = -1);
    [[nodiscard]] int currentPart() const { return m_currentPart; }
    /// Rows painted by the last paint event; tests bound it.
    [[nodiscard]] int paintedRows() const { return m_paintedRows; }
    /// Where row `index` lies in the viewport.
    [[nodiscard]] QRect rowRect(int index) const { return m_scroller.rowRect(index); }
    [[nodiscard]] bool isAtEnd() const { return m_scroller.isAtEnd(); }

Q_SIGNALS:
    void failed(const wardline::Error &error);
    /// Something to say quietly that is not an error.
    void said(const QString &words);
    void clearTextShown();
    /// Typing while the timeline has the keyboard belongs into the composer.
    void typed(const QString &text);
    void replyChosen(const wardline::model::Message &message);
    void editChosen(const wardline::model::Message &message);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void connectLoader();
    void makeFloating();
    void onReplaced(const service::MessagePage &page, model::MessageId focus, model::MessageId unread);
    void onOlder(const service::MessagePage &page);
    void onNewer(const service::MessagePage &page);
    void onRefreshed(const service::MessagePage &page);
    void onStored(const QList<model::Message> &messages);
    void onMessage(const model::Message &message);
    void onFile(model::MessageId id);
    void changed(const TimelineScroller::Anchor &place);
    [[nodiscard]] TimelineScroller::Anchor stickyAnchor() const;

    void relayout();
    void updateHead();
    void noteClearText();
    void sayEmpty();
    [[nodiscard]] QString hintWords() const;
    [[nodiscard]] QString headWords() const;
    [[nodiscard]] int pageSize() const;
    void fetchAround();
    void trim(bool atStart);
    void keepPictures();
    void measureLater();
    void highlight(model::MessageId id);
    void paintRow(QPainter &painter, int index, const QRect &clip);
    void placeFloating();
    /// The newest message of somebody else that counts as seen now; invalid when nothing does.
    [[nodiscard]] model::MessageId lastSeen() const;

    // timeline_view_keys.cpp, timeline_view_mouse.cpp
    bool keyOnRow(QKeyEvent *event);
    bool keyOnSelection(QKeyEvent *event);
    void moveCurrent(int direction);
    void moveCurrentPart(int direction);
    void pressCurrent();
    void hoverAt(QPoint place);
    void leaveRow();
    void dragTo(QPoint place);
    [[nodiscard]] std::optional<int> rowAt(QPoint place) const;
    [[nodiscard]] const RowPart *partAt(QPoint place) const;
    [[nodiscard]] TextPlace textAt(QPoint place) const;
    [[nodiscard]] bool isOverText(QPoint place) const;
    void copyWords(const QString &words);

    const Context &m_context;
    service::DeliveryService *m_delivery = nullptr;
    Attachments m_attachments;
    RowMeasurer m_measurer;
    TimelineRows m_rows;
    TimelinePainter m_painter;
    TimelineScroller m_scroller;
    TimelineSelection m_selection;
    TimelineLoader m_loader;
    TimelineActions *m_actions;
    IconButton *m_jump;
    Button *m_back;
    RowBar *m_bar;
    std::optional<model::MessageId> m_current;
    int m_currentPart = -1; ///< of the current row; -1: the row itself
    std::optional<model::MessageId> m_highlighted;
    std::optional<model::MessageId> m_hovered;
    std::optional<RowPart> m_hoveredPart;
    model::MessageId m_firstUnread; ///< when the conversation was opened
    QList<model::MessageId> m_cameFrom; ///< where jumps began, newest last
    std::optional<RowPart> m_pressed; ///< a part that the mouse went down on
    int m_clicks = 0; ///< in quick succession at one place
    bool m_isDragging = false;
    std::optional<TimelineScroller::Anchor> m_returning; ///< asked for, not there yet
    int m_newBelow = 0; ///< messages that came while something else was looked at
    int m_paintedRows = 0;
    bool m_hasContent = false; ///< the first page came
    bool m_isLate = false; ///< it did not come within a second
    bool m_mayWrite = true;
    bool m_showsClearText = false;
    bool m_showsCurrent = false; ///< the current row was chosen by keyboard
    TimelineReadMarker m_readMarker;
    std::unique_ptr<Timer> m_measureTimer;
    std::unique_ptr<Timer> m_highlightTimer;
    std::unique_ptr<Timer> m_lateTimer;
    std::unique_ptr<Timer> m_clickTimer; ///< runs while another click would make two, or three
    std::unique_ptr<Timer> m_dragTimer; ///< scrolls while text is dragged past an edge
};

} // namespace wardline::ui
