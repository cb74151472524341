// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/secret_text.h"

#include "core/xml/xml_writer.h"

#include <algorithm>
#include <string_view>

namespace wardline::stream {

namespace {

constexpr QByteArrayView kPlaceholderBytes = "{wardline-secret}";

bool isPrintableAscii(std::byte byte)
{
    const auto value = std::to_integer<unsigned>(byte);
    return value >= 0x20 && value < 0x7f;
}

std::string_view escaped(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    default:
        return {};
    }
}

class Writer
{
public:
    explicit Writer(SecretBytes &out)
        : m_out(out)
    {
    }
    void put(std::string_view bytes)
    {
        std::copy_n(std::as_bytes(std::span(bytes)).data(), bytes.size(), m_out.data() + m_position);
        m_position += bytes.size();
    }

private:
    SecretBytes &m_out;
    std::size_t m_position = 0;
};

std::string_view asView(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

std::optional<SecretBytes> frameWithSecret(const xml::Element &element, const SecretBytes &secret)
{
    const QByteArray frame = xml::writeXml(element);
    const qsizetype at = frame.indexOf(kPlaceholderBytes);
    const bool isPrintable = std::all_of(secret.span().begin(), secret.span().end(), isPrintableAscii);
    if (at < 0 || frame.indexOf(kPlaceholderBytes, at + 1) >= 0 || !isPrintable) {
        return std::nullopt;
    }
    std::size_t size = static_cast<std::size_t>(frame.size() - kPlaceholderBytes.size());
    for (const char character : asView(secret.view())) {
        size += std::max<std::size_t>(1, escaped(character).size());
    }
    SecretBytes out(size);
    Writer writer(out);
    writer.put(asView(QByteArrayView(frame).first(at)));
    for (const char &character : asView(secret.view())) {
        const std::string_view replacement = escaped(character);
        writer.put(replacement.empty() ? std::string_view(&character, 1) : replacement);
    }
    writer.put(asView(QByteArrayView(frame).sliced(at + kPlaceholderBytes.size())));
    return out;
}

SecretBytes plainFrame(const xml::Element &element)
{
    return SecretBytes::copyOf(QByteArrayView(xml::writeXml(element)));
}

SecretBytes base64Of(const SecretBytes &bytes)
{
    static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    SecretBytes out((bytes.size() + 2) / 3 * 4);
    const std::span<const std::byte> in = bytes.span();
    std::size_t position = 0;
    for (std::size_t i = 0; i < in.size(); i += 3) {
        const std::size_t have = std::min<std::size_t>(3, in.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = (group << 8) | (k < have ? std::to_integer<std::uint32_t>(in[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            const char digit = k <= have ? kAlphabet[(group >> (18 - 6 * k)) & 63U] : '=';
            out.data()[position++] = static_cast<std::byte>(digit);
        }
        wipe(std::as_writable_bytes(std::span(&group, 1)));
    }
    return out;
}

std::optional<SecretBytes> takeSecretText(const QString &text, qsizetype limit)
{
    const bool isGood = !text.isEmpty() && text.size() <= limit
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c < u'\x7f'; });
    std::optional<SecretBytes> secret;
    if (isGood) {
        secret.emplace(static_cast<std::size_t>(text.size()));
        std::transform(text.begin(), text.end(), secret->data(), [](QChar c) { return static_cast<std::byte>(c.unicode()); });
    }
    wipeText(text);
    return secret;
}

void wipeText(const QString &text)
{
    if (text.capacity() == 0) { // a literal, which is no secret and cannot be written to
        return;
    }
    // Deliberately past const and sharing: the point is that no copy of these characters remains.
    QChar *characters = const_cast<QChar *>(text.constData());
    wipe(std::as_writable_bytes(std::span(characters, static_cast<std::size_t>(text.size()))));
}

void wipeBytes(const QByteArray &bytes)
{
    if (bytes.capacity() == 0) {
        return;
    }
    char *data = const_cast<char *>(bytes.constData());
    wipe(std::as_writable_bytes(std::span(data, static_cast<std::size_t>(bytes.size()))));
}

} // namespace wardline::stream
