// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command_line.h"

#include <QCoreApplication>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

Words::Words(QStringList words)
    : m_words(std::move(words))
{
}

std::optional<QString> Words::option(const QString &name)
{
    for (qsizetype i = 0; i < m_words.size(); ++i) {
        if (m_words.at(i) == u"--"_s) {
            break;
        }
        if (m_words.at(i).startsWith(QString(name % u'='))) {
            return m_words.takeAt(i).mid(name.size() + 1);
        }
        if (m_words.at(i) == name) {
            if (i + 1 >= m_words.size()) {
                m_isSpoilt = true;
                return std::nullopt;
            }
            m_words.removeAt(i);
            return m_words.takeAt(i);
        }
    }
    return std::nullopt;
}

bool Words::flag(const QString &name)
{
    const qsizetype end = m_words.indexOf(u"--"_s);
    const qsizetype at = m_words.indexOf(name);
    if (at < 0 || (end >= 0 && at > end)) {
        return false;
    }
    m_words.removeAt(at);
    return true;
}

bool Words::has(const QString &name) const
{
    for (const QString &word : m_words) {
        if (word == u"--"_s) {
            return false;
        }
        if (word == name || word.startsWith(QString(name % u'='))) {
            return true;
        }
    }
    return false;
}

int Words::number(const QString &name, int fallback, int least, int most)
{
    const std::optional<QString> text = option(name);
    if (!text) {
        return fallback;
    }
    bool isNumber = false;
    const int value = text->toInt(&isNumber);
    m_isSpoilt = m_isSpoilt || !isNumber || value < least || value > most;
    return value;
}

std::optional<QString> Words::next()
{
    if (!m_words.isEmpty() && m_words.first() == u"--"_s) {
        m_words.removeFirst();
        return m_words.isEmpty() ? std::nullopt : std::optional(m_words.takeFirst());
    }
    if (m_words.isEmpty() || (m_words.first().startsWith(u'-') && m_words.first() != u"-"_s)) {
        return std::nullopt;
    }
    return m_words.takeFirst();
}

bool Words::isSpent() const
{
    return !m_isSpoilt && m_words.isEmpty();
}

std::optional<CommandLine> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    QStringList left = arguments;
    const auto value = [&left](QString &into) {
        if (left.size() < 2) {
            return false;
        }
        left.removeFirst();
        into = left.takeFirst();
        return !into.isEmpty();
    };
    while (!left.isEmpty() && left.first().startsWith(u"--"_s)) {
        const QString name = left.first();
        if (name == u"--profile"_s || name == u"--policy"_s || name == u"--ca"_s) {
            QString &into = name == u"--profile"_s ? line.composition.profile
                : name == u"--policy"_s            ? line.composition.policyFile
                                                   : line.composition.authorityFile;
            if (!value(into)) {
                return std::nullopt;
            }
            continue;
        }
        left.removeFirst();
        if (name == u"--json"_s) {
            line.isJson = true;
        } else if (name == u"--credentials-stdin"_s) {
            line.readsCredentials = true;
        } else if (name == u"--help"_s) {
            line.wantsHelp = true;
        } else if (name == u"--version"_s) {
            line.wantsVersion = true;
        } else {
            return std::nullopt;
        }
    }
    line.command = left;
    // The two that scripts most often put behind the command are taken there too.
    line.isJson = line.command.removeAll(u"--json"_s) > 0 || line.isJson;
    line.readsCredentials = line.command.removeAll(u"--credentials-stdin"_s) > 0 || line.readsCredentials;
    if (line.command.isEmpty() && !line.wantsHelp && !line.wantsVersion) {
        return std::nullopt;
    }
    return line;
}

std::optional<QStringList> splitLine(const QString &line)
{
    QStringList words;
    QString word;
    bool isInWord = false;
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (c == u'\\' && quote != u'\'' && i + 1 < line.size()) {
            word += line.at(++i);
            isInWord = true;
        } else if (!quote.isNull()) {
            if (c == quote) {
                quote = QChar();
            } else {
                word += c;
            }
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            isInWord = true;
        } else if (c.isSpace()) {
            if (isInWord) {
                words.append(word);
                word.clear();
                isInWord = false;
            }
        } else {
            word += c;
            isInWord = true;
        }
    }
    if (!quote.isNull()) {
        return std::nullopt;
    }
    if (isInWord) {
        words.append(word);
    }
    return words;
}

QString usage()
{
    return QCoreApplication::translate("wardlinectl", R"(Usage: wardlinectl [OPTION]... COMMAND

Options, before the command:
  --profile DIR         the profile to work with (default: that of the account)
  --policy FILE         an additional policy; may only tighten the system's
  --ca FILE             certificate authorities for the relay, PEM
  --json                one JSON object a line
  --credentials-stdin   first line of standard input: {"password": "...", "code": "123456"}
  --help, --version

Commands:
  relay check URL --domain D [--account JID]
  sign-in --account JID --relay URL [--enrol]
  sign-out
  run -                                     commands from standard input, one a line
  rooms list | create [--kind team|consult|patient] TITLE | join ROOM | members ROOM | grant ROOM JID AFFILIATION|voice|no-voice
  rooms show ROOM | kind ROOM team|consult|patient     what it is for, which devices it takes and on which it is shown
  send (--room JID | --to JID) [--urgency fyi|action-within|concern|stat] [--wait relay|device|seen|none] [--reply-to ID] [--leave-out JID[/DEVICE] ...] TEXT | - | --lines - | --file PATH [TEXT]
  files save (--room JID | --with JID) [--index N] ID PATH | -
  correct (--room JID | --with JID) [--leave-out JID[/DEVICE] ...] ID TEXT
  show (--room JID | --with JID) ID         what was held back because nobody approved its device
  retract (--room JID | --with JID) [--leave-out JID[/DEVICE] ...] ID
  moderate --room JID [--reason TEXT] ID
  react (--room JID | --with JID) [--leave-out JID[/DEVICE] ...] ID [EMOJI ...]     none: takes all back
  delivery (--room JID | --with JID) ID     who has it, who opened it, who cannot read it
  outbox list | cancel POSITION     what has not left
  listen [--room JID] [--for SECONDS] [--count N] [--read]
  history (--room JID | --with JID) [--before ID] [--limit N] [--gaps] [--each]
  search TEXT [--room JID] [--limit N]
  devices list [--of JID] | verify JID DEVICE FINGERPRINT | distrust JID DEVICE
  devices code | compare JID CODE           a code for others to read; what theirs says against what is known
  devices number JID                        sixty digits that both see alike; compare takes them, too
  devices certify [--for SECONDS] | vouch JID FINGERPRINT
  devices admit (--room JID | --with JID) [--no-longer] JID DEVICE     lets in what nobody certified
  devices reset JID [DEVICE]                start again with a device whose messages cannot be read
  audit list | verify | export [--format csv|json]
  trust show [--person JID ...]             what the organisation certifies, fetched and verified
  policy show | check [FILE] | explain KEY
  authority init --dir DIR --organisation NAME --account JID [--vouching-role ROLE,...]
            [--statement-days N] [--epoch-days N]
  authority issue --dir DIR --uri URI ... [--role ROLE,...] [--kind user|recorder|bot]
  authority renew --dir DIR [--person JID] [--within DAYS]
  authority revoke --dir DIR (--person JID (--device ID | --all) | --uri URI ...)
  authority manifest | epoch | show | publish --dir DIR
  authority serve --dir DIR [--for SECONDS]
  profile list | wipe
  profile backup [--same-words] FILE        everything in the cache, encrypted; prints new words once
  profile restore [--older] FILE            checks the whole file, then puts it under what is here
  profile roaming [--wait]                  how the last hours follow to other workstations
  profile ask-devices [--hours N] [--number NUMBER]
                                            asks one's other devices for messages; somebody there answers
  profile answer-device yes|no [--for SECONDS]
  selftest

Secrets come from a prompt or with --credentials-stdin, never from arguments or the environment.
Exit: 0 done, 1 refused or failed, 2 usage, 3 not signed in or wrong credentials, 4 relay not reachable.
)");
}

} // namespace wardline::ctl
