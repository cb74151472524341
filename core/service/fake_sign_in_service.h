// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"

#include <functional>
#include <utility>

namespace wardline::service {

/// Signs in whoever has the scripted password and code, one step per turn of the event loop.
class FakeSignInService final : public SignInService
{
public:
    [[nodiscard]] model::SignInState state() const override { return m_state; }
    [[nodiscard]] SignInDefaults defaults() const override { return signInDefaults; }
    [[nodiscard]] std::vector<KnownAccount> knownAccounts() const override { return accounts; }

    void signIn(SignInRequest request) override
    {
        ++attempts;
        m_request = std::move(request);
        become(model::SignInState::Connecting);
        later([this] { prove(); });
    }
    [[nodiscard]] const SecretBytes &enrolmentUri() const override { return m_uri; }
    void proveEnrolment(SecretBytes code) override
    {
        if (!code.equals(SecretBytes::copyOf(goodCode))) {
            Q_EMIT failed(Error(ServiceError::WrongCredentials));
            return;
        }
        m_uri.clear();
        for (int i = 0; i < 10; ++i) {
            m_codes.push_back(
                SecretBytes::copyOf(QByteArray("ABCD-EFGH-JK2" + QByteArray(1, static_cast<char>('A' + i)))));
        }
        become(model::SignInState::ShowingRecoveryCodes);
    }
    [[nodiscard]] const std::vector<SecretBytes> &recoveryCodes() const override { return m_codes; }
    void recoveryCodesKept() override
    {
        m_codes.clear();
        openProfile();
    }
    void openWithOldPassword(SecretBytes oldPassword) override
    {
        if (oldPassword.equals(SecretBytes::copyOf(oldGoodPassword))) {
            openProfile();
        } else {
            fail(ServiceError::WrongCredentials);
        }
    }
    void startFresh() override
    {
        hasStartedFresh = true;
        openProfile();
    }
    [[nodiscard]] std::optional<int> unsentAtStake() const override { return unsent; }
    void cancel() override
    {
        m_uri.clear();
        m_codes.clear();
        become(model::SignInState::SignedOut);
    }
    [[nodiscard]] std::chrono::milliseconds signInDelay(const model::Jid &account) const override
    {
        return account == m_request.account ? delay : std::chrono::milliseconds(0);
    }
    [[nodiscard]] std::optional<std::chrono::milliseconds> clockSkew() const override { return skew; }
    [[nodiscard]] std::optional<PreviousSignIn> previousSignIn() const override { return previous; }
    void signOut() override
    {
        if (onSignedOut) {
            onSignedOut();
        }
        become(model::SignInState::SignedOut);
    }

    /// Straight to SignedIn, for tests that begin there.
    void signInAtOnce()
    {
        become(model::SignInState::SignedIn);
        if (onSignedIn) {
            onSignedIn();
        }
    }
    /// Later than the refusal, as for real.
    void learnClockSkew(std::chrono::milliseconds relayAhead)
    {
        skew = relayAhead;
        Q_EMIT clockSkewChanged();
    }
    void endSession(ServiceError reason)
    {
        signOut();
        Q_EMIT signedOutBy(Error(reason));
    }

    QByteArray goodPassword = "correct horse";
    QByteArray oldGoodPassword = "old horse";
    QByteArray goodCode = "123456";
    QByteArray goodTicket = "ABCD-EFGH";
    bool mustEnrol = false;
    std::optional<Error> nextError; ///< instead of the outcome
    std::optional<model::SignInState> stopAt; ///< the sign-in hangs there, for looking at it
    std::optional<int> unsent;
    std::chrono::milliseconds delay{}; ///< of whoever tried last
    std::optional<std::chrono::milliseconds> skew;
    std::optional<PreviousSignIn> previous;
    SignInDefaults signInDefaults;
    std::vector<KnownAccount> accounts;
    int attempts = 0;
    bool hasStartedFresh = false;
    std::function<void()> onSignedIn;
    std::function<void()> onSignedOut;
    [[nodiscard]] const SignInRequest &lastRequest() const { return m_request; }

private:
    void later(std::function<void()> step) { QMetaObject::invokeMethod(this, std::move(step), Qt::QueuedConnection); }
    void become(model::SignInState state)
    {
        if (m_state != state) {
            m_state = state;
            Q_EMIT stateChanged(state);
        }
    }
    void fail(const Error &error)
    {
        become(model::SignInState::SignedOut);
        Q_EMIT failed(error);
    }
    void fail(ServiceError error) { fail(Error(error)); }
    void prove()
    {
        if (m_state != model::SignInState::Connecting || stopAt == m_state) {
            return;
        }
        become(model::SignInState::Proving);
        later([this] { decide(); });
    }
    void decide()
    {
        if (m_state != model::SignInState::Proving || stopAt == m_state) {
            return;
        }
        if (nextError) {
            fail(*std::exchange(nextError, std::nullopt));
        } else if (!m_request.password.equals(SecretBytes::copyOf(goodPassword))) {
            fail(ServiceError::WrongCredentials);
        } else if (mustEnrol && m_request.enrolmentTicket.isEmpty()) {
            fail(ServiceError::TicketMissing);
        } else if (mustEnrol) {
            m_uri = SecretBytes::copyOf(
                "otpauth://totp/Clinic:anna?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Clinic&digits=6&period=30");
            become(model::SignInState::Enrolling);
        } else if (!m_request.code.equals(SecretBytes::copyOf(goodCode))) {
            fail(ServiceError::WrongCredentials);
        } else {
            openProfile();
        }
    }
    void openProfile()
    {
        become(model::SignInState::OpeningProfile);
        later([this] {
            if (m_state == model::SignInState::OpeningProfile && stopAt != m_state) {
                signInAtOnce();
            }
        });
    }

    model::SignInState m_state = model::SignInState::SignedOut;
    SignInRequest m_request;
    SecretBytes m_uri;
    std::vector<SecretBytes> m_codes;
};

} // namespace wardline::service
