// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/stream/fast_token.h"

#include <QString>

#include <optional>

namespace wardline::stream {

enum class SaslVersion { Sasl1, Sasl2 };

/// How the second factor was proved in this sign-in.
enum class CodeProof {
    None,
    Task, ///< verified by the relay as a SASL2 task
    Enrolment, ///< verified by the relay while enrolling
    Appended, ///< sent with the password; whether the relay looks at it is the organisation's word
    Pass, ///< the relay says that an administrator let this account in without one for a while (audited there)
    Token, ///< FAST token of a sign-in that proved a code
};

/// What was agreed with the relay. Move-only because of the token.
struct SessionInfo {
    model::Jid jid; ///< full
    SaslVersion sasl = SaslVersion::Sasl2;
    QString mechanism; ///< "SCRAM-SHA-256", "HT-SHA-256-NONE", "PLAIN"
    CodeProof codeProof = CodeProof::None;
    bool bind2 = false;
    bool resumed = false; ///< the earlier session goes on: no presence, no carbons request, no room joins needed
    bool streamManagement = false; ///< acknowledgements will come
    bool resumable = false;
    bool carbonsEnabled = false; ///< if not, the service asks by iq
    bool csiOffered = false;
    std::optional<FastToken> token; ///< the next one to use; replaces the one that was given
    std::optional<int> recoveryCodesLeft; ///< after a sign-in with a recovery code

    [[nodiscard]] SessionInfo clone() const
    {
        return {.jid = jid,
                .sasl = sasl,
                .mechanism = mechanism,
                .codeProof = codeProof,
                .bind2 = bind2,
                .resumed = resumed,
                .streamManagement = streamManagement,
                .resumable = resumable,
                .carbonsEnabled = carbonsEnabled,
                .csiOffered = csiOffered,
                .token = token ? std::optional(token->clone()) : std::nullopt,
                .recoveryCodesLeft = recoveryCodesLeft};
    }
};

} // namespace wardline::stream
