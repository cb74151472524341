// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"
#include "ui/timeline/timeline_loader.h"
#include "ui/timeline/timeline_painter.h"
#include "ui/timeline/timeline_read_marker.h"
#include "ui/timeline/timeline_rows.h"

#include <QAbstractScrollArea>

#include <optional>

namespace wardline::ui {

class IconButton;

/// The messages of one conversation: one painted widget over a bounded stretch of rows. Four screens are kept on each
/// side of what is seen, more is fetched when less than two remain, and the place is held as (message, pixels), so that
/// nothing jumps when rows come above it.
class TimelineView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TimelineView(const Context &context, QWidget *parent = nullptr);
    ~TimelineView() override;

    void open(service::MessageService &messages, const model::Jid &conversation);
    /// Drops every text and every use of the service.
    void clearContent();
    /// Brings a message into view and marks it as the current one.
    void jumpTo(model::MessageId id);
    void jumpToNewest();
    /// What a screen reader and Ctrl+C get of a row.
    [[nodiscard]] QString rowWords(int index) const;

    [[nodiscard]] const TimelineRows &rows() const { return m_rows; }
    [[nodiscard]] std::optional<model::MessageId> current() const { return m_current; }
    /// Rows painted by the last paint event; tests bound it.
    [[nodiscard]] int paintedRows() const { return m_paintedRows; }
    /// Where row `index` lies in the viewport.
    [[nodiscard]] QRect rowRect(int index) const;
    [[nodiscard]] bool isAtEnd() const;

Q_SIGNALS:
    void failed(const wardline::Error &error);
    /// Typing while the timeline has the keyboard belongs into the composer.
    void typed(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// A place on the screen that survives changes of the rows.
    struct Anchor
    {
        model::MessageId id;
        int offset = 0; ///< from the viewport's top to the row's
    };

    void onReplaced(const QList<model::Message> &messages, model::MessageId focus, model::MessageId unread);
    void onOlder(const QList<model::Message> &messages);
    void onNewer(const QList<model::Message> &messages);
    void onStored(const QList<model::Message> &messages);
    void onMessage(const model::Message &message);

    [[nodiscard]] std::optional<Anchor> anchor() const;
    void restore(const std::optional<Anchor> &anchor);
    void updateRange();
    void scrollTo(int value);
    void relayout();
    [[nodiscard]] int originY() const; ///< of the first row in the viewport
    [[nodiscard]] int headHeight() const; ///< above the first row: what is known about older history
    [[nodiscard]] QString headWords() const;
    [[nodiscard]] int pageSize() const;
    void fetchAround();
    void trim(bool atStart);
    void moveCurrent(int direction);
    void showRow(int index);
    void copy(int index) const;
    void toggleMore(int index);
    /// The newest message of somebody else that counts as seen now; invalid when nothing does.
    [[nodiscard]] model::MessageId lastSeen() const;
    void placeJump();

    const Context &m_context;
    TimelineRows m_rows;
    TimelinePainter m_painter;
    TimelineLoader m_loader;
    IconButton *m_jump;
    std::optional<model::MessageId> m_current;
    int m_newBelow = 0; ///< messages that came while something else was looked at
    int m_paintedRows = 0;
    bool m_hasContent = false; ///< the first page came
    bool m_showsCurrent = false; ///< the current row was chosen by keyboard
    TimelineReadMarker m_readMarker;
};

} // namespace wardline::ui
