// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace wardline::test {

/// Two languages that nobody speaks, made from the English texts while the program runs. Pseudo: accents on every
/// vowel, a third longer, in brackets, so that untranslated and cut texts are seen. Mirrored: every word written from
/// the right, for a window laid out from the right. Places (%1, %n), access keys and lines stay.
class PseudoTranslator final : public QTranslator
{
public:
    enum class Kind { Pseudo, Mirrored };

    explicit PseudoTranslator(Kind kind)
        : m_kind(kind)
    {
    }

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString text = QString::fromUtf8(source);
        return m_kind == Kind::Pseudo ? pseudo(text) : mirrored(text);
    }

    [[nodiscard]] static QString pseudo(const QString &text)
    {
        constexpr QStringView kPlain = u"aeiouycnAEIOUYCN";
        constexpr QStringView kAccented = u"áéïöúýçñÅÉÎÖÛÝÇÑ";
        QString result(1, u'[');
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPlace = i > 0 && (text[i - 1] == u'%' || text[i - 1] == u'&');
            const qsizetype at = isPlace ? -1 : kPlain.indexOf(text[i]);
            result += at < 0 ? text[i] : kAccented[at];
        }
        const qsizetype longer = std::max<qsizetype>(1, text.size() / 3);
        for (qsizetype i = 0; i < longer; ++i) {
            const bool isBlank = i % 12 == 11 && i + 1 < longer; // no language has words without an end
            result += isBlank ? u' ' : u'~';
        }
        return result + u']';
    }
    [[nodiscard]] static QString mirrored(const QString &text)
    {
        const QChar from(0x202E); // the letters run from the right until
        const QChar until(0x202C);
        QString result;
        bool isInWord = false;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPlace = text[i] == u'%' && i + 1 < text.size();
            const bool isWord = !isPlace && text[i].isLetter();
            if (isWord != isInWord) {
                result += isWord ? from : until;
                isInWord = isWord;
            }
            result += text[i];
            if (isPlace) {
                result += text[++i];
            }
        }
        return isInWord ? result + until : result;
    }

private:
    const Kind m_kind;
};

} // namespace wardline::test
