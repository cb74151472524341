// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_room_service.h"

#include "core/service/live/draft_codec.h"
#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/xmpp/xep0030_disco.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxRooms = 1'000;
constexpr stream::ReconnectLimits kJoinAgain{std::chrono::seconds(20), std::chrono::minutes(5)};

} // namespace

LiveRoomService::LiveRoomService(SessionParts &parts, QObject *parent)
    : RoomService(parent)
    , m_parts(parts)
    , m_questions(parts.link, parts.own)
    , m_membership(m_questions, parts.people, parts.environment.clock)
    , m_bookmarks(parts.link, parts.own)
    , m_firstSight(parts)
    , m_kinds(parts)
    , m_waits(parts.environment.random, kJoinAgain)
    , m_again(parts.environment.timers.createTimer([this] { joinAgain(); }))
{
    connect(&m_parts.people, &PeopleDirectory::changed, this, [this] {
        Q_EMIT colleaguesChanged();
        for (const model::Jid &room : std::as_const(m_rooms)) {
            Q_EMIT membersChanged(room);
        }
    });
    connect(&m_membership, &RoomMembership::listed, this,
            [this](const model::Jid &room, const QList<model::Member> &all) {
                m_members.insert(room, all);
                (void)m_parts.store().conversations().setMembers(room, all);
                Q_EMIT membersChanged(room);
                refresh();
            });
    connect(&m_bookmarks, &BookmarkList::loaded, this, &LiveRoomService::joinAll);
    connect(&m_bookmarks, &BookmarkList::added, this, [this](const RoomBookmark &bookmark) {
        saveRecord(bookmark.room, bookmark.name, false);
        enter(bookmark.room, m_parts.own.local());
    });
    connect(&m_bookmarks, &BookmarkList::removed, this, &LiveRoomService::leaveForGood);
    connect(&m_bookmarks, &BookmarkList::forgedEvent, this, [this] { Q_EMIT forged(audit::AuditReason::ForgedEvent); });
    connect(&m_bookmarks, &BookmarkList::unanswered, this, [this] {
        m_asksBookmarksAgain = true;
        joinAgainLater();
    });
}

LiveRoomService::~LiveRoomService() = default;

void LiveRoomService::start(std::function<void(Status)> done)
{
    m_kinds.load([this, done = std::move(done)] { loadList(done); }); // before any room can say another kind
}

void LiveRoomService::loadList(std::function<void(Status)> done)
{
    afterwards(m_parts.store().conversations().summaries(), this,
               [this, done](Result<QList<model::ConversationSummary>> stored) {
                   if (!stored) {
                       done(std::unexpected(foldProfileError(stored.error())));
                       return;
                   }
                   for (const model::ConversationSummary &summary : *stored) {
                       if (summary.kind != model::ConversationKind::Room) {
                           m_direct.insert(summary.jid);
                           continue;
                       }
                       m_rooms.insert(summary.jid);
                       m_titles.insert(summary.jid, summary.title);
                       if (summary.encryption == model::EncryptionState::EndToEnd) {
                           m_wereEncrypted.insert(summary.jid);
                       }
                       if (summary.posting == model::PostingRight::RoomGone) {
                           room(summary.jid).gone();
                       }
                       afterwards(m_parts.store().conversations().members(summary.jid), this,
                                  [this, jid = summary.jid](const Result<QList<model::Member>> &members) {
                                      if (members && !m_members.contains(jid)) {
                                          m_members.insert(jid, *members);
                                          Q_EMIT membersChanged(jid);
                                      }
                                  });
                   }
                   m_firstSight.load(stored->isEmpty());
                   publishSummaries(*stored);
                   done({});
               });
}

const RoomState *LiveRoomService::state(const model::Jid &room) const
{
    const auto found = m_roomStates.find(room);
    return found != m_roomStates.end() ? &found->second : nullptr;
}

RoomState &LiveRoomService::room(const model::Jid &jid)
{
    m_rooms.insert(jid);
    return m_roomStates.try_emplace(jid, RoomState(jid)).first->second;
}

void LiveRoomService::connected(bool isResumed)
{
    if (isResumed) {
        return;
    }
    m_isSettled = false;
    m_asksBookmarksAgain = false;
    m_isRepeat = false;
    m_waits.established();
    m_bookmarks.load();
}

void LiveRoomService::disconnected()
{
    m_again->stop();
    m_membership.disconnected();
    for (auto &[jid, state] : m_roomStates) {
        state.disconnected();
        Q_EMIT membersChanged(jid);
    }
    const QList<model::Jid> open = m_joining.keys();
    for (const model::Jid &jid : open) {
        joinEnded(jid, failure(ServiceError::RelayNotReachable));
    }
    refresh();
}

void LiveRoomService::joinAll(const QList<RoomBookmark> &bookmarks)
{
    const bool isRepeat = std::exchange(m_isRepeat, false);
    QSet<model::Jid> named;
    for (const RoomBookmark &bookmark : bookmarks) {
        if (named.size() >= kMaxRooms) {
            break;
        }
        named.insert(bookmark.room);
        saveRecord(bookmark.room, bookmark.name, false);
        if (!isRepeat || !room(bookmark.room).isJoined()) {
            enter(bookmark.room, m_parts.own.local());
        }
    }
    // What the relay no longer names is history: kept, readable, not writable.
    const QSet<model::Jid> known = m_rooms;
    for (const model::Jid &jid : known) {
        if (!named.contains(jid) && !room(jid).isGone()) {
            room(jid).gone();
            saveRecord(jid, m_titles.value(jid), true);
        }
    }
    refresh();
    checkSettled();
}

void LiveRoomService::enter(const model::Jid &jid, const QString &nick)
{
    const std::optional<model::Jid> occupant = jid.withResource(nick);
    stream::XmppStream *stream = m_parts.link.stream();
    if (!occupant || stream == nullptr) {
        joinEnded(jid, failure(ServiceError::RelayNotReachable));
        return;
    }
    m_joining[jid]; // waits, also if nobody asked
    room(jid).joining(nick);
    joinAgainLater(); // should no answer come
    if (const auto sent = stream->sendStanza(xmpp::MucJoin::presence(*occupant).toXml()); !sent) {
        joinEnded(jid, failure(ServiceError::RelayNotReachable));
    }
}

bool LiveRoomService::takePresence(const xmpp::PresenceStanza &presence)
{
    const model::Jid jid = presence.from.bare();
    const auto found = m_roomStates.find(jid);
    if (found == m_roomStates.end()) {
        return false;
    }
    if (presence.type == xmpp::PresenceType::Error) {
        onRefused(jid, presence);
        return true;
    }
    const auto user = presence.payload<xmpp::MucUser>();
    const bool hasLeftForGood = presence.type == xmpp::PresenceType::Unavailable && user && *user && (*user)->item
        && (*user)->item->affiliation.value_or(model::Affiliation::None) < model::Affiliation::Member;
    if (hasLeftForGood) {
        m_membership.expire(jid);
    }
    switch (found->second.take(presence)) {
    case RoomChange::None:
        break;
    case RoomChange::Joined:
        onJoined(jid);
        break;
    case RoomChange::Occupants:
        Q_EMIT membersChanged(jid);
        refresh();
        break;
    case RoomChange::Left:
        joinEnded(jid, failure(ServiceError::NotAllowed));
        joinAgainLater();
        Q_EMIT membersChanged(jid);
        refresh();
        break;
    case RoomChange::Removed:
        leaveForGood(jid);
        break;
    }
    return true;
}

bool LiveRoomService::takeNotice(const xmpp::MessageStanza &message)
{
    if (message.type == xmpp::MessageType::GroupChat && message.from.isBare() && isRoom(message.from)
        && message.has<xmpp::MucUser>()) {
        // XEP-0045 10.2.1 and 9: it is configured otherwise, or somebody who is not here belongs to it no more.
        m_membership.expire(message.from);
        fetchTitle(message.from);
        m_membership.fetch(message.from);
    }
    return m_bookmarks.takeEvent(message);
}

void LiveRoomService::onJoined(const model::Jid &jid)
{
    fetchTitle(jid);
    m_membership.fetch(jid);
    saveRecord(jid, m_titles.value(jid), false);
    Q_EMIT membersChanged(jid);
    Q_EMIT roomJoined(jid);
    refresh();
    joinEnded(jid, {});
}

void LiveRoomService::onRefused(const model::Jid &jid, const xmpp::PresenceStanza &presence)
{
    if (!m_joining.contains(jid)) {
        return;
    }
    // XEP-0045 7.2: a room refuses with its own address or that of the place we asked for; some services pass on what
    // other occupants send as an error.
    if (!presence.from.isBare() && presence.from.resource() != room(jid).ownNick()) {
        Q_EMIT forged(audit::AuditReason::ForgedPresence);
        return;
    }
    const xmpp::MucJoinRefusal refusal =
        presence.error ? xmpp::joinRefusal(*presence.error) : xmpp::MucJoinRefusal::Other;
    switch (refusal) {
    case xmpp::MucJoinRefusal::NickTaken:
        if (room(jid).ownNick() == m_parts.own.local()) {
            enter(jid, m_parts.own.local() + u"-2"_s); // another device of ours, on a relay that lets a nick in once
            return;
        }
        joinAgainLater();
        joinEnded(jid, failure(ServiceError::NotAllowed));
        return;
    case xmpp::MucJoinRefusal::TryLater:
    case xmpp::MucJoinRefusal::RoomFull:
    case xmpp::MucJoinRefusal::Other:
        joinAgainLater();
        joinEnded(jid, failure(ServiceError::TryLater));
        refresh();
        return;
    case xmpp::MucJoinRefusal::MembersOnly:
    case xmpp::MucJoinRefusal::Banned:
    case xmpp::MucJoinRefusal::NoSuchRoom:
    case xmpp::MucJoinRefusal::CreationNotAllowed:
    case xmpp::MucJoinRefusal::NickNotAllowed:
    case xmpp::MucJoinRefusal::PasswordRequired:
        break;
    }
    joinEnded(jid,
              failure(refusal == xmpp::MucJoinRefusal::NoSuchRoom ? ServiceError::NoSuchConversation
                                                                  : ServiceError::NotAllowed));
    if (m_titles.contains(jid)) {
        leaveForGood(jid);
    } else {
        m_roomStates.erase(jid); // never ours: it leaves no trace
        m_rooms.remove(jid);
    }
}

void LiveRoomService::leaveForGood(const model::Jid &jid)
{
    if (!m_rooms.contains(jid)) {
        return;
    }
    if (RoomState &state = room(jid); state.isJoined()) {
        if (const auto occupant = jid.withResource(state.ownNick()); occupant && m_parts.link.stream() != nullptr) {
            xmpp::PresenceStanza leave;
            leave.to = *occupant;
            leave.type = xmpp::PresenceType::Unavailable;
            (void)m_parts.link.stream()->sendStanza(leave.toXml());
        }
    }
    room(jid).gone();
    saveRecord(jid, m_titles.value(jid), true);
    joinEnded(jid, failure(ServiceError::NotAllowed));
    Q_EMIT membersChanged(jid);
    refresh();
}

void LiveRoomService::fetchTitle(const model::Jid &jid, const std::function<void()> &done)
{
    m_questions.ask(xmpp::IqStanza::get(jid, xmpp::DiscoInfo()),
                    [this, jid, done](const Result<xmpp::IqStanza> &answer) {
                        const auto info = contentOf<xmpp::DiscoInfo>(answer);
                        if (info) {
                            takeDescription(jid, *info);
                        }
                        if (done) {
                            done();
                        }
                    });
}

void LiveRoomService::takeDescription(const model::Jid &jid, const xmpp::DiscoInfo &info)
{
    room(jid).describe(info);
    m_kinds.take(jid, statedKind(info));
    if (room(jid).isPrivate() == true && !m_wereEncrypted.contains(jid)) {
        m_wereEncrypted.insert(jid);
        saveRecord(jid, m_titles.value(jid), room(jid).isGone());
    }
    Q_EMIT roomDescribed(jid);
    for (const xmpp::DiscoIdentity &identity : info.identities) {
        if (identity.category == u"conference" && !identity.name.isEmpty() && m_titles.value(jid) != identity.name) {
            saveRecord(jid, identity.name, room(jid).isGone());
            break;
        }
    }
    refresh();
}

std::optional<model::ConversationSummary> LiveRoomService::conversation(const model::Jid &jid) const
{
    for (const model::ConversationSummary &summary : m_summaries) {
        if (summary.jid == jid) {
            return summary;
        }
    }
    return std::nullopt;
}

model::PostingRight LiveRoomService::postingIn(const model::Jid &conversation) const
{
    const auto state = m_roomStates.find(conversation);
    if (state != m_roomStates.end()) {
        return state->second.posting();
    }
    return m_rooms.contains(conversation) ? model::PostingRight::NotJoined : model::PostingRight::Allowed;
}

model::Jid LiveRoomService::realAddress(const model::Jid &occupant) const
{
    const auto state = m_roomStates.find(occupant.bare());
    return state != m_roomStates.end() ? state->second.realAddress(occupant.resource()) : model::Jid();
}

void LiveRoomService::refresh()
{
    if (m_isRefreshing) {
        m_isStale = true;
        return;
    }
    m_isRefreshing = true;
    afterwards(m_parts.store().conversations().summaries(), this,
               [this](const Result<QList<model::ConversationSummary>> &stored) {
                   m_isRefreshing = false;
                   if (stored) {
                       publishSummaries(*stored);
                   }
                   noteStoreResult(stored ? Status() : Status(std::unexpected(stored.error())));
                   if (std::exchange(m_isStale, false)) {
                       refresh();
                   }
                   checkSettled();
               });
}

void LiveRoomService::noteStoreResult(const Status &status)
{
    if (!status) {
        Q_EMIT storeFailed(foldProfileError(status.error()));
    }
}

void LiveRoomService::publishSummaries(QList<model::ConversationSummary> stored)
{
    for (model::ConversationSummary &summary : stored) {
        summary.encryption = encryptionOf(summary.jid);
        summary.draft = draftFromStored(summary.draft, 0).text;
        if (summary.kind == model::ConversationKind::Room) {
            summary.posting = postingIn(summary.jid);
            summary.isSaidToBeTeam = isSaidToBeTeam(summary.jid);
            summary.roomKind = summary.isSaidToBeTeam ? model::RoomKind::Unstated : m_kinds.of(summary.jid);
            summary.memberCount = static_cast<int>(members(summary.jid).size());
        } else {
            summary.posting = model::PostingRight::Allowed;
            summary.memberCount = 2;
            summary.role = m_parts.people.isKnown(summary.jid) ? m_parts.people.roleOf(summary.jid) : summary.role;
        }
    }
    if (stored != m_summaries) {
        m_summaries = std::move(stored);
        Q_EMIT conversationsChanged();
    }
}

void LiveRoomService::saveRecord(const model::Jid &jid, const QString &title, bool isGone)
{
    QString shown = title.isEmpty() ? m_titles.value(jid) : title;
    if (shown.isEmpty()) {
        shown = jid.local();
    }
    const bool isNew = !m_titles.contains(jid);
    m_titles.insert(jid, shown.left(kMaxTitle));
    m_rooms.insert(jid);
    store::ConversationRecord record;
    record.jid = jid;
    record.title = m_titles.value(jid);
    record.encryption = encryptionOf(jid);
    record.isGone = isGone;
    ++m_saving;
    afterwards(m_parts.store().conversations().save(record), this, [this, isNew](const Status &saved) {
        --m_saving;
        noteStoreResult(saved);
        if (isNew) {
            refresh(); // a reading that began before this did not see it
        }
        checkSettled();
    });
    if (isNew) {
        m_firstSight.start(jid, m_parts.environment.clock.now());
    }
}

void LiveRoomService::announceDirect(const model::Jid &person)
{
    if (!m_direct.contains(person) && !isRoom(person)) {
        (void)startDirect(person);
    }
}

QFuture<Status> LiveRoomService::startDirect(const model::Jid &person)
{
    if (person.isEmpty() || person.local().isEmpty() || person.bare() == m_parts.own || isRoom(person.bare())) {
        return finished(Status(failure(ServiceError::BadAddress)));
    }
    const bool isNew = !m_direct.contains(person.bare());
    m_direct.insert(person.bare());
    store::ConversationRecord record;
    record.jid = person.bare();
    record.kind = model::ConversationKind::Direct;
    record.title = m_parts.people.nameOf(person);
    record.role = m_parts.people.roleOf(person);
    const auto saving = m_parts.store().conversations().save(record);
    if (isNew) {
        m_firstSight.start(person.bare(), m_firstSight.firstStart());
    }
    return mapped(saving, this, [this](const Status &saved) -> Status {
        refresh();
        return saved ? Status() : Status(std::unexpected(foldProfileError(saved.error())));
    });
}

QFuture<Status> LiveRoomService::join(const model::Jid &jid)
{
    auto [future, done] = promised<Status>();
    if (jid.local().isEmpty() || !jid.isBare()) {
        done(failure(ServiceError::BadAddress));
        return future;
    }
    const bool wasNamed = m_bookmarks.contains(jid);
    m_joining[jid].append([this, jid, wasNamed, done](const Status &status) {
        if (status && !wasNamed) {
            m_bookmarks.publish({jid, m_titles.value(jid)});
        }
        done(status);
    });
    enter(jid, m_parts.own.local());
    return future;
}

void LiveRoomService::joinAgainLater()
{
    if (!m_again->isActive()) {
        m_again->start(m_waits.nextDelay());
    }
}

/// What ought to be joined and is not: a room that did not answer or was not ready, or one that a restart of its
/// service put us out of. What waits to be sent there waits for this.
void LiveRoomService::joinAgain()
{
    if (m_parts.link.stream() == nullptr) {
        joinAgainLater(); // the session may be resumed
        return;
    }
    if (std::exchange(m_asksBookmarksAgain, false)) {
        m_isRepeat = true;
        m_bookmarks.load();
        return; // joins what they name
    }
    const QSet<model::Jid> known = m_rooms;
    for (const model::Jid &jid : known) {
        const RoomState &state = room(jid);
        if (state.isJoined() || state.isGone() || state.isPutOut() || !m_bookmarks.contains(jid)) {
            continue;
        }
        joinEnded(jid, failure(ServiceError::TryLater)); // whoever waits for the attempt before this one
        enter(jid, m_parts.own.local());
    }
}

void LiveRoomService::joinEnded(const model::Jid &jid, const Status &status)
{
    for (const auto &done : m_joining.take(jid)) {
        done(status);
    }
    checkSettled();
}

void LiveRoomService::checkSettled()
{
    // Only when the list of conversations has them all: who waits for this looks there next.
    const bool isListed = m_saving == 0 && !m_isRefreshing;
    if (!m_isSettled && m_bookmarks.isLoaded() && m_joining.isEmpty() && isListed) {
        m_isSettled = true;
        Q_EMIT settled();
    }
}

QFuture<Result<Draft>> LiveRoomService::draft(const model::Jid &conversation)
{
    return mapped(m_parts.store().conversations().draft(conversation), this,
                  [](const Result<std::optional<store::Draft>> &stored) -> Result<Draft> {
                      if (!stored) {
                          return std::unexpected(foldProfileError(stored.error()));
                      }
                      return *stored ? draftFromStored((*stored)->text, (*stored)->cursor) : Draft();
                  });
}

void LiveRoomService::saveDraft(const model::Jid &conversation, const Draft &draft)
{
    (void)m_parts.store().conversations().setDraft(conversation, {storedText(draft), draft.cursor});
    refresh(); // the list shows what was begun
}

} // namespace wardline::service
