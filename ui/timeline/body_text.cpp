// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/body_text.h"

#include "ui/kit/safe_text.h"

#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kFirstPart = 2'000; ///< UTF-16 units shown of a long text
constexpr qsizetype kNextPart = 8'000;
constexpr qsizetype kSlack = 400; ///< not worth folding away
constexpr qsizetype kBlock = 1'000; ///< laid out at once
constexpr int kMostLines = 30; ///< of the first part
constexpr int kSlackLines = 8;

/// Units from the beginning that can be laid out at once. Emoji take far longer than letters.
qsizetype affordable(QStringView text)
{
    constexpr qsizetype kEmojiCost = 30;
    qsizetype cost = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        cost += text[i].isHighSurrogate() ? kEmojiCost : 1;
        if (cost > kBlock) {
            return std::max<qsizetype>(i, 1);
        }
    }
    return text.size();
}

bool isMark(QChar c)
{
    return c.category() == QChar::Mark_NonSpacing || c.category() == QChar::Mark_Enclosing || c.isLowSurrogate()
        || c.unicode() == 0x200D || (c.unicode() >= 0xFE00 && c.unicode() <= 0xFE0F);
}

} // namespace

BodyText::BodyText(const QString &body)
    : m_raw(body)
    , m_wanted(kFirstPart)
{
}

bool BodyText::hasRest() const
{
    return !m_spare.isEmpty() || m_taken < m_raw.size();
}

bool BodyText::isWorthFolding() const
{
    return m_raw.size() - m_taken > kSlack;
}

QStringView BodyText::upcoming() const
{
    if (!m_isGrowing) {
        return {};
    }
    return m_spare.isEmpty() ? QStringView(m_raw).sliced(m_taken).left(kLargestBlock) : QStringView(m_spare);
}

void BodyText::unfold()
{
    if (hasMore()) {
        m_isFirstPart = false;
        m_wanted = std::max(m_wanted, m_taken) + kNextPart;
        m_isGrowing = true;
    }
}

void BodyText::reset()
{
    m_blocks.clear();
    m_links.clear();
    m_spare.clear();
    m_taken = 0;
    m_height = m_width = m_lastLineWidth = 0;
    m_isGrowing = true;
}

/// The next stretch of the raw text, cut where a line or word ends if one does, and never inside a character.
QString BodyText::takePart(QChar &separator)
{
    if (!m_spare.isEmpty()) {
        return std::exchange(m_spare, QString());
    }
    const QStringView left = QStringView(m_raw).sliced(m_taken);
    qsizetype size = affordable(left.left(kLargestBlock));
    if (size < left.size()) {
        const QStringView window = left.left(size);
        const qsizetype line = window.lastIndexOf(u'\n');
        const qsizetype blank = window.lastIndexOf(u' ');
        if (line > size / 2) {
            size = line + 1;
            separator = u'\n';
        } else if (blank > size / 2) {
            size = blank + 1;
            separator = u' ';
        } else {
            for (qsizetype cut = size; cut > size / 2; --cut) {
                if (!isMark(left[cut]) && left[cut - 1].unicode() != 0x200D) {
                    size = cut;
                    break;
                }
            }
        }
    }
    const qsizetype kept = separator.isNull() ? size : size - 1;
    const QString part = safeBody(QStringView(m_raw).sliced(m_taken, kept));
    m_taken += size;
    return part;
}

/// Finds the links and writes behind those that could mislead where they truly go.
QString BodyText::withHosts(const QString &part, int start)
{
    QString out = part;
    int shift = 0;
    for (TextLink link : linksIn(part)) {
        link.start += shift;
        const QString host = u" ["_s + link.host + u']';
        if (link.isDisguised && !QStringView(out).sliced(link.start + link.length).startsWith(host)) {
            out.insert(link.start + link.length, host);
            shift += static_cast<int>(host.size());
        }
        link.start += start;
        m_links.append(link);
    }
    return out;
}

bool BodyText::grow(const BodyLook &look)
{
    if (!m_isGrowing) {
        return false;
    }
    Block block;
    if (!m_blocks.empty()) {
        const Block &last = m_blocks.back();
        block.start = last.start + last.length() + (last.separator.isNull() ? 0 : 1);
        block.top = last.top + last.height;
    }
    const QString part = withHosts(takePart(block.separator), block.start);
    QString text = part;
    text.replace(u'\n', QChar(QChar::LineSeparator));
    block.layout = std::make_unique<QTextLayout>(text, look.font);
    QList<QTextLayout::FormatRange> formats;
    for (const TextLink &link : m_links) {
        if (link.start >= block.start) {
            QTextLayout::FormatRange range;
            range.start = link.start - block.start;
            range.length = link.length;
            range.format.setForeground(look.link);
            range.format.setFontUnderline(true);
            formats.append(range);
        }
    }
    block.layout->setFormats(formats);
    layOut(block, look);
    m_height = block.top + block.height;
    m_blocks.push_back(std::move(block));
    const bool isFull =
        m_isFirstPart && (!m_spare.isEmpty() || (m_height >= kMostLines * look.lineStep && isWorthFolding()));
    m_isGrowing = hasRest() && !isFull && (m_taken < m_wanted || (m_spare.isEmpty() && !isWorthFolding()));
    return m_isGrowing;
}

void BodyText::layOut(Block &block, const BodyLook &look)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    option.setAlignment(Qt::AlignAbsolute | (look.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft));
    block.layout->setTextOption(option);
    block.layout->setCacheEnabled(true);
    block.layout->beginLayout();
    const int linesBefore = block.top / std::max(1, look.lineStep);
    int lines = 0;
    for (;;) {
        if (m_isFirstPart && lines > 0 && linesBefore + lines >= kMostLines) {
            const QTextLine last = block.layout->lineAt(lines - 1);
            const int end = last.textStart() + last.textLength();
            const QString rest = block.layout->text().mid(end);
            if (rest.size() > kSlack || isWorthFolding() || rest.count(QChar(QChar::LineSeparator)) > kSlackLines) {
                m_spare = QString(rest).replace(QChar(QChar::LineSeparator), u'\n');
                m_links.removeIf([&](const TextLink &link) { return link.start >= block.start + end; });
                break;
            }
        }
        QTextLine line = block.layout->createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(look.limit);
        line.setPosition(QPointF(0, lines * look.lineStep + std::lround((look.lineStep - line.height()) / 2)));
        m_lastLineWidth = static_cast<int>(std::ceil(line.naturalTextWidth()));
        m_width = std::max(m_width, m_lastLineWidth);
        ++lines;
    }
    block.layout->endLayout();
    block.height = std::max(1, lines) * look.lineStep;
}

void BodyText::draw(QPainter &painter, QPoint topLeft, const QRect &clip, TextSpan selected, const QColor &back,
                    const QColor &ink) const
{
    for (const Block &block : m_blocks) {
        const QPoint place = topLeft + QPoint(0, block.top);
        if (place.y() > clip.bottom() || place.y() + block.height < clip.top()) {
            continue;
        }
        QList<QTextLayout::FormatRange> selections;
        const int start = std::max(0, selected.start - block.start);
        const int end = std::min(block.length(), selected.end - block.start);
        if (start < end) {
            QTextLayout::FormatRange range;
            range.start = start;
            range.length = end - start;
            range.format.setBackground(back);
            range.format.setForeground(ink);
            selections.append(range);
        }
        block.layout->draw(&painter, place, selections, clip);
    }
}

int BodyText::length() const
{
    return m_blocks.empty() ? 0 : m_blocks.back().start + m_blocks.back().length();
}

QString BodyText::text(TextSpan span) const
{
    QString all;
    for (const Block &block : m_blocks) {
        const int start = std::max(0, span.start - block.start);
        const int end = std::min(block.length(), span.end - block.start);
        if (start < end) {
            all += QStringView(block.layout->text()).sliced(start, end - start);
        }
        const int separator = block.start + block.length();
        if (!block.separator.isNull() && separator >= span.start && separator < span.end) {
            all += block.separator;
        }
    }
    return all.replace(QChar(QChar::LineSeparator), u'\n');
}

const BodyText::Block *BodyText::blockAtPosition(int position) const
{
    for (const Block &block : m_blocks) {
        if (position <= block.start + block.length()) {
            return &block;
        }
    }
    return m_blocks.empty() ? nullptr : &m_blocks.back();
}

const BodyText::Block *BodyText::blockAtHeight(int y) const
{
    for (const Block &block : m_blocks) {
        if (y < block.top + block.height) {
            return &block;
        }
    }
    return m_blocks.empty() ? nullptr : &m_blocks.back();
}

int BodyText::positionAt(QPoint point) const
{
    const Block *block = blockAtHeight(point.y());
    if (!block || block->layout->lineCount() == 0) {
        return 0;
    }
    const int lines = block->layout->lineCount();
    const int step = std::max(1, block->height / lines);
    const int line = std::clamp((point.y() - block->top) / step, 0, lines - 1);
    if (point.y() < block->top) {
        return block->start;
    }
    return block->start + block->layout->lineAt(line).xToCursor(point.x());
}

TextSpan BodyText::wordAt(int position) const
{
    const Block *block = blockAtPosition(position);
    if (!block) {
        return {};
    }
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, block->layout->text());
    finder.setPosition(std::clamp(position - block->start, 0, block->length()));
    const bool isAtStart = finder.isAtBoundary() && finder.boundaryReasons().testFlag(QTextBoundaryFinder::StartOfItem);
    const int start = isAtStart ? static_cast<int>(finder.position()) : static_cast<int>(finder.toPreviousBoundary());
    const int end = static_cast<int>(finder.toNextBoundary());
    return {block->start + std::max(0, start), block->start + (end < 0 ? block->length() : end)};
}

TextSpan BodyText::lineAt(int position) const
{
    const Block *block = blockAtPosition(position);
    if (!block) {
        return {};
    }
    const QString text = block->layout->text();
    const int local = std::clamp(position - block->start, 0, block->length());
    const qsizetype before = local > 0 ? text.lastIndexOf(QChar(QChar::LineSeparator), local - 1) : -1;
    const qsizetype after = text.indexOf(QChar(QChar::LineSeparator), local);
    return {block->start + static_cast<int>(before) + 1,
            block->start + static_cast<int>(after < 0 ? text.size() : after)};
}

int BodyText::nextPosition(int position, bool isForward, bool isByWord) const
{
    const Block *block = blockAtPosition(position);
    if (!block) {
        return 0;
    }
    const auto mode = isByWord ? QTextLayout::SkipWords : QTextLayout::SkipCharacters;
    const int local = std::clamp(position - block->start, 0, block->length());
    if (isForward && local == block->length()) {
        return std::min(length(), position + 1);
    }
    if (!isForward && local == 0) {
        return std::max(0, position - 1);
    }
    return block->start
        + (isForward ? block->layout->nextCursorPosition(local, mode)
                     : block->layout->previousCursorPosition(local, mode));
}

int BodyText::linkAt(QPoint point) const
{
    if (m_links.isEmpty()) {
        return -1;
    }
    for (int i = 0; i < m_links.size(); ++i) {
        const TextLink &link = m_links.at(i);
        const Block *block = blockAtPosition(link.start);
        if (!block) {
            continue;
        }
        for (int n = 0; n < block->layout->lineCount(); ++n) {
            const QTextLine line = block->layout->lineAt(n);
            const int from = std::max(link.start - block->start, line.textStart());
            const int to = std::min(link.start + link.length - block->start, line.textStart() + line.textLength());
            if (from >= to) {
                continue;
            }
            const qreal a = line.cursorToX(from);
            const qreal b = line.cursorToX(to);
            const QRectF rect(std::min(a, b), block->top + line.y() - 2, std::abs(b - a), line.height() + 4);
            if (rect.contains(point)) {
                return i;
            }
        }
    }
    return -1;
}

QRect BodyText::rectOf(TextSpan span) const
{
    QRectF around;
    const Block *block = blockAtPosition(span.start);
    for (int n = 0; block && n < block->layout->lineCount(); ++n) {
        const QTextLine line = block->layout->lineAt(n);
        const int from = std::max(span.start - block->start, line.textStart());
        const int to = std::min(span.end - block->start, line.textStart() + line.textLength());
        if (from < to) {
            const qreal a = line.cursorToX(from);
            const qreal b = line.cursorToX(to);
            around |= QRectF(std::min(a, b), block->top + line.y(), std::abs(b - a), line.height());
        }
    }
    return around.toAlignedRect();
}

} // namespace wardline::ui
