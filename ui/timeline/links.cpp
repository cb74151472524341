// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/links.h"

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongest = 2'048; ///< UTF-16 units; longer ones stay plain text
constexpr qsizetype kMostLinks = 64; ///< in one block of text

bool isTextDirectionMark(QChar c)
{
    return (c.unicode() >= 0x202A && c.unicode() <= 0x202E) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069)
        || c.unicode() == 0x200E || c.unicode() == 0x200F || c.unicode() == 0x061C;
}

bool endsLink(QChar c)
{
    return c.isSpace() || c == u'<' || c == u'>' || c == u'"' || c.category() == QChar::Other_Control
        || c.category() == QChar::Other_Format || isTextDirectionMark(c) || c == QChar::ReplacementCharacter;
}

/// Where the address that starts at `start` ends: a full stop or bracket behind it belongs to the sentence.
qsizetype endOf(QStringView text, qsizetype start)
{
    qsizetype end = start;
    while (end < text.size() && !endsLink(text[end])) {
        ++end;
    }
    while (end > start) {
        const QChar last = text[end - 1];
        const bool isClosing = last == u')' && text.sliced(start, end - start).contains(u'(');
        if (isClosing || !QStringView(u".,;:!?)]}'*").contains(last)) {
            break;
        }
        --end;
    }
    return end;
}

bool runsTheOtherWay(QStringView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.direction() == QChar::DirR || c.direction() == QChar::DirAL; });
}

bool isDisguised(QStringView written, const QString &place, bool isCutByControl)
{
    const qsizetype from = written.indexOf(u"//") + 2;
    qsizetype to = from;
    while (to < written.size() && written[to] != u'/' && written[to] != u'?' && written[to] != u'#'
           && written[to] != u'\\') {
        ++to;
    }
    return isCutByControl || written.sliced(from, to - from).compare(place, Qt::CaseInsensitive) != 0
        || runsTheOtherWay(written);
}

} // namespace

QList<TextLink> linksIn(QStringView text)
{
    QList<TextLink> links;
    qsizetype from = 0;
    while (links.size() < kMostLinks) {
        const qsizetype start = text.indexOf(u"http", from, Qt::CaseInsensitive);
        if (start < 0) {
            break;
        }
        from = start + 4;
        const QStringView rest = text.sliced(start);
        const bool isWeb =
            rest.startsWith(u"http://", Qt::CaseInsensitive) || rest.startsWith(u"https://", Qt::CaseInsensitive);
        if (!isWeb || (start > 0 && text[start - 1].isLetterOrNumber())) {
            continue;
        }
        const qsizetype end = endOf(text, start);
        from = std::max(from, end);
        const QStringView written = text.sliced(start, end - start);
        if (written.size() > kLongest) {
            continue;
        }
        const QUrl url(written.toString(), QUrl::StrictMode);
        const QString host = url.host(QUrl::FullyEncoded);
        if (!url.isValid() || host.isEmpty()) {
            continue;
        }
        const QString place = url.port() > 0 ? host + u':' + QString::number(url.port()) : host;
        const bool isCut = end < text.size() && !text[end].isSpace() && text[end].category() == QChar::Other_Format;
        links.append(
            {static_cast<int>(start), static_cast<int>(end - start), url, place, isDisguised(written, place, isCut)});
    }
    return links;
}

} // namespace wardline::ui
