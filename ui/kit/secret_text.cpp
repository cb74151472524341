// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/secret_text.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QFontDatabase>
#include <QFontMetrics>
#include <QPainter>

namespace wardline::ui {

namespace {
constexpr int kWholeWord = 8; ///< letters of the longest one
constexpr int kPadding = metrics::kSpace8;

/// Wide enough for every letter, even where the system has no font of fixed pitch.
int cellWidth(const QFont &font)
{
    return QFontMetrics(font).horizontalAdvance(u'W');
}

} // namespace

SecretText::SecretText(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setLayoutDirection(Qt::LeftToRight);
    connect(&theme, &Theme::changed, this, qOverload<>(&SecretText::update));
}

void SecretText::setWhole(bool isWhole)
{
    m_group = isWhole ? kWholeWord : 4;
    updateGeometry();
    update();
}

void SecretText::show(SecretBytes text)
{
    std::size_t length = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<char>(text.data()[i]);
        if (c != '-' && c != ' ') {
            text.data()[length++] = text.data()[i];
        }
    }
    text.truncate(length);
    m_text = std::move(text);
    updateGeometry();
    update();
}

void SecretText::clear()
{
    m_text.clear();
    update();
}

QFont SecretText::monospaced() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(m_theme.font(FontRole::Body).pointSizeF() + 0.5);
    return font;
}

int SecretText::groupsFor(int width) const
{
    const int advance = cellWidth(monospaced());
    return std::max(1, (width - 2 * kPadding + advance) / (advance * (m_group + 1)));
}

QSize SecretText::sizeHint() const
{
    const int groups = std::max<int>(1, (static_cast<int>(m_text.size()) + m_group - 1) / m_group);
    const int advance = cellWidth(monospaced());
    const int width = std::min(metrics::kFormWidth, groups * (m_group + 1) * advance - advance + 2 * kPadding);
    return {width, heightForWidth(width)};
}

int SecretText::heightForWidth(int width) const
{
    const int groups = std::max<int>(1, (static_cast<int>(m_text.size()) + m_group - 1) / m_group);
    const int lines = (groups + groupsFor(width) - 1) / groupsFor(width);
    return std::max(metrics::kTarget, lines * m_theme.lineStep(FontRole::Body) + 2 * kPadding);
}

void SecretText::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.divider);
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
    painter.setFont(monospaced());
    painter.setPen(colours.text);
    const int advance = cellWidth(painter.font());
    const int step = m_theme.lineStep(FontRole::Body);
    const int size = static_cast<int>(m_text.size());
    const int groups = (size + m_group - 1) / m_group;
    const int lines = std::max(1, (groups + groupsFor(width()) - 1) / groupsFor(width()));
    const int perLine = std::max(1, (groups + lines - 1) / lines); // lines of the same length
    const int used = groups == 1 ? size * advance : std::min(groups, perLine) * (m_group + 1) * advance - advance;
    const int left = (width() - used) / 2;
    const int top = (height() - lines * step) / 2;
    for (int i = 0; i < size; ++i) {
        const int group = i / m_group;
        const QRect cell(left + ((group % perLine) * (m_group + 1) + i % m_group) * advance,
                         top + group / perLine * step, advance, step);
        painter.drawText(cell, Qt::AlignCenter | Qt::TextDontClip,
                         QString(QChar(static_cast<char16_t>(m_text.data()[i]))));
    }
}

} // namespace wardline::ui
