// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/xml/element.h"

#include <optional>

/// Secrets on their way into a frame and out of one, without a QString or QByteArray that stays.
namespace wardline::stream {

/// Stands in an element's text where frameWithSecret() puts the secret.
inline constexpr QStringView kSecretPlaceholder = u"{wardline-secret}";

/// The element as UTF-8, the secret in place of the one placeholder. The secret must be printable ASCII; it is escaped. Nothing
/// if it is not, or if there is no single placeholder.
[[nodiscard]] std::optional<SecretBytes> frameWithSecret(const xml::Element &element, const SecretBytes &secret);
/// The element as UTF-8, for frames without a secret.
[[nodiscard]] SecretBytes plainFrame(const xml::Element &element);
/// RFC 4648 4.
[[nodiscard]] SecretBytes base64Of(const SecretBytes &bytes);
/// Copies printable ASCII of at most `limit` characters out of text that came from the wire, and overwrites that text wherever it
/// is shared. Nothing if it is empty, too long or has other characters.
[[nodiscard]] std::optional<SecretBytes> takeSecretText(const QString &text, qsizetype limit);
/// Overwrites a string that lives on the heap, wherever it is shared; leaves literals alone.
void wipeText(const QString &text);
void wipeBytes(const QByteArray &bytes);

} // namespace wardline::stream
