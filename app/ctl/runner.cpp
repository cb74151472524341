// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/runner.h"

#include "app/ctl/audit_commands.h"
#include "app/ctl/authority_commands.h"
#include "app/ctl/delivery_commands.h"
#include "app/ctl/device_commands.h"
#include "app/ctl/error_words.h"
#include "app/ctl/history_commands.h"
#include "app/ctl/local_commands.h"
#include "app/ctl/change_commands.h"
#include "app/ctl/file_commands.h"
#include "app/ctl/message_commands.h"
#include "app/ctl/profile_wipe.h"
#include "app/ctl/relay_check.h"
#include "app/ctl/room_commands.h"
#include "app/ctl/secret_json.h"
#include "app/ctl/trust_commands.h"
#include "app/platform/terminal.h"
#include "core/service/live/known_accounts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kCatchUp{60};

/// How the second factor was proven, for scripts.
QString proofWord(stream::CodeProof proof)
{
    switch (proof) {
    case stream::CodeProof::None:
        return u"none"_s;
    case stream::CodeProof::Task:
        return u"relay"_s;
    case stream::CodeProof::Enrolment:
        return u"enrolled"_s;
    case stream::CodeProof::Appended:
        return u"appended"_s;
    case stream::CodeProof::Pass:
        return u"pass"_s;
    case stream::CodeProof::Token:
        return u"token"_s;
    }
    return {};
}

} // namespace

SessionCommand findSessionCommand(QStringList &words)
{
    struct Entry
    {
        QStringList name;
        SessionCommand run;
    };
    static const Entry kCommands[] = {
        {{u"rooms"_s, u"list"_s}, listRooms},
        {{u"rooms"_s, u"create"_s}, createRoom},
        {{u"rooms"_s, u"join"_s}, joinRoom},
        {{u"rooms"_s, u"members"_s}, listMembers},
        {{u"rooms"_s, u"grant"_s}, grantAffiliation},
        {{u"rooms"_s, u"show"_s}, showRoom},
        {{u"rooms"_s, u"kind"_s}, setRoomKind},
        {{u"send"_s}, sendMessages},
        {{u"files"_s, u"save"_s}, saveFile},
        {{u"listen"_s}, listenForMessages},
        {{u"correct"_s}, correctMessage},
        {{u"show"_s}, showHeldMessage},
        {{u"retract"_s}, retractMessage},
        {{u"moderate"_s}, moderateMessage},
        {{u"react"_s}, reactToMessage},
        {{u"delivery"_s}, showDelivery},
        {{u"outbox"_s, u"list"_s}, listOutbox},
        {{u"outbox"_s, u"cancel"_s}, cancelWaiting},
        {{u"history"_s}, showHistory},
        {{u"search"_s}, searchMessages},
        {{u"devices"_s, u"list"_s}, listDevices},
        {{u"devices"_s, u"verify"_s}, verifyDevice},
        {{u"devices"_s, u"distrust"_s}, distrustDevice},
        {{u"devices"_s, u"admit"_s}, admitDevice},
        {{u"devices"_s, u"certify"_s}, certifyDevice},
        {{u"devices"_s, u"vouch"_s}, vouchForDevice},
        {{u"devices"_s, u"code"_s}, showOwnCode},
        {{u"devices"_s, u"compare"_s}, compareCode},
        {{u"devices"_s, u"number"_s}, showSafetyNumber},
        {{u"devices"_s, u"reset"_s}, resetDevice},
        {{u"authority"_s, u"publish"_s}, publishAuthority},
        {{u"authority"_s, u"serve"_s}, serveAuthority},
        {{u"trust"_s, u"show"_s}, showTrust},
        {{u"profile"_s, u"backup"_s}, backUpProfile},
        {{u"profile"_s, u"restore"_s}, restoreProfile},
        {{u"profile"_s, u"roaming"_s}, showRoaming},
        {{u"profile"_s, u"ask-devices"_s}, askDevices},
        {{u"profile"_s, u"answer-device"_s}, answerDevice},
        {{u"audit"_s, u"list"_s}, listAudit},
        {{u"audit"_s, u"verify"_s}, verifyAudit},
        {{u"audit"_s, u"export"_s}, exportAudit},
    };
    for (const Entry &entry : kCommands) {
        if (words.first(std::min(words.size(), entry.name.size())) == entry.name) {
            words.remove(0, entry.name.size());
            return entry.run;
        }
    }
    return nullptr;
}

Runner::Runner(CommandLine line, app::Composition &composition, Input &input, Output &output)
    : m_line(std::move(line))
    , m_composition(composition)
    , m_input(input)
    , m_output(output)
{
}

Runner::~Runner() = default;

void Runner::start(Finish finish)
{
    m_finish = std::move(finish);
    QStringList words = m_line.command;
    if (const LocalCommand local = findLocalCommand(words)) {
        LocalContext context{m_composition, m_output};
        end(local(context, words));
        return;
    }
    const QString first = words.value(0);
    if (first == u"relay"_s && words.value(1) == u"check"_s) {
        relayCheckCommand(Words(words.mid(2)));
        return;
    }
    if (first == u"profile"_s && words.value(1) == u"wipe"_s) {
        wipeProfile(m_composition, m_output, words.mid(2), [this](int exitCode) { end(exitCode); });
        return;
    }
    if (first == u"sign-in"_s) {
        signInCommand();
        return;
    }
    if (first == u"sign-out"_s) {
        signOutCommand();
        return;
    }
    if (first == u"run"_s && words.size() == 2 && words.at(1) == u"-"_s) {
        m_isRun = true;
        withSession();
        return;
    }
    const bool isAuthorityAtHome =
        first == u"authority"_s && words.value(1) != u"publish"_s && words.value(1) != u"serve"_s;
    if (isAuthorityAtHome) {
        authorityCommand({m_composition, m_output, m_input, m_line.readsCredentials}, words.mid(1),
                         [this](int exitCode) { end(exitCode); });
        return;
    }
    if (const SessionCommand command = findSessionCommand(words)) {
        m_command = command(Words(words));
    }
    if (m_command) {
        withSession();
        return;
    }
    m_output.note(usage());
    end(Usage);
}

void Runner::relayCheckCommand(Words words)
{
    const auto request = parseRelayCheck(std::move(words));
    if (!request) {
        m_output.note(usage());
        end(Usage);
        return;
    }
    const auto check = [this, request = *request] {
        stream::Credentials credentials;
        credentials.password = take("password");
        credentials.code = take("code");
        checkRelay(m_composition, m_output, request, std::move(credentials), [this](int exitCode) { end(exitCode); });
    };
    if (request->account) {
        m_isSignInCommand = true; // a code is asked for, too
        readCredentials(check);
    } else {
        check();
    }
}

void Runner::signInCommand()
{
    Words words(m_line.command.mid(1));
    const auto account = words.option(u"--account"_s);
    const auto relay = words.option(u"--relay"_s);
    m_isEnrolling = words.flag(u"--enrol"_s);
    m_isSignInCommand = true;
    const service::Rules &rules = m_composition.environment().rules;
    const bool hasRelay = relay || !rules.relay.isEmpty();
    if (!words.isSpent() || !account || !hasRelay) {
        m_output.note(usage());
        end(Usage);
        return;
    }
    const auto jid = model::Jid::parse(*account);
    if (!jid) {
        refuse(Error(service::ServiceError::BadAddress));
        return;
    }
    readCredentials(
        [this, jid = *jid, url = relay ? QUrl(*relay, QUrl::StrictMode) : rules.relay] { signIn(jid, url); });
}

void Runner::signOutCommand()
{
    m_isSignOut = true;
    if (m_line.command.size() != 1) {
        m_output.note(usage());
        end(Usage);
        return;
    }
    withSession();
}

void Runner::withSession()
{
    const std::vector<service::KnownAccount> known = service::knownAccounts(m_composition.environment());
    if (known.size() != 1) {
        m_output.note(known.empty() ? errorWords(Error(service::ServiceError::NotSignedIn))
                                    : tr("Several people have profiles here: name one with --profile."));
        end(known.empty() ? NotSignedIn : Usage);
        return;
    }
    readCredentials([this, account = known.front()] { signIn(account.account, account.relay); });
}

SecretBytes Runner::take(const std::string &name)
{
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end()) {
        return {};
    }
    SecretBytes value = std::move(found->second);
    m_secrets.erase(found);
    return value;
}

void Runner::readCredentials(std::function<void()> next)
{
    if (!m_line.readsCredentials) {
        promptForCredentials(m_isEnrolling);
        if (m_secrets.empty()) {
            m_output.note(tr("There is no terminal to ask for the password; use --credentials-stdin."));
            end(Usage);
            return;
        }
        next();
        return;
    }
    m_input.nextLine([this, next = std::move(next)](std::optional<SecretBytes> line) {
        auto secrets = line ? parseSecretObject(*line) : std::nullopt;
        if (!secrets || !secrets->contains("password")) {
            m_output.note(tr("The first line of standard input must be {\"password\": \"...\", \"code\": \"...\"}."));
            end(Usage);
            return;
        }
        m_secrets = std::move(*secrets);
        next();
    });
}

void Runner::promptForCredentials(bool isEnrolling)
{
    auto password = platform::askSecret(tr("Password"));
    if (!password) {
        return;
    }
    m_secrets.emplace("password", std::move(*password));
    if (!m_isSignInCommand) {
        return;
    }
    if (auto second = platform::askSecret(isEnrolling ? tr("Enrolment ticket") : tr("Code"))) {
        m_secrets.emplace(isEnrolling ? "ticket" : "code", std::move(*second));
    }
}

void Runner::signIn(const model::Jid &account, const QUrl &relay)
{
    m_workstation = std::make_unique<service::LiveWorkstation>(m_composition.environment());
    service::LiveSignInService &service = m_workstation->signIn();
    connect(&service, &service::SignInService::stateChanged, this, &Runner::onStateChanged);
    connect(&service, &service::SignInService::failed, this, &Runner::refuse);
    connect(&service, &service::SignInService::signedOutBy, this, &Runner::refuse);
    connect(m_workstation.get(), &service::Workstation::sessionChanged, this, [this](service::AccountSession *session) {
        if (session != nullptr && !m_context) {
            onSignedIn();
        }
    });
    service::SignInRequest request;
    request.account = account;
    request.relay = relay;
    request.password = take("password");
    request.code = take("code");
    request.enrolmentTicket = take("ticket");
    m_secrets.clear();
    service.signIn(std::move(request));
}

void Runner::onStateChanged(model::SignInState state)
{
    if (state == model::SignInState::Enrolling) {
        askEnrolmentCode();
    } else if (state == model::SignInState::ShowingRecoveryCodes) {
        QJsonArray codes;
        QStringList lines;
        for (const SecretBytes &code : m_workstation->signIn().recoveryCodes()) {
            // What is printed is meant to leave the program: the person keeps it.
            codes.append(QString::fromLatin1(code.view()));
            lines.append(QString::fromLatin1(code.view()));
        }
        m_output.result({{u"recovery_codes"_s, codes}}, tr("Recovery codes, each works once:\n") + lines.join(u'\n'));
        QMetaObject::invokeMethod(
            this, [this] { m_workstation->signIn().recoveryCodesKept(); }, Qt::QueuedConnection);
    }
}

void Runner::askEnrolmentCode()
{
    const QString uri = QString::fromUtf8(m_workstation->signIn().enrolmentUri().view());
    m_output.result({{u"otpauth"_s, uri}}, uri);
    if (!m_line.readsCredentials) {
        auto code = platform::askSecret(tr("First code from the authenticator"));
        m_workstation->signIn().proveEnrolment(code ? std::move(*code) : SecretBytes());
        return;
    }
    m_input.nextLine([this](std::optional<SecretBytes> line) {
        auto fields = line ? parseSecretObject(*line) : std::nullopt;
        if (!fields || !fields->contains("code")) {
            m_output.note(tr("The second line of standard input must be {\"code\": \"...\"}."));
            m_workstation->signIn().cancel();
            end(Usage);
            return;
        }
        m_workstation->signIn().proveEnrolment(std::move(fields->at("code")));
    });
}

void Runner::onSignedIn()
{
    m_context = std::make_unique<SessionContext>(SessionContext{*m_workstation, *m_workstation->session(),
                                                                m_composition.environment(), m_output, m_input,
                                                                m_line.readsCredentials, m_composition});
    if (m_isSignOut) {
        connect(m_workstation.get(), &service::LiveWorkstation::signedOut, this, [this] { m_finish(Done); });
        m_workstation->signIn().signOut();
        return;
    }
    connect(&m_context->session, &service::LiveAccountSession::storeFailed, this, [this](const Error &error) {
        if (error.is(service::ServiceError::CacheDamaged)) {
            refuse(error); // nothing that is read or written from here on could be trusted
        }
    });
    whenCaughtUp([this] {
        if (m_isSignInCommand) {
            printSignedIn();
            end(Done);
        } else if (m_isRun) {
            runLines();
        } else {
            m_command(*m_context, [this](int exitCode) { end(exitCode); });
        }
    });
}

void Runner::whenCaughtUp(std::function<void()> next)
{
    service::LiveAccountSession &session = m_context->session;
    if (session.isCaughtUp() || session.connection().phase != service::ConnectionPhase::Online) {
        next(); // signed in offline: the cache is what there is
        return;
    }
    auto once = std::make_shared<std::function<void()>>(std::move(next));
    const auto goOn = [this, once] {
        m_patience.reset();
        if (const auto call = std::exchange(*once, nullptr)) {
            call();
        }
    };
    m_patience = m_composition.environment().timers.createTimer(
        [goOn] { QMetaObject::invokeMethod(QCoreApplication::instance(), goOn, Qt::QueuedConnection); });
    m_patience->start(kCatchUp);
    connect(&session, &service::LiveAccountSession::caughtUp, this, goOn);
    connect(&session, &service::AccountSession::connectionChanged, this, [&session, goOn] {
        if (session.connection().phase != service::ConnectionPhase::Online) {
            goOn();
        }
    });
}

void Runner::printSignedIn()
{
    const service::LiveAccountSession &session = m_context->session;
    const QString until =
        QDateTime::fromMSecsSinceEpoch(session.connection().receivingUntil.time_since_epoch().count(), Qt::UTC)
            .toString(Qt::ISODate);
    QJsonObject line{{u"account"_s, session.account().toString()}};
    if (const stream::SessionInfo *info = m_workstation->negotiated()) {
        line.insert(u"jid"_s, info->jid.toString());
        line.insert(u"sasl"_s, info->sasl == stream::SaslVersion::Sasl2 ? 2 : 1);
        line.insert(u"mechanism"_s, info->mechanism);
        line.insert(u"code"_s, proofWord(info->codeProof));
        line.insert(u"bind2"_s, info->bind2);
        line.insert(u"stream_management"_s, info->streamManagement);
    }
    line.insert(u"online"_s, session.connection().phase == service::ConnectionPhase::Online);
    line.insert(u"receiving_until"_s,
                session.connection().receivingUntil == Instant{} ? QJsonValue() : QJsonValue(until));
    m_output.result(line,
                    tr("Signed in as %1 (%2).")
                        .arg(session.account().toString(), line.value(u"mechanism"_s).toString(tr("offline"))));
}

void Runner::runLines()
{
    nextRunLine(Done);
}

void Runner::nextRunLine(int worst)
{
    m_input.nextLine([this, worst](std::optional<SecretBytes> line) {
        if (!line && m_input.isTooLong()) {
            refuse(Error(service::ServiceError::TooLong));
            return;
        }
        if (!line) {
            end(worst);
            return;
        }
        const auto text = textFrom(*line);
        const auto split = text ? splitLine(*text) : std::nullopt;
        QStringList words = split.value_or(QStringList());
        if (split && words.isEmpty()) {
            QMetaObject::invokeMethod(
                this, [this, worst] { nextRunLine(worst); }, Qt::QueuedConnection);
            return;
        }
        const SessionCommand found = split ? findSessionCommand(words) : nullptr;
        const Prepared command = found != nullptr ? found(Words(words)) : Prepared();
        if (!command) {
            m_output.note(tr("No such command in a session."));
            QMetaObject::invokeMethod(
                this, [this] { nextRunLine(Usage); }, Qt::QueuedConnection);
            return;
        }
        command(*m_context, [this, worst](int exitCode) {
            const int next = exitCode != Done ? exitCode : worst;
            QMetaObject::invokeMethod(
                this, [this, next] { nextRunLine(next); }, Qt::QueuedConnection);
        });
    });
}

void Runner::refuse(const Error &error)
{
    m_output.note(errorWords(error));
    end(exitCodeFor(error));
}

void Runner::end(int exitCode)
{
    const Finish finish = std::exchange(m_finish, nullptr);
    if (!finish) {
        return;
    }
    // Later, because a command may end inside a signal of what is closed here.
    QMetaObject::invokeMethod(
        this,
        [this, finish, exitCode] {
            if (m_workstation) {
                m_workstation->suspend([finish, exitCode] { finish(exitCode); });
            } else {
                finish(exitCode);
            }
        },
        Qt::QueuedConnection);
}

} // namespace wardline::ctl
