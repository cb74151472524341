// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/not_encrypted.h"

namespace wardline::omemo {

namespace {
constexpr QStringView kClientNs = u"jabber:client";
constexpr QStringView kOmemo2Ns = u"urn:xmpp:omemo:2";
constexpr QStringView kOmemo03Ns = u"eu.siacs.conversations.axolotl";
constexpr QStringView kOpenPgpNs = u"urn:xmpp:openpgp:0";
} // namespace

model::EncryptionState NotEncrypted::stateOf(const model::Jid &) const
{
    return model::EncryptionState::NotEncrypted;
}

Result<ProtectedContent> NotEncrypted::encrypt(const model::Jid &, const MessageContent &content)
{
    ProtectedContent result;
    xml::Element body(u"body", kClientNs);
    body.setText(content.body);
    result.payload.push_back(std::move(body));
    return result;
}

Result<std::optional<OpenedContent>> NotEncrypted::decrypt(const xml::Element &message)
{
    for (const QStringView ns : {kOmemo2Ns, kOmemo03Ns, kOpenPgpNs}) {
        if (message.firstChildIn(ns) != nullptr) {
            return failure(CipherError::NothingForUs);
        }
    }
    const xml::Element *body = message.child(u"body", kClientNs);
    if (body == nullptr || body->text().isEmpty()) {
        return std::optional<OpenedContent>();
    }
    return OpenedContent{MessageContent{body->text()}, model::EncryptionState::NotEncrypted, std::nullopt};
}

} // namespace wardline::omemo
