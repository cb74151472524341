// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/reaction_picker.h"

#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/timeline/text_line.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumns = 6;
constexpr int kWordColumns = 2; ///< where there are words instead of emoji
constexpr int kEmojiPoints = 15;

QFont emojiFont(const Theme &theme)
{
    QFont font = theme.font(FontRole::Emoji);
    font.setPointSizeF(kEmojiPoints);
    return font;
}

class EmojiButton final : public QAbstractButton
{
public:
    EmojiButton(const Theme &theme, const ReactionPicker::Choice &choice, bool isOwn, bool hasFont)
        : m_theme(theme)
        , m_font(hasFont ? emojiFont(theme) : theme.font(FontRole::Body))
    {
        setText(hasFont ? choice.emoji : choice.meaning);
        setToolTip(choice.meaning);
        setAccessibleName(choice.meaning);
        setCheckable(true);
        setChecked(isOwn);
        setFocusPolicy(Qt::StrongFocus);
        const int words = QFontMetrics(m_font).horizontalAdvance(text()) + metrics::kSpace32;
        setFixedHeight(metrics::kPrimaryTarget);
        setMinimumWidth(hasFont ? metrics::kPrimaryTarget : words);
        setCursor(Qt::PointingHandCursor);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Palette &colours = m_theme.palette();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
        if (isChecked() || hasFocus() || underMouse()) {
            // Given: filled, with a tick. Where the keyboard is: a ring.
            painter.setPen(hasFocus()                              ? QPen(colours.accent, metrics::kFocusWidth)
                               : isChecked() && colours.isSystem() ? QPen(colours.border, 1)
                                                                   : QPen(Qt::NoPen));
            painter.setBrush(isChecked() && !colours.isSystem() ? colours.selected
                                 : underMouse()                 ? colours.hover
                                                                : QColor(Qt::transparent));
            painter.drawRoundedRect(frame, metrics::kRadius, metrics::kRadius);
        }
        painter.setFont(m_font);
        painter.setPen(colours.text);
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (isChecked()) {
            paintIcon(painter, Icon::Check, QRectF(width() - 14, height() - 14, 12, 12), colours.accent);
        }
    }
    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            click();
            return;
        }
        QAbstractButton::keyPressEvent(event);
    }

private:
    const Theme &m_theme;
    const QFont m_font;
};

} // namespace

QString ReactionPicker::meaningOf(const QString &emoji)
{
    for (const Choice &choice : choices()) {
        if (choice.emoji == emoji) {
            return choice.meaning;
        }
    }
    //: a reaction whose emoji no font of this computer has
    return tr("a sign not shown here");
}

QList<ReactionPicker::Choice> ReactionPicker::choices()
{
    return {{u"👍"_s, tr("Yes, agreed")},    {u"👎"_s, tr("No, I disagree")},    {u"✅"_s, tr("Done")},
            {u"👀"_s, tr("Looking at it")},  {u"🏃"_s, tr("On my way")},         {u"⏳"_s, tr("Will take a while")},
            {u"📞"_s, tr("Please call me")}, {u"❓"_s, tr("I have a question")}, {u"⚠️"_s, tr("Careful")},
            {u"💊"_s, tr("Given")},          {u"🙏"_s, tr("Thank you")},         {u"❤️"_s, tr("With you")}};
}

ReactionPicker::ReactionPicker(const Context &context, const QStringList &own, QWidget *host)
    : Popover(context, tr("React"), host)
    , m_columns(kColumns)
{
    setObjectName(u"reactionPicker"_s);
    auto *grid = new QGridLayout;
    grid->setSpacing(metrics::kSpace4);
    const bool hasFont = TextLine(choices().first().emoji, emojiFont(context.theme)).isInFonts();
    m_columns = hasFont ? kColumns : kWordColumns;
    for (const Choice &choice : choices()) {
        auto *button = new EmojiButton(context.theme, choice, own.contains(choice.emoji), hasFont);
        const int place = static_cast<int>(m_buttons.size());
        grid->addWidget(button, place / m_columns, place % m_columns);
        m_buttons.append(button);
        button->installEventFilter(this);
        connect(button, &QAbstractButton::toggled, this, [this, emoji = choice.emoji] {
            dismiss();
            Q_EMIT chosen(emoji);
        });
    }
    column().addLayout(grid);
    setFirst(m_buttons.first());
}

bool ReactionPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int ahead = layoutDirection() == Qt::RightToLeft ? -1 : 1;
        const int step = key == Qt::Key_Right ? ahead
            : key == Qt::Key_Left             ? -ahead
            : key == Qt::Key_Down             ? m_columns
            : key == Qt::Key_Up               ? -m_columns
                                              : 0;
        if (step != 0) {
            const auto place = m_buttons.indexOf(static_cast<QAbstractButton *>(watched));
            const auto next = std::clamp<qsizetype>(place + step, 0, m_buttons.size() - 1);
            m_buttons.at(next)->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return Popover::eventFilter(watched, event);
}

} // namespace wardline::ui
