// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/command_line.h"

#include <map>
#include <memory>
#include <string>

namespace wardline::ctl {

/// Runs one command line: finds the command, signs in where it needs a session, and says how it ended. Main thread.
class Runner final : public QObject
{
    Q_OBJECT
public:
    Runner(CommandLine line, app::Composition &composition, Input &input, Output &output);
    ~Runner() override;

    void start(Finish finish);

private:
    void relayCheckCommand(Words words);
    void signInCommand();
    void withSession();
    void readCredentials(std::function<void()> next);
    void promptForCredentials(bool isEnrolling);
    void signIn(const model::Jid &account, const QUrl &relay);
    void onStateChanged(model::SignInState state);
    void askEnrolmentCode();
    void onSignedIn();
    void whenCaughtUp(std::function<void()> next);
    void printSignedIn();
    void signOutCommand();
    void runLines();
    void nextRunLine(int worst);
    void end(int exitCode);
    void refuse(const Error &error);
    [[nodiscard]] SecretBytes take(const std::string &name);

    CommandLine m_line;
    app::Composition &m_composition;
    Input &m_input;
    Output &m_output;
    std::unique_ptr<service::LiveWorkstation> m_workstation;
    std::unique_ptr<SessionContext> m_context;
    std::map<std::string, SecretBytes> m_secrets;
    std::unique_ptr<Timer> m_patience;
    Prepared m_command;
    Finish m_finish;
    bool m_isSignInCommand = false;
    bool m_isSignOut = false;
    bool m_isRun = false;
    bool m_isEnrolling = false;
    bool m_hasShownSeed = false;
};

/// The session command of this name, or null; takes the words that name it off the list.
[[nodiscard]] SessionCommand findSessionCommand(QStringList &words);

} // namespace wardline::ctl
