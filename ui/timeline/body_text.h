// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/links.h"

#include <QColor>
#include <QFont>
#include <QRect>
#include <QTextLayout>

#include <memory>
#include <vector>

class QPainter;

namespace wardline::ui {

/// How a text is to be laid out.
struct BodyLook
{
    QFont font;
    int lineStep = 0; ///< distance of two base lines, pixels
    int limit = 0; ///< longest line, pixels
    Qt::LayoutDirection direction = Qt::LeftToRight;
    QColor link;
};

/// A stretch of a shown text, UTF-16 units.
struct TextSpan
{
    int start = 0;
    int end = 0;
    [[nodiscard]] bool isEmpty() const { return start >= end; }
    bool operator==(const TextSpan &) const = default;
};

/// What somebody wrote, made safe and laid out in blocks of a bounded size: however long or strange the text, one step
/// takes a fraction of a frame. Only a first part is shown until unfold(). Points are from its top left.
class BodyText final
{
public:
    explicit BodyText(const QString &body);

    /// What the next block can be made of at most.
    [[nodiscard]] QStringView upcoming() const;
    /// The same of a text that is not made yet.
    [[nodiscard]] static QStringView beginning(QStringView body) { return body.left(kLargestBlock); }
    /// Lays out the next block. False once all that is to be shown now is there.
    bool grow(const BodyLook &look);
    [[nodiscard]] bool isGrowing() const { return m_isGrowing; }
    /// Some of the text is folded away, or on its way after unfold().
    [[nodiscard]] bool hasMore() const { return hasRest() && !(m_isGrowing && m_isFirstPart); }
    /// Lets the next part be shown; grow() brings it.
    void unfold();
    /// Throws the layout away, for another width or font. What was unfolded stays so.
    void reset();

    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] int width() const { return m_width; } ///< of the longest line
    [[nodiscard]] int lastLineWidth() const { return m_lastLineWidth; }
    /// With the painter's pen. `selected` is drawn in the two colours.
    void draw(QPainter &painter, QPoint topLeft, const QRect &clip, TextSpan selected, const QColor &back,
              const QColor &ink) const;

    [[nodiscard]] int length() const;
    [[nodiscard]] QString text(TextSpan span) const;
    [[nodiscard]] QString text() const { return text({0, length()}); }
    /// The place between two characters that is nearest to a point.
    [[nodiscard]] int positionAt(QPoint point) const;
    [[nodiscard]] TextSpan wordAt(int position) const;
    [[nodiscard]] TextSpan lineAt(int position) const; ///< the paragraph
    [[nodiscard]] int nextPosition(int position, bool isForward, bool isByWord) const;
    [[nodiscard]] const QList<TextLink> &links() const { return m_links; } ///< of what is shown
    /// The link under a point, -1 for none.
    [[nodiscard]] int linkAt(QPoint point) const;
    [[nodiscard]] QRect rectOf(TextSpan span) const; ///< around all its lines

private:
    static constexpr qsizetype kLargestBlock = 1'400; ///< UTF-16 units

    struct Block
    {
        std::unique_ptr<QTextLayout> layout;
        int start = 0; ///< of its text in the shown text
        int top = 0;
        int height = 0;
        QChar separator; ///< between it and the next one; null: none
        [[nodiscard]] int length() const { return static_cast<int>(layout->text().size()); }
    };

    [[nodiscard]] bool hasRest() const;
    [[nodiscard]] bool isWorthFolding() const; ///< so much is left that it is better not shown at once
    [[nodiscard]] QString takePart(QChar &separator);
    [[nodiscard]] QString withHosts(const QString &part, int start);
    void layOut(Block &block, const BodyLook &look);
    [[nodiscard]] const Block *blockAtPosition(int position) const;
    [[nodiscard]] const Block *blockAtHeight(int y) const;

    QString m_raw;
    qsizetype m_taken = 0; ///< of the raw text
    QString m_spare; ///< safe text that was cut off after the first lines
    qsizetype m_wanted; ///< of the raw text, UTF-16 units
    bool m_isFirstPart = true;
    bool m_isGrowing = true;
    std::vector<Block> m_blocks;
    QList<TextLink> m_links;
    int m_height = 0;
    int m_width = 0;
    int m_lastLineWidth = 0;
};

} // namespace wardline::ui
