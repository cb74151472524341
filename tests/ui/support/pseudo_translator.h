// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

#include <algorithm>

namespace wardline::test {

/// Two languages that nobody speaks, made from the English texts while the program runs. Pseudo: accents on every
/// vowel, a third longer, in brackets, so that untranslated and cut texts are seen. Mirrored: in Hebrew letters, which
/// run from the right as in a language that is written so, for a window laid out from the right. Places (%1, %n, %Ln),
/// access keys and lines stay.
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
        if (isDateFormat(text)) {
            return text; // letters of a pattern are no words
        }
        return m_kind == Kind::Pseudo ? pseudo(text) : mirrored(text);
    }

    [[nodiscard]] static QString pseudo(const QString &text)
    {
        constexpr QStringView kPlain = u"aeiouycnAEIOUYCN";
        constexpr QStringView kAccented = u"áéïöúýçñÅÉÎÖÛÝÇÑ";
        QString result(1, u'[');
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPlace = i > 0 && (text[i - 1] == u'%' || text[i - 1] == u'&' || text.mid(i - 2, 2) == u"%L");
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
        // A letter for a letter, so that nothing but letters changes its direction and each text keeps its length.
        constexpr QStringView kLetters = u"אבגדהוזחטיכלמנסעפצקרשתםןףץ";
        QString result;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPlace = i > 0 && (text[i - 1] == u'%' || text.mid(i - 2, 2) == u"%L");
            const char16_t letter = text[i].toLower().unicode();
            const bool isLetter = letter >= u'a' && letter <= u'z' && !isPlace;
            result += isLetter ? kLetters[letter - u'a'] : text[i];
        }
        return result;
    }

private:
    [[nodiscard]] static bool isDateFormat(const QString &text)
    {
        return text.contains(u"d MMM") && std::all_of(text.begin(), text.end(), [](QChar c) {
                   return !c.isLetter() || c == u'd' || c == u'M' || c == u'y';
               });
    }

    const Kind m_kind;
};

} // namespace wardline::test
