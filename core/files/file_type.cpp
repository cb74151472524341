// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_type.h"

#include <QMimeDatabase>

#include <algorithm>

namespace wardline::files {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 120;
constexpr qsizetype kLongestSuffix = 12;
const QLatin1StringView kText("text/plain");

bool isKindOf(const QMimeType &kind, const QMimeType &general)
{
    return kind == general || kind.inherits(general.name());
}

} // namespace

QString mediaTypeOf(QByteArrayView head, const QString &name)
{
    const QMimeDatabase types;
    const QMimeType found = types.mimeTypeForData(QByteArray::fromRawData(head.data(), head.size()));
    const QMimeType named = types.mimeTypeForFile(name, QMimeDatabase::MatchExtension);
    if (!found.isValid() || found.isDefault()) {
        return u"application/octet-stream"_s;
    }
    const bool isFiner = named.isValid() && !named.isDefault() && named.inherits(found.name());
    return isFiner ? named.name() : found.name();
}

bool isSameKind(const QString &claimed, const QString &found)
{
    const QMimeDatabase types;
    const QMimeType said = types.mimeTypeForName(claimed);
    const QMimeType is = types.mimeTypeForName(found);
    if (!said.isValid() || said.isDefault() || !is.isValid()) {
        return true;
    }
    // Plain text is what is left when nothing else fits: it contradicts a picture, not a table.
    const bool isWeak = is.name() == kText && !claimed.startsWith(u"image/"_s) && !claimed.startsWith(u"video/"_s);
    return isWeak || isKindOf(said, is) || isKindOf(is, said);
}

bool isTypeAllowed(const QString &mediaType, const QStringList &allowed)
{
    const QString family = mediaType.section(u'/', 0, 0) + u"/*"_s;
    return std::any_of(allowed.begin(), allowed.end(),
                       [&](const QString &each) { return each == mediaType || each == family || each == u"*/*"_s; });
}

QString plainFileName(const QString &name)
{
    QString plain;
    for (const QChar c : name.section(u'/', -1).section(u'\\', -1)) {
        const QChar::Category category = c.category();
        const bool isHidden = category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        plain += isHidden ? QChar(u'_') : c;
    }
    plain = plain.trimmed();
    while (plain.startsWith(u'.')) {
        plain.remove(0, 1); // neither hidden nor another folder
    }
    if (plain.size() > kLongestName) {
        const qsizetype dot = plain.lastIndexOf(u'.');
        const QString suffix = dot > 0 && plain.size() - dot <= kLongestSuffix ? plain.sliced(dot) : QString();
        plain = plain.left(kLongestName - suffix.size()) + suffix;
    }
    return plain.isEmpty() ? u"file"_s : plain;
}

} // namespace wardline::files
