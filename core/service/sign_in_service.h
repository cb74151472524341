// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/model/jid.h"
#include "core/model/sign_in_state.h"
#include "core/service/service_error.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace wardline::service {

/// Someone who has signed in on this workstation before.
struct KnownAccount
{
    model::Jid account;
    QUrl relay;
    Instant lastSignIn{}; ///< epoch when not known
};

/// When and where somebody signed in the last time before this one. Kept sealed in the person's own profile, so only
/// the person sees it.
struct PreviousSignIn
{
    Instant when{};
    QString workstation;
    bool isHere = false; ///< on this computer
};

/// How this organisation signs in, by policy.
struct SignInDefaults
{
    QUrl relay; ///< empty when policy names none
    bool isRelayFixed = false; ///< policy allows no other relay
    QString domain; ///< put behind a name typed without one
    bool wantsCode = true; ///< whether a code is collected with the password
};

/// Everything the sign-in page collects, together, so that a refusal does not tell which part was wrong.
struct SignInRequest
{
    model::Jid account;
    QUrl relay;
    SecretBytes password;
    SecretBytes code; ///< empty when enrolling
    SecretBytes enrolmentTicket; ///< only when enrolling
};

/// Signs a person in and out: proves both factors to the relay, enrols a second factor, opens or creates the profile.
///
/// Lives on the main thread. One sign-in at a time; `cancel` ends it at any step and leaves nothing behind.
class SignInService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual model::SignInState state() const = 0;
    [[nodiscard]] virtual SignInDefaults defaults() const = 0;
    [[nodiscard]] virtual std::vector<KnownAccount> knownAccounts() const = 0;

    virtual void signIn(SignInRequest request) = 0;
    /// While Enrolling: the otpauth URI to show as QR and text; empty otherwise. It is the second factor itself.
    [[nodiscard]] virtual const SecretBytes &enrolmentUri() const = 0;
    /// While Enrolling: the first code from the authenticator.
    virtual void proveEnrolment(SecretBytes code) = 0;
    /// While ShowingRecoveryCodes; empty otherwise. Shown once.
    [[nodiscard]] virtual const std::vector<SecretBytes> &recoveryCodes() const = 0;
    /// The person says the codes are kept; the sign-in goes on.
    virtual void recoveryCodesKept() = 0;
    /// After PasswordChanged: opens the cache with the password it was made with and wraps it anew under the given one.
    virtual void openWithOldPassword(SecretBytes oldPassword) = 0;
    /// After PasswordChanged or ProfileDamaged: gives up what is cached here and starts with an empty cache.
    virtual void startFresh() = 0;
    /// After PasswordChanged or ProfileDamaged: how many messages have not left and would be lost by starting fresh;
    /// nothing when that cannot be known.
    [[nodiscard]] virtual std::optional<int> unsentAtStake() const = 0;
    virtual void cancel() = 0;
    /// How long a sign-in of this account would be refused after wrong attempts, as far as the relay or this device
    /// said; zero when it would not, or nobody knows.
    [[nodiscard]] virtual std::chrono::milliseconds signInDelay(const model::Jid &account) const = 0;
    /// What the relay's clock is ahead of this computer's, to about a second. Asked after a refused sign-in, because
    /// codes depend on time; nothing when the relay does not tell.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> clockSkew() const = 0;
    /// While SignedIn; nothing at the first time.
    [[nodiscard]] virtual std::optional<PreviousSignIn> previousSignIn() const = 0;
    /// Ends the session: tokens are deleted on both sides, the profile is closed, the cache stays (encrypted) for the
    /// next time.
    virtual void signOut() = 0;

Q_SIGNALS:
    void stateChanged(wardline::model::SignInState state);
    /// The state is SignedOut again, or unchanged while Enrolling (a wrong first code).
    void failed(const wardline::Error &error);
    /// clockSkew() knows now what it did not; some time after `failed`.
    void clockSkewChanged();
    /// Signed out by somebody else than the person here: the relay, policy, the end of the session.
    void signedOutBy(const wardline::Error &reason);
};

} // namespace wardline::service
