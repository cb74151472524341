// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/room_commands.h"

#include "app/ctl/error_words.h"
#include "core/xmpp/xep0045_muc.h"
#include "core/service/live/futures.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

void refuse(SessionContext &context, const Error &error, const Finish &finish)
{
    context.output.note(errorWords(error));
    finish(exitCodeFor(error));
}

std::optional<model::Affiliation> affiliationFrom(const QString &word)
{
    for (const model::Affiliation affiliation :
         {model::Affiliation::Outcast, model::Affiliation::None, model::Affiliation::Member, model::Affiliation::Admin,
          model::Affiliation::Owner}) {
        if (xmpp::affiliationWord(affiliation) == word) {
            return affiliation;
        }
    }
    return std::nullopt;
}

/// What one is in a room, in the words of XEP-0045; null while not in it.
QJsonValue ownRoleIn(SessionContext &context, const model::Jid &room)
{
    for (const model::Member &member : context.session.rooms().members(room)) {
        if (member.isSelf && member.roomRole != model::RoomRole::None) {
            return xmpp::roomRoleWord(member.roomRole).toString();
        }
    }
    return {};
}

QJsonValue kindValue(model::RoomKind kind)
{
    const QString word = model::roomKindWord(kind);
    return word.isEmpty() ? QJsonValue() : QJsonValue(word);
}

QString kindWords(model::RoomKind kind)
{
    switch (kind) {
    case model::RoomKind::Unstated:
        return tr("room that does not say what it is for");
    case model::RoomKind::Team:
        return tr("room of a team");
    case model::RoomKind::Consult:
        return tr("consult");
    case model::RoomKind::Patient:
        return tr("room of a patient");
    }
    return {};
}

QJsonArray deviceLines(const QList<service::DeviceNote> &devices)
{
    QJsonArray lines;
    for (const service::DeviceNote &each : devices) {
        lines.append(QJsonObject{{u"person"_s, each.device.person.toString()},
                                 {u"device"_s, static_cast<qint64>(each.device.id)},
                                 {u"certification"_s, certificateWord(each.certificate)}});
    }
    return lines;
}

/// Which devices it takes, in a word for scripts.
QString takenWord(const service::ConversationEncryption &encryption)
{
    return encryption.takesCertifiedOnly ? u"certified"_s : u"believed"_s;
}

} // namespace

Prepared listRooms(Words words)
{
    if (!words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        for (const model::ConversationSummary &summary : context.session.rooms().conversations()) {
            if (summary.kind != model::ConversationKind::Room) {
                continue;
            }
            const bool canPost = summary.posting == model::PostingRight::Allowed;
            const bool isEncrypted = summary.encryption == model::EncryptionState::EndToEnd;
            context.output.result({{u"room"_s, summary.jid.toString()},
                                   {u"name"_s, summary.title},
                                   {u"role"_s, ownRoleIn(context, summary.jid)},
                                   {u"can_post"_s, canPost},
                                   {u"members"_s, summary.memberCount},
                                   {u"encrypted"_s, isEncrypted},
                                   {u"kind"_s, kindValue(summary.roomKind)}},
                                  summary.jid.toString() % u'\t' % summary.title % u'\t'
                                      % (canPost ? tr("read and write") : tr("read only")) % u'\t'
                                      % (isEncrypted ? tr("end-to-end encrypted") : tr("not encrypted end to end")));
        }
        finish(Done);
    };
}

Prepared createRoom(Words words)
{
    const auto word = words.option(u"--kind"_s);
    const auto kind = word ? model::roomKindFromWord(*word) : std::nullopt;
    const auto title = words.next();
    if (!title || (word && !kind) || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        service::RoomService &rooms = context.session.rooms();
        const model::RoomKind made = kind.value_or(rooms.fixedKind().value_or(model::RoomKind::Unstated));
        service::afterwards(rooms.create(*title, made), &context.session,
                            [&context, finish](const Result<model::Jid> &room) {
                                if (!room) {
                                    refuse(context, room.error(), finish);
                                    return;
                                }
                                context.output.result({{u"room"_s, room->toString()}}, room->toString());
                                finish(Done);
                            });
    };
}

Prepared showRoom(Words words)
{
    const auto room = model::Jid::parse(words.next().value_or(QString()));
    if (!room || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        const auto summary = context.session.rooms().conversation(*room);
        if (!summary || summary->kind != model::ConversationKind::Room) {
            refuse(context, Error(service::ServiceError::NoSuchConversation), finish);
            return;
        }
        const auto show = [&context, room = *room, finish] {
            const auto now = context.session.rooms().conversation(room);
            const service::ConversationEncryption encryption = context.session.messages().encryption(room);
            const model::RoomKind kind = now ? now->roomKind : model::RoomKind::Unstated;
            context.output.result(
                {{u"room"_s, room.toString()},
                 {u"name"_s, now ? now->title : QString()},
                 {u"kind"_s, kindValue(kind)},
                 {u"unconfirmed"_s, encryption.isKindUnconfirmed},
                 {u"devices"_s, takenWord(encryption)},
                 {u"uncontrolled"_s, deviceLines(encryption.uncontrolled)},
                 {u"not_taken"_s, deviceLines(encryption.untaken)}},
                (encryption.isKindUnconfirmed
                     ? tr("room of a team by the relay's word alone; to say so, too: rooms kind %1 team")
                           .arg(room.toString())
                     : kindWords(kind))
                    % u'\t'
                    % (encryption.takesCertifiedOnly ? tr("certified or compared devices read along")
                                                     : tr("devices that are believed read along"))
                    % u'\t' % tr("uncontrolled devices that it is shown on: %1").arg(encryption.uncontrolled.size()));
            finish(Done);
        };
        if (context.session.encryption() == nullptr) {
            show();
        } else {
            context.session.encryption()->examine(*room, show);
        }
    };
}

Prepared setRoomKind(Words words)
{
    const auto room = model::Jid::parse(words.next().value_or(QString()));
    const auto kind = model::roomKindFromWord(words.next().value_or(QString()));
    if (!room || !kind || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        service::afterwards(context.session.rooms().setKind(*room, *kind), &context.session,
                            [&context, finish](const Status &status) {
                                if (!status) {
                                    refuse(context, status.error(), finish);
                                    return;
                                }
                                finish(Done);
                            });
    };
}

Prepared joinRoom(Words words)
{
    const auto address = words.next();
    const auto room = address ? model::Jid::parse(*address) : std::nullopt;
    if (!room || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        service::afterwards(
            context.session.rooms().join(*room), &context.session, [&context, room, finish](const Status &status) {
                if (!status) {
                    refuse(context, status.error(), finish);
                    return;
                }
                context.output.result({{u"room"_s, room->toString()}}, tr("Joined %1").arg(room->toString()));
                finish(Done);
            });
    };
}

Prepared listMembers(Words words)
{
    const auto address = words.next();
    const auto room = address ? model::Jid::parse(*address) : std::nullopt;
    if (!room || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        if (!context.session.rooms().conversation(*room)) {
            refuse(context, Error(service::ServiceError::NoSuchConversation), finish);
            return;
        }
        for (const model::Member &member : context.session.rooms().members(*room)) {
            const QString role = model::careRoleWord(member.role.role);
            context.output.result({{u"member"_s, member.jid.toString()},
                                   {u"name"_s, member.name},
                                   {u"affiliation"_s, xmpp::affiliationWord(member.affiliation).toString()},
                                   {u"role"_s, role.isEmpty() ? QJsonValue() : QJsonValue(role)},
                                   {u"present"_s, member.isPresent}},
                                  member.name % u'\t' % role % u'\t' % xmpp::affiliationWord(member.affiliation) % u'\t'
                                      % (member.isPresent ? tr("here") : tr("away")));
        }
        finish(Done);
    };
}

Prepared grantAffiliation(Words words)
{
    const auto room = model::Jid::parse(words.next().value_or(QString()));
    const auto person = model::Jid::parse(words.next().value_or(QString()));
    const QString what = words.next().value_or(QString());
    const auto affiliation = affiliationFrom(what);
    const bool isVoice = what == u"voice"_s || what == u"no-voice"_s;
    if (!room || !person || (!affiliation && !isVoice) || !words.isSpent()) {
        return {};
    }
    return [=](SessionContext &context, const Finish &finish) {
        service::RoomService &rooms = context.session.rooms();
        service::afterwards(affiliation ? rooms.grant(*room, *person, *affiliation)
                                        : rooms.setVoice(*room, *person, what == u"voice"_s),
                            &context.session, [&context, finish](const Status &status) {
                                if (!status) {
                                    refuse(context, status.error(), finish);
                                    return;
                                }
                                finish(Done);
                            });
    };
}

} // namespace wardline::ctl
