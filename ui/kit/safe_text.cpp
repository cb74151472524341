// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/safe_text.h"

#include <QGuiApplication>

#include <algorithm>

namespace wardline::ui {

namespace {

constexpr qsizetype kNameLength = 120;
constexpr qsizetype kPreviewLength = 160;
constexpr QChar kReplacement(0xFFFD);
constexpr QChar kFirstStrongIsolate(0x2068);
constexpr QChar kPopIsolate(0x2069);
constexpr QChar kPopEmbedding(0x202C);

bool opensEmbedding(QChar c)
{
    return c.unicode() == 0x202A || c.unicode() == 0x202B || c.unicode() == 0x202D || c.unicode() == 0x202E;
}

bool opensIsolate(QChar c)
{
    return c.unicode() >= 0x2066 && c.unicode() <= 0x2068;
}

bool isBidiControl(QChar c)
{
    return opensEmbedding(c) || opensIsolate(c) || c == kPopIsolate || c == kPopEmbedding || c.unicode() == 0x200E
        || c.unicode() == 0x200F || c.unicode() == 0x061C;
}

bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r' || c.unicode() == 0x0085 || c.unicode() == 0x2028 || c.unicode() == 0x2029
        || c.unicode() == 0x000B || c.unicode() == 0x000C;
}

/// Zero-width joiners stay: scripts and emoji need them.
bool isInvisible(QChar c)
{
    return isBidiControl(c) || c.unicode() == 0x200B || c.unicode() == 0x2060 || c.unicode() == 0xFEFF
        || c.unicode() == 0x00AD || c.unicode() == 0x180E || (c.unicode() >= 0x206A && c.unicode() <= 0x206F);
}

/// Accents stacked beyond what any script needs paint over the lines above and cost time to shape.
class MarkLimit
{
public:
    [[nodiscard]] bool isTooMany(QChar c)
    {
        constexpr int kMostMarks = 8;
        const bool isMark = c.category() == QChar::Mark_NonSpacing || c.category() == QChar::Mark_Enclosing;
        m_marks = isMark ? m_marks + 1 : 0;
        return m_marks > kMostMarks;
    }

private:
    int m_marks = 0;
};

bool isLoneSurrogate(QStringView text, qsizetype i)
{
    if (text[i].isHighSurrogate()) {
        return i + 1 >= text.size() || !text[i + 1].isLowSurrogate();
    }
    return text[i].isLowSurrogate() && (i == 0 || !text[i - 1].isHighSurrogate());
}

} // namespace

QString safeBody(QStringView text)
{
    QString out;
    out.reserve(text.size() + 8);
    QString open; // the closing marks the present line still needs, innermost last
    const auto closeAll = [&] {
        while (!open.isEmpty()) {
            out += open.back();
            open.chop(1);
        }
    };
    MarkLimit marks;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (marks.isTooMany(c)) {
            continue;
        }
        if (isLineEnd(c)) {
            closeAll();
            if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n') {
                continue;
            }
            out += u'\n';
        } else if (isLoneSurrogate(text, i)) {
            out += kReplacement;
        } else if (c.unicode() == 0x202D || c.unicode() == 0x202E) {
            continue; // an override only ever makes a text look like another one
        } else if (opensEmbedding(c) || opensIsolate(c)) {
            if (open.size() < 16) {
                open += opensIsolate(c) ? kPopIsolate : kPopEmbedding;
                out += c;
            }
        } else if (c == kPopIsolate || c == kPopEmbedding) {
            if (!open.isEmpty() && open.back() == c) {
                open.chop(1);
                out += c;
            }
        } else if (c == u'\t') {
            out += QLatin1StringView("    ");
        } else if (c.category() == QChar::Other_Control) {
            out += kReplacement;
        } else {
            out += c;
        }
    }
    closeAll();
    return out;
}

QString plainName(QStringView text)
{
    QString out;
    MarkLimit marks;
    for (qsizetype i = 0; i < text.size() && out.size() < kNameLength; ++i) {
        const QChar c = text[i];
        if (marks.isTooMany(c)) {
            continue;
        }
        if (isLineEnd(c) || c == u'\t') {
            out += u' ';
        } else if (isInvisible(c)) {
            continue;
        } else if (c.category() == QChar::Other_Control || isLoneSurrogate(text, i)) {
            out += kReplacement;
        } else {
            out += c;
        }
    }
    if (!out.isEmpty() && out.back().isHighSurrogate()) {
        out.chop(1);
    }
    return out.simplified();
}

QString safeName(QStringView text)
{
    const QString name = plainName(text);
    // Only a name that could turn the line, or be torn by it, needs a fence.
    const bool turns = std::any_of(name.begin(), name.end(), [](QChar c) { return c.unicode() >= 0x0590; });
    return turns || QGuiApplication::isRightToLeft() ? ownWay(name) : name;
}

QString ownWay(const QString &line)
{
    return line.isEmpty() ? line : QString(kFirstStrongIsolate + line + kPopIsolate);
}

QString breakable(const QString &text)
{
    constexpr qsizetype kLongestRun = 16;
    constexpr QChar kMayBreak(0x200B);
    constexpr QStringView kBreaksAfter = u"@./-_~:";
    QString result;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype blank = text.indexOf(u' ', start);
        const qsizetype end = blank < 0 ? text.size() : blank + 1;
        qsizetype run = 0;
        for (qsizetype i = start; i < end; ++i) {
            result += text[i];
            ++run;
            const bool isWhole = i + 2 < end && !text[i].isHighSurrogate() && !text[i + 1].isMark();
            if (end - start > kLongestRun && isWhole && (run >= kLongestRun || kBreaksAfter.contains(text[i]))) {
                result += kMayBreak;
                run = 0;
            }
        }
        start = end;
    }
    return result;
}

QString previewLine(QStringView text)
{
    const QString line = plainName(text.left(kPreviewLength));
    return line;
}

} // namespace wardline::ui
