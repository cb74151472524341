// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/row_measurer.h"

#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"
#include "ui/timeline/attachments.h"
#include "ui/timeline/reaction_picker.h"
#include "ui/timeline/timeline_words.h"

#include <QCoreApplication>
#include <QStyle>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kQuoteBar = 3;
constexpr int kChipHeight = 26;
constexpr int kChipPitch = metrics::kTarget; ///< so that each can be hit in a hurry
constexpr int kEmojiLimit = 48;
constexpr int kFileHeight = 52;
constexpr int kFileWidth = 400;
constexpr int kSmallestLimit = 80;
constexpr int kMostFiles = 20;
constexpr int kGuessedLetter = 7;
constexpr int kWideEnough = 400; ///< for a text with its state beside it

QString say(const char *text)
{
    return QCoreApplication::translate("Timeline", text);
}

} // namespace

RowMeasurer::RowMeasurer(const Context &context, const Attachments &attachments)
    : m_context(context)
    , m_attachments(attachments)
    , m_lines(context.theme)
    , m_fonts(context.theme)
{
}

void RowMeasurer::setWidth(int width, Qt::LayoutDirection direction)
{
    m_width = width;
    m_direction = direction;
}

QRect RowMeasurer::seen(const QRect &rect) const
{
    return QStyle::visualRect(m_direction, QRect(0, 0, m_width, 1), rect);
}

bool RowMeasurer::isTight() const
{
    return m_width - kBodyLeft - kStateWidth - metrics::kSpace16 < kWideEnough;
}

int RowMeasurer::bodyLimit(bool isOwn) const
{
    const int state = isOwn && !isTight() ? kStateWidth : 0;
    return std::clamp(m_width - kBodyLeft - state - metrics::kSpace16, kSmallestLimit, metrics::kBodyWidth);
}

int RowMeasurer::cardWidth() const
{
    return std::min(m_width, kBodyLeft + metrics::kBodyWidth + kStateWidth + metrics::kSpace16);
}

int RowMeasurer::dayHeight() const
{
    return m_context.theme.lineStep(FontRole::Caption) + 2 * metrics::kSpace12;
}

int RowMeasurer::unreadHeight() const
{
    return m_context.theme.lineStep(FontRole::Caption) + 2 * metrics::kSpace4;
}

int RowMeasurer::gapHeight() const
{
    return m_context.theme.lineStep(FontRole::Caption) + 2 * metrics::kSpace12;
}

int RowMeasurer::separatorsHeight(const TimelineRow &row) const
{
    return (row.startsDay ? dayHeight() : 0) + (row.followsGap ? gapHeight() : 0)
        + (row.startsUnread ? unreadHeight() : 0);
}

int RowMeasurer::guess(const TimelineRow &row) const
{
    const int limit = bodyLimit(row.message.isOwn);
    const auto letters = static_cast<int>(std::min<qsizetype>(row.message.body.size(), 2'000));
    const int lines = 1 + letters * kGuessedLetter / limit;
    const int head = row.isHead ? m_context.theme.lineStep(FontRole::Strong) + metrics::kSpace8 : 2;
    const int files = static_cast<int>(row.message.attachments.size()) * (kFileHeight + metrics::kSpace8);
    return separatorsHeight(row) + head + lines * m_context.theme.lineStep(FontRole::Body) + files
        + (row.message.reactions.isEmpty() ? 0 : kChipPitch) + (urgencyOf(row) ? kUrgencyChip + metrics::kSpace4 : 0)
        + metrics::kSpace4;
}

std::optional<ColdLetters> RowMeasurer::coldIn(const TimelineRow &row) const
{
    const model::Message &message = row.message;
    std::optional<ColdLetters> cold =
        m_fonts.coldIn(FontRole::Body, row.text ? row.text->upcoming() : BodyText::beginning(message.body));
    const auto look = [&](FontRole font, QStringView text) {
        if (!cold) {
            cold = m_fonts.coldIn(font, text.left(TextLines::kLongest));
        }
    };
    if (row.isHead) {
        look(FontRole::Strong, message.senderName);
        look(FontRole::Caption, message.role.selfDeclaredTitle);
    }
    if (message.quote) {
        look(FontRole::Caption, message.quote->senderName);
        look(FontRole::Caption, message.quote->text);
    }
    for (int i = 0; i < std::min<qsizetype>(message.attachments.size(), kMostFiles); ++i) {
        look(FontRole::Body, message.attachments.at(i).name);
    }
    for (int i = 0; i < std::min<qsizetype>(message.reactions.size(), row.shownReactions); ++i) {
        look(FontRole::Emoji, message.reactions.at(i).emoji);
    }
    return cold;
}

QString RowMeasurer::concernAbout(const model::Message &message) const
{
    QStringList words;
    if (isClearText(message)) {
        words.append(clearTextWords());
    } else if (isFromUnapproved(message)) {
        words.append(unapprovedWords());
    }
    if (message.written && !message.isOwn && !isNote(message)) {
        words.append(lateWords(message, m_context.clock.now()));
    }
    return words.join(u", "_s);
}

bool RowMeasurer::measure(TimelineRow &row)
{
    auto layout = std::make_unique<RowLayout>();
    layout->cardTop = separatorsHeight(row);
    if (row.startsDay) {
        layout->separator = m_lines.line(FontRole::Caption, dayWords(row.day, m_context.clock.now()), m_width);
    }
    int y = layout->cardTop + (row.isHead ? metrics::kSpace8 : metrics::kSpace4 / 2);
    if (row.isHead) {
        measureHead(row, *layout);
        y += m_context.theme.lineStep(FontRole::Strong);
    }
    y = measureUrgency(row, *layout, y);
    y = measureQuote(row, *layout, y);
    y = measureBody(row, *layout, y);
    y = measureState(row, *layout, y);
    y = measureFiles(row, *layout, y);
    y = measureChips(row, *layout, y);
    row.height = y + metrics::kSpace4;
    const int top = row.isHead ? layout->cardTop + metrics::kSpace4 : layout->cardTop;
    layout->card = seen(QRect(metrics::kSpace8, top, cardWidth() - metrics::kSpace16, row.height - top));
    row.layout = std::move(layout);
    row.isStale = false;
    return row.text->isGrowing();
}

/// The time is never cut off; a long name gives way first, then a role of more than half a line.
void RowMeasurer::measureHead(const TimelineRow &row, RowLayout &layout) const
{
    const int height = m_context.theme.lineStep(FontRole::Strong);
    const int top = layout.cardTop + metrics::kSpace8;
    layout.mark =
        seen(QRect(metrics::kSpace16, top + (height - metrics::kRoleMark) / 2, metrics::kRoleMark, metrics::kRoleMark));
    const int end = kBodyLeft + bodyLimit(row.message.isOwn);
    layout.time = m_lines.line(FontRole::Caption, clockTime(row.message.time), end);
    int x = kBodyLeft;
    const auto put = [&](TextLinePtr &line, QRect &place, FontRole font, const QString &words, int reserved) {
        const int room = end - x - reserved;
        if (words.isEmpty() || room < metrics::kSpace16) {
            return;
        }
        line = m_lines.line(font, words, room);
        place = seen(QRect(x, top, line->width(), height));
        x += line->width() + metrics::kSpace8;
    };
    const int reserved = layout.time->width() + metrics::kSpace8;
    const QString role = roleWords(row.message.role);
    // Who writes a role into their name must not push the true one away.
    const int roleWidth =
        role.isEmpty() ? 0 : m_lines.line(FontRole::Caption, role, end / 2)->width() + metrics::kSpace8;
    put(layout.name, layout.nameRect, FontRole::Strong, senderWords(row.message), reserved + roleWidth);
    put(layout.role, layout.roleRect, FontRole::Caption, role, reserved);
    layout.timeRect = seen(QRect(x, top, layout.time->width(), height));
}

int RowMeasurer::measureUrgency(const TimelineRow &row, RowLayout &layout, int y)
{
    const auto urgency = urgencyOf(row);
    if (!urgency) {
        return y;
    }
    const int limit = bodyLimit(row.message.isOwn);
    layout.urgency = m_lines.line(FontRole::Strong, urgencyWords(*urgency), limit - urgencyChipWidth(*urgency, 0));
    const int height = std::max(kUrgencyChip, m_context.theme.lineStep(FontRole::Strong));
    const int width = urgencyChipWidth(*urgency, layout.urgency->width());
    layout.urgencyChip = seen(QRect(kBodyLeft, y + metrics::kSpace4 / 2, width, height));
    return y + height + metrics::kSpace4 + metrics::kSpace4 / 2;
}

int RowMeasurer::measureQuote(const TimelineRow &row, RowLayout &layout, int y)
{
    if (!row.message.quote || row.message.tombstone) {
        return y;
    }
    const int step = m_context.theme.lineStep(FontRole::Caption);
    const int limit = bodyLimit(row.message.isOwn);
    const int inner = limit - kQuoteBar - 2 * metrics::kSpace8;
    QuoteLayout quote;
    quote.name = m_lines.line(FontRole::Caption, plainName(row.message.quote->senderName), inner);
    quote.text = m_lines.line(FontRole::Caption, quoteWords(*row.message.quote), inner);
    const int width = std::max(quote.name->width(), quote.text->width()) + kQuoteBar + 2 * metrics::kSpace8;
    quote.rect = seen(QRect(kBodyLeft, y + metrics::kSpace4 / 2, width, 2 * step + metrics::kSpace4));
    layout.parts.push_back({RowPart::Kind::Quote, 0, quote.rect});
    const int bottom = y + quote.rect.height() + metrics::kSpace4 + metrics::kSpace4 / 2;
    layout.quote = std::move(quote);
    return bottom;
}

int RowMeasurer::measureBody(TimelineRow &row, RowLayout &layout, int y)
{
    const int step = m_context.theme.lineStep(FontRole::Body);
    const int limit = bodyLimit(row.message.isOwn);
    const bool isGone = isNote(row.message);
    const int indent = isGone ? kSmallIcon + metrics::kSpace8 : 0;
    if (!row.text) {
        row.text = std::make_unique<BodyText>(row.fold.count > 0 ? foldedWords(*row.message.unreadable, row.fold.count)
                                                                 : bodyWords(row.message, m_context.clock.now()));
    }
    row.text->grow(
        {m_context.theme.font(FontRole::Body), step, limit - indent, m_direction, m_context.theme.palette().accent});
    const bool isEmpty = row.message.body.isEmpty() && !isGone && !row.message.attachments.isEmpty();
    layout.body = seen(QRect(kBodyLeft + indent, y, limit - indent, isEmpty ? 0 : row.text->height()));
    for (int i = 0; i < std::min<qsizetype>(row.text->links().size(), 32); ++i) {
        const TextLink &link = row.text->links().at(i);
        const QRect rect = row.text->rectOf({link.start, link.start + link.length});
        layout.parts.push_back({RowPart::Kind::Link, i, rect.translated(layout.body.topLeft())});
    }
    y += layout.body.height();
    if (row.text->hasMore()) {
        layout.more = m_lines.line(FontRole::Strong, say(QT_TRANSLATE_NOOP("Timeline", "Show more")), limit);
        layout.moreRect = seen(QRect(kBodyLeft, y, layout.more->width(), metrics::kTarget));
        layout.parts.push_back({RowPart::Kind::More, 0, layout.moreRect});
        y += metrics::kTarget;
    }
    const QString failed = row.message.attachments.isEmpty() ? failedWords(row.message) : QString();
    const QString concern = failed.isEmpty() ? concernAbout(row.message) : failed;
    if ((row.message.corrected || !concern.isEmpty()) && !isGone) {
        const QString edited = row.message.corrected ? say(QT_TRANSLATE_NOOP("Timeline", "edited")) : QString();
        const QString between = edited.isEmpty() || concern.isEmpty() ? QString() : u", "_s;
        layout.edited = m_lines.line(FontRole::Caption, edited + between + concern, limit);
        const int behind = row.text->lastLineWidth() + metrics::kSpace8;
        const bool fits = !layout.more && behind + layout.edited->width() <= limit && !isEmpty;
        const int height = fits ? step : m_context.theme.lineStep(FontRole::Caption);
        layout.editedRect =
            seen(QRect(kBodyLeft + (fits ? behind : 0), fits ? y - step : y, layout.edited->width(), height));
        if (row.message.corrected) {
            layout.parts.push_back({RowPart::Kind::Edited, 0, layout.editedRect});
        }
        y += fits ? 0 : height;
    }
    return measureNoteActions(row, layout, y);
}

/// What can be done about messages that cannot be read or did not leave, beside each other as far as they fit.
int RowMeasurer::measureNoteActions(const TimelineRow &row, RowLayout &layout, int y)
{
    const int limit = bodyLimit(row.message.isOwn);
    int x = kBodyLeft;
    const auto offer = [&](RowPart::Kind kind, const QString &words) {
        const TextLinePtr line = m_lines.line(FontRole::Strong, words, limit);
        if (x > kBodyLeft && x + line->width() > kBodyLeft + limit) {
            x = kBodyLeft;
            y += metrics::kTarget;
        }
        const QRect rect = seen(QRect(x, y, line->width(), metrics::kTarget));
        layout.noteActions.push_back({line, rect});
        layout.parts.push_back({kind, 0, rect});
        x += line->width() + metrics::kSpace16;
    };
    if (row.fold.count > 0 || row.fold.isLast) {
        offer(RowPart::Kind::Fold, foldActionWords(row.fold.count > 0));
    }
    if (row.message.unreadable && model::mayResetHelp(*row.message.unreadable)) {
        offer(RowPart::Kind::StartAgain, startAgainWords());
    }
    if (row.message.unreadable == model::Unreadable::UncertifiedDevice && !row.message.tombstone
        && row.fold.count == 0) {
        offer(RowPart::Kind::ShowHeld, showHeldWords());
    }
    // A file that was not sent has the same beside it.
    if (row.message.isOwn && row.message.state == model::DeliveryState::Failed && row.message.attachments.isEmpty()) {
        offer(RowPart::Kind::SendAgain, sendAgainWords());
    }
    return layout.noteActions.empty() ? y : y + metrics::kTarget;
}

int RowMeasurer::measureFiles(const TimelineRow &row, RowLayout &layout, int y)
{
    const int count = static_cast<int>(std::min<qsizetype>(row.message.attachments.size(), kMostFiles));
    for (int i = 0; i < count; ++i) {
        y = measureFile(row, i, layout, y + metrics::kSpace4);
    }
    return y + (count > 0 ? metrics::kSpace4 : 0);
}

int RowMeasurer::measureFile(const TimelineRow &row, int index, RowLayout &layout, int y)
{
    const model::Attachment &attached = row.message.attachments.at(index);
    const FileFacts *facts = m_attachments.facts(row.message.id, index);
    FileLayout file;
    const int limit = bodyLimit(row.message.isOwn);
    file.isRefused = attached.state == model::FileState::Refused || (facts && facts->refusal != FileRefusal::None);
    file.isPicture = attached.state == model::FileState::Here && isShownPicture(attached.mediaType) && !file.isRefused;
    if (file.isPicture) {
        // The place is taken before the picture is decoded, so that nothing moves when it comes.
        const QSize box = kPictureBox.boundedTo({limit, kPictureBox.height()});
        QSize size = attached.pixels.isEmpty() ? box : attached.pixels.scaled(box, Qt::KeepAspectRatio);
        size = size.boundedTo(attached.pixels.isEmpty() ? box : attached.pixels).expandedTo({kFileHeight, kFileHeight});
        file.rect = seen(QRect(kBodyLeft, y, size.width(), size.height()));
        layout.parts.push_back({RowPart::Kind::Picture, index, file.rect});
        y += size.height();
    }
    const QString action = fileActionWords(attached, facts);
    const int width = std::min(limit, kFileWidth);
    const int top = y;
    if (!action.isEmpty()) {
        file.action = m_lines.line(FontRole::Strong, action, width / 2);
        const int actionWidth = file.action->width() + 2 * metrics::kSpace12;
        file.actionRect = seen(QRect(kBodyLeft + width - actionWidth - metrics::kSpace8,
                                     top + (kFileHeight - metrics::kTarget) / 2, actionWidth, metrics::kTarget));
    }
    const int textLeft = file.isPicture ? 0 : metrics::kSpace12 + metrics::kIcon + metrics::kSpace12;
    const int inner = width - textLeft - metrics::kSpace8
        - (file.action ? file.actionRect.width() + metrics::kSpace8 + metrics::kSpace4 : 0);
    file.icon = file.isRefused ? Icon::Failed : isShownPicture(attached.mediaType) ? Icon::Image : Icon::File;
    file.name = m_lines.line(FontRole::Body, plainName(attached.name), inner);
    file.detail = m_lines.line(FontRole::Caption, fileWords(attached, facts), inner);
    if (file.isPicture) {
        const int step = m_context.theme.lineStep(FontRole::Caption);
        file.name =
            m_lines.line(FontRole::Caption, plainName(attached.name) + u"  ·  "_s + fileWords(attached, facts), limit);
        file.detail = nullptr;
        file.action = nullptr; // pressing the picture offers it
        y += step + metrics::kSpace4;
    } else {
        file.rect = seen(QRect(kBodyLeft, top, width, kFileHeight));
        y += kFileHeight;
        if (file.action) {
            layout.parts.push_back({RowPart::Kind::FileAction, index, file.actionRect});
        }
    }
    layout.files.push_back(std::move(file));
    return y;
}

int RowMeasurer::measureChips(const TimelineRow &row, RowLayout &layout, int y)
{
    if (row.message.reactions.isEmpty() || row.message.tombstone) {
        return y;
    }
    const int limit = bodyLimit(false);
    const int count = static_cast<int>(row.message.reactions.size());
    const int shown = std::min(count, row.shownReactions);
    int x = 0;
    const auto put = [&](int width) {
        if (x > 0 && x + width > limit) {
            x = 0;
            y += kChipPitch;
        }
        const QRect place(kBodyLeft + x, y + (kChipPitch - kChipHeight) / 2, width, kChipHeight);
        x += width + metrics::kSpace4;
        return seen(place);
    };
    const auto hit = [](const QRect &chip) { return chip.adjusted(-2, -3, 2, 3); };
    for (int i = 0; i < shown; ++i) {
        const model::Reaction &reaction = row.message.reactions.at(i);
        ChipLayout chip;
        chip.isOwn = reaction.isOwn;
        const QString emoji = safeEmoji(reaction.emoji);
        chip.emoji = m_lines.line(FontRole::Emoji, emoji, kEmojiLimit);
        if (!chip.emoji->isInFonts()) {
            chip.emoji = m_lines.line(FontRole::Caption, ReactionPicker::meaningOf(emoji), limit / 2);
        }
        chip.label = m_lines.line(FontRole::Caption, QString::number(reaction.count), limit / 2);
        const int tick = chip.isOwn ? metrics::kSpace12 + 2 : 0;
        chip.rect = put(chip.emoji->width() + metrics::kSpace4 + chip.label->width() + tick + 2 * metrics::kSpace8);
        layout.parts.push_back({RowPart::Kind::Reaction, i, hit(chip.rect)});
        layout.chips.push_back(std::move(chip));
    }
    if (shown < count) {
        ChipLayout rest;
        rest.label = m_lines.line(FontRole::Caption, u"+%1"_s.arg(count - shown), limit);
        rest.rect = put(rest.label->width() + 2 * metrics::kSpace8);
        layout.parts.push_back({RowPart::Kind::MoreReactions, 0, hit(rest.rect)});
        layout.chips.push_back(std::move(rest));
    }
    layout.addReaction = put(kChipHeight + metrics::kSpace4);
    layout.parts.push_back({RowPart::Kind::AddReaction, 0, hit(layout.addReaction)});
    return y + kChipPitch + metrics::kSpace4 / 2;
}

int RowMeasurer::measureState(const TimelineRow &row, RowLayout &layout, int y)
{
    const bool isBare = row.message.tombstone || row.fold.count > 0;
    const QString words = isBare ? QString() : deliveryWords(row.message);
    if (words.isEmpty()) {
        return y;
    }
    layout.state = m_lines.line(FontRole::Caption, words, kStateWidth - kSmallIcon - metrics::kSpace8);
    const int width = layout.state->width() + metrics::kSpace4 + kSmallIcon;
    const int right = cardWidth() - metrics::kSpace16 - metrics::kSpace4;
    int height = m_context.theme.lineStep(FontRole::Body);
    int top = std::max(layout.body.bottom() + 1 - height, layout.body.top());
    if (isTight()) {
        const int behind = layout.edited ? seen(layout.editedRect).right() + 1 : 0;
        const bool isBelowText = layout.edited && layout.editedRect.top() > layout.body.bottom();
        const int end = isBelowText || layout.more ? behind : std::max(kBodyLeft + row.text->lastLineWidth(), behind);
        height = m_context.theme.lineStep(FontRole::Caption);
        top = y - height;
        if (layout.more || end + metrics::kSpace12 + width > right || layout.body.isEmpty()) {
            top = y;
            y += height;
        }
    }
    layout.stateRect = seen(QRect(right - layout.state->width(), top, layout.state->width(), height));
    layout.stateIcon = seen(QRect(right - width, top + (height - kSmallIcon) / 2, kSmallIcon, kSmallIcon));
    return y;
}

} // namespace wardline::ui
