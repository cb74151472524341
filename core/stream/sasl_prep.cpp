// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/sasl_prep.h"

#include "core/stream/secret_text.h"
#include "core/stream/stream_error.h"

#include <QString>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <memory>

namespace wardline::stream {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// RFC 3454 C.1.2: become U+0020.
constexpr std::array kSpaces {
    Range {0x00a0, 0x00a0}, Range {0x1680, 0x1680}, Range {0x2000, 0x200b}, Range {0x202f, 0x202f}, Range {0x205f, 0x205f},
    Range {0x3000, 0x3000},
};
/// RFC 3454 B.1: become nothing.
constexpr std::array kNothing {
    Range {0x00ad, 0x00ad}, Range {0x034f, 0x034f}, Range {0x1806, 0x1806}, Range {0x180b, 0x180d}, Range {0x200c, 0x200d},
    Range {0x2060, 0x2060}, Range {0xfe00, 0xfe0f}, Range {0xfeff, 0xfeff},
};
/// RFC 4013 2.3: RFC 3454 C.2.1, C.2.2, C.3 to C.9 (surrogates cannot occur, the decoder refuses them).
constexpr std::array kProhibited {
    Range {0x0000, 0x001f},   Range {0x007f, 0x009f},     Range {0x0340, 0x0341},   Range {0x06dd, 0x06dd}, Range {0x070f, 0x070f},
    Range {0x180e, 0x180e},   Range {0x200c, 0x200f},     Range {0x2028, 0x202e},   Range {0x2060, 0x2063}, Range {0x206a, 0x206f},
    Range {0x2ff0, 0x2ffb},   Range {0xe000, 0xf8ff},     Range {0xfdd0, 0xfdef},   Range {0xfeff, 0xfeff}, Range {0xfff9, 0xffff},
    Range {0x1d173, 0x1d17a}, Range {0xe0001, 0xe0001},   Range {0xe0020, 0xe007f}, Range {0xf0000, 0xfffff},
    Range {0x100000, 0x10ffff},
};

template <std::size_t N>
bool isIn(const std::array<Range, N> &ranges, char32_t character)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [character](Range range) { return character >= range.first && character <= range.last; });
}

bool isNonCharacter(char32_t character)
{
    return (character & 0xfffe) == 0xfffe;
}

/// Code points on the heap that are wiped when they go.
class CodePoints
{
public:
    explicit CodePoints(const QString &text)
        : m_points(text.toUcs4())
    {
    }
    ~CodePoints()
    {
        // QList hands out the only copy here, so this reaches the memory itself.
        wipe(std::as_writable_bytes(std::span(m_points.data(), static_cast<std::size_t>(m_points.size()))));
    }
    CodePoints(const CodePoints &) = delete;
    CodePoints &operator=(const CodePoints &) = delete;
    [[nodiscard]] auto begin() const { return m_points.cbegin(); }
    [[nodiscard]] auto end() const { return m_points.cend(); }
    [[nodiscard]] bool isEmpty() const { return m_points.isEmpty(); }
    [[nodiscard]] char32_t front() const { return m_points.constFirst(); }
    [[nodiscard]] char32_t back() const { return m_points.constLast(); }

private:
    QList<uint> m_points;
};

/// A string that is wiped when it goes.
struct WipedText {
    QString text;
    WipedText() = default;
    explicit WipedText(QString value)
        : text(std::move(value))
    {
    }
    ~WipedText() { wipeText(text); }
    WipedText(const WipedText &) = delete;
    WipedText &operator=(const WipedText &) = delete;
};

bool isRightToLeft(char32_t character)
{
    return QChar::direction(character) == QChar::DirR || QChar::direction(character) == QChar::DirAL;
}

/// RFC 3454 6.
bool isDirectionAllowed(const CodePoints &points)
{
    if (std::none_of(points.begin(), points.end(), isRightToLeft)) {
        return true;
    }
    const bool hasLeftToRight = std::any_of(points.begin(), points.end(),
                                            [](char32_t c) { return QChar::direction(c) == QChar::DirL; });
    return !hasLeftToRight && isRightToLeft(points.front()) && isRightToLeft(points.back());
}

Result<SecretBytes> prepareUnicode(QByteArrayView utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    const WipedText decoded {QString(decoder.decode(utf8))};
    if (decoder.hasError()) {
        return failure(StreamError::PasswordNotAllowed);
    }
    WipedText mapped;
    mapped.text.reserve(decoded.text.size());
    const CodePoints original(decoded.text);
    for (const char32_t character : original) {
        if (isIn(kSpaces, character)) {
            mapped.text.append(u' ');
        } else if (!isIn(kNothing, character)) {
            mapped.text.append(QChar::fromUcs4(character));
        }
    }
    const WipedText normalised {mapped.text.normalized(QString::NormalizationForm_KC, QChar::Unicode_3_2)};
    const CodePoints points(normalised.text);
    const bool isProhibited = std::any_of(points.begin(), points.end(),
                                          [](char32_t c) { return isIn(kProhibited, c) || isNonCharacter(c); });
    if (points.isEmpty() || isProhibited || !isDirectionAllowed(points)) {
        return failure(StreamError::PasswordNotAllowed);
    }
    const QByteArray encoded = normalised.text.toUtf8();
    SecretBytes result = SecretBytes::copyOf(QByteArrayView(encoded));
    wipeBytes(encoded);
    return result;
}

} // namespace

Result<SecretBytes> saslPrep(const SecretBytes &text)
{
    const auto bytes = text.span();
    const bool isAscii = std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return std::to_integer<unsigned>(b) < 0x80; });
    if (!isAscii) {
        return prepareUnicode(text.view());
    }
    const bool isPrintable = std::all_of(bytes.begin(), bytes.end(), [](std::byte b) {
        return std::to_integer<unsigned>(b) >= 0x20 && std::to_integer<unsigned>(b) != 0x7f;
    });
    if (text.isEmpty() || !isPrintable) {
        return failure(StreamError::PasswordNotAllowed);
    }
    return text.clone();
}

} // namespace wardline::stream
