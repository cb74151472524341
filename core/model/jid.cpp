// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/jid.h"

namespace wardline::model {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxPartBytes = 1023;

bool fitsPart(const QString &part)
{
    return !part.isEmpty() && part.size() <= kMaxPartBytes && part.toUtf8().size() <= kMaxPartBytes;
}

/// No control characters, no code points that hide or reorder text, no lone surrogates.
bool isPlainText(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        const QChar::Category category = c.category();
        if (c.isSurrogate() || category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph) {
            return false;
        }
    }
    return true;
}

/// RFC 7622 3.3: letters and digits, but never what delimits or could be taken for markup.
bool isLocalpart(const QString &part)
{
    static constexpr QStringView kForbidden = u"\"&'/:<>@";
    for (const QChar c : part) {
        if (kForbidden.contains(c) || c.isSpace()) {
            return false;
        }
    }
    return fitsPart(part) && isPlainText(part);
}

bool isDomainpart(const QString &part)
{
    for (const QChar c : part) {
        if (!(c.isLetterOrNumber() || c.isMark() || u"-._[]:"_s.contains(c))) {
            return false;
        }
    }
    return fitsPart(part);
}

QString folded(QStringView text)
{
    return text.toString().toLower().normalized(QString::NormalizationForm_C);
}

} // namespace

std::optional<Jid> Jid::parse(QStringView text)
{
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
    Jid jid = *this;
    jid.m_resource = resource.toString().normalized(QString::NormalizationForm_C);
    if (!fitsPart(jid.m_resource) || !isPlainText(jid.m_resource)) {
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

} // namespace wardline::model
