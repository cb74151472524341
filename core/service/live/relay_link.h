// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/connection_status.h"
#include "core/service/live/environment.h"
#include "core/stream/reconnect_policy.h"
#include "core/stream/xmpp_stream.h"

#include <QObject>

#include <memory>
#include <optional>

namespace wardline::service {

/// How policy wants this account to be connected to this relay; the profile adds its device id.
[[nodiscard]] stream::StreamOptions linkOptions(const Rules &rules, const model::Jid &account, const QUrl &relay);

/// Keeps one person connected to the relay: makes one stream after the other, resumes where it can, waits with jitter
/// where it cannot, and knows when to stop trying. It lives from the sign-in to the sign-out, also while the screen is
/// locked.
///
/// Before `maintain` a lost connection is the caller's business (signing in); after it the link comes back by itself.
/// Main thread.
class RelayLink final : public QObject
{
    Q_OBJECT
public:
    RelayLink(Environment &environment, stream::StreamOptions options, QObject *parent = nullptr);
    ~RelayLink() override;

    /// One attempt. Ends in `established` or `signInFailed`.
    void signIn(stream::Credentials credentials);
    void provideCode(SecretBytes code);
    void provideTicket(SecretBytes ticket);
    /// Ends the attempt that runs, if any; nothing is emitted.
    void abandonAttempt();

    /// From now on the link reconnects by itself until `goOffline`.
    void maintain();
    /// Starts without a connection (an offline sign-in): tries at once and goes on trying.
    void maintainOffline();
    /// Without waiting for the next attempt; with a code where one is needed. The password is only kept where the relay
    /// knows no tokens, because then every connection needs it.
    void reconnectNow(SecretBytes code);
    /// The network changed or the computer woke up: a standing connection has to prove itself within seconds, a broken
    /// one is tried again at once. Nothing where we are to stay away.
    void checkNow();
    /// Says good-bye to the relay and stays away: locked, or about to sign out. The token stays.
    void goOffline();
    /// After `goOffline`: connects again.
    void goOnline();
    /// Ends the session at the relay for good: the token is given back so that nobody can use it. `done` is called in
    /// the end, at the latest after a few seconds, whether the relay could be told or not.
    void signOut(std::function<void(bool relayWasTold)> done);

    void setToken(std::optional<stream::FastToken> token);
    void setPassword(SecretBytes password);
    /// As above, and empties it; nothing where there is none.
    void takePassword(SecretBytes &password)
    {
        if (!password.isEmpty()) {
            setPassword(std::move(password));
        }
    }
    [[nodiscard]] const std::optional<stream::FastToken> &token() const { return m_token; }

    /// The stream that is established now, or null.
    [[nodiscard]] stream::XmppStream *stream() const;
    /// The host of the relay's address.
    [[nodiscard]] QString relayHost() const { return m_options.transport.url.host(); }
    [[nodiscard]] const ConnectionStatus &status() const { return m_status; }
    /// How long the relay wants to be left alone after too many wrong attempts, if it said so when it closed.
    [[nodiscard]] std::optional<std::chrono::seconds> retryAfter() const { return m_retryAfter; }
    /// See stream::askRelayClock.
    void askClock(QObject *context, stream::ClockAnswer done);

Q_SIGNALS:
    /// The relay answered; the proof goes on by itself.
    void reached();
    void codeRequired();
    void ticketRequired();
    void enrolmentOffered(const wardline::SecretBytes &otpauthUri);
    void recoveryCodesReceived(const wardline::stream::RecoveryCodes &codes);
    void signInFailed(const wardline::Error &reason);
    /// A session stands. `info.resumed` tells whether the old one goes on.
    void established(const wardline::stream::SessionInfo &info);
    void stanzaReceived(const wardline::xml::Element &stanza, wardline::stream::ReceivedToken token);
    void stanzaAcknowledged(wardline::stream::StanzaHandle handle);
    void stanzasUncertain(const std::vector<wardline::stream::StanzaHandle> &handles);
    /// The connection is gone; `mayResume` says whether the session may go on in the next one.
    void lost(bool mayResume);
    void statusChanged();
    /// The next token, to be kept by the vault; null when there is none any more.
    void tokenChanged(const wardline::stream::FastToken *token);
    /// The relay ended the session: there is no way back without signing in.
    void ended(const wardline::Error &reason);

private:
    enum class Mode { SigningIn, Maintaining, Offline };

    void openStream(stream::Credentials credentials, bool interactive);
    void dropStream();
    void onEstablished(const stream::SessionInfo &info);
    void onClosed(const Error &reason);
    void onClosedWhileMaintaining(const Error &reason);
    void reconnect();
    void waitAndReconnect();
    void forgetResumption();
    void noteHowLongItStood();
    void setPhase(ConnectionPhase phase, std::optional<Error> error = std::nullopt);
    /// RFC 7395 3.6.1: whether we follow. At most a few in a row, and only to hosts that policy names.
    [[nodiscard]] bool follow(const Error &reason);
    void noteRedirection(const Error &reason);
    void noteContact();
    void measureClock();
    void forgetToken();
    [[nodiscard]] bool canSignInAlone() const;
    [[nodiscard]] stream::Credentials ownCredentials() const;

    Environment &m_environment;
    stream::StreamOptions m_options;
    stream::ReconnectPolicy m_reconnect;
    std::unique_ptr<Timer> m_retryTimer;
    std::unique_ptr<Timer> m_clockTimer;
    QUrl m_elsewhere; ///< where the relay sent us; empty: the address of the options
    int m_hops = 0; ///< redirections that were followed in a row
    std::unique_ptr<stream::XmppStream> m_stream;
    std::optional<stream::FastToken> m_token;
    SecretBytes m_password;
    std::optional<stream::ResumeState> m_resume;
    ConnectionStatus m_status;
    std::optional<std::chrono::seconds> m_retryAfter;
    Mode m_mode = Mode::Offline;
    bool m_isEstablished = false;
    bool m_isTryingCode = false; // a person typed it: a wrong one is no end of the session
    bool m_wasThrownOut = false; // by the relay, and no session has stood for a while since
    MonotonicInstant m_standsSince{};
};

} // namespace wardline::service
