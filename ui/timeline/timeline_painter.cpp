// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_painter.h"

#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/state_words.h"
#include "ui/kit/urgency_mark.h"
#include "ui/timeline/attachments.h"
#include "ui/timeline/row_measurer.h"
#include "ui/timeline/timeline_words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace wardline::ui {

namespace {

constexpr int kQuoteBar = 3;
constexpr int kLeadingBar = 4;

/// Reasons that may be an attack, not a mishap.
bool mayBeForged(model::Unreadable reason)
{
    return reason == model::Unreadable::DistrustedDevice || reason == model::Unreadable::IdentityChanged
        || reason == model::Unreadable::Forged;
}

bool isPart(const RowPart *part, RowPart::Kind kind, int index)
{
    return part && part->kind == kind && part->index == index;
}

} // namespace

TimelinePainter::TimelinePainter(const Context &context, const RowMeasurer &measurer, const Attachments &attachments)
    : m_context(context)
    , m_measurer(measurer)
    , m_attachments(attachments)
{
}

QRect TimelinePainter::seen(const QRect &rect) const
{
    return QStyle::visualRect(m_measurer.direction(), QRect(0, 0, m_measurer.width(), 1), rect);
}

void TimelinePainter::put(QPainter &painter, const TextLinePtr &line, const QRect &place, const QColor &ink) const
{
    if (line) {
        painter.setPen(ink);
        line->draw(painter, place);
    }
}

/// Words that do something when they are pressed: underlined where no colour says so.
void TimelinePainter::putAction(QPainter &painter, const TextLinePtr &line, const QRect &place) const
{
    const Palette &colours = m_context.theme.palette();
    put(painter, line, place, colours.accent);
    if (line && colours.isSystem()) {
        const int base = place.center().y() + m_context.theme.lineStep(FontRole::Body) / 2 - metrics::kSpace4;
        painter.fillRect(QRect(place.left(), base, line->width(), 1), colours.accent);
    }
}

void TimelinePainter::paint(QPainter &painter, const TimelineRow &row, int y, const RowLook &look,
                            const QRect &clip) const
{
    if (!row.layout) {
        return;
    }
    const Palette &colours = m_context.theme.palette();
    const RowLayout &layout = *row.layout;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Stacked accents and tall glyphs must not reach into somebody else's row.
    painter.setClipRect(QRect(0, y, m_measurer.width(), row.height));
    painter.translate(0, y);
    paintSeparators(painter, row);
    paintCard(painter, row, look);
    if (row.isHead) {
        paintHead(painter, row);
    }
    paintUrgency(painter, row);
    if (layout.quote) {
        paintQuote(painter, row);
    }
    paintBody(painter, row, look, clip.translated(0, -y));
    putAction(painter, layout.more, layout.moreRect);
    for (const RowLayout::NoteAction &action : layout.noteActions) {
        putAction(painter, action.words, action.rect);
    }
    put(painter, layout.edited, layout.editedRect,
        m_measurer.hasConcern(row.message) || row.message.state == model::DeliveryState::Failed ? colours.concern
                                                                                                : colours.muted);
    for (int i = 0; i < static_cast<int>(layout.files.size()); ++i) {
        paintFile(painter, row, i, look);
    }
    paintChips(painter, row, look);
    paintState(painter, row);
    if (look.chosen) {
        painter.setPen(QPen(colours.accent, metrics::kFocusWidth));
        painter.setBrush(Qt::NoBrush);
        const QRectF ring = QRectF(look.chosen->rect).adjusted(-1, 1, 1, -1);
        const bool isPill = look.chosen->kind == RowPart::Kind::Reaction; // the ring follows its shape
        const qreal radius = isPill ? ring.height() / 2 : metrics::kRadius;
        painter.drawRoundedRect(ring, radius, radius);
    }
    painter.restore();
}

void TimelinePainter::paintCard(QPainter &painter, const TimelineRow &row, const RowLook &look) const
{
    const Palette &colours = m_context.theme.palette();
    const QRect card = row.layout->card;
    const bool isFilled = look.isHighlighted && !colours.isSystem(); // texts keep their colour: see below
    const auto urgency = RowMeasurer::urgencyOf(row);
    const bool isStat = urgency == model::Urgency::Stat;
    const bool isOwn = row.message.isOwn && row.fold.count == 0;
    if (isOwn || isStat || isFilled) {
        // Rows of one group touch, so that they read as one block.
        const bool isWhole = isStat || (isFilled && !isOwn);
        painter.save();
        painter.setPen(Qt::NoPen);
        painter.setBrush(isFilled ? colours.selected : isStat ? colours.statTint : colours.own);
        painter.setClipRect(card, Qt::IntersectClip);
        painter.drawRoundedRect(card.adjusted(0, row.isHead || isWhole ? 0 : -metrics::kSpace8, 0,
                                              look.isFollowed && !isWhole ? metrics::kSpace8 : 0),
                                metrics::kRadius, metrics::kRadius);
        painter.restore();
    }
    if (urgency || (row.message.mentionsMe && !row.message.tombstone)) {
        const QRect bar(metrics::kSpace8, card.top() + metrics::kSpace4 / 2, kLeadingBar,
                        card.height() - metrics::kSpace4);
        painter.setPen(Qt::NoPen);
        painter.setBrush(urgency ? urgencyInk(*urgency, colours) : colours.accent);
        painter.drawRoundedRect(seen(bar), kLeadingBar / 2.0, kLeadingBar / 2.0);
    }
    const bool isFramed = look.isHighlighted && colours.isSystem();
    if ((look.isCurrent && !look.chosen) || isFramed) {
        painter.setPen(QPen(isFramed ? colours.selected : colours.accent, metrics::kFocusWidth));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }
}

void TimelinePainter::paintHint(QPainter &painter, const QRect &place, const QString &words, FontRole font) const
{
    painter.setFont(m_context.theme.font(font));
    painter.setPen(m_context.theme.palette().muted);
    painter.drawText(place.adjusted(metrics::kSpace16, 0, -metrics::kSpace16, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     words);
}

void TimelinePainter::paintSeparators(QPainter &painter, const TimelineRow &row) const
{
    int y = 0;
    if (row.startsDay) {
        paintDay(painter, row);
        y += m_measurer.dayHeight();
    }
    if (row.followsGap) {
        paintGap(painter, row, y);
        y += m_measurer.gapHeight();
    }
    if (row.startsUnread) {
        paintUnread(painter, y);
    }
}

void TimelinePainter::paintDay(QPainter &painter, const TimelineRow &row) const
{
    const TextLinePtr &words = row.layout->separator;
    if (!words) {
        return;
    }
    const Palette &colours = m_context.theme.palette();
    const QRect line(metrics::kSpace16, 0, m_measurer.width() - 2 * metrics::kSpace16, m_measurer.dayHeight());
    const int half = words->width() / 2 + metrics::kSpace12;
    const int middle = line.center().y();
    painter.fillRect(QRect(line.left(), middle, line.width() / 2 - half, 1), colours.divider);
    painter.fillRect(QRect(line.center().x() + half, middle, line.width() / 2 - half, 1), colours.divider);
    put(painter, words, QRect(line.center().x() - words->width() / 2, 0, words->width(), line.height()), colours.muted);
}

/// A dashed line on each side of a sentence: something is missing here, and whether it is on its way.
void TimelinePainter::paintGap(QPainter &painter, const TimelineRow &row, int y) const
{
    const Palette &colours = m_context.theme.palette();
    painter.setFont(m_context.theme.font(FontRole::Caption));
    const QString words = gapWords(row.isGapBeingFilled);
    const QRect line(metrics::kSpace16, y, m_measurer.width() - 2 * metrics::kSpace16, m_measurer.gapHeight());
    const int icon = RowMeasurer::kSmallIcon + metrics::kSpace8;
    const int width = std::min(line.width() - icon, painter.fontMetrics().horizontalAdvance(words) + 1);
    const int left = line.left() + (line.width() - width - icon) / 2;
    painter.setPen(QPen(colours.border, 1, Qt::DashLine));
    const int middle = line.center().y();
    const int reach = left - metrics::kSpace12 - line.left();
    if (reach >= metrics::kSpace16) { // a shorter one is a blot
        painter.drawLine(line.left(), middle, line.left() + reach, middle);
        painter.drawLine(line.right() - reach, middle, line.right(), middle);
    }
    const QRect mark(left, middle - RowMeasurer::kSmallIcon / 2, RowMeasurer::kSmallIcon, RowMeasurer::kSmallIcon);
    paintIcon(painter, row.isGapBeingFilled ? Icon::Waiting : Icon::History, seen(mark), colours.muted);
    painter.setPen(colours.muted);
    painter.drawText(seen(QRect(left + icon, y, width, line.height())), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(words, Qt::ElideRight, width));
}

void TimelinePainter::paintUnread(QPainter &painter, int y) const
{
    const Palette &colours = m_context.theme.palette();
    QFont font = m_context.theme.font(FontRole::Caption);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QString words = unreadWords();
    const int wordsWidth = painter.fontMetrics().horizontalAdvance(words);
    const QRect line(metrics::kSpace16, y, m_measurer.width() - 2 * metrics::kSpace16, m_measurer.unreadHeight());
    const QRect place(line.right() - wordsWidth, line.top(), wordsWidth + 1, line.height());
    painter.fillRect(seen(QRect(line.left(), line.center().y(), line.width() - wordsWidth - metrics::kSpace12, 2)),
                     colours.accent);
    painter.setPen(colours.accent);
    painter.drawText(seen(place), Qt::AlignCenter | Qt::TextDontClip, words);
}

void TimelinePainter::paintHead(QPainter &painter, const TimelineRow &row) const
{
    const Palette &colours = m_context.theme.palette();
    const RowLayout &layout = *row.layout;
    paintRoleMark(painter, layout.mark, row.message.role.role, m_context.theme);
    put(painter, layout.name, layout.nameRect, colours.text);
    put(painter, layout.role, layout.roleRect, colours.muted);
    put(painter, layout.time, layout.timeRect, colours.muted);
}

void TimelinePainter::paintUrgency(QPainter &painter, const TimelineRow &row) const
{
    const auto urgency = RowMeasurer::urgencyOf(row);
    if (!urgency || !row.layout->urgency) {
        return;
    }
    const Palette &colours = m_context.theme.palette();
    const QRect chip = row.layout->urgencyChip;
    const QColor ink = urgencyInk(*urgency, colours);
    paintUrgencyChip(painter, chip, *urgency, ink, colours.surface, m_measurer.direction());
    put(painter, row.layout->urgency, urgencyWordsRect(chip, *urgency, m_measurer.direction()),
        *urgency == model::Urgency::Stat ? colours.onFilled : ink);
}

void TimelinePainter::paintQuote(QPainter &painter, const TimelineRow &row) const
{
    const Palette &colours = m_context.theme.palette();
    const QuoteLayout &quote = *row.layout->quote;
    painter.setPen(Qt::NoPen);
    painter.setBrush(row.message.isOwn ? colours.surface : colours.window);
    painter.drawRoundedRect(quote.rect, metrics::kRadius, metrics::kRadius);
    const bool isRightToLeft = m_measurer.direction() == Qt::RightToLeft;
    const QRect bar(isRightToLeft ? quote.rect.right() + 1 - kQuoteBar : quote.rect.left(), quote.rect.top(), kQuoteBar,
                    quote.rect.height());
    painter.setBrush(colours.border);
    painter.drawRoundedRect(bar, kQuoteBar / 2.0, kQuoteBar / 2.0);
    const int step = m_context.theme.lineStep(FontRole::Caption);
    const auto put = [&](const TextLinePtr &line, int y, const QColor &ink) {
        const int left = isRightToLeft ? quote.rect.right() + 1 - kQuoteBar - metrics::kSpace8 - line->width()
                                       : quote.rect.left() + kQuoteBar + metrics::kSpace8;
        this->put(painter, line, QRect(left, y, line->width(), step), ink);
    };
    put(quote.name, quote.rect.top() + metrics::kSpace4 / 2, colours.text);
    put(quote.text, quote.rect.top() + metrics::kSpace4 / 2 + step, colours.muted);
}

void TimelinePainter::paintBody(QPainter &painter, const TimelineRow &row, const RowLook &look, const QRect &clip) const
{
    const Palette &colours = m_context.theme.palette();
    const RowLayout &layout = *row.layout;
    const bool isGone = isNote(row.message);
    const bool isAlarming =
        isGone && !row.message.tombstone && row.message.unreadable && mayBeForged(*row.message.unreadable);
    if (layout.body.height() == 0) {
        return;
    }
    if (isGone) {
        const int step = m_context.theme.lineStep(FontRole::Body);
        const int side = RowMeasurer::kSmallIcon;
        const bool isRightToLeft = m_measurer.direction() == Qt::RightToLeft;
        const QRect icon(isRightToLeft ? layout.body.right() + 1 + metrics::kSpace8
                                       : layout.body.left() - metrics::kSpace8 - side,
                         layout.body.top() + (step - side) / 2, side, side);
        paintIcon(painter,
                  row.message.tombstone ? Icon::Delete
                      : isAlarming      ? Icon::Warning
                                        : Icon::Lock,
                  icon, isAlarming ? colours.concern : colours.muted);
    }
    painter.setPen(isGone && !isAlarming ? colours.muted : colours.text);
    QColor back;
    QColor ink;
    if (!look.selected.isEmpty()) {
        const QPalette selection = colours.toQPalette();
        back = selection.color(QPalette::Highlight);
        ink = selection.color(QPalette::HighlightedText);
    }
    row.text->draw(painter, layout.body.topLeft(), clip, look.selected, back, ink);
}

void TimelinePainter::paintPicture(QPainter &painter, const TimelineRow &row, int index) const
{
    const Palette &colours = m_context.theme.palette();
    const FileLayout &file = row.layout->files[static_cast<std::size_t>(index)];
    const FileFacts *facts = m_attachments.facts(row.message.id, index);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(file.rect).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
    painter.fillPath(frame, row.message.isOwn ? colours.surface : colours.window);
    if (facts && !facts->picture.isNull()) {
        QSizeF size = QSizeF(facts->picture.size()) / painter.device()->devicePixelRatioF();
        if (size.width() > file.rect.width() || size.height() > file.rect.height()) {
            size.scale(file.rect.size(), Qt::KeepAspectRatio);
        }
        QRectF place(QPointF(), size);
        place.moveCenter(QRectF(file.rect).center());
        painter.save();
        painter.setClipPath(frame, Qt::IntersectClip);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(place, facts->picture);
        painter.restore();
    } else {
        QRect icon(0, 0, metrics::kIcon, metrics::kIcon);
        icon.moveCenter(file.rect.center());
        paintIcon(painter, Icon::Image, icon, colours.muted);
    }
    painter.setPen(colours.divider);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(frame);
    const int step = m_context.theme.lineStep(FontRole::Caption);
    const QRect under(m_measurer.direction() == Qt::RightToLeft ? file.rect.right() + 1 - file.name->width()
                                                                : file.rect.left(),
                      file.rect.bottom() + 1 + metrics::kSpace4 / 2, file.name->width(), step);
    put(painter, file.name, under, colours.muted);
}

void TimelinePainter::paintFile(QPainter &painter, const TimelineRow &row, int index, const RowLook &look) const
{
    const Palette &colours = m_context.theme.palette();
    const FileLayout &file = row.layout->files[static_cast<std::size_t>(index)];
    if (file.isPicture) {
        paintPicture(painter, row, index);
        return;
    }
    painter.setPen(colours.border);
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(QRectF(file.rect).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
    const bool isRightToLeft = m_measurer.direction() == Qt::RightToLeft;
    const auto inside = [&](int left, int top, int width, int height) {
        const QRect rect(file.rect.left() + left, file.rect.top() + top, width, height);
        return isRightToLeft ? QStyle::visualRect(Qt::RightToLeft, file.rect, rect) : rect;
    };
    const QColor ink = file.isRefused ? colours.stat : colours.muted;
    paintIcon(painter, file.icon,
              inside(metrics::kSpace12, (file.rect.height() - metrics::kIcon) / 2, metrics::kIcon, metrics::kIcon), ink,
              m_measurer.direction());
    const int textLeft = 2 * metrics::kSpace12 + metrics::kIcon;
    const int nameStep = m_context.theme.lineStep(FontRole::Body);
    const int detailStep = m_context.theme.lineStep(FontRole::Caption);
    const int top = (file.rect.height() - nameStep - detailStep) / 2;
    put(painter, file.name, inside(textLeft, top, file.name->width(), nameStep), colours.text);
    put(painter, file.detail, inside(textLeft, top + nameStep, file.detail->width(), detailStep), ink);
    if (file.action) {
        if (isPart(look.hovered, RowPart::Kind::FileAction, index)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.hover);
            painter.drawRoundedRect(file.actionRect, metrics::kRadius, metrics::kRadius);
        }
        putAction(painter, file.action,
                  QRect(file.actionRect.center().x() - file.action->width() / 2, file.actionRect.top(),
                        file.action->width(), file.actionRect.height()));
    }
}

void TimelinePainter::paintChips(QPainter &painter, const TimelineRow &row, const RowLook &look) const
{
    const Palette &colours = m_context.theme.palette();
    const RowLayout &layout = *row.layout;
    const bool isRightToLeft = m_measurer.direction() == Qt::RightToLeft;
    int index = 0;
    for (const ChipLayout &chip : layout.chips) {
        const bool isHot = isPart(look.hovered, RowPart::Kind::Reaction, index)
            || (look.hovered && look.hovered->kind == RowPart::Kind::MoreReactions
                && look.hovered->rect.contains(chip.rect));
        const QRectF frame = QRectF(chip.rect).adjusted(0.5, 0.5, -0.5, -0.5);
        const bool isFilled = chip.isOwn && !colours.isSystem(); // its words keep their colour there
        painter.setPen(QPen(chip.isOwn ? colours.accent : isHot ? colours.border : colours.divider, 1));
        painter.setBrush(isFilled ? colours.selected : isHot ? colours.hover : colours.window);
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2);
        QRect content = chip.rect.adjusted(metrics::kSpace8, 0, -metrics::kSpace8, 0);
        if (chip.isOwn) { // a tick: not by colour alone
            const int side = metrics::kSpace12;
            const QRect tick(isRightToLeft ? content.right() + 1 - side : content.left(),
                             content.center().y() - side / 2 + 1, side, side);
            paintIcon(painter, Icon::Check, tick, colours.accent);
            content.adjust(isRightToLeft ? 0 : side + 2, 0, isRightToLeft ? -side - 2 : 0, 0);
        }
        if (chip.emoji) {
            const int side = chip.emoji->width();
            put(painter, chip.emoji,
                QRect(isRightToLeft ? content.right() + 1 - side : content.left(), content.top(), side,
                      content.height()),
                colours.text);
            content.adjust(isRightToLeft ? 0 : side + metrics::kSpace4, 0, isRightToLeft ? -side - metrics::kSpace4 : 0,
                           0);
        }
        put(painter, chip.label, content, colours.text);
        ++index;
    }
    if (!layout.addReaction.isNull()) {
        const bool isHot = isPart(look.hovered, RowPart::Kind::AddReaction, 0);
        if (isHot) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.hover);
            painter.drawRoundedRect(layout.addReaction, layout.addReaction.height() / 2.0,
                                    layout.addReaction.height() / 2.0);
        }
        paintIcon(painter, Icon::React, layout.addReaction.adjusted(4, 4, -4, -4), colours.muted);
    }
}

void TimelinePainter::paintState(QPainter &painter, const TimelineRow &row) const
{
    const RowLayout &layout = *row.layout;
    if (!layout.state) {
        return;
    }
    const Palette &colours = m_context.theme.palette();
    const bool hasFailed = row.message.state == model::DeliveryState::Failed;
    const QColor ink = hasFailed ? colours.stat : colours.muted;
    put(painter, layout.state, layout.stateRect, ink);
    paintIcon(painter, deliveryIcon(row.message.state), layout.stateIcon, ink, m_measurer.direction());
}

} // namespace wardline::ui
