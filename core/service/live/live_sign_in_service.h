// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/sign_in_flow.h"
#include "core/service/live/environment.h"
#include "core/service/live/local_code.h"
#include "core/service/live/open_profile.h"
#include "core/service/live/refusal_facts.h"
#include "core/service/sign_in_service.h"

#include <functional>
#include <memory>
#include <optional>

namespace wardline::service {

/// Drives auth::SignInFlow with a real profile, vault and relay. Main thread.
class LiveSignInService final : public SignInService
{
    Q_OBJECT
public:
    /// `entered` takes over what was opened; `leave` ends the session that runs.
    LiveSignInService(Environment &environment, std::function<void(SignedIn)> entered, std::function<void()> leave,
                      QObject *parent = nullptr);
    ~LiveSignInService() override;

    /// The session is over: by the person, the relay (with a reason) or the clock.
    void sessionEnded(const std::optional<Error> &reason);

    // SignInService
    [[nodiscard]] model::SignInState state() const override { return m_flow.state(); }
    [[nodiscard]] SignInDefaults defaults() const override;
    [[nodiscard]] std::vector<KnownAccount> knownAccounts() const override;
    void signIn(SignInRequest request) override;
    [[nodiscard]] const SecretBytes &enrolmentUri() const override { return m_otpauthUri; }
    void proveEnrolment(SecretBytes code) override;
    [[nodiscard]] const std::vector<SecretBytes> &recoveryCodes() const override { return m_recoveryCodes; }
    void recoveryCodesKept() override;
    void openWithOldPassword(SecretBytes oldPassword) override;
    void startFresh() override;
    [[nodiscard]] std::optional<int> unsentAtStake() const override;
    void cancel() override;
    [[nodiscard]] std::chrono::milliseconds signInDelay(const model::Jid &account) const override
    {
        return m_refusal.delayOf(account);
    }
    [[nodiscard]] std::optional<std::chrono::milliseconds> clockSkew() const override { return m_refusal.clockSkew(); }
    [[nodiscard]] std::optional<PreviousSignIn> previousSignIn() const override { return m_previous; }
    void signOut() override;

private:
    /// What must be replaced because the person gave it up, at the next sign-in.
    enum class Fresh { Nothing, Cache, Vault };

    void feed(const auth::SignInEvent &event);
    /// Goes on with `function(status)`, unless the attempt that asked has ended meanwhile.
    void next(const QFuture<Status> &future, std::function<void(const Status &)> function);
    void letGoOfProfile();
    void perform(auth::SignInAction action);
    void prepareLink();
    void reachRelay();
    void proveToken();
    void onEstablished(const stream::SessionInfo &info);
    void onSignInFailed(const Error &reason);
    void createProfile();
    void openProfile();
    void rewrapProfile();
    void replaceProfile();
    void onVault(const Status &status);
    void onCache(const Status &status);
    void enrolLocally();
    void verifyLocalCode();
    void storeLocalSeed();
    void recordOnlineSignIn();
    void wipeCredentials();
    void enter();
    void closeProfile();
    void report();
    void fail(const Error &error);
    void setPublicState();
    void recordOutcome(audit::AuditEventType type, audit::AuditOutcome outcome,
                       std::optional<audit::AuditReason> reason);
    [[nodiscard]] std::optional<auth::CodeCheck> codeCheck() const;
    [[nodiscard]] auth::ProfileDirectory directoryFor(const model::Jid &account) const;

    Environment &m_environment;
    std::function<void(SignedIn)> m_entered;
    std::function<void()> m_leave;
    auth::SignInFlow m_flow;
    LocalCode m_localCode;
    RefusalFacts m_refusal;
    model::SignInState m_announced = model::SignInState::SignedOut;
    SignInRequest m_request;
    SecretBytes m_oldPassword;
    SecretBytes m_linkPassword; ///< for a connection that will need it, from the wiping until somebody enters
    SecretBytes m_otpauthUri;
    std::vector<SecretBytes> m_recoveryCodes;
    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<RelayLink> m_link;
    std::optional<stream::SessionInfo> m_established;
    std::optional<Error> m_cause; ///< the stream's own words for what the flow sums up
    std::optional<std::pair<auth::ProfileDirectory, Fresh>> m_offeredFresh;
    Fresh m_fresh = Fresh::Nothing;
    bool m_isNewPassword = false; ///< the vault was made with it, or changed to it, in this attempt
    bool m_wasEnrolled = false;
    std::optional<PreviousSignIn> m_previous;
    int m_attempt = 0; ///< what an earlier one still had under way is of no interest to the next
};

} // namespace wardline::service
