// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/jid.h"

namespace wardline::model {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxPartBytes = 1023;
constexpr qsizetype kMaxLabelLength = 63;

bool isAscii(QStringView text)
{
    for (const QChar c : text) {
        if (c.unicode() >= 0x80) {
            return false;
        }
    }
    return true;
}

bool fitsPart(const QString &part)
{
    return !part.isEmpty() && part.size() <= kMaxPartBytes && (isAscii(part) || part.toUtf8().size() <= kMaxPartBytes);
}

/// RFC 8264 9.13, PrecisIgnorableProperties: drawn as nothing, so that two addresses could look like one.
bool isInvisible(char32_t c)
{
    return QChar::category(c) == QChar::Other_Format || c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5
        || (c >= 0x180b && c <= 0x180f) || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xffa0
        || (c >= 0xe0000 && c <= 0xe0fff) || QChar::isNonCharacter(c);
}

/// RFC 8264 4.2, IdentifierClass: letters, digits and their marks; of ASCII all that is visible.
bool isIdentifierCharacter(char32_t c)
{
    if (c < 0x80) {
        return c > 0x20 && c < 0x7f;
    }
    switch (QChar::category(c)) {
    case QChar::Letter_Lowercase:
    case QChar::Letter_Uppercase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
    case QChar::Number_DecimalDigit:
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
        return !isInvisible(c);
    default:
        return false;
    }
}

/// RFC 8264 4.3, FreeformClass, for what is shown as a nick. Code points newer than our tables are let through.
bool isFreeformCharacter(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return !isInvisible(c);
    }
}

template <typename Predicate>
bool allCharacters(QStringView text, Predicate isAllowed)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        if (!isAllowed(c)) {
            return false;
        }
    }
    return true;
}

/// RFC 7622 3.3.1: wide and narrow forms become the usual ones.
QString withUsualWidth(QStringView text)
{
    QString mapped;
    mapped.reserve(text.size());
    for (const QChar c : text) {
        const QChar::Decomposition tag = c.decompositionTag();
        mapped += tag == QChar::Wide || tag == QChar::Narrow ? c.decomposition() : QString(c);
    }
    return mapped;
}

/// Width, case and composition, for localparts and domainparts.
QString folded(QStringView text)
{
    if (isAscii(text)) {
        return text.toString().toLower();
    }
    return withUsualWidth(text).toLower().normalized(QString::NormalizationForm_C);
}

/// No code point that stands for others (RFC 8264 9.17, HasCompat): "\ufb01" is no "fi".
bool isIdentifier(const QString &part)
{
    return allCharacters(part, isIdentifierCharacter)
        && (isAscii(part) || part.normalized(QString::NormalizationForm_KC) == part);
}

/// RFC 7622 3.3: an identifier without what delimits or could be taken for markup.
bool isLocalpart(const QString &part)
{
    static constexpr QStringView kForbidden = u"\"&'/:<>@";
    for (const QChar c : part) {
        if (kForbidden.contains(c)) {
            return false;
        }
    }
    return fitsPart(part) && isIdentifier(part);
}

/// RFC 3986 3.2.2, roughly: enough to keep nonsense out, resolving is not our business.
bool isIpv6Literal(QStringView part)
{
    constexpr qsizetype kLongest = 47;
    if (!part.endsWith(u']') || part.size() > kLongest || part.count(u':') < 2) {
        return false;
    }
    return allCharacters(part.sliced(1).chopped(1), [](char32_t c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || c == u':' || c == u'.';
    });
}

/// RFC 7622 3.2: labels of letters, digits and hyphens (underscores are let through, inner networks have them).
///
/// FIXME(spec): A-labels ("xn--") are not turned into U-labels; an address keeps the form in which its relay writes it.
bool isDomainpart(const QString &part)
{
    if (!fitsPart(part)) {
        return false;
    }
    if (part.startsWith(u'[')) {
        return isIpv6Literal(part);
    }
    for (qsizetype start = 0, dot = 0; dot >= 0; start = dot + 1) {
        dot = part.indexOf(u'.', start);
        const qsizetype length = (dot < 0 ? part.size() : dot) - start;
        if (length == 0 || length > kMaxLabelLength) {
            return false;
        }
    }
    return isIdentifier(part) && allCharacters(part, [](char32_t c) {
        return c >= 0x80 || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_' || c == u'.';
    });
}

/// RFC 7622 3.4, OpaqueString: other spaces become U+0020, then NFC.
QString opaque(QStringView text)
{
    QString mapped = text.toString();
    if (isAscii(mapped)) {
        return mapped;
    }
    for (qsizetype i = 0; i < mapped.size(); ++i) {
        if (mapped[i].category() == QChar::Separator_Space) {
            mapped[i] = u' ';
        }
    }
    return mapped.normalized(QString::NormalizationForm_C);
}

/// More than any address has, so that normalisation is not asked to work on megabytes.
constexpr qsizetype kMaxAddressLength = 3 * (kMaxPartBytes + 1);

} // namespace

std::optional<Jid> Jid::parse(QStringView text)
{
    if (text.size() > kMaxAddressLength) {
        return std::nullopt;
    }
    // RFC 7622 3.1: the resourcepart begins at the first slash, the localpart ends at the first at-sign before it.
    const qsizetype slash = text.indexOf(u'/');
    const QStringView address = slash < 0 ? text : text.first(slash);
    const qsizetype at = address.indexOf(u'@');
    Jid jid;
    if (at >= 0) {
        jid.m_local = folded(address.first(at));
        if (!isLocalpart(jid.m_local)) {
            return std::nullopt;
        }
    }
    jid.m_domain = folded(address.sliced(at + 1));
    if (jid.m_domain.endsWith(u'.')) {
        jid.m_domain.chop(1);
    }
    if (!isDomainpart(jid.m_domain)) {
        return std::nullopt;
    }
    return slash < 0 ? std::optional(jid) : jid.withResource(text.sliced(slash + 1));
}

Jid Jid::bare() const
{
    Jid jid = *this;
    jid.m_resource.clear();
    return jid;
}

std::optional<Jid> Jid::withResource(QStringView resource) const
{
    if (isEmpty() || resource.size() > kMaxAddressLength) {
        return std::nullopt;
    }
    Jid jid = *this;
    jid.m_resource = opaque(resource);
    if (!fitsPart(jid.m_resource) || !allCharacters(jid.m_resource, isFreeformCharacter)) {
        return std::nullopt;
    }
    return jid;
}

QString Jid::toString() const
{
    QString text;
    text.reserve(m_local.size() + m_domain.size() + m_resource.size() + 2);
    if (!m_local.isEmpty()) {
        text += m_local % u'@';
    }
    text += m_domain;
    if (!m_resource.isEmpty()) {
        text += u'/' % m_resource;
    }
    return text;
}

std::strong_ordering Jid::order(const Jid &other) const
{
    if (const int local = m_local.compare(other.m_local); local != 0) {
        return local <=> 0;
    }
    if (const int domain = m_domain.compare(other.m_domain); domain != 0) {
        return domain <=> 0;
    }
    return m_resource.compare(other.m_resource) <=> 0;
}

} // namespace wardline::model
