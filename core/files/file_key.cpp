// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_key.h"

#include "core/crypto/gcm_stream.h"

#include <algorithm>
#include <span>

namespace wardline::files {

using namespace Qt::StringLiterals;
using crypto::GcmStream;

namespace {

constexpr QStringView kScheme = u"aesgcm";
constexpr QStringView kBegin = u"aesgcm://";

QByteArray randomBytes(Random &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    random.fill(std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(size))));
    return bytes;
}

} // namespace

FileKey FileKey::make(Random &random)
{
    return {randomBytes(random, qsizetype(GcmStream::kKeySize)), randomBytes(random, GcmStream::kNonceSize)};
}

bool FileKey::isUsable() const
{
    return key.size() == qsizetype(GcmStream::kKeySize)
        && (nonce.size() == GcmStream::kNonceSize || nonce.size() == GcmStream::kOldNonceSize);
}

QString AesgcmLink::toText() const
{
    const QString address = url.toString(QUrl::FullyEncoded | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    return kScheme % address.sliced(address.indexOf(u':')) % u'#'
        % QString::fromLatin1(QByteArray(key.nonce + key.key).toHex());
}

std::optional<AesgcmLink> AesgcmLink::parse(QStringView text)
{
    if (text.size() > kMaxLength || !text.startsWith(kBegin, Qt::CaseInsensitive)) {
        return std::nullopt;
    }
    const qsizetype hash = text.indexOf(u'#');
    const QStringView fragment = hash < 0 ? QStringView() : text.sliced(hash + 1);
    const bool isHex = std::all_of(fragment.begin(), fragment.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    });
    const QByteArray bytes =
        isHex && fragment.size() % 2 == 0 ? QByteArray::fromHex(fragment.toLatin1()) : QByteArray();
    const qsizetype nonceSize = bytes.size() - qsizetype(GcmStream::kKeySize);
    if (nonceSize != GcmStream::kNonceSize && nonceSize != GcmStream::kOldNonceSize) {
        return std::nullopt;
    }
    AesgcmLink link;
    link.url = QUrl(u"https"_s % text.sliced(kScheme.size(), hash - kScheme.size()), QUrl::StrictMode);
    link.key = {bytes.sliced(nonceSize), bytes.first(nonceSize)};
    const bool isPlain = link.url.isValid() && !link.url.host().isEmpty() && link.url.userInfo().isEmpty();
    return isPlain ? std::optional(link) : std::nullopt;
}

} // namespace wardline::files
