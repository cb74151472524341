// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/sign_in_flow.h"
#include "core/base/fake_clock.h"

#include <QTest>

#include <algorithm>

using namespace wardline;
using namespace wardline::auth;
using namespace wardline::auth::sign_in;
using namespace std::chrono_literals;
using enum SignInAction;
using model::SignInState;
using Actions = std::vector<SignInAction>;

namespace {

struct Flow {
    FakeClock clock;
    SignInFlow flow {clock};

    Actions feed(const SignInEvent &event) { return flow.feed(event); }
    [[nodiscard]] Proved proved() const { return Proved {clock.now() + 12h}; }

    /// Up to the password on its way, with a relay that checks codes.
    void reach(bool profileExists, CodeCheck check = CodeCheck::Relay)
    {
        QCOMPARE(feed(Submitted {.profileExists = profileExists, .hasCode = true}), Actions {ReachRelay});
        QCOMPARE(flow.state(), SignInState::Connecting);
        QCOMPARE(feed(RelayReached {check}), Actions {ProvePassword});
        QCOMPARE(flow.state(), SignInState::Proving);
    }
    void signIn()
    {
        reach(true);
        QCOMPARE(feed(proved()), Actions {OpenProfile});
        QCOMPARE(feed(ProfileOpened {}), (Actions {RecordOnlineSignIn, WipeCredentials, EnterSignedIn}));
        QVERIFY(flow.isOnline());
    }
    [[nodiscard]] bool failedWith(AuthError code) const
    {
        return flow.state() == SignInState::SignedOut && flow.failure() && flow.failure()->is(code) && !flow.isOnline();
    }
};

const Actions kFailedEarly {Disconnect, WipeCredentials, ReportFailure};
const Actions kFailedOpen {CloseProfile, Disconnect, WipeCredentials, ReportFailure};

bool contains(const Actions &actions, SignInAction action)
{
    return std::find(actions.begin(), actions.end(), action) != actions.end();
}

std::vector<SignInEvent> oneOfEach(Instant sessionEnds)
{
    return {Submitted {.profileExists = true, .hasCode = true}, RelayReached {CodeCheck::Relay}, RelayReached {CodeCheck::Local},
            RelayReached {std::nullopt}, RelayUnreachable {}, RelayUnacceptable {Error(AuthError::RelayUnreachable)},
            EnrolmentDemanded {}, EnrolmentCodeSubmitted {}, EnrolmentCodeRefused {}, Enrolled {}, Enrolled {.hasRecoveryCodes = false},
            RecoveryCodesNoted {}, Proved {sessionEnds}, CredentialsRefused {}, TokenRefused {},
            ProfileOpened {.hasToken = true, .leaseError = std::nullopt, .hasLocalSeed = true}, ProfileOpened {},
            ProfileFailed {Error(AuthError::PasswordRefused)}, ProfileFailed {Error(AuthError::KeychainLocked)}, LocalCodeAccepted {},
            LocalCodeRefused {}, OldPasswordGiven {}, FreshStartChosen {}, ConnectionLost {}, CodeSubmitted {}, SessionRevoked {},
            SessionEnded {}, LeaveRequested {}, Submitted {.profileExists = true, .hasCode = false},
            Submitted {.profileExists = false, .hasCode = true}};
}

} // namespace

class SignInFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsInWithPasswordAndCode()
    {
        Flow f;
        f.signIn();
        QCOMPARE(f.flow.state(), SignInState::SignedIn);
        QCOMPARE(f.flow.sessionEnds(), f.clock.now() + 12h);
        QCOMPARE(f.flow.codeCheck(), CodeCheck::Relay);
    }

    void makesAProfileTheFirstTime()
    {
        Flow f;
        f.reach(false);
        QCOMPARE(f.feed(f.proved()), Actions {CreateProfile});
        QCOMPARE(f.flow.state(), SignInState::OpeningProfile);
        QVERIFY(contains(f.feed(ProfileOpened {}), EnterSignedIn));
    }

    void enrolsBeforeAnythingIsOpened()
    {
        Flow f;
        f.reach(false);
        QCOMPARE(f.feed(EnrolmentDemanded {}), Actions {ShowEnrolment});
        QCOMPARE(f.flow.state(), SignInState::Enrolling);
        QCOMPARE(f.feed(EnrolmentCodeSubmitted {}), Actions {SendEnrolmentCode});
        QCOMPARE(f.feed(EnrolmentCodeRefused {}), Actions {EnrolmentCodeWrong});
        QCOMPARE(f.flow.state(), SignInState::Enrolling);
        QCOMPARE(f.feed(EnrolmentCodeSubmitted {}), Actions {SendEnrolmentCode});
        QCOMPARE(f.feed(Enrolled {}), Actions {ShowRecoveryCodes});
        QCOMPARE(f.flow.state(), SignInState::ShowingRecoveryCodes);
        QCOMPARE(f.feed(f.proved()), Actions {}); // the codes stay on the screen until the person has them
        QCOMPARE(f.flow.state(), SignInState::ShowingRecoveryCodes);
        QCOMPARE(f.feed(RecoveryCodesNoted {}), Actions {CreateProfile});
        QVERIFY(contains(f.feed(ProfileOpened {}), EnterSignedIn));
    }

    void waitsForTheRelayAfterTheRecoveryCodes()
    {
        Flow f;
        f.reach(false);
        (void)f.feed(EnrolmentDemanded {});
        (void)f.feed(Enrolled {});
        QCOMPARE(f.feed(RecoveryCodesNoted {}), Actions {});
        QCOMPARE(f.feed(f.proved()), Actions {CreateProfile});
    }

    void neverSaysWhichFactorWasWrong()
    {
        // Wrong at the relay (password, code, unknown account: one event), and wrong for the vault offline, and a wrong local
        // code: same failure, same state.
        Flow relay;
        relay.reach(true);
        QCOMPARE(relay.feed(CredentialsRefused {30s}), kFailedEarly);
        QVERIFY(relay.failedWith(AuthError::CredentialsRefused));
        QCOMPARE(relay.flow.retryAfter(), std::optional(30s));

        Flow vault;
        (void)vault.feed(Submitted {.profileExists = true});
        (void)vault.feed(RelayUnreachable {});
        QCOMPARE(vault.feed(ProfileFailed {Error(AuthError::PasswordRefused)}), kFailedOpen);
        QVERIFY(vault.failedWith(AuthError::CredentialsRefused));

        Flow local;
        local.reach(true, CodeCheck::Local);
        (void)local.feed(local.proved());
        QCOMPARE(local.feed(ProfileOpened {.hasLocalSeed = true}), Actions {VerifyLocalCode});
        QCOMPARE(local.feed(LocalCodeRefused {30s}), kFailedOpen);
        QVERIFY(local.failedWith(AuthError::CredentialsRefused));
    }

    void opensNothingBeforeTheRelayAgrees()
    {
        Flow f;
        f.reach(true);
        QVERIFY(!contains(f.feed(CredentialsRefused {}), OpenProfile));
        Flow g;
        g.reach(true);
        QVERIFY(!contains(g.feed(ProfileOpened {.leaseError = std::nullopt}), EnterSignedIn));
        QCOMPARE(g.flow.state(), SignInState::Proving);
    }

    void refusesARelayThatChecksNoCode()
    {
        Flow f;
        (void)f.feed(Submitted {.profileExists = true});
        QCOMPARE(f.feed(RelayReached {std::nullopt}), kFailedEarly);
        QVERIFY(f.failedWith(AuthError::SecondFactorMissing));
    }

    // --- mode Local ---

    void checksALocalCodeAfterTheProfileIsOpen()
    {
        Flow f;
        f.reach(true, CodeCheck::Local);
        QCOMPARE(f.feed(f.proved()), Actions {OpenProfile});
        QCOMPARE(f.feed(ProfileOpened {.hasLocalSeed = true}), Actions {VerifyLocalCode});
        QCOMPARE(f.flow.state(), SignInState::Proving);
        QCOMPARE(f.feed(LocalCodeAccepted {}), (Actions {RecordOnlineSignIn, WipeCredentials, EnterSignedIn}));
    }

    void enrolsLocallyWhereThereIsNoSeed()
    {
        Flow f;
        f.reach(false, CodeCheck::Local);
        QCOMPARE(f.feed(f.proved()), Actions {CreateProfile});
        QCOMPARE(f.feed(ProfileOpened {}), Actions {EnrolLocally});
        QCOMPARE(f.feed(EnrolmentCodeSubmitted {}), Actions {VerifyLocalCode});
        QCOMPARE(f.feed(LocalCodeRefused {}), Actions {EnrolmentCodeWrong});
        QCOMPARE(f.feed(LocalCodeAccepted {}), (Actions {StoreLocalSeed, RecordOnlineSignIn, WipeCredentials, EnterSignedIn}));
    }

    // --- offline ---

    void signsInOfflineWithinTheLease()
    {
        Flow f;
        (void)f.feed(Submitted {.profileExists = true});
        QCOMPARE(f.feed(RelayUnreachable {}), Actions {OpenProfile});
        QCOMPARE(f.feed(ProfileOpened {.leaseError = std::nullopt}), (Actions {WipeCredentials, EnterSignedIn, Reconnect}));
        QCOMPARE(f.flow.state(), SignInState::SignedIn);
        QVERIFY(!f.flow.isOnline());
        QCOMPARE(f.feed(f.proved()), Actions {}); // the token brought it back
        QVERIFY(f.flow.isOnline());
    }

    void asksForTheLocalCodeOfflineToo()
    {
        Flow f;
        (void)f.feed(Submitted {.profileExists = true});
        (void)f.feed(RelayUnreachable {});
        QCOMPARE(f.feed(ProfileOpened {.leaseError = std::nullopt, .hasLocalSeed = true}), Actions {VerifyLocalCode});
        QVERIFY(contains(f.feed(LocalCodeAccepted {}), EnterSignedIn));
        QVERIFY(!f.flow.isOnline());
    }

    void closesTheProfileAgainWithoutALease_data()
    {
        QTest::addColumn<AuthError>("reason");
        QTest::newRow("expired") << AuthError::LeaseExpired;
        QTest::newRow("clock went back") << AuthError::LeaseClockWentBack;
        QTest::newRow("never online") << AuthError::LeaseNever;
    }
    void closesTheProfileAgainWithoutALease()
    {
        QFETCH(AuthError, reason);
        Flow f;
        (void)f.feed(Submitted {.profileExists = true});
        (void)f.feed(RelayUnreachable {});
        QCOMPARE(f.feed(ProfileOpened {.leaseError = reason}), kFailedOpen);
        QVERIFY(f.failedWith(reason));
    }

    void isNotOfflineForARelayThatIsNotTrusted()
    {
        // A foreign certificate is an attack or a mistake, never a reason to go on without the relay.
        Flow f;
        (void)f.feed(Submitted {.profileExists = true});
        QCOMPARE(f.feed(RelayUnacceptable {Error(AuthError::RelayUnreachable, {})}), kFailedEarly);
        QCOMPARE(f.flow.state(), SignInState::SignedOut);
    }

    void cannotBeginOffline()
    {
        Flow f;
        (void)f.feed(Submitted {.profileExists = false});
        QCOMPARE(f.feed(RelayUnreachable {}), kFailedEarly);
        QVERIFY(f.failedWith(AuthError::RelayUnreachable));
    }

    // --- with a token ---

    void goesOnWithTheSessionOfTheVault()
    {
        Flow f;
        QCOMPARE(f.feed(Submitted {.profileExists = true, .hasCode = false}), Actions {OpenProfile});
        QCOMPARE(f.feed(ProfileOpened {.hasToken = true, .leaseError = std::nullopt}), Actions {ProveToken});
        QCOMPARE(f.feed(f.proved()), (Actions {WipeCredentials, EnterSignedIn})); // no new lease: no factor was proven
        QVERIFY(f.flow.isOnline());
    }

    void showsNothingWhenTheTokenIsRefused()
    {
        Flow f;
        (void)f.feed(Submitted {.profileExists = true, .hasCode = false});
        (void)f.feed(ProfileOpened {.hasToken = true, .leaseError = std::nullopt});
        QCOMPARE(f.feed(TokenRefused {}), (Actions {DropSession, CloseProfile, Disconnect, WipeCredentials, ReportFailure}));
        QVERIFY(f.failedWith(AuthError::CodeNeeded));
    }

    void needsACodeWithoutATokenOrProfile()
    {
        Flow f;
        QCOMPARE(f.feed(Submitted {.profileExists = false, .hasCode = false}), kFailedEarly);
        QVERIFY(f.failedWith(AuthError::CodeNeeded));
        QCOMPARE(f.feed(Submitted {.profileExists = true, .hasCode = false}), Actions {OpenProfile});
        // No session to go on with: the relay may still let the password alone in (an administrator's pass).
        QCOMPARE(f.feed(ProfileOpened {.hasToken = false, .leaseError = std::nullopt}), (Actions {CloseProfile, ReachRelay}));
    }

    void goesOfflineWithTheTokenOnlyWithinTheLease()
    {
        Flow f;
        (void)f.feed(Submitted {.profileExists = true, .hasCode = false});
        (void)f.feed(ProfileOpened {.hasToken = true, .leaseError = std::nullopt});
        QVERIFY(contains(f.feed(RelayUnreachable {}), EnterSignedIn));
        Flow g;
        (void)g.feed(Submitted {.profileExists = true, .hasCode = false});
        (void)g.feed(ProfileOpened {.hasToken = true, .leaseError = AuthError::LeaseExpired});
        QCOMPARE(g.feed(RelayUnreachable {}), kFailedOpen);
        QVERIFY(g.failedWith(AuthError::LeaseExpired));
    }

    void refusesASessionThatIsOver()
    {
        Flow f;
        (void)f.feed(Submitted {.profileExists = true, .hasCode = false});
        (void)f.feed(ProfileOpened {.hasToken = true, .leaseError = std::nullopt});
        QVERIFY(contains(f.feed(Proved {f.clock.now()}), DropSession));
        QVERIFY(f.failedWith(AuthError::SessionExpired));
    }

    // --- profile ---

    void asksOneQuestionWhenThePasswordWasChangedAtTheRelay()
    {
        Flow f;
        f.reach(true);
        (void)f.feed(f.proved());
        QCOMPARE(f.feed(ProfileFailed {Error(AuthError::PasswordRefused)}), Actions {AskOldPassword});
        QCOMPARE(f.feed(OldPasswordGiven {}), Actions {RewrapProfile});
        QCOMPARE(f.feed(ProfileFailed {Error(AuthError::PasswordRefused)}), Actions {AskOldPassword}); // wrong again
        QCOMPARE(f.feed(FreshStartChosen {}), Actions {ReplaceProfile});
        QVERIFY(contains(f.feed(ProfileOpened {}), EnterSignedIn));
    }

    void failsWithThePlainReasonOfTheProfile_data()
    {
        QTest::addColumn<AuthError>("reason");
        QTest::newRow("keychain locked") << AuthError::KeychainLocked;
        QTest::newRow("no keychain") << AuthError::KeychainUnavailable;
        QTest::newRow("damaged") << AuthError::VaultDamaged;
        QTest::newRow("another process") << AuthError::ProfileInUse;
        QTest::newRow("full disk") << AuthError::DiskFull;
    }
    void failsWithThePlainReasonOfTheProfile()
    {
        QFETCH(AuthError, reason);
        Flow f;
        f.reach(true);
        (void)f.feed(f.proved());
        QCOMPARE(f.feed(ProfileFailed {Error(reason)}), kFailedOpen);
        QVERIFY(f.failedWith(reason));
    }

    void isNotOnlineWhenTheConnectionWentWhileTheProfileOpened()
    {
        Flow f;
        f.reach(true);
        (void)f.feed(f.proved());
        QCOMPARE(f.feed(ConnectionLost {}), Actions {});
        QCOMPARE(f.feed(ProfileOpened {}), (Actions {RecordOnlineSignIn, WipeCredentials, EnterSignedIn, Reconnect}));
        QVERIFY(!f.flow.isOnline());
        (void)f.feed(f.proved());
        QVERIFY(f.flow.isOnline());
    }

    void closesAProfileThatIsJustBeingOpened()
    {
        Flow f;
        f.reach(true);
        (void)f.feed(f.proved());
        QCOMPARE(f.feed(LeaveRequested {}), (Actions {DropSession, CloseProfile, Disconnect, WipeCredentials}));
        QCOMPARE(f.feed(ProfileOpened {}), Actions {}); // too late
        QCOMPARE(f.flow.state(), SignInState::SignedOut);
    }

    // --- signed in ---

    void reconnectsWithoutACode()
    {
        Flow f;
        f.signIn();
        QCOMPARE(f.feed(ConnectionLost {}), Actions {Reconnect});
        QVERIFY(!f.flow.isOnline());
        QCOMPARE(f.flow.state(), SignInState::SignedIn);
        QCOMPARE(f.feed(RelayUnreachable {}), Actions {Reconnect});
        QCOMPARE(f.feed(f.proved()), Actions {});
        QVERIFY(f.flow.isOnline());
    }

    void asksQuietlyForACodeWhenTheTokenIsGone()
    {
        Flow f;
        f.signIn();
        (void)f.feed(ConnectionLost {});
        QCOMPARE(f.feed(TokenRefused {}), (Actions {DropSession, AskForCode}));
        QVERIFY(f.flow.needsCode());
        QCOMPARE(f.flow.state(), SignInState::SignedIn); // the profile stays open
        QCOMPARE(f.feed(CodeSubmitted {}), Actions {ReachRelay});
        QCOMPARE(f.feed(RelayReached {CodeCheck::Relay}), Actions {ProvePassword});
        QCOMPARE(f.feed(CredentialsRefused {30s}), (Actions {WipeCredentials, ReportFailure, AskForCode}));
        QCOMPARE(f.flow.retryAfter(), std::optional(30s));
        QVERIFY(f.flow.needsCode());
        QCOMPARE(f.feed(CodeSubmitted {}), Actions {ReachRelay});
        QCOMPARE(f.feed(RelayReached {CodeCheck::Relay}), Actions {ProvePassword});
        QCOMPARE(f.feed(f.proved()), (Actions {RecordOnlineSignIn, WipeCredentials}));
        QVERIFY(f.flow.isOnline());
        QVERIFY(!f.flow.needsCode());
    }

    void checksTheLocalCodeBeforeItReconnects()
    {
        Flow f;
        f.signIn();
        (void)f.feed(TokenRefused {});
        (void)f.feed(CodeSubmitted {});
        QCOMPARE(f.feed(RelayReached {CodeCheck::Local}), Actions {VerifyLocalCode});
        QCOMPARE(f.feed(f.proved()), Actions {}); // nothing was sent yet that could be proven
        QVERIFY(!f.flow.isOnline());
        QCOMPARE(f.feed(LocalCodeRefused {}), (Actions {WipeCredentials, ReportFailure, AskForCode}));
        (void)f.feed(CodeSubmitted {});
        (void)f.feed(RelayReached {CodeCheck::Local});
        QCOMPARE(f.feed(LocalCodeAccepted {}), Actions {ProvePassword});
        (void)f.feed(f.proved());
        QVERIFY(f.flow.isOnline());
    }

    void sendsNoSecretToARelayThatChangedItsFace()
    {
        Flow f;
        f.signIn();
        (void)f.feed(ConnectionLost {});
        const Actions actions = f.feed(RelayUnacceptable {Error(AuthError::RelayUnreachable)});
        QCOMPARE(actions, (Actions {Disconnect, ReportFailure, Reconnect}));
        QCOMPARE(f.flow.state(), SignInState::SignedIn);
        QVERIFY(!f.flow.isOnline());
    }

    void endsForGood_data()
    {
        QTest::addColumn<bool>("revoked");
        QTest::newRow("revoked") << true;
        QTest::newRow("expired") << false;
    }
    void endsForGood()
    {
        QFETCH(bool, revoked);
        Flow f;
        f.signIn();
        const Actions actions = revoked ? f.feed(SessionRevoked {}) : f.feed(SessionEnded {});
        QCOMPARE(actions, (Actions {DropSession, CloseProfile, Disconnect, WipeCredentials, ReportFailure}));
        QVERIFY(f.failedWith(revoked ? AuthError::SessionRevoked : AuthError::SessionExpired));
    }

    void signsOut()
    {
        Flow f;
        f.signIn();
        QCOMPARE(f.feed(LeaveRequested {}), (Actions {DropSession, CloseProfile, Disconnect, WipeCredentials}));
        QCOMPARE(f.flow.state(), SignInState::SignedOut);
        QVERIFY(!f.flow.failure());
        f.signIn(); // and in again
    }

    // --- any order of events ---

    void keepsItsPromisesInAnyOrderOfEvents()
    {
        // 3 million random steps: never signed in without a proof or a lease, never signed out with an open profile, never
        // online without a proof on this connection.
        std::uint64_t seed = 1;
        const auto next = [&seed](std::size_t bound) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            return std::size_t(seed >> 33) % bound;
        };
        FakeClock clock;
        const std::vector<SignInEvent> events = oneOfEach(clock.now() + 12h);
        int signedIn = 0;
        for (int round = 0; round < 60000; ++round) {
            SignInFlow flow(clock);
            bool open = false;
            bool permitted = false;
            for (int i = 0; i < 50; ++i) {
                const SignInEvent &event = events[next(events.size())];
                const bool proof = std::holds_alternative<Proved>(event);
                const auto *opened = std::get_if<ProfileOpened>(&event);
                const SignInState before = flow.state();
                const Actions actions = flow.feed(event);
                if (before == SignInState::SignedOut) {
                    permitted = false;
                }
                permitted = permitted || (proof && !contains(actions, ReportFailure)) || (opened && !opened->leaseError);
                for (const SignInAction action : actions) {
                    signedIn += action == EnterSignedIn ? 1 : 0;
                    open = (open || action == OpenProfile || action == CreateProfile) && action != CloseProfile;
                    QVERIFY(action != EnterSignedIn || (permitted && open && flow.state() == SignInState::SignedIn));
                }
                if (flow.state() == SignInState::SignedOut) {
                    QVERIFY(!open);
                    QVERIFY(!flow.isOnline());
                }
                QVERIFY(!flow.isOnline() || flow.state() == SignInState::SignedIn);
                QVERIFY(!(flow.isOnline() && flow.needsCode()));
            }
        }
        QVERIFY2(signedIn > 1000, qPrintable(QString::number(signedIn)));
    }
};

QTEST_APPLESS_MAIN(SignInFlowTest)
#include "sign_in_flow_test.moc"
