// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_words.h"

#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"
#include "ui/kit/urgency_mark.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <QTextBoundaryFinder>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kSpokenLength = 2'000; ///< UTF-16 units of a text read out at once
constexpr qsizetype kEmojiLength = 24; ///< the longest real sequences have 15
constexpr int kNamesInWords = 5;

QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("Timeline", text, nullptr, n);
}

/// The kind of a file by the end of its name: "PDF". Only until its content is known.
QString kindByName(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString end = dot > 0 ? plainName(QStringView(name).sliced(dot + 1)) : QString();
    return end.size() <= 5 ? end.toUpper() : QString();
}

QString refusalWords(FileRefusal refusal, const QString &type)
{
    switch (refusal) {
    case FileRefusal::None:
        return {};
    case FileRefusal::NotWhatItSays:
        return say(QT_TRANSLATE_NOOP("Timeline", "Not shown: its content is not what its sender says (%1)")).arg(type);
    case FileRefusal::TooManyPixels:
        return say(QT_TRANSLATE_NOOP("Timeline", "Not shown: the picture is larger than any camera makes them"));
    case FileRefusal::Damaged:
        return say(QT_TRANSLATE_NOOP("Timeline", "Not shown: the content is damaged"));
    }
    return {};
}

QString stateWords(model::FileState state)
{
    switch (state) {
    case model::FileState::Remote:
        return say(QT_TRANSLATE_NOOP("Timeline", "not fetched yet"));
    case model::FileState::Fetching:
        return say(QT_TRANSLATE_NOOP("Timeline", "being fetched …"));
    case model::FileState::Here:
        return {};
    case model::FileState::Failed:
        return say(QT_TRANSLATE_NOOP("Timeline", "could not be fetched"));
    case model::FileState::Refused:
        return say(QT_TRANSLATE_NOOP("Timeline", "refused: too large or not allowed"));
    case model::FileState::Sending:
        return say(QT_TRANSLATE_NOOP("Timeline", "being sent …"));
    case model::FileState::NotSent:
        return say(QT_TRANSLATE_NOOP("Timeline", "not sent"));
    }
    return {};
}

QString problemWords(model::FileProblem problem)
{
    using model::FileProblem;
    switch (problem) {
    case FileProblem::NotReachable:
        return say(QT_TRANSLATE_NOOP("Timeline", "the server's files cannot be reached"));
    case FileProblem::Gone:
        return say(QT_TRANSLATE_NOOP("Timeline", "the server has it no longer"));
    case FileProblem::Forbidden:
        return say(QT_TRANSLATE_NOOP("Timeline", "the server does not permit it"));
    case FileProblem::NoUpload:
        return say(QT_TRANSLATE_NOOP("Timeline", "the server takes no files"));
    case FileProblem::TooLarge:
        return say(QT_TRANSLATE_NOOP("Timeline", "too large"));
    case FileProblem::ForeignPlace:
        return say(QT_TRANSLATE_NOOP("Timeline", "not fetched: it lies outside of your organisation"));
    case FileProblem::NotEncrypted:
        return say(QT_TRANSLATE_NOOP("Timeline", "not fetched: it is not encrypted"));
    case FileProblem::NotAuthentic:
        return say(QT_TRANSLATE_NOOP("Timeline", "not shown: altered on the way, or incomplete"));
    case FileProblem::OtherContent:
        return say(QT_TRANSLATE_NOOP("Timeline", "not shown: not what its message says"));
    case FileProblem::OtherType:
        return say(QT_TRANSLATE_NOOP("Timeline", "not shown: its content is not of the type that it claims"));
    case FileProblem::TypeNotAllowed:
        return say(QT_TRANSLATE_NOOP("Timeline", "not shown: this type is not allowed"));
    case FileProblem::TooManyPixels:
        return say(QT_TRANSLATE_NOOP("Timeline", "not shown: too many pixels"));
    case FileProblem::Damaged:
        return say(QT_TRANSLATE_NOOP("Timeline", "damaged"));
    case FileProblem::NotEverybodyCanRead:
        return say(QT_TRANSLATE_NOOP("Timeline", "not sent: somebody here could not read it"));
    case FileProblem::DiskFull:
        return say(QT_TRANSLATE_NOOP("Timeline", "the disk is full"));
    case FileProblem::Lost:
        return say(QT_TRANSLATE_NOOP("Timeline", "no longer on this computer"));
    }
    return {};
}

} // namespace

QString senderWords(const model::Message &message)
{
    return message.isOwn ? say(QT_TRANSLATE_NOOP("Timeline", "You")) : plainName(message.senderName);
}

QString tombstoneWords(const model::Message &message, Instant now)
{
    const model::Tombstone &stone = *message.tombstone;
    const QString when = momentWords(stone.time, now);
    const QString who = safeName(stone.byName);
    if (!stone.isModerated) {
        return message.isOwn ? say(QT_TRANSLATE_NOOP("Timeline", "You took this message back, %1")).arg(when)
                             : say(QT_TRANSLATE_NOOP("Timeline", "%1 took this message back, %2")).arg(who, when);
    }
    const QString reason = plainName(stone.reason);
    return reason.isEmpty()
        ? say(QT_TRANSLATE_NOOP("Timeline", "Removed by %1, %2")).arg(who, when)
        : say(QT_TRANSLATE_NOOP("Timeline", "Removed by %1, %2. Reason: %3")).arg(who, when, reason);
}

QString clearTextWords()
{
    return say(QT_TRANSLATE_NOOP("Timeline", "not encrypted"));
}

QString unapprovedWords()
{
    return say(QT_TRANSLATE_NOOP("Timeline", "not from an approved device"));
}

QString unreadableWords(model::Unreadable reason)
{
    switch (reason) {
    case model::Unreadable::OlderThanDevice:
        return say(QT_TRANSLATE_NOOP("Timeline", "Sent before this device was added, so it cannot be read here."));
    case model::Unreadable::NotForThisDevice:
        return say(QT_TRANSLATE_NOOP("Timeline", "Not encrypted for this device. Ask the sender to write it again."));
    case model::Unreadable::BrokenSession:
        return say(QT_TRANSLATE_NOOP(
            "Timeline", "Cannot be read: it fits no keys agreed with the sender. Ask for it to be sent again."));
    case model::Unreadable::Pending:
        return say(QT_TRANSLATE_NOOP("Timeline", "Waiting for older messages that are needed to read this one …"));
    case model::Unreadable::DistrustedDevice:
        return say(QT_TRANSLATE_NOOP("Timeline",
                                     "From a device that is not trusted. Its text is not shown. Ask the "
                                     "sender in person, and tell your IT department."));
    case model::Unreadable::IdentityChanged:
        return say(QT_TRANSLATE_NOOP(
            "Timeline", "From a device whose identity has changed. Its text is not shown; tell your IT department."));
    case model::Unreadable::Forged:
        return say(QT_TRANSLATE_NOOP("Timeline",
                                     "Damaged, or not from where it claims to be. Its text is not shown. "
                                     "Ask the sender in person, and tell your IT department."));
    case model::Unreadable::UnknownSender:
        return say(QT_TRANSLATE_NOOP("Timeline",
                                     "Cannot be read: this room does not say who sent it. Ask in person, and "
                                     "tell your IT department."));
    case model::Unreadable::OtherMethod:
        return say(QT_TRANSLATE_NOOP("Timeline",
                                     "Encrypted in a way that this program cannot read. Ask for it to be sent again."));
    case model::Unreadable::ClearTextRefused:
        return say(QT_TRANSLATE_NOOP("Timeline",
                                     "Was not encrypted. Your organisation takes only encrypted messages here, so its "
                                     "text was not kept. Ask for it to be sent encrypted."));
    case model::Unreadable::Repeated:
        return say(QT_TRANSLATE_NOOP("Timeline",
                                     "Came a second time, or from a device that was set back. Nothing of it was taken. "
                                     "If something is missing, ask for it to be sent again."));
    case model::Unreadable::UncertifiedDevice:
        return say(QT_TRANSLATE_NOOP("Timeline",
                                     "From a device that nobody approved, where only approved devices count. Its text "
                                     "is held back: ask the sender in person whether it is theirs."));
    case model::Unreadable::TooManyHeld:
        return say(QT_TRANSLATE_NOOP("Timeline",
                                     "From a device that nobody approved, and too much of it waited already: its text "
                                     "was not kept. Ask the sender to send it again from an approved device."));
    }
    return {};
}

QString foldedWords(model::Unreadable reason, int count)
{
    switch (reason) {
    case model::Unreadable::OlderThanDevice:
        return say(QT_TRANSLATE_N_NOOP("Timeline", "%Ln messages were sent before this device was added"), count);
    case model::Unreadable::NotForThisDevice:
        return say(QT_TRANSLATE_N_NOOP("Timeline",
                                       "%Ln messages were not encrypted for this device. Ask the sender to write them "
                                       "again."),
                   count);
    case model::Unreadable::BrokenSession:
        return say(
            QT_TRANSLATE_N_NOOP("Timeline",
                                "%Ln messages cannot be read: they fit no keys agreed with the sender. Ask for them "
                                "to be sent again."),
            count);
    case model::Unreadable::Pending:
        return say(QT_TRANSLATE_N_NOOP("Timeline", "%Ln messages wait for older ones that are needed to read them …"),
                   count);
    case model::Unreadable::DistrustedDevice:
        return say(QT_TRANSLATE_N_NOOP("Timeline",
                                       "%Ln messages came from a device that is not trusted. Their text is not shown."),
                   count);
    case model::Unreadable::IdentityChanged:
        return say(QT_TRANSLATE_N_NOOP("Timeline",
                                       "%Ln messages came from a device whose identity has changed. Their text is not "
                                       "shown; tell your IT department."),
                   count);
    case model::Unreadable::Forged:
        return say(QT_TRANSLATE_N_NOOP("Timeline",
                                       "%Ln messages were damaged, or not from where they claim to be. Their text is "
                                       "not shown."),
                   count);
    case model::Unreadable::UnknownSender:
        return say(
            QT_TRANSLATE_N_NOOP("Timeline", "%Ln messages cannot be read: this room does not say who sent them."),
            count);
    case model::Unreadable::OtherMethod:
        return say(
            QT_TRANSLATE_N_NOOP("Timeline",
                                "%Ln messages are encrypted in a way that this program cannot read. Ask for them "
                                "to be sent again."),
            count);
    case model::Unreadable::ClearTextRefused:
        return say(QT_TRANSLATE_N_NOOP("Timeline",
                                       "%Ln messages were not encrypted. Your organisation takes only encrypted "
                                       "messages here, so their text was not kept."),
                   count);
    case model::Unreadable::Repeated:
        return say(
            QT_TRANSLATE_N_NOOP("Timeline",
                                "%Ln messages came a second time, or from a device that was set back. Nothing of "
                                "them was taken."),
            count);
    case model::Unreadable::UncertifiedDevice:
        return say(QT_TRANSLATE_N_NOOP("Timeline",
                                       "%Ln messages came from a device that nobody approved. Their text is held back: "
                                       "ask the sender in person whether it is theirs."),
                   count);
    case model::Unreadable::TooManyHeld:
        return say(QT_TRANSLATE_N_NOOP("Timeline",
                                       "%Ln messages came from a device that nobody approved, when too much of it "
                                       "waited already. Ask for them to be sent again from an approved device."),
                   count);
    }
    return {};
}

QString foldedRowWords(const model::Message &first, const model::Message &last, int count, bool isOfMany, Instant now)
{
    QStringList parts;
    if (!isOfMany) {
        parts << senderWords(last);
    }
    parts << foldedWords(*last.unreadable, count)
          << say(QT_TRANSLATE_NOOP("Timeline", "from %1 to %2"))
                 .arg(momentWords(first.time, now), momentWords(last.time, now));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString foldActionWords(bool isFolded)
{
    return isFolded ? say(QT_TRANSLATE_NOOP("Timeline", "Show each"))
                    : say(QT_TRANSLATE_NOOP("Timeline", "Show as one line"));
}

QString showHeldWords()
{
    //: below a message from a device that nobody approved: its text is held back
    return say(QT_TRANSLATE_NOOP("Timeline", "Show it"));
}

QString lateWords(const model::Message &message, Instant now)
{
    using std::chrono::duration_cast;
    const auto before = message.time - *message.written;
    const auto days = static_cast<int>(duration_cast<std::chrono::hours>(before).count() / 24);
    if (days > 0) {
        //: behind a message that the relay kept back: it stands among those of today
        return say(QT_TRANSLATE_N_NOOP("Timeline", "written %Ln days before it came here"), days);
    }
    //: behind a message that came late; %1 is a time or a day with its time
    return say(QT_TRANSLATE_NOOP("Timeline", "written earlier, %1")).arg(momentWords(*message.written, now));
}

QString startAgainWords()
{
    return say(QT_TRANSLATE_NOOP("Timeline", "Start again with this device"));
}

QString sendAgainWords()
{
    return say(QT_TRANSLATE_NOOP("Timeline", "Send again"));
}

QString bodyWords(const model::Message &message, Instant now)
{
    return message.tombstone ? tombstoneWords(message, now)
        : message.unreadable ? unreadableWords(*message.unreadable)
                             : message.body;
}

QString quoteWords(const model::Quote &quote)
{
    if (quote.isRetracted) {
        return say(QT_TRANSLATE_NOOP("Timeline", "This message was taken back"));
    }
    return quote.text.isEmpty() ? say(QT_TRANSLATE_NOOP("Timeline", "A message that is not kept here"))
                                : previewLine(quote.text);
}

QString safeEmoji(const QString &emoji)
{
    const QString head = plainName(QStringView(emoji).left(kEmojiLength));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, head);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? head.left(end) : u"?"_s;
}

QString reactionWords(const model::Reaction &reaction)
{
    QStringList names;
    for (const QString &name : reaction.names.mid(0, kNamesInWords)) {
        names << safeName(name);
    }
    const int others = reaction.count - static_cast<int>(names.size());
    if (others > 0) {
        names << say(QT_TRANSLATE_N_NOOP("Timeline", "%Ln others"), others);
    }
    return safeEmoji(reaction.emoji) + u' ' + QLocale().createSeparatedList(names);
}

QString sizeWords(qint64 bytes)
{
    return QLocale().formattedDataSize(std::max<qint64>(0, bytes), 1, QLocale::DataSizeSIFormat);
}

QString fileWords(const model::Attachment &file, const FileFacts *facts)
{
    if (facts && facts->refusal != FileRefusal::None) {
        return refusalWords(facts->refusal, facts->typeWords);
    }
    QStringList parts;
    const QString state = file.problem ? problemWords(*file.problem) : stateWords(file.state);
    const bool isMoving = file.percent >= 0 && !file.problem;
    if (isMoving) { // what changes comes first, where it is not cut off
        //: how much of a file has been sent or fetched
        parts << say(QT_TRANSLATE_NOOP("Timeline", "%1 %")).arg(QLocale().toString(file.percent)) << state;
    }
    parts << (facts && !facts->typeWords.isEmpty() ? facts->typeWords : kindByName(file.name));
    if (file.size > 0) {
        parts << sizeWords(file.size);
    }
    if (!isMoving) {
        parts << state;
    }
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString fileActionWords(const model::Attachment &file, const FileFacts *facts)
{
    switch (file.state) {
    case model::FileState::Remote:
        return say(QT_TRANSLATE_NOOP("Timeline", "Fetch"));
    case model::FileState::Failed:
        return say(QT_TRANSLATE_NOOP("Timeline", "Try again"));
    case model::FileState::Here:
        return facts && facts->refusal == FileRefusal::NotWhatItSays ? QString()
                                                                     : say(QT_TRANSLATE_NOOP("Timeline", "Save"));
    case model::FileState::Fetching:
    case model::FileState::Sending:
        return say(QT_TRANSLATE_NOOP("Timeline", "Cancel"));
    case model::FileState::NotSent:
        return say(QT_TRANSLATE_NOOP("Timeline", "Send again"));
    case model::FileState::Refused:
        return {};
    }
    return {};
}

QString unreadWords()
{
    //: the line above the first message that was not read yet
    return say(QT_TRANSLATE_NOOP("Timeline", "New"));
}

QString gapWords(bool isBeingFilled)
{
    return isBeingFilled ? say(QT_TRANSLATE_NOOP("Timeline", "Messages are missing here and are being fetched …"))
                         : say(QT_TRANSLATE_NOOP("Timeline", "Messages are missing here; they will be fetched later"));
}

QString messageWords(const model::Message &message, Instant now)
{
    QStringList parts;
    if (const auto urgency = isNote(message) ? std::nullopt : markedUrgency(message.urgency)) {
        parts << urgencyWords(*urgency); // before all that can wait
    }
    parts << senderWords(message) << roleWords(message.role) << momentWords(message.time, now);
    if (message.mentionsMe) {
        parts << say(QT_TRANSLATE_NOOP("Timeline", "names you"));
    }
    if (message.tombstone) {
        parts << tombstoneWords(message, now);
    } else if (message.unreadable) {
        parts << unreadableWords(*message.unreadable);
    }
    if (message.quote) {
        parts << say(QT_TRANSLATE_NOOP("Timeline", "answers %1: %2"))
                     .arg(safeName(message.quote->senderName), quoteWords(*message.quote));
    }
    parts << safeBody(QStringView(message.body).left(kSpokenLength));
    for (const model::Attachment &file : message.attachments) {
        parts << say(QT_TRANSLATE_NOOP("Timeline", "file %1, %2")).arg(plainName(file.name), fileWords(file, nullptr));
    }
    if (message.corrected) {
        parts << say(QT_TRANSLATE_NOOP("Timeline", "edited %1")).arg(momentWords(*message.corrected, now));
    }
    for (const model::Reaction &reaction : message.reactions.mid(0, 8)) {
        parts << reactionWords(reaction);
    }
    parts << deliveryWords(message);
    if (message.state == model::DeliveryState::Failed) {
        parts << (message.trouble ? troubleWords(*message.trouble) : failedWords(message));
    }
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace wardline::ui
